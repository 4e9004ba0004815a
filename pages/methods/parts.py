"""The parts of the page on methods: definitions, calibration, the rules in force, and the dictionary of columns."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.cached import register
from pages.methods import definitions
from pages.shared import tables
from pages.shared.kept import kept
from pages.shared.session import Viewer
from terms import Quarter


@kept
def terms(viewer: Viewer) -> None:
    """Each term with its meaning."""
    st.subheader(viewer.say("metode.definitions"))
    with st.grid(3, min_column_width=260):
        for term, meaning in definitions.definitions(viewer):
            with st.container(border=True, height="stretch"):
                st.markdown(f"**{term}**  \n{meaning}")


@kept
def calibration(viewer: Viewer) -> pd.DataFrame | None:
    """How close the demonstration comes to published figures: draws the table and returns it; None for a real one."""
    say, found, measure = viewer.say, register.calibration(), viewer.say("metode.calibration")
    if found.empty:
        st.subheader(measure)
        st.info(say("metode.calibration_none"))
        return None
    shown = definitions.calibration(viewer, found)
    st.subheader(definitions.met(viewer, found))
    st.caption(f"{measure}. {say('metode.calibration_note')}")
    tables.show(viewer, shown, measure)
    return shown


@kept
def made_up(viewer: Viewer) -> None:
    """What of the demonstration is made up, and what does not fit."""
    st.subheader(viewer.say("metode.made_up"))
    st.markdown(viewer.say("metode.made_up_text"))
    st.subheader(viewer.say("metode.misfits"))
    st.markdown("\n".join(f"- {sentence}" for sentence in definitions.misfits(viewer)))


@kept
def rules(viewer: Viewer, quarter: Quarter) -> None:
    """The rules in force by programme, and published figures that disagree."""
    st.subheader(viewer.say("metode.rules"))
    st.caption(viewer.say("metode.rules_note"))
    found = definitions.rules(viewer, register.in_force(), quarter)
    for tab, code in zip(st.tabs([viewer.say(f"umum.{code}") for code in found]), found, strict=True):
        with tab:
            st.markdown("\n".join(f"- {line}" for line in found[code]))
    st.subheader(viewer.say("metode.conflicts"))
    st.markdown("\n".join(f"- {sentence}" for sentence in definitions.conflicts(viewer)))


@kept
def dictionary(viewer: Viewer) -> None:
    """The columns of the input files and of the built tables."""
    st.subheader(viewer.say("metode.dictionary"))
    st.caption(viewer.say("metode.dictionary_note"))
    for kind, columns in register.dictionary().items():
        heading = viewer.say(f"metode.dictionary_{kind}")
        with st.expander(heading):
            tables.show(viewer, columns, heading)
