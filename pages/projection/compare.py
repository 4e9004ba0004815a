"""Scenarios beside each other over the quarters to come: one chart a measure, one table, files of every quarter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from data.figures.projection import AreaCourse
from pages.cached import projection, projection_bands
from pages.cached.projection import Compared, ProjectionQuestion
from pages.documents import exports
from pages.projection import answer, drawing, pictures, titles, words
from pages.projection.choice import ProjectionChoice
from pages.scenario import known, picked
from pages.shared import charts, controls, names, refusals, tables
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.session import Viewer
from pages.shared.voice import UNDEFINED, Voice
from simulator.policy.files import Policy
from terms import NATION, QUARTERS_A_YEAR, InputError

#: Besides the scenario on the screen and its reference.
MOST = 3
COLOURS = ("#2f78b7", "#8a8678", "#c77408", "#9b50e6", "#548046")
ERRORS = ("inclusion_error", "exclusion_error")
MEASURES = ("recipients", "rupiah", "dropped_poorest", *ERRORS, "entered", "exited")
FILED = (
    "recipients", "persons", "rupiah", "entered", "exited", "reached_cap", "dropped_cap", "dropped_poorest", *ERRORS,
)  # fmt: skip


@dataclass(frozen=True)
class ProjectedSide:
    """A compared scenario: its name and the chosen programme and area under it."""

    name: str
    policy: Policy
    course: AreaCourse


@dataclass(frozen=True)
class Named:
    """The compared scenarios that can be computed, and what they are called on the screen."""

    names: tuple[str, ...]
    compared: Compared


def show(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """Choose the scenarios and the measure; chart, table, files."""
    with st.container(border=True):
        left, right = st.columns([5, 3], vertical_alignment="bottom", gap="medium")
        with left:
            codes = picked.pick(viewer, MOST)
            picked.pin(viewer, codes, MOST)
        with right:
            measures = {name: viewer.say(f"proyeksi.measure_{name}") for name in MEASURES}
            choice = Choice("ukuran", viewer.say("proyeksi.measure"), MEASURES, measures.get, MEASURES[0])
            measure = controls.select(viewer, choice)
    named = _named(viewer, chosen, codes)
    compared = named.compared
    if codes:
        answer.note_run(viewer, compared, "compared")
    with st.container(border=True):
        _chart(viewer, chosen, named, measure, projection_bands.are_drawn(compared, chosen.programme))
        drawing.show(viewer, compared, chosen.programme)
        st.caption("  \n".join(words.notes(viewer, chosen)))
    with st.container(border=True):
        heading, every = _tabled(viewer, chosen, named)
        exports.buttons(viewer, every, words.file(chosen, "banding"), words.note(viewer, chosen, heading))


@kept
def _chart(viewer: Viewer, chosen: ProjectionChoice, named: Named, measure: str, banded: bool) -> None:
    """A line a scenario, with their bands where these were drawn."""
    sides = _courses(viewer, chosen, named)
    told = viewer.say(
        "proyeksi.compare_title",
        measure=viewer.say(f"proyeksi.measure_{measure}"),
        programme=words.programme(viewer, chosen),
        area=words.area(viewer, chosen),
    )
    note = words.over(viewer, told, sides[0].course.quarters)
    bands = projection_bands.of_all(viewer.scope, named.compared, chosen.programme, banded)
    lines = _lines(chosen, sides, bands, measure)
    write, quarters_drawn = _writer(viewer.voice, measure), sides[0].course.quarters
    last = words.short(viewer, quarters_drawn[-1])
    ends = {side.name: side.course[measure][-1] for side in sides}
    title = titles.compared(viewer, viewer.say(f"proyeksi.measure_{measure}"), last, ends, write)
    st.subheader(title)
    st.caption(note)
    drawn = pictures.over_quarters(viewer, quarters_drawn, lines, write)
    charts.show(drawn, f"compare-{measure}", note, title=title, note=note)


@kept
def _tabled(viewer: Viewer, chosen: ProjectionChoice, named: Named) -> tuple[str, pd.DataFrame]:
    """Draws the table of ends and sums; returns its title, and every quarter for the files."""
    heading = words.title(viewer, chosen, "proyeksi.compare_table")
    st.subheader(heading)
    sides = _courses(viewer, chosen, named)
    tables.texts(table(viewer, chosen, sides), heading)
    st.caption(viewer.say("proyeksi.compare_note", reference=chosen.reference))
    return heading, quarters(viewer, sides)


def _named(viewer: Viewer, chosen: ProjectionChoice, codes: Sequence[str]) -> Named:
    """The scenario on the screen, its reference and those picked, each once; one that cannot be computed is named."""
    ours, held = chosen.compared.asked
    named = [
        (viewer.say("banding.here", name=names.scenario_name(ours.policy.name, viewer.voice)), ours),
        (chosen.reference, held),
    ]
    named += [(known.name_of(viewer, code), replace(ours, policy=known.policy_of(code))) for code in codes]
    compared = replace(chosen.compared, asked=tuple(one for _, one in named))
    told, asked = [], []
    for name, one in named:
        try:
            course = _course(viewer, chosen, compared, one)
        except InputError as fault:
            why = refusals.told(viewer.voice, fault)
            st.warning(viewer.say("banding.left_out", name=refusals.plain(name), fault=why))
            continue
        if course.quarters:
            told.append(name)
            asked.append(one)
    return Named(tuple(told), replace(compared, asked=tuple(asked)))


def _courses(viewer: Viewer, chosen: ProjectionChoice, named: Named) -> list[ProjectedSide]:
    pairs = zip(named.names, named.compared.asked, strict=True)
    return [ProjectedSide(name, one.policy, _course(viewer, chosen, named.compared, one)) for name, one in pairs]


def _course(viewer: Viewer, chosen: ProjectionChoice, compared: Compared, one: ProjectionQuestion) -> AreaCourse:
    """One of the compared by itself, so that one that fails leaves the others."""
    alone = replace(compared, asked=(one,), beside_guarded=compared.is_guarded)
    return projection.courses(viewer.scope, alone, chosen.programme)[0]


def _lines(
    chosen: ProjectionChoice,
    sides: Sequence[ProjectedSide],
    bands: Sequence[projection_bands.Edges | None],
    measure: str,
) -> list[pictures.QuarterLine]:
    """A line a scenario; the reference is dashed."""
    found = []
    for at, (side, edges) in enumerate(zip(sides, bands, strict=True)):
        band = None if edges is None else edges.get((chosen.programme, measure))
        dash = "dash" if at == 1 else "solid"
        found.append(pictures.QuarterLine(side.name, side.course[measure], COLOURS[at], dash, band))
    return found


def table(viewer: Viewer, chosen: ProjectionChoice, sides: Sequence[ProjectedSide]) -> pd.DataFrame:
    """A figure a row and a scenario a column, with the difference from the reference in brackets."""
    voice, held = viewer.voice, sides[1]
    last = words.short(viewer, held.course.quarters[-1])
    rows: list[tuple[str, Callable[[ProjectedSide], float | None], bool]] = [
        (viewer.say("proyeksi.row_recipients", last=last), lambda side: side.course.last("recipients"), False),
        (viewer.say("proyeksi.row_rupiah", last=last), lambda side: _yearly(side.course.last("rupiah")), True),
        (viewer.say("proyeksi.row_spent", last=last), lambda side: _whole(side.course["rupiah"]), True),
        (viewer.say("proyeksi.row_ended", last=last), lambda side: side.course.total("dropped_cap"), False),
        (viewer.say("proyeksi.row_poorest", last=last), lambda side: side.course.total("dropped_poorest"), False),
        (viewer.say("proyeksi.row_entered", last=last), lambda side: side.course.total("entered"), False),
    ]
    columns = {viewer.say("simulasi.figure"): [label for label, _, _ in rows]}
    for side in sides:
        columns[_unlike(columns, side.name)] = [_cell(voice, of(side), of(held), money) for _, of, money in rows]
    if chosen.area == NATION:
        for name, at in ((name, at) for name in ERRORS for at in (0, -1)):
            shares = [side.course[name][at] for side in sides]
            cells = [_share_cell(voice, share, shares[1]) for share in shares]
            label = viewer.say(f"proyeksi.row_{name}", quarter=words.short(viewer, held.course.quarters[at]))
            for heading, cell in zip(columns, [label, *cells], strict=True):
                columns[heading].append(cell)
    return pd.DataFrame(columns)


def quarters(viewer: Viewer, sides: Sequence[ProjectedSide]) -> pd.DataFrame:
    """A row a scenario and quarter with every measure, for the files; rupiah of the quarter, errors as shares."""
    rows = [
        {
            viewer.say("proyeksi.scenario"): side.name,
            viewer.say("umum.quarter"): words.short(viewer, quarter),
            **{viewer.say(f"proyeksi.measure_{name}"): side.course[name][at] for name in FILED},
        }
        for side in sides
        for at, quarter in enumerate(side.course.quarters)
    ]
    decimals = {viewer.say(f"proyeksi.measure_{name}"): 4 if name in ERRORS else 0 for name in FILED}
    return pd.DataFrame(rows).astype(dict.fromkeys(decimals, "Float64")).round(decimals)


def _cell(voice: Voice, value: float | None, held: float | None, money: bool) -> str:
    if value is None:
        return UNDEFINED
    text = voice.rupiah(value) if money else voice.angka(value)
    if held is None or round(value - held) == 0:
        return text
    return f"{text} ({voice.selisih(value - held, money)})"


def _share_cell(voice: Voice, value: float | None, held: float | None) -> str:
    if value is None:
        return UNDEFINED
    text = voice.persen(value)
    return text if held is None or round((value - held) * 1000) == 0 else f"{text} ({voice.poin(value - held)})"


def _writer(voice: Voice, measure: str) -> Callable[[float], str]:
    if measure in ERRORS:
        return voice.persen
    return voice.rupiah if measure == "rupiah" else voice.angka


def _yearly(value: float | None) -> float | None:
    return None if value is None else value * QUARTERS_A_YEAR


def _whole(values: Sequence[float | None]) -> float | None:
    told = [value for value in values if value is not None]
    return sum(told) if len(told) == len(values) else None


def _unlike(columns: dict[str, list[str]], name: str) -> str:
    return name if name not in columns else f"{name} ({len(columns)})"
