"""The parts of the page on deciles: the map with its ends, the bars of the chosen area, and the table."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.figures import deciles
from geo.figure import DECILES, OTHERS
from pages.cached import register
from pages.deciles import choice, words
from pages.deciles.choice import DecileChoice
from pages.shared import charts, controls, findings, maps, tables
from pages.shared import over_time as times
from pages.shared.kept import kept
from pages.shared.session import Viewer


@dataclass(frozen=True, eq=False)
class Answer:
    """What the map says: its finding, measure and figure, and the table of its areas for the screen and for files."""

    finding: str
    title: str
    figure: go.Figure
    named: pd.DataFrame
    shown: pd.DataFrame
    missing: str


@kept
def answer(viewer: Viewer, chosen: DecileChoice) -> Answer | None:
    """The map and its table, drawn by nobody yet; None when no area has a value."""
    values = choice.values(viewer, chosen)
    if not values["value"].notna().any():
        return None
    write = words.writer(viewer, chosen)
    named = tables.areas(values, write)
    shown = tables.for_screen(viewer, named, words.heading(viewer, chosen), chosen.is_share)
    ramp = DECILES if chosen.measure.kind == "desil" else OTHERS
    style = maps.MapStyle(ramp, chosen.change, chosen.area)
    figure = maps.area_map(viewer, values, chosen.view, write, style)
    title = words.title(viewer, chosen)
    say_of = findings.of_changes if chosen.change else findings.of_areas
    finding = say_of(viewer, title, named, chosen.area)
    return Answer(finding, title, figure, named, shown, tables.missing(named))


def area_map(viewer: Viewer, chosen: DecileChoice, found: Answer) -> None:
    """The map, on which an area can be chosen, with what it leaves out."""
    st.subheader(found.finding)
    note = words.note(viewer, chosen)
    st.caption(note)
    key = f"map-{chosen.level}-{chosen.province}"
    alt = viewer.say("umum.map_alt", title=found.title)
    charts.show(found.figure, key, alt, on_click=controls.on_map_click(key), title=found.finding, note=note)
    maps.caption(viewer)
    if found.missing:
        st.caption(viewer.say("sebaran.missing", areas=found.missing))


def over_time(viewer: Viewer, chosen: DecileChoice) -> None:
    """The figure of the map over the quarters, where it has a course; two areas side by side."""
    if chosen.measure.kind == "kemiskinan":
        return
    with st.container(border=True):
        codes = [code for code in chosen.view.codes if controls.may_see(viewer, code)]
        if codes and (pair := times.choose(viewer, codes, chosen.area)):
            _courses(viewer, replace(chosen, change=False), pair)


@kept
def _courses(viewer: Viewer, chosen: DecileChoice, pair: times.SideBySide) -> None:
    quarters = [each for each in register.quarters(viewer.scope) if each <= chosen.quarter]
    parts = {each: choice.values(viewer, replace(chosen, quarter=each)) for each in quarters}
    table = times.wide(parts, [code for code in chosen.view.codes if controls.may_see(viewer, code)])
    voice = viewer.voice
    change = voice.poin if chosen.is_share else voice.selisih
    found = times.Courses(words.title(viewer, chosen), table, words.writer(viewer, chosen), change, chosen.is_share)
    times.draw(viewer, found, pair)


@kept
def ranking(viewer: Viewer, chosen: DecileChoice) -> None:
    """The highest and the lowest areas."""
    found = answer(viewer, chosen)
    assert found is not None
    title = findings.apart(viewer, found.named, words.writer_of_change(viewer, chosen)) or viewer.say("sebaran.ranking")
    st.subheader(title)
    note = f"{found.title}, {viewer.voice.triwulan_dalam(chosen.quarter)}."
    st.caption(f"{viewer.say('sebaran.ranking')}. {note}")
    charts.show(charts.ranking(found.named, viewer.voice), "ranking", title, note=note)


@kept
def bars(viewer: Viewer, chosen: DecileChoice) -> None:
    """The families of the chosen area by decile."""
    by_decile = choice.of_area(viewer, chosen)
    area, shares = controls.area_name(viewer, chosen.area), deciles.shares_by_decile(by_decile)
    measure = viewer.say("sebaran.bars", area=area)
    heading = findings.of_deciles(viewer, area, shares) or measure
    st.subheader(heading)
    note = words.dated(viewer, chosen, words.unranked_note(viewer, by_decile))
    st.caption(note)
    if by_decile["families"].isna().any():
        st.caption(viewer.say("sebaran.withheld_bars", sign=charts.WITHHELD_SIGN))
    counted = by_decile.set_index("decile")["families"].reindex(range(1, 11))
    drawn = charts.desil_bars(shares, viewer, height=430, counts=counted)
    charts.show(drawn, "bars", measure, title=heading, note=note)


@kept
def table(viewer: Viewer, chosen: DecileChoice) -> None:
    """The areas of the map in figures."""
    found = answer(viewer, chosen)
    assert found is not None
    st.subheader(viewer.say("sebaran.table"))
    tables.show(viewer, found.shown, found.title)
    st.caption("  \n".join([viewer.say("umum.suppressed"), *choice.how_counted(viewer, chosen)]))
