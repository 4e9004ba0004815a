"""The view of figures that others published: a table of its own, never beside ours in one chart."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.accuracy.choice import ErrorChoice
from pages.cached import accuracy
from pages.shared.kept import kept
from pages.shared.session import Viewer
from pages.shared.voice import Voice

#: What the style of the browser knows the table by.
KEY = "pihak-lain"


@kept
def show(viewer: Viewer, chosen: ErrorChoice) -> None:
    """The whole view."""
    say, voice = viewer.say, viewer.voice
    st.subheader(say("ketepatan.others"))
    st.markdown(say("ketepatan.others_note"))
    rows = accuracy.of_others()
    shown = pd.DataFrame(
        {
            say("ketepatan.col_error"): [_what(viewer, row) for row in rows.itertuples()],
            say("ketepatan.col_figure"): [_figure(viewer, row) for row in rows.itertuples()],
            say("ketepatan.col_owner"): [_who(row, voice) for row in rows.itertuples()],
            say("ketepatan.col_base"): rows[f"base_{voice.language}"],
            say("ketepatan.col_definition"): rows[f"definition_{voice.language}"],
            say("ketepatan.col_source"): rows["source"],
        }
    )
    with st.container(key=KEY):
        st.table(shown, hide_index=True, border="horizontal", alt=say("ketepatan.others"))


def _what(viewer: Viewer, row: Any) -> str:
    names = [viewer.say(f"umum.{one}") if one in accuracy.PROGRAMMES else one for one in row.programme.split("+")]
    return f"{viewer.say(f'ketepatan.error_{row.error}')}, {' + '.join(names)}"


def _who(row: Any, voice: Voice) -> str:
    return f"{row.owner}, {voice.tanggal(pd.Timestamp(row.date).date())}"


def _figure(viewer: Viewer, row: Any) -> str:
    value = viewer.voice.persen(row.value)
    return value if pd.isna(row.before) else f"{viewer.voice.persen(row.before)} → {value}"
