"""Sebaran desil: where families of some deciles live, how far a programme reaches, and published poverty."""

from __future__ import annotations

import streamlit as st

from pages.deciles import choice, parts
from pages.documents import exports
from pages.shared import frame, session

viewer = session.viewer()
say = viewer.say

st.title(say("sebaran.title"))
with st.container(border=True):
    chosen = choice.choose(viewer)

if fault := choice.impossible(viewer, chosen):
    frame.stop(viewer, fault)
found = parts.answer(viewer, chosen)
if found is None:
    frame.stop(viewer, say("sebaran.nothing"))

left, right = st.columns([5, 3], gap="medium")
with left, st.container(border=True, height="stretch"):
    parts.area_map(viewer, chosen, found)
with right, st.container(border=True, height="stretch"):
    parts.ranking(viewer, chosen)

parts.over_time(viewer, chosen)

left, right = st.columns(2, gap="medium")
with left, st.container(border=True, height="stretch"):
    parts.bars(viewer, chosen)
with right, st.container(border=True, height="stretch"):
    parts.table(viewer, chosen)
    about = exports.note(viewer, chosen.quarter, found.title).with_lines(choice.how_counted(viewer, chosen))
    exports.buttons(viewer, found.shown, f"sebaran-{chosen.quarter}", about)
