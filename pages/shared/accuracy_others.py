"""The view of figures that others published: a table of its own, never beside ours in one chart."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.shared import cached_accuracy, numbers
from pages.shared.accuracy_choice import Chosen
from pages.shared.session import Viewer


def show(viewer: Viewer, chosen: Chosen) -> None:
    """The whole view."""
    say, language = viewer.say, viewer.language
    st.subheader(say("ketepatan.others"))
    st.markdown(say("ketepatan.others_note"))
    rows = cached_accuracy.of_others()
    shown = pd.DataFrame(
        {
            say("ketepatan.col_owner"): rows["owner"],
            say("ketepatan.col_date"): [numbers.tanggal(pd.Timestamp(day).date(), language) for day in rows["date"]],
            say("ketepatan.col_programme"): [_programme(viewer, code) for code in rows["programme"]],
            say("ketepatan.col_error"): [say(f"ketepatan.error_{error}") for error in rows["error"]],
            say("ketepatan.col_figure"): [_figure(viewer, row) for row in rows.itertuples()],
            say("ketepatan.col_base"): rows[f"base_{language}"],
            say("ketepatan.col_definition"): rows[f"definition_{language}"],
            say("ketepatan.col_source"): rows["source"],
        }
    )
    st.table(shown, hide_index=True, border="horizontal", alt=say("ketepatan.others"))


def _programme(viewer: Viewer, code: str) -> str:
    return " + ".join(viewer.say(f"umum.{one}") if one != "BLTS" else one for one in code.split("+"))


def _figure(viewer: Viewer, row: object) -> str:
    value = numbers.persen(row.value, viewer.language)
    return value if pd.isna(row.before) else f"{numbers.persen(row.before, viewer.language)} → {value}"
