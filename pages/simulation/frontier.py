"""All cut-offs × time limits of a programme at once: a point to take by click, and the points that meet one's goals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.cached import simulation
from pages.scenario import draft
from pages.scenario.bench import NO_CAP, cap_name, deciles_name
from pages.shared import address, charts, controls, session
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from pages.simulation import frontier_chart, goals, quotas
from pages.simulation.asked import ScenarioAsked
from pages.simulation.detail_words import frontier as frontier_title
from simulator.policy import edit
from simulator.seek import Goals, seek
from terms import QUARTERS_A_YEAR, Quarter

MEASURES = ("rupiah", "penerima", "cakupan", "inklusi", "eksklusi")
COLUMNS = {
    "rupiah": "rupiah_per_year",
    "penerima": "recipients_after",
    "cakupan": "coverage_share",
    "inklusi": "inclusion_error",
    "eksklusi": "exclusion_error",
}
MOST_ROWS = 12
GREY = "color: #8a8678"


@dataclass(frozen=True, eq=False)
class PointsKnown:
    """All points of a programme's frontier, and which measures they have."""

    points: pd.DataFrame
    measures: tuple[str, ...]
    errors: bool


@dataclass(frozen=True, eq=False)
class PointsMeeting:
    """The points that meet the goals, the best first, and those on offer: cut-off and cap, each with its words."""

    rows: pd.DataFrame
    offered: dict[tuple[int, int], str]


def show(viewer: Viewer, asked: ScenarioAsked) -> None:
    """The scatter of all points, the goals beside it, and what meets them."""
    programme, named = asked.programme, programme_name(asked.programme, viewer.voice)
    if not viewer.sees_above:
        st.info(viewer.say("titik.not_above"))
        return
    if edit.rule_of(asked.policy, asked.quarter, programme) is None:
        st.info(viewer.say("titik.no_rule", programme=named))
        return
    errors_known = _points(viewer, asked).errors
    left, right = st.columns([5, 3], gap="medium")
    with right, st.container(border=True, height="stretch"):
        st.subheader(viewer.say("titik.goals"))
        aim = goals.aim(viewer, errors_known)
        wanted = goals.choose(viewer, errors_known)
        _choose(viewer, asked, _meeting(viewer, asked, wanted, aim))
    with left, st.container(border=True, height="stretch"):
        _chart(viewer, asked, wanted, aim)
    with st.container(border=True):
        _table(viewer, asked, wanted, aim)
    quotas.show(viewer, asked)


@kept
def _points(viewer: Viewer, asked: ScenarioAsked) -> PointsKnown:
    found = simulation.frontier(viewer.scope, asked.quarter, asked.policy, asked.programme, viewer.sees_exact)
    points = found.assign(
        rupiah_per_year=found["rupiah_per_quarter"] * QUARTERS_A_YEAR,
        cap=found["max_quarters"].fillna(NO_CAP).astype(int),
    )
    known = tuple(one for one in MEASURES if points[COLUMNS[one]].notna().any())
    return PointsKnown(points, known, bool(points["exclusion_error"].notna().any()))


@kept
def _meeting(viewer: Viewer, asked: ScenarioAsked, wanted: Goals, aim: str) -> PointsMeeting:
    feasible = seek(_points(viewer, asked).points, wanted, aim)
    best = feasible[~feasible["dominated"]] if goals.are_set(wanted) else feasible
    offered = {
        (int(decile), int(cap)): viewer.say(
            "titik.point",
            deciles=deciles_name(viewer, int(decile)).capitalize(),
            cap=cap_name(viewer, cap),
            rupiah=viewer.voice.rupiah(rupiah),
        )
        for decile, cap, rupiah in zip(best["max_decile"], best["cap"], best["rupiah_per_year"], strict=True)
    }
    return PointsMeeting(feasible, offered)


def writer(viewer: Viewer, measure: str) -> Callable[[float], str]:
    """How a measure is written."""
    voice = viewer.voice
    return {"rupiah": voice.rupiah, "penerima": voice.angka}.get(measure, voice.persen)


def _chart(viewer: Viewer, asked: ScenarioAsked, wanted: Goals, aim: str) -> None:
    known, quarter, programme = _points(viewer, asked).measures, asked.quarter, asked.programme
    names = {one: viewer.say(f"titik.measure_{one}") for one in known}
    measure = controls.segments(viewer, Choice("ukur", viewer.say("titik.measure"), known, names.get, known[0]))
    every = controls.switch(viewer, "semua", viewer.say("titik.every_quarter"))
    figure = _figure(viewer, asked, wanted, aim, measure, every)
    key, title = address.key("frontier"), _title(viewer, asked, measure)
    named = viewer.say("titik.title", programme=programme_name(programme, viewer.voice))
    note = f"{named}, {viewer.voice.triwulan_dalam(quarter)}. {viewer.say('titik.note')}"
    st.subheader(title)
    st.caption(note)
    charts.show(
        figure,
        key,
        viewer.say("titik.alt"),
        on_click=lambda: _clicked(key, quarter, programme),
        title=title,
        note=note,
    )
    st.caption(viewer.say("titik.legend"))


