"""Simulasi kebijakan: change the rules of the programmes and see recipients, rupiah and errors before and after."""

from __future__ import annotations

import streamlit as st

from pages.scenario import draft, known, levers, start
from pages.shared import controls, session
from pages.simulation import answer, parts

viewer = session.viewer()

head, middle, chooser = st.columns([4.6, 4.4, 3], vertical_alignment="bottom")
with head:
    st.title(viewer.say("simulasi.title"), help=viewer.say("simulasi.lead"))
with chooser:
    quarter = controls.quarter(viewer)
policy = draft.follow(viewer, quarter)
with middle:
    programme = parts.programme(viewer, policy)

short = st.container(key="jawaban")
left, right = st.columns([2, 5], gap="small")
with left, st.container(border=True):
    start.bar(viewer, policy)
    reference = known.reference(viewer)
    levers.draw(viewer, quarter, policy, programme)
with right:
    asked = parts.asked(viewer, quarter, policy, reference, programme)
with short:
    answer.in_short(viewer, asked)
with right:
    answer.show(viewer, asked)

parts.show(viewer, asked)
