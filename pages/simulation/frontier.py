"""All cut-offs × time limits of a programme at once: a point to take by click, and the points that meet one's goals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from data.figures.outcome import Report
from pages.cached import simulation
from pages.shared import address, charts, controls
from pages.shared.controls import Choice
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from pages.simulation import draft, frontier_chart, quotas
from pages.simulation import goals as sim_goals
from pages.simulation.bench import NO_CAP, cap_name
from simulator.policy import edit
from simulator.seek import seek
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


def show(viewer: Viewer, report: Report, programme: str) -> None:
    """The scatter of all points, the goals beside it, and what meets them."""
    named = programme_name(programme, viewer.voice)
    if not viewer.sees_above:
        st.info(viewer.say("titik.not_above"))
        return
    if edit.rule_of(report.policy, report.quarter, programme) is None:
        st.info(viewer.say("titik.no_rule", programme=named))
        return
    found = simulation.frontier(report.quarter, report.policy, programme, viewer.sees_exact)
    points = found.assign(
        rupiah_per_year=found["rupiah_per_quarter"] * QUARTERS_A_YEAR,
        cap=found["max_quarters"].fillna(NO_CAP).astype(int),
    )
    errors_known = bool(points["exclusion_error"].notna().any())
    left, right = st.columns([5, 3], gap="medium")
    with right, st.container(border=True, height="stretch"):
        st.subheader(viewer.say("titik.goals"))
        aim = sim_goals.aim(viewer, errors_known)
        goals = sim_goals.choose(viewer, errors_known)
        feasible = seek(points, goals, aim)
        _choose(viewer, report.quarter, programme, feasible, sim_goals.are_set(goals))
    with left, st.container(border=True, height="stretch"):
        st.subheader(viewer.say("titik.title", programme=named))
        st.caption(viewer.say("titik.note"))
        _chart(viewer, report.quarter, programme, points, feasible)
    with st.container(border=True):
        st.subheader(viewer.say("titik.table", aim=viewer.say(f"titik.aim_{aim}")))
        st.caption(viewer.say("titik.table_note", shown=min(MOST_ROWS, len(feasible)), count=len(feasible)))
        _table(viewer, feasible, errors_known)
    quotas.show(viewer, report, programme)


def writer(viewer: Viewer, measure: str) -> Callable[[float], str]:
    """How a measure is written."""
    voice = viewer.voice
    return {"rupiah": voice.rupiah, "penerima": voice.angka}.get(measure, voice.persen)


def _chart(viewer: Viewer, quarter: Quarter, programme: str, points: pd.DataFrame, feasible: pd.DataFrame) -> None:
    known = tuple(one for one in MEASURES if points[COLUMNS[one]].notna().any())
    names = {one: viewer.say(f"titik.measure_{one}") for one in known}
    measure = controls.segments(viewer, Choice("ukur", viewer.say("titik.measure"), known, names.get, known[0]))
    every = controls.switch(viewer, "semua", viewer.say("titik.every_quarter"))
    shown = points if every else points[(points["cap"] % QUARTERS_A_YEAR == 0) | points["is_policy"]]
    keys = pd.MultiIndex.from_frame(shown[["max_decile", "cap"]])
    free = feasible[~feasible["dominated"]]
    shown = shown.assign(
        value=shown[COLUMNS[measure]],
        is_feasible=keys.isin(pd.MultiIndex.from_frame(feasible[["max_decile", "cap"]])),
        is_best=keys.isin(pd.MultiIndex.from_frame(free[["max_decile", "cap"]])) & (len(feasible) < len(points)),
    )
    figure = frontier_chart.squares(viewer, shown, names[measure], writer(viewer, measure))
    key = address.key("frontier")
    charts.show(figure, key, viewer.say("titik.alt"), on_click=lambda: _clicked(key, quarter, programme))
    st.caption(viewer.say("titik.legend"))


def _clicked(key: str, quarter: Quarter, programme: str) -> None:
    points = st.session_state[key]["selection"]["points"]
    if points:
        cutoff, cap = points[0]["customdata"][:2]
        take(quarter, programme, int(cutoff), int(cap))


def take(quarter: Quarter, programme: str, cutoff: int, cap: int) -> None:
    """Make a point of the frontier the scenario's own, from a callback; one step to undo."""
    policy = edit.with_field(draft.current(), quarter, programme, "max_decile", cutoff, draft.wording())
    draft.put(edit.with_field(policy, quarter, programme, "max_quarters", cap or "none", draft.wording()))


def _choose(viewer: Viewer, quarter: Quarter, programme: str, feasible: pd.DataFrame, asked: bool) -> None:
    """Say how many points meet the goals, and offer them, the best first."""
    if feasible.empty:
        st.warning(viewer.say("titik.none"))
        return
    best = feasible[~feasible["dominated"]] if asked else feasible
    options = [(int(decile), int(cap)) for decile, cap in zip(best["max_decile"], best["cap"], strict=True)]
    key = address.key("point")
    if st.session_state.get(key) not in options:
        st.session_state[key] = options[0]
    controls.retell(viewer, key)
    words = {
        (decile, cap): viewer.say(
            "titik.point",
            decile=decile,
            cap=cap_name(viewer, cap),
            rupiah=viewer.voice.rupiah(rupiah),
        )
        for (decile, cap), rupiah in zip(options, best["rupiah_per_year"], strict=True)
    }
    label = viewer.say("titik.choose", count=len(feasible))
    picked = st.selectbox(label, options, format_func=words.__getitem__, key=key)
    st.button(
        viewer.say("titik.take"),
        key=address.key("take"),
        type="primary",
        on_click=take,
        args=(quarter, programme, *picked),
    )


def _table(viewer: Viewer, feasible: pd.DataFrame, errors_known: bool) -> None:
    """The best feasible points; those that another one beats in everything are grey and say so."""
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
