"""Ketepatan sasaran: inclusion and exclusion error against 10 and 5 %, where, why, how sure, and what to check next."""

from __future__ import annotations

import streamlit as st

from pages.accuracy import areas, causes, choice, next_visits, others, plan, verdicts, visits
from pages.methods import errors
from pages.shared import frame, session

VIEWS = {
    "putusan": verdicts.show,
    "wilayah": areas.show,
    "sebab": causes.show,
    "cek": next_visits.show,
    "kunjungan": visits.show,
    "rencana": plan.show,
    "acuan": others.show,
}

viewer = session.viewer()

st.title(viewer.say("ketepatan.title"))
st.markdown(viewer.say("ketepatan.lead"))
with st.container(border=True):
    chosen = choice.choose(viewer)

if fault := choice.impossible(viewer, chosen):
    frame.stop(viewer, fault)
for doubt in choice.doubts(viewer, chosen):
    st.warning(doubt)
VIEWS[chosen.view](viewer, chosen)

st.subheader(viewer.say("ketepatan.how"))
errors.show(viewer)
