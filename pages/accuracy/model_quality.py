"""How good the model of misplaced families is, and the register's ranking that it works on."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from geo import regions
from pages.accuracy.choice import ErrorChoice
from pages.cached import accuracy
from pages.cached.accuracy import Agreement
from pages.shared import controls
from pages.shared.session import Viewer
from pages.shared.voice import UNDEFINED
from targeting.verdict.floors import attainable_error
from terms import Quarter

DECILES = 10


def of_model(viewer: Viewer, chosen: ErrorChoice) -> None:
    """How the model does on families of villages that it has not seen."""
    say, voice = viewer.say, viewer.voice
    found: Any = accuracy.quality().set_index("programme").loc[chosen.programme]
    values = {
        "auc": voice.desimal(found["auc"], 2),
        "lift": voice.desimal(found["lift"], 1),
        "brier": voice.desimal(found["brier"], 3),
        "slope": voice.desimal(found["slope"], 2),
        "r_squared": voice.desimal(1 - found["brier"] / found["brier_of_mean"], 2),
    }
    st.subheader(say("checking.quality"))
    with st.grid(5, min_column_width=180):
        for name, value in values.items():
            st.metric(say(f"checking.{name}"), value, help=say(f"checking.{name}_help"), border=True, height="stretch")
    worst = found["worst_area"]
    st.caption(
        say(
            "checking.quality_note",
            wrong=voice.persen(found["wrong_share"]),
            brier_of_mean=voice.desimal(found["brier_of_mean"], 3),
            worst=UNDEFINED if pd.isna(worst) else regions.name(worst),
            worst_auc=voice.desimal(found["worst_auc"], 2),
        )
    )


def of_register(viewer: Viewer, chosen: ErrorChoice, quarter: Quarter, found: Agreement) -> None:
    """How the register's decile agrees with the verified one, and the least error that so good a ranking allows."""
    say, voice = viewer.say, viewer.voice
    st.subheader(say("checking.ranking", area=controls.area_name(viewer, chosen.area)))
    with st.grid(3, min_column_width=200):
        for name in ("exact", "within_one"):
            share = getattr(found, name)
            bounds = viewer.voice.selang(share.low, share.high)
            with st.container(border=True, height="stretch"):
                st.metric(say(f"checking.{name}"), voice.persen(share.value))
                st.caption(say("ketepatan.interval95", interval=bounds))
        with st.container(border=True, height="stretch"):
            st.metric(say("checking.decile_r_squared"), voice.desimal(found.r_squared, 2))
    limit = accuracy.rule(chosen.programme, quarter).max_decile
    values = {
        "n": voice.bulat(found.n),
        "share": voice.persen(limit / DECILES, 0),
        "least": voice.persen(attainable_error(found.r_squared, limit / DECILES)),
        "r_squared": voice.desimal(found.r_squared, 2),
    }
    st.caption(say("checking.ranking_note", **values))
