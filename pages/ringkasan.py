"""Ringkasan: are we under 5 %, where is it worst, what changed, what needs a decision, on one screen."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from pages.overview import answer, changed, choice, parts, pending, worst
from pages.overview.choice import BLOCK, OverviewChoice, Place
from pages.shared import controls, figures, session
from terms import JAKARTA

#: What the style of the browser knows the first screen by.
KEY = "ringkas"

viewer = session.viewer()
say = viewer.say

with st.container(key=KEY), figures.noted(to_keep=False) as on_first_screen:
    head, chooser = st.columns([3, 2], vertical_alignment="bottom")
    with head:
        st.title(say("ringkasan.title"))
    with chooser, st.container(horizontal=True):
        quarter = controls.quarter(viewer, bare=True)
        area = controls.own_area(viewer, bare=True)
    place = Place(area, quarter)
    first = st.container()
    left, right = st.columns([5, 6], gap="small")
    with right, st.container(border=True, height="stretch", key=f"{BLOCK}terburuk"):
        with st.container(horizontal=True):
            st.subheader(say("ringkasan.where"), width="stretch")
            if (level := worst.level_of(area)) != worst.KECAMATAN:
                controls.tiles(viewer)
        shown, programme = choice.DECILES_ALONE
        if level != worst.KECAMATAN:
            with st.container(horizontal=True):
                shown, programme = choice.of_map(viewer, worst.first(viewer, quarter))
        worst.show(viewer, OverviewChoice(place, shown, programme, level))
    with left, st.container(border=True, height="stretch"):
        answer.errors(viewer, place)
    with first:
        answer.lead(viewer, place, datetime.now(JAKARTA).date())
    left, right = st.columns([5, 6], gap="small")
    with left, st.container(border=True, height="stretch", key=f"{BLOCK}berubah"):
        changed.show(viewer, place)
    with right, st.container(border=True, height="stretch", key=f"{BLOCK}diputuskan"):
        pending.show(viewer, place)
# What can be done with the figures of the first screen stands below it, so that it stays one screen.
figures.menus(on_first_screen)
parts.courses(viewer, quarter, area)
parts.deciles_and_recipients(viewer, quarter, area)
parts.next_pages(viewer)
