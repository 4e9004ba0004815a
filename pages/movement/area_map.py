"""The view on the map: net change, entries and exits as shares of the recipients at the start, area by area."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.figures import ledger
from data.figures.gaps import states
from data.store.scope import Scope
from geo import regions
from geo.figure import OTHERS, View
from pages.cached import movement, register
from pages.documents import exports
from pages.movement import choice
from pages.movement.choice import MovementChoice
from pages.shared import charts, controls, findings, frame, gaps, maps, over_time, tables
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.over_time import Courses, SideBySide
from pages.shared.session import Viewer

COUNTS = ("opening", "entered", "moved_in", "exited", "moved_out", "closing")


def show(viewer: Viewer, chosen: MovementChoice) -> None:
    """The whole view."""
    say = viewer.say
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        names = {code: say(f"pergerakan.rate_{code}") for code in ledger.RATES}
        rate = controls.segments(
            viewer, Choice("laju", say("pergerakan.rate"), ledger.RATES, names.get, ledger.RATES[0])
        )
        level = register.KABUPATEN if chosen.province else _level(viewer)
    view = View(level, chosen.province)
    found = _answer(viewer, chosen, rate, level)
    if found is None:
        frame.stop(viewer, say("pergerakan.nothing_to_map"))
    _draw(viewer, chosen, rate, view, found)
    with st.container(border=True):
        codes = [code for code in view.codes if controls.may_see(viewer, code)]
        if codes and (pair := over_time.choose(viewer, codes, chosen.area)):
            _courses(viewer, chosen, rate, level, pair)
    with st.container(border=True):
        title, shown = _table(viewer, chosen, rate, level)
        name = f"pergerakan-peta-{chosen.programme}-{chosen.quarter}"
        exports.buttons(viewer, shown, name, exports.note(viewer, chosen.quarter, title))


@dataclass(frozen=True, eq=False)
class MovementMap:
    """The map of a rate: what it says, its title, its figure, and its areas with names and labels."""

    sentence: str
    title: str
    figure: go.Figure
    named: pd.DataFrame


@kept
def _answer(viewer: Viewer, chosen: MovementChoice, rate: str, level: str) -> MovementMap | None:
    """The map, drawn by nobody yet; None when no area has the rate."""
    areas = areas_of(viewer, chosen, level)
    if not areas[rate].notna().any():
        return None
    write = lambda share: _write(viewer, rate, share)  # noqa: E731
    values = areas.assign(value=areas[rate].astype("Float64").astype(float).where(areas[rate].notna()))
    told = [charts.told_families(viewer, one) if chosen.unit == "families" else "" for one in areas["opening"]]
    values = values.assign(state=states(areas, rate), told=told)[["code", "value", "state", "told"]]
    named = tables.areas(values, write)
    style = maps.MapStyle(OTHERS, rate == "net", chosen.area)
    figure = maps.area_map(viewer, named, View(level, chosen.province), write, style)
    return MovementMap(sentence(viewer, chosen, areas, rate), _title(viewer, chosen, rate), figure, named)


@kept
def _courses(viewer: Viewer, chosen: MovementChoice, rate: str, level: str, pair: SideBySide) -> None:
    """The rate of each quarter that has one before it, up to the one that is looked at."""
    held = register.quarters(viewer.scope)
    quarters = [each for each in held if each <= chosen.quarter and each.previous() in held]
    parts = {}
    for each in quarters:
        areas = areas_of(viewer, replace(chosen, quarter=each, period="triwulan"), level)
        parts[each] = areas.assign(value=areas[rate].astype("Float64").astype(float).where(areas[rate].notna()))
    codes = [code for code in View(level, chosen.province).codes if controls.may_see(viewer, code)]
    table = over_time.wide(parts, codes)
    said = {"rate": viewer.say(f"pergerakan.rate_{rate}"), "programme": viewer.say(f"umum.{chosen.programme}")}
    title = viewer.say("pergerakan.map_course", **said)
    write = lambda share: _write(viewer, rate, share)  # noqa: E731
    over_time.draw(viewer, Courses(title, table, write, viewer.voice.poin, is_share=True), pair)


def _title(viewer: Viewer, chosen: MovementChoice, rate: str) -> str:
    return viewer.say(
        "pergerakan.map_title",
        rate=viewer.say(f"pergerakan.rate_{rate}"),
        programme=viewer.say(f"umum.{chosen.programme}"),
        period=choice.period_name(viewer, chosen.quarters),
    )


def _draw(viewer: Viewer, chosen: MovementChoice, rate: str, view: View, found: MovementMap) -> None:
    left, right = st.columns([5, 3], gap="medium")
    with left, st.container(border=True):
        st.subheader(found.sentence)
        st.caption(f"{found.title}. {viewer.say('pergerakan.rate_note')} {viewer.say('pergerakan.click_area')}")
        key = f"move-{view.level}-{view.province_code}"
        alt = viewer.say("umum.map_alt", title=found.title)
        charts.show(found.figure, key, alt, on_click=controls.on_map_click(key), title=found.sentence, note=found.title)
        maps.caption(viewer)
    with right, st.container(border=True):
        _ranking(viewer, chosen, rate, view.level)


@kept
def _ranking(viewer: Viewer, chosen: MovementChoice, rate: str, level: str) -> None:
    found = _answer(viewer, chosen, rate, level)
    assert found is not None
    title = findings.apart(viewer, found.named, viewer.voice.poin) or viewer.say("pergerakan.ranking")
    st.subheader(title)
    st.caption(f"{viewer.say('pergerakan.ranking')}. {found.title}")
    charts.show(charts.ranking(found.named, viewer.voice), "move-ranking", title, note=found.title)


@kept
def _table(viewer: Viewer, chosen: MovementChoice, rate: str, level: str) -> tuple[str, pd.DataFrame]:
    """Draws the table and returns its title and itself."""
    say, title = viewer.say, _title(viewer, chosen, rate)
    st.subheader(say("pergerakan.map_table"))
    shown = table(viewer, areas_of(viewer, chosen, level))
    tables.show(viewer, shown, title)
    st.caption(f"{say('pergerakan.rate_note')} {say('umum.suppressed')}")
    return title, shown


def areas_of(viewer: Viewer, chosen: MovementChoice, level: str) -> pd.DataFrame:
    """One row an area of the level within the chosen area (of a kabupaten: its province as far as it may be seen)."""
    return movement.ledgers(_scope(viewer, chosen), chosen.programme, chosen.unit, level, chosen.quarters)


def _scope(viewer: Viewer, chosen: MovementChoice) -> Scope:
    if not chosen.province:
        return viewer.scope
    is_whole = viewer.scope.is_national or chosen.province in viewer.scope.province_codes
    return viewer.scope.within(chosen.province if is_whole else chosen.area)


def sentence(viewer: Viewer, chosen: MovementChoice, areas: pd.DataFrame, rate: str) -> str:
    """Which area is highest and which lowest; one area alone is told alone."""
    known = areas[areas[rate].notna()].sort_values(rate)
    low, high = known.iloc[0], known.iloc[-1]
    said = {
        "rate": viewer.say(f"pergerakan.rate_{rate}"),
        "programme": viewer.say(f"umum.{chosen.programme}"),
        "period": choice.period_name(viewer, chosen.quarters),
        "high": regions.name(high["code"]),
        "highest": _write(viewer, rate, high[rate]),
    }
    if low[rate] == high[rate]:
        return viewer.say("pergerakan.map_one" if len(known) == 1 else "pergerakan.map_equal", **said)
    return viewer.say(
        "pergerakan.map_ends", low=regions.name(low["code"]), lowest=_write(viewer, rate, low[rate]), **said
    )


def table(viewer: Viewer, areas: pd.DataFrame) -> pd.DataFrame:
    """The areas with all flows and shares in per cent, for screen and file."""
    say = viewer.say
    shown = pd.DataFrame({say("umum.code"): areas["code"], say("umum.area"): [regions.name(c) for c in areas["code"]]})
    empty = {}
    for name in COUNTS:
        shown[say(f"pergerakan.row_{name}")] = areas[name].astype("Int64")
        empty[say(f"pergerakan.row_{name}")] = states(areas, name)
    for name in ledger.RATES:
        shown[f"{say(f'pergerakan.rate_{name}')} (%)"] = (areas[name].astype("Float64") * 100).round(2)
        empty[f"{say(f'pergerakan.rate_{name}')} (%)"] = states(areas, name)
    return gaps.explained(viewer, shown, empty)


def _write(viewer: Viewer, rate: str, share: float) -> str:
    written = viewer.voice.persen_bertanda if rate == "net" else viewer.voice.persen
    return written(share)


def _level(viewer: Viewer) -> str:
    levels = controls.levels(viewer)
    shown = {level: viewer.say(f"umum.{level}") for level in levels}
    return controls.segments(viewer, Choice("rinci", viewer.say("umum.level"), levels, shown.get, levels[0]))
