"""Ringkasan: the nation on one screen, as of one quarter."""

from __future__ import annotations

import streamlit as st

from pages.overview import parts
from pages.shared import charts, controls, maps, session

viewer = session.viewer()
say = viewer.say

head, chooser = st.columns([3, 1], vertical_alignment="bottom")
with head:
    st.title(say("ringkasan.title"))
    st.markdown(say("ringkasan.lead"))
with chooser:
    quarter = controls.quarter(viewer)
    area = controls.own_area(viewer)

left, right = st.columns([2, 3], gap="medium")
with left:
    parts.courses(viewer, quarter, area)
with right, st.container(border=True, height="stretch"):
    drawn = parts.poor_families(viewer, quarter)
    title = say(f"ringkasan.map_title_{controls.levels(viewer)[0]}")
    clicked = charts.show(drawn, "map", say("umum.map_alt", title=title), clickable=True)
    parts.extremes(viewer, quarter)
    maps.caption(viewer)
parts.deciles_and_recipients(viewer, quarter, area)
parts.next_pages(viewer)

if clicked:
    st.switch_page("sebaran.py", query_params={"wilayah": clicked})
