"""Proyeksi dan masa bantuan: quarter by quarter, who receives aid, who reaches its time limit, and what follows."""

from __future__ import annotations

import streamlit as st

from pages.projection import answer, choice, parts
from pages.scenario import draft, known, levers, start
from pages.shared import controls, session

viewer = session.viewer()

st.title(viewer.say("proyeksi.title"), help=viewer.say("proyeksi.lead"))
top = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
left, right = st.columns([5, 2], gap="small")
with right, st.container(border=True):
    quarter = controls.quarter(viewer)
    policy = draft.follow(viewer, quarter, choice.begun())
    with top:
        programme, area = choice.where(viewer, policy)
    start.bar(viewer, policy)
    against = known.reference(viewer)
    wanted = choice.options(viewer, quarter)
    levers.draw(viewer, quarter, policy, programme)
chosen = choice.chosen(viewer, (programme, area), against, policy, (quarter, wanted))
with left:
    courses = answer.show(viewer, chosen)
parts.show(viewer, chosen, courses)
