"""Sebaran desil: where families of some deciles live, how far a programme reaches, and published poverty."""

from __future__ import annotations

import streamlit as st

from data.figures import deciles
from pages.deciles import choice, words
from pages.documents import exports
from pages.shared import charts, controls, frame, maps, session, tables

viewer = session.viewer()
say = viewer.say

st.title(say("sebaran.title"))
with st.container(border=True):
    chosen = choice.choose(viewer)

if fault := choice.impossible(viewer, chosen):
    frame.stop(viewer, fault)
values = choice.values(viewer, chosen)
by_decile = choice.of_area(viewer, chosen)
if not values["value"].notna().any():
    frame.stop(viewer, say("sebaran.nothing"))

title, write = words.title(viewer, chosen), words.writer(viewer, chosen)
table = tables.areas(values, write)
shown = tables.for_screen(viewer, table, words.heading(viewer, chosen), chosen.is_share)

left, right = st.columns([5, 3], gap="medium")
with left, st.container(border=True, height="stretch"):
    st.subheader(title)
    st.caption(words.note(viewer, chosen))
    key = f"map-{chosen.level}-{chosen.province}"
    drawn = maps.area_map(viewer, values, chosen.view, write, diverging=chosen.change)
    charts.show(drawn, key, say("umum.map_alt", title=title), on_click=controls.on_map_click(key))
    maps.caption(viewer)
    if missing := tables.missing(table):
        st.caption(say("sebaran.missing", areas=missing))
with right, st.container(border=True, height="stretch"):
    st.subheader(say("sebaran.ranking"))
    charts.show(charts.ranking(table, viewer.voice), "ranking", say("sebaran.ranking"))

left, right = st.columns(2, gap="medium")
with left, st.container(border=True, height="stretch"):
    heading = say("sebaran.bars", area=controls.area_name(viewer, chosen.area))
    st.subheader(heading)
    st.caption(words.unranked_note(viewer, by_decile))
    if by_decile["families"].isna().any():
        st.caption(say("sebaran.withheld_bars", sign=charts.WITHHELD_SIGN))
    charts.show(charts.desil_bars(deciles.shares_by_decile(by_decile), viewer, height=430), "bars", heading)
with right, st.container(border=True, height="stretch"):
    st.subheader(say("sebaran.table"))
    tables.show(viewer, shown, title)
    how = choice.how_counted(viewer, chosen)
    st.caption("  \n".join([say("umum.suppressed"), *how]))
    about = exports.note(viewer, chosen.quarter, title).with_lines(how)
    exports.buttons(viewer, shown, f"sebaran-{chosen.quarter}", about)
