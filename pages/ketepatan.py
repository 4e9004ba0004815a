"""Ketepatan sasaran: inclusion and exclusion error against 10 and 5 %, where, why, how sure, and what to check next."""

from __future__ import annotations

import streamlit as st

from pages.shared import (
    accuracy_areas,
    accuracy_causes,
    accuracy_choice,
    accuracy_methods,
    accuracy_others,
    accuracy_plan,
    accuracy_verdicts,
    accuracy_visits,
    checking,
    frame,
    session,
)

VIEWS = {
    "putusan": accuracy_verdicts.show,
    "wilayah": accuracy_areas.show,
    "sebab": accuracy_causes.show,
    "cek": checking.show,
    "kunjungan": accuracy_visits.show,
    "rencana": accuracy_plan.show,
    "acuan": accuracy_others.show,
}

viewer = session.viewer()

st.title(viewer.say("ketepatan.title"))
st.markdown(viewer.say("ketepatan.lead"))
with st.container(border=True):
    chosen = accuracy_choice.choose(viewer)

if fault := accuracy_choice.impossible(viewer, chosen):
    frame.stop(viewer, fault)
for doubt in accuracy_choice.doubts(viewer, chosen):
    st.warning(doubt)
VIEWS[chosen.view](viewer, chosen)

st.subheader(viewer.say("ketepatan.how"))
accuracy_methods.show(viewer)
