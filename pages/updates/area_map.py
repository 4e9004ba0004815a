"""Updates area by area: a map of one measure, its ends, and the table of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.figures import updates
from data.figures.gaps import states
from geo import regions
from geo.figure import OTHERS, View
from pages.cached import movement
from pages.cached.register import KABUPATEN, quarters
from pages.documents import exports
from pages.shared import charts, controls, findings, gaps, maps, over_time, tables
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.over_time import Courses, SideBySide
from pages.shared.session import Viewer
from pages.updates import choice
from pages.updates.choice import UpdatesChoice

PROPOSAL_MEASURES = ("accepted_share", "overdue_share", "median_days", "filed")
COUNTED = ("filed", "median_days")
#: Measures of the proposals that came in the quarter.
OF_QUARTER = ("accepted_share", "median_days")
PROPOSAL_COLUMNS = ("filed", "accepted", "rejected", "pending", "overdue", "accepted_share", "median_days", "p90_days")


def proposals(viewer: Viewer, asked: UpdatesChoice) -> None:
    """Proposals filed in the quarter by area."""
    _show(viewer, asked, PROPOSAL_MEASURES, PROPOSAL_COLUMNS)


def register(viewer: Viewer, asked: UpdatesChoice) -> None:
    """What is known of the families by area."""
    _show(viewer, asked, updates.SHARES, ("families", *updates.SHARES))


@dataclass(frozen=True, eq=False)
class UpdatesMap:
    """The map of one measure: what it shows, its figure, and its areas with names and labels."""

    finding: str
    figure: go.Figure
    named: pd.DataFrame


def _areas(viewer: Viewer, asked: UpdatesChoice, level: str) -> pd.DataFrame:
    read = movement.register_areas if asked.view == "register" else movement.proposal_areas
    return read(choice.map_scope(viewer, asked), asked.quarter, level)


def _show(viewer: Viewer, asked: UpdatesChoice, measures: tuple[str, ...], columns: tuple[str, ...]) -> None:
    level = _level(viewer, asked)
    _draw(viewer, asked, measures, level)
    with st.container(border=True):
        title, shown = _table(viewer, asked, columns, level)
        name = f"pemutakhiran-{asked.view}-{asked.quarter}"
        exports.buttons(viewer, shown, name, exports.note(viewer, asked.quarter, title))


def _draw(viewer: Viewer, asked: UpdatesChoice, measures: tuple[str, ...], level: str) -> None:
    say = viewer.say
    names = {name: say(f"pemutakhiran.map_{name}") for name in measures}
    chosen = controls.segments(viewer, Choice("ukuran", say("pemutakhiran.measure"), measures, names.get, measures[0]))
    found = _answer(viewer, asked, chosen, level)
    if found is None:
        st.info(say("pergerakan.nothing_to_map"))
        return
    left, right = st.columns([5, 3], gap="medium")
    with left, st.container(border=True):
        st.subheader(found.finding)
        note = f"{names[chosen]}. {viewer.voice.triwulan(asked.quarter)}."
        st.caption(note)
        key = f"updates-{asked.view}-{level}-{asked.province}"
        alt = say("umum.map_alt", title=names[chosen])
        charts.show(found.figure, key, alt, on_click=controls.on_map_click(key), title=found.finding, note=note)
        maps.caption(viewer)
    with right, st.container(border=True):
        _ranking(viewer, asked, chosen, level)
    _over_time(viewer, asked, chosen, level)


@kept
def _answer(viewer: Viewer, asked: UpdatesChoice, measure: str, level: str) -> UpdatesMap | None:
    """The map, drawn by nobody yet; None when no area has the measure."""
    values, write = _values(viewer, asked, measure, level), _writer(viewer, measure)
    if not values["value"].notna().any():
        return None
    named = tables.areas(values, write)
    style = maps.MapStyle(OTHERS, marked=asked.area)
    finding = findings.of_areas(viewer, viewer.say(f"pemutakhiran.map_{measure}"), named, asked.area)
    return UpdatesMap(finding, maps.area_map(viewer, named, View(level, asked.province), write, style), named)


def _values(viewer: Viewer, asked: UpdatesChoice, measure: str, level: str) -> pd.DataFrame:
    """A measure by area: code, value, why there is none, and what it rests on."""
    table = _areas(viewer, asked, level)
    value = table[measure].astype("Float64").astype(float).where(table[measure].notna())
    values = pd.DataFrame({"code": table["code"], "value": value, "state": states(table, measure)})
    return values.assign(told=_told(viewer, table, measure))


def _over_time(viewer: Viewer, asked: UpdatesChoice, measure: str, level: str) -> None:
    """The measure of the map over the quarters; two areas side by side."""
    with st.container(border=True):
        codes = _codes(viewer, asked, level)
        if codes and (pair := over_time.choose(viewer, codes, asked.area)):
            _courses(viewer, asked, measure, level, pair)


@kept
def _codes(viewer: Viewer, asked: UpdatesChoice, level: str) -> tuple[str, ...]:
    """The areas of the map that the viewer may see."""
    return tuple(code for code in _areas(viewer, asked, level)["code"] if controls.may_see(viewer, code))


@kept
def _courses(viewer: Viewer, asked: UpdatesChoice, measure: str, level: str, pair: SideBySide) -> None:
    held = [each for each in quarters(viewer.scope) if each <= asked.quarter]
    parts = {each: _values(viewer, replace(asked, quarter=each), measure, level) for each in held}
    codes = _codes(viewer, asked, level)
    change = viewer.voice.selisih if measure in COUNTED else viewer.voice.poin
    title, told = viewer.say(f"pemutakhiran.map_{measure}"), over_time.wide_texts(parts, codes)
    write, is_share = _writer(viewer, measure), measure not in COUNTED
    over_time.draw(viewer, Courses(title, over_time.wide(parts, codes), write, change, is_share, told), pair)


def _told(viewer: Viewer, table: pd.DataFrame, measure: str) -> list[str]:
    """What a value rests on, for the pointer: the families, or the proposals of the quarter; empty where that
    count is hidden or the value itself."""
    if measure in updates.SHARES:
        return [charts.told_families(viewer, count) for count in table["families"]]
    if measure not in OF_QUARTER:
        return [""] * len(table)
    counts = [viewer.voice.angka(count) if pd.notna(count) else "" for count in table["filed"]]
    return [viewer.say("pemutakhiran.of_proposals", count=count) if count else "" for count in counts]


@kept
def _ranking(viewer: Viewer, asked: UpdatesChoice, measure: str, level: str) -> None:
    found = _answer(viewer, asked, measure, level)
    assert found is not None
    write = viewer.voice.desimal if measure in COUNTED else viewer.voice.poin
    title = findings.apart(viewer, found.named, write) or viewer.say("pergerakan.ranking")
    st.subheader(title)
    note = f"{viewer.say(f'pemutakhiran.map_{measure}')}, {viewer.voice.triwulan_dalam(asked.quarter)}."
    st.caption(f"{viewer.say('pergerakan.ranking')}. {note}")
    charts.show(charts.ranking(found.named, viewer.voice), f"updates-ranking-{asked.view}", title, note=note)


@kept
def _table(viewer: Viewer, asked: UpdatesChoice, columns: tuple[str, ...], level: str) -> tuple[str, pd.DataFrame]:
    """Draws the table and returns its title and itself."""
    say, table = viewer.say, _areas(viewer, asked, level)
    shown = pd.DataFrame({say("umum.code"): table["code"], say("umum.area"): [regions.name(c) for c in table["code"]]})
    for name in columns:
        is_share = name.endswith("_share") or name in updates.SHARES
        number = table[name].astype("Float64")
        shown[say(f"pemutakhiran.col_{name}")] = (number * 100).round(1) if is_share else number.astype("Int64")
    shown = gaps.explained(viewer, shown, {say(f"pemutakhiran.col_{name}"): states(table, name) for name in columns})
    title = say(f"pemutakhiran.table_{asked.view}", quarter=viewer.voice.triwulan_pendek(asked.quarter))
    st.subheader(title)
    tables.show(viewer, shown, title)
    st.caption(say("umum.suppressed"))
    return title, shown


def _writer(viewer: Viewer, measure: str) -> Callable[[float], str]:
    if measure in COUNTED:
        return lambda value: viewer.voice.angka(value)
    return lambda value: viewer.voice.persen(value)


def _level(viewer: Viewer, asked: UpdatesChoice) -> str:
    if asked.province:
        return KABUPATEN
    levels = controls.levels(viewer)
    shown = {level: viewer.say(f"umum.{level}") for level in levels}
    return controls.segments(viewer, Choice("rinci", viewer.say("umum.level"), levels, shown.get, levels[0]))
