"""Ringkasan: the nation on one screen, as of one quarter."""

from __future__ import annotations

import streamlit as st

from data.figures import deciles
from geo.figure import View
from pages.cached import register, simulation
from pages.shared import charts, controls, maps, session, tables, tiles

viewer = session.viewer()
say, voice = viewer.say, viewer.voice

head, chooser = st.columns([3, 1], vertical_alignment="bottom")
with head:
    st.title(say("ringkasan.title"))
    st.markdown(say("ringkasan.lead"))
with chooser:
    quarter = controls.quarter(viewer)

history = register.history(viewer.scope, quarter)
desil = register.by_decile(viewer.scope, quarter, register.NATION)
by_decile = simulation.table(viewer.scope, quarter, register.as_paid(), "decile")

poor_families = register.decile_values(viewer.scope, quarter, register.PROVINCE, deciles.Measure("desil", "1-4"))
groups = deciles.recipients_by_group(by_decile)
unranked = desil.loc[desil["decile"] == 0, "families"].sum()

left, right = st.columns([2, 3], gap="medium")
with left, st.grid(2, min_column_width=200):
    for name in ("persons", "families", "recipients_PKH", "recipients_SEMBAKO", "recipients_PBI", "money"):
        figure = tiles.Course(say(f"ringkasan.{name}"), history[name].to_list(), money=name == "money")
        tiles.course(viewer, figure, quarter)
with right, st.container(border=True, height="stretch"):
    st.subheader(say("ringkasan.map_title"))
    st.caption(say("ringkasan.map_note"))
    drawn = maps.area_map(viewer, poor_families, View("province"), voice.persen)
    clicked = charts.show(drawn, "map", say("umum.map_alt", title=say("ringkasan.map_title")), clickable=True)
    high, low = tables.extremes(poor_families, voice.persen)
    st.markdown(say("ringkasan.extremes", high=high, low=low))
    maps.caption(viewer)

left, right = st.columns([2, 3], gap="medium")
with left, st.container(border=True, height="stretch"):
    st.subheader(say("ringkasan.desil_title"))
    st.caption(say("ringkasan.desil_note", unranked=voice.angka(unranked)))
    charts.show(charts.desil_bars(deciles.shares_by_decile(desil), viewer), "desil", say("ringkasan.desil_title"))
with right, st.container(border=True, height="stretch"):
    st.subheader(say("ringkasan.who_title"))
    st.caption(say("ringkasan.who_note"))
    charts.show(charts.recipients_by_decile(groups, viewer), "who", say("ringkasan.who_note"))

with st.grid(3, min_column_width=260):
    for name in ("pantauan", "sebaran", "pergerakan", "ketepatan", "pemutakhiran", "simulasi", "metode"):
        with st.container(border=True, height="stretch"):
            st.page_link(f"{name}.py", label=f"**{say(f'menu.{name}')}**", icon="➡️")
            st.caption(say(f"ringkasan.next_{name}"))

if clicked:
    st.switch_page("sebaran.py", query_params={"wilayah": clicked})
