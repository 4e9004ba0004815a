"""Simulasi kebijakan: move the rules of three programmes and see recipients and rupiah before and after."""

from __future__ import annotations

import streamlit as st

from geo.figure import View
from pages.shared import (
    cached,
    charts,
    controls,
    exports,
    frame,
    levers,
    maps,
    numbers,
    results,
    scenario,
    session,
    tables,
    tiles,
)

viewer = session.viewer()
say, language = viewer.say, viewer.language

head, chooser = st.columns([3, 1], vertical_alignment="bottom")
with head:
    st.title(say("simulasi.title"))
    st.markdown(say("simulasi.lead"))
with chooser:
    quarter = controls.quarter(viewer)
enacted = cached.in_force()
base = scenario.in_force(enacted, quarter)
wanted = levers.choose(viewer, base, scenario.keep_share(enacted, quarter))
st.caption(say("simulasi.cap_announced"))
policy = scenario.as_policy(wanted, base, enacted, say("simulasi.source"))

outcome = cached.outcome(viewer.scope, quarter, policy)

nation = results.by_programme(outcome)
aid = outcome.any_aid("nation").iloc[0]

if outcome.changes_nothing:
    frame.stop(viewer, say("simulasi.no_effect"))
if wanted == base:
    st.info(say("simulasi.same"))
for warning in outcome.warnings:
    st.warning(levers.warning(viewer, warning))

st.subheader(say("simulasi.result"))
st.caption(say("simulasi.result_unit", quarter=numbers.triwulan(quarter, language)))
before, after = nation["rupiah_per_year_before"].sum(), nation["rupiah_per_year"].sum()
left, right = st.columns(2, gap="medium")
with left:
    tiles.before_after(viewer, say("simulasi.money_total"), before, after, money=True)
with right:
    tiles.before_after(viewer, say("simulasi.any_aid"), aid["families_before"], aid["families_after"])
for column, (code, row) in zip(st.columns(len(nation), gap="medium"), nation.iterrows(), strict=True):
    name = say("simulasi.recipients_of", programme=say(f"umum.{code}"))
    with column:
        tiles.before_after(viewer, name, row["recipients_before"], row["recipients_after"])
st.caption(say("simulasi.money_note"))

left, right = st.columns(2, gap="medium")
with left, st.container(border=True, height="stretch"):
    st.subheader(say("simulasi.why"))
    st.caption(say("simulasi.why_note"))
    charts.show(charts.fates(results.fates(nation), viewer), "why", say("simulasi.why_note"))
with right, st.container(border=True, height="stretch"):
    st.subheader(say("simulasi.numbers"))
    tables.show(viewer, tables.programmes(viewer, nation), say("simulasi.numbers"))

programme = controls.programme(viewer, "simulasi.map_programme")
named = say(f"umum.{programme}")
by_kabupaten = results.without_small_counts(results.by_kabupaten(outcome, programme))
values = by_kabupaten.rename(columns={"change_share": "value"})
title = say("simulasi.map_title", programme=named)
table = tables.areas(values, lambda share: numbers.persen_bertanda(share, language))
parts, total = results.sums(outcome, programme)
adds_up = say(
    "simulasi.adds_up" if abs(parts - total) < 0.5 else "simulasi.does_not_add_up",
    parts=numbers.bulat(parts, language),
    total=numbers.bulat(total, language),
)
left, right = st.columns([5, 3], gap="medium")
with left, st.container(border=True, height="stretch"):
    st.subheader(title)
    st.caption(say("simulasi.map_note", programme=named))
    drawn = maps.area_map(viewer, values, View("kabupaten"), lambda share: numbers.persen(share, language), True)
    charts.show(drawn, "map", say("umum.map_alt", title=title))
    maps.caption(viewer)
with right, st.container(border=True, height="stretch"):
    st.subheader(say("sebaran.ranking"))
    charts.show(charts.ranking(table, language), "ranking", say("sebaran.ranking"))

with st.container(border=True):
    st.subheader(say("simulasi.table"))
    shown = tables.outcome(viewer, by_kabupaten)
    tables.show(viewer, shown, title)
    st.caption(adds_up)
    exports.buttons(viewer, shown, f"simulasi-{programme.lower()}-{quarter}", exports.note(viewer, quarter, title))
