"""Pergerakan triwulanan: who came in and who went out and why, from desil to desil, and how long families stay."""

from __future__ import annotations

import streamlit as st

from pages.shared import (
    frame,
    movement_choice,
    movement_decile,
    movement_ledger,
    movement_map,
    movement_tenure,
    session,
)

VIEWS = {
    "neraca": movement_ledger.show,
    "peta": movement_map.show,
    "desil": movement_decile.show,
    "lama": movement_tenure.show,
}

viewer = session.viewer()

st.title(viewer.say("pergerakan.title"))
st.markdown(viewer.say("pergerakan.lead"))
with st.container(border=True):
    chosen = movement_choice.choose(viewer)

if fault := movement_choice.impossible(viewer, chosen):
    frame.stop(viewer, fault)
VIEWS[chosen.view](viewer, chosen)