@kept
def _title(viewer: Viewer, asked: ScenarioAsked, measure: str) -> str:
    """What the chosen measure is at both of its ends."""
    points = _points(viewer, asked).points
    name = viewer.say(f"titik.measure_{measure}")
    return frontier_title(viewer, points.assign(value=points[COLUMNS[measure]]), name, writer(viewer, measure)) or name


@kept
def _figure(viewer: Viewer, asked: ScenarioAsked, wanted: Goals, aim: str, measure: str, every: bool) -> go.Figure:
    """The points as squares, drawn by nobody yet."""
    points, feasible = _points(viewer, asked).points, _meeting(viewer, asked, wanted, aim).rows
    shown = points if every else points[(points["cap"] % QUARTERS_A_YEAR == 0) | points["is_policy"]]
    keys = pd.MultiIndex.from_frame(shown[["max_decile", "cap"]])
    free = feasible[~feasible["dominated"]]
    shown = shown.assign(
        value=shown[COLUMNS[measure]],
        is_feasible=keys.isin(pd.MultiIndex.from_frame(feasible[["max_decile", "cap"]])),
        is_best=keys.isin(pd.MultiIndex.from_frame(free[["max_decile", "cap"]])) & (len(feasible) < len(points)),
    )
    name = viewer.say(f"titik.measure_{measure}")
    return charts.ReadyFigure(frontier_chart.squares(viewer, shown, name, writer(viewer, measure)))


def _clicked(key: str, quarter: Quarter, programme: str) -> None:
    points = st.session_state[key]["selection"]["points"]
    if points:
        cutoff, cap = points[0]["customdata"][:2]
        take(quarter, programme, int(cutoff), int(cap))


def take(quarter: Quarter, programme: str, cutoff: int, cap: int) -> None:
    """Make a point of the frontier the scenario's own, from a callback; one step to undo."""
    policy = edit.with_field(draft.current(), quarter, programme, "max_decile", cutoff, draft.wording())
    draft.put(edit.with_field(policy, quarter, programme, "max_quarters", cap or "none", draft.wording()))


def _choose(viewer: Viewer, asked: ScenarioAsked, found: PointsMeeting) -> None:
    """Say how many points meet the goals, and offer them, the best first."""
    if found.rows.empty:
        st.warning(viewer.say("titik.none"))
        return
    options = list(found.offered)
    key = address.key("point")
    if st.session_state.get(key) not in options:
        st.session_state[key] = options[0]
    session.retell(viewer, key)
    label = viewer.say("titik.choose", count=len(found.rows))
    picked = st.selectbox(label, options, format_func=found.offered.__getitem__, key=key)
    st.button(
        viewer.say("titik.take"),
        key=address.key("take"),
        type="primary",
        on_click=take,
        args=(asked.quarter, asked.programme, *picked),
    )


@kept
def _table(viewer: Viewer, asked: ScenarioAsked, wanted: Goals, aim: str) -> None:
    """The best feasible points; those that another one beats in everything are grey and say so."""
    feasible, errors_known = _meeting(viewer, asked, wanted, aim).rows, _points(viewer, asked).errors
    st.subheader(viewer.say("titik.table", aim=viewer.say(f"titik.aim_{aim}")))
    st.caption(viewer.say("titik.table_note", shown=min(MOST_ROWS, len(feasible)), count=len(feasible)))
    rows, say = feasible.head(MOST_ROWS).reset_index(drop=True), viewer.say
    shown = pd.DataFrame(
        {
            say("simulasi.cut_off"): rows["max_decile"],
            say("simulasi.cap"): [cap_name(viewer, cap) for cap in rows["cap"]],
            say("titik.dominated"): [say("titik.beaten") if beaten else "" for beaten in rows["dominated"]],
        }
    )
    poorest = say("titik.coverage_poorest")
    shown[poorest] = rows["coverage_poorest"]
    write: dict[Any, Any] = {poorest: lambda share: viewer.voice.persen(share)}
    for measure in MEASURES if errors_known else MEASURES[:3]:
        name = say(f"titik.measure_{measure}")
        shown[name], write[name] = rows[COLUMNS[measure]], writer(viewer, measure)
    lost = say("titik.dropped_poorest")
    shown[lost], write[lost] = rows["dropped_poorest"], writer(viewer, "penerima")
    beaten = rows["dominated"].to_list()
    styled = shown.style.format(write).apply(lambda row: [GREY if beaten[row.name] else ""] * len(row), axis=1)
    st.dataframe(styled, hide_index=True, alt=say("titik.table_alt"))
