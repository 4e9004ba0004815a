"""Simulasi kebijakan: change the rules of the programmes and see recipients, rupiah and errors before and after."""

from __future__ import annotations

import streamlit as st

from pages.shared import controls, session, sim_answer, sim_draft, sim_levers, sim_parts, sim_start

viewer = session.viewer()

head, middle, chooser = st.columns([3, 2, 1.3], vertical_alignment="bottom")
with head:
    st.title(viewer.say("simulasi.title"), help=viewer.say("simulasi.lead"))
with chooser:
    quarter = controls.quarter(viewer)
policy = sim_draft.follow(viewer, quarter)
with middle:
    programme = sim_parts.programme(viewer, policy)

left, right = st.columns([2, 5], gap="small")
with left, st.container(border=True):
    sim_start.bar(viewer, policy)
    against = sim_parts.reference(viewer)
    sim_levers.draw(viewer, quarter, policy, programme)
report = sim_parts.computed(viewer, quarter, policy, against)
with right:
    sim_answer.show(viewer, report, programme)

sim_parts.show(viewer, report, programme)
