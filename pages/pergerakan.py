"""Pergerakan triwulanan: who came in and who went out and why, from desil to desil, and how long families stay."""

from __future__ import annotations

import streamlit as st

from pages.movement import area_map, choice, decile, ledger, tenure
from pages.shared import frame, session

VIEWS = {
    "neraca": ledger.show,
    "peta": area_map.show,
    "desil": decile.show,
    "lama": tenure.show,
}

viewer = session.viewer()

st.title(viewer.say("pergerakan.title"))
st.markdown(viewer.say("pergerakan.lead"))
with st.container(border=True):
    chosen = choice.choose(viewer)

if fault := choice.impossible(viewer, chosen):
    frame.stop(viewer, fault)
VIEWS[chosen.view](viewer, chosen)
