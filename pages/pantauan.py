"""Pantauan daerah: one area's quarter on one screen, beginning with what needs doing."""

from __future__ import annotations

import streamlit as st

from pages.region import choice, contents, first, rest
from pages.shared import session

viewer = session.viewer()

head, right = st.columns([2, 3], vertical_alignment="bottom")
with head:
    st.title(viewer.say("pantauan.title"))
with right:
    chosen = choice.choose(viewer)

with st.spinner(viewer.say("pantauan.working")):
    choice.sheet_of(viewer, chosen)
with st.container(key=first.KEY):
    contents.head(viewer, chosen)
    said, taken = st.columns([2, 1], vertical_alignment="center")
    with said:
        first.lead(viewer, chosen)
    with taken, st.container(horizontal_alignment="right"):
        choice.note_button(viewer, chosen)
    first.show(viewer, chosen)
    contents.blocks(viewer, chosen)
    rest.definitions(viewer, chosen)
