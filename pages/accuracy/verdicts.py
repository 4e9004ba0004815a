"""The view of verdicts: what the places leave, six errors against two targets, their course, and three yardsticks."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

from pages.accuracy import choice, words, yardsticks
from pages.accuracy.charts import courses
from pages.accuracy.choice import ErrorChoice
from pages.cached import accuracy, register
from pages.cached.accuracy import DECILE, ERRORS, EXCLUSION, PERSONS, PROGRAMMES, Floor
from pages.shared import charts, controls
from pages.shared.interval_chart import OF_ERROR, IntervalLine, intervals
from pages.shared.kept import kept
from pages.shared.session import Viewer
from terms import TARGETS, Quarter

EVERYBODY = "all"


def show(viewer: Viewer, chosen: ErrorChoice) -> None:
    """The whole view."""
    if not _errors(viewer, chosen):
        return
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(border=True, height="stretch"):
        _intervals(viewer, chosen)
    with right, st.container(border=True, height="stretch"):
        _course(viewer, chosen)
    with st.container(border=True):
        yardsticks.show(viewer, chosen)


@kept
def _errors(viewer: Viewer, chosen: ErrorChoice) -> bool:
    """What the places leave, and a tile an error; whether there is any error to show."""
    scope = choice.scope_of(viewer, chosen.area)
    found = accuracy.all_errors(scope, chosen.quarter, chosen.yardstick, chosen.unit)
    if found.empty:
        st.info(viewer.say("ketepatan.no_visits"))
        return False
    rows = accuracy.without_weak_points(found)
    _floors(viewer, {code: floor for code, floor in _floors_of(viewer, chosen).items() if floor is not None})
    st.subheader(viewer.say("ketepatan.tiles", area=controls.area_name(viewer, chosen.area)))
    st.caption(words.dated_yardstick(viewer, chosen.quarter, chosen.yardstick, chosen.unit))
    if controls.level_of(chosen.area) == register.KABUPATEN:
        st.caption(viewer.say("ketepatan.own_sample"))
    with st.grid(3, min_column_width=280):
        for _, row in rows.iterrows():
            _tile(viewer, row)
    return True


def _floors_of(viewer: Viewer, chosen: ErrorChoice) -> dict[str, Floor | None]:
    scope = choice.scope_of(viewer, chosen.area)
    return {code: accuracy.floor(scope, chosen.quarter, code, chosen.unit_of(code)) for code in PROGRAMMES}


def _floors(viewer: Viewer, floors: dict[str, Floor]) -> None:
    """Before any target: what no data can mend. Always by the verified decile."""
    if not floors:
        return
    with st.container(border=True):
        st.subheader(viewer.say("ketepatan.floor_title"))
        lines = [f"- {words.floor_sentence(viewer, code, floor)}" for code, floor in floors.items()]
        st.markdown("\n".join(lines))
        st.caption(viewer.say("ketepatan.floor_note"))


def _tile(viewer: Viewer, row: pd.Series) -> None:
    code, error = row["programme"], row["error"]
    name = f"{viewer.say(f'umum.{code}')}: {viewer.say(f'ketepatan.error_{error}').lower()}"
    if row["unit"] == PERSONS:
        name += f" ({viewer.say('umum.unit_persons')})"
    enough = row["verdict"] != "insufficient"
    badges = [words.verdict_badge(viewer, row["low"], row["high"], target, enough) for target in TARGETS]
    with st.container(border=True, height="stretch"):
        st.metric(name, viewer.voice.persen(row["estimate"]), help=viewer.say(f"ketepatan.{error}_help"))
        bounds = viewer.voice.selang(row["low"], row["high"])
        st.markdown(viewer.say("ketepatan.interval95", interval=bounds) + "  \n" + " ".join(badges))
        st.caption(words.basis(viewer, row))


@kept
def _intervals(viewer: Viewer, chosen: ErrorChoice) -> None:
    say, floors = viewer.say, _floors_of(viewer, chosen)
    scope = choice.scope_of(viewer, chosen.area)
    rows = accuracy.all_errors(scope, chosen.quarter, chosen.yardstick, chosen.unit)
    rows = accuracy.without_weak_points(rows)
    lines = []
    row: Any
    for row in rows.itertuples():
        name = f"{say(f'umum.{row.programme}')}, {say(f'ketepatan.error_short_{row.error}')}"
        least = _least(floors[row.programme], row.error) if chosen.yardstick == DECILE else math.nan
        lines.append(IntervalLine(name, row.estimate, row.low, row.high, least or math.nan, OF_ERROR[row.error]))
    below = {target: int((rows["high"] < target).sum()) for target in TARGETS}
    title = say("temuan.lines", low=below[min(TARGETS)], high=below[max(TARGETS)], count=len(rows))
    measure = f"{say('ketepatan.intervals')}, {viewer.voice.triwulan_dalam(chosen.quarter)}"
    note = f"{measure}. {say('ketepatan.intervals_note')}"
    st.subheader(title)
    st.caption(note)

    def write(share: float) -> str:
        is_mark = round(share * 100, 6).is_integer()
        return viewer.voice.persen(share, 0 if is_mark else 1)

    drawn = intervals(lines, write, viewer.voice, say("ketepatan.floor"))
    charts.show(drawn, "intervals", say("ketepatan.intervals"), title=title, note=note)


def _least(floor: Floor | None, error: str) -> float:
    """The floor that is told above the chart, of this error."""
    if floor is None:
        return math.nan
    return floor.exclusion_floor.value if error == EXCLUSION else floor.inclusion_floor


def _course(viewer: Viewer, chosen: ErrorChoice) -> None:
    kinds = controls.segments(viewer, choice.choice(viewer, "galat", "error", ERRORS))
    domains = (EVERYBODY, *accuracy.TRAITS)
    domain = controls.select(viewer, choice.choice(viewer, "keluarga", "trait", domains))
    _drawn_course(viewer, chosen, kinds, domain)


@kept
def _drawn_course(viewer: Viewer, chosen: ErrorChoice, kinds: str, domain: str) -> None:
    say, voice, scope = viewer.say, viewer.voice, choice.scope_of(viewer, chosen.area)
    table = accuracy.course(scope, chosen.quarter, kinds, chosen.yardstick, domain, chosen.unit)
    table = accuracy.without_weak_points(table)
    known = [each for each in register.quarters(scope) if each <= chosen.quarter]
    quarters = {str(each): voice.triwulan_pendek(each) for each in known}
    names = {code: say(f"umum.{code}") for code in PROGRAMMES}
    if not table["estimate"].notna().any():
        st.info(say("ketepatan.no_course"))
        return
    title, measure = _moved(viewer, kinds, table, names), say("ketepatan.course")
    st.subheader(title)
    drawn = courses(names, table, quarters, lambda share: voice.persen(share, 0), voice)
    note = f"{measure}, {voice.triwulan_antara(known[0], known[-1])}. {say('ketepatan.course_note')}"
    charts.show(drawn, "course", measure, title=title, note=note)
    st.caption(note)


def _moved(viewer: Viewer, error: str, table: pd.DataFrame, names: dict[str, str]) -> str:
    """`Kesalahan inklusi sejak 2025T1: PKH −13,1 poin, Sembako …`; overlapping intervals are said beside the change."""
    measure, known = viewer.say(f"ketepatan.error_{error}"), table.dropna(subset=["estimate"])
    first, last = known["quarter"].min(), known["quarter"].max()
    parts = [
        _change(viewer, names[str(code)], rows.set_index("quarter"), first, last)
        for code, rows in known.groupby("programme", sort=False)
        if {first, last} <= set(rows["quarter"])
    ]
    if first == last:
        return viewer.say("temuan.once", measure=measure, parts="; ".join(parts))
    quarter = viewer.voice.triwulan_pendek(Quarter.parse(str(first)))
    return viewer.say("temuan.since", measure=measure, quarter=quarter, parts="; ".join(parts))


def _change(viewer: Viewer, name: str, rows: pd.DataFrame, first: str, last: str) -> str:
    before: Any = rows.loc[first]
    after: Any = rows.loc[last]
    if first == last:
        return f"{name} {viewer.voice.persen(after['estimate'])}"
    told = f"{name} {viewer.voice.poin(after['estimate'] - before['estimate'])}"
    apart = after["high"] < before["low"] or after["low"] > before["high"]
    return told if apart else f"{told} {viewer.say('temuan.unshown')}"
