"""Pantauan daerah: one area's quarter on one screen, beginning with what needs doing."""

from __future__ import annotations

import streamlit as st

from pages.region import choice, first, kecamatan, rest, what_if
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
    first.show(viewer, chosen)
    choice.note_button(viewer, chosen)
    kecamatan.show(viewer, chosen)
    rest.show(viewer, chosen)
    what_if.show(viewer, chosen)
    rest.definitions(viewer, chosen)
