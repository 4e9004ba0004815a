"""What empowerment programmes did by pillar, programme, quarter and area, and the places of the programmes of aid."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data.figures.gaps import states
from data.figures.places import EmpowermentRow
from data.figures.projection import level_of
from data.store.scope import Scope
from geo import regions
from pages.cached import places, register
from pages.documents import exports
from pages.projection import words
from pages.projection.choice import ProjectionChoice
from pages.shared import controls, gaps, tables
from pages.shared.kept import kept
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from terms import NATION, QUARTERS_A_YEAR, Quarter

#: A part that was drawn: its title, and its table for the files where it has one.
Tabled = tuple[str, pd.DataFrame | None]
OUTCOMES = ("joined", "completed", "graduated", "dropped_out")


def show(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """The table of outcomes, the table of areas, and quotas against recipients."""
    parts = {"pemberdayaan": _outcomes, "pemberdayaan-wilayah": _areas, "kuota": _places}
    for name, part in parts.items():
        if part is _areas and not _rows(viewer, chosen):
            continue
        with st.container(border=True):
            title, shown = part(viewer, chosen)
            if shown is not None:
                exports.buttons(viewer, shown, words.file(chosen, name), words.note(viewer, chosen, title))


def _rows(viewer: Viewer, chosen: ProjectionChoice) -> tuple[EmpowermentRow, ...]:
    scope = controls.scope_of(viewer, chosen.area)
    return places.empowered(scope, _held(viewer, chosen), level_of(chosen.area))


def _held(viewer: Viewer, chosen: ProjectionChoice) -> tuple[Quarter, ...]:
    return tuple(each for each in register.quarters(viewer.scope) if each <= chosen.asked.quarter)


@kept
def _outcomes(viewer: Viewer, chosen: ProjectionChoice) -> Tabled:
    title, rows = viewer.say("proyeksi.empowerment", area=words.area(viewer, chosen)), _rows(viewer, chosen)
    st.subheader(title)
    if not rows:
        st.info(viewer.say("proyeksi.no_empowerment"))
        return title, None
    shown = table(viewer, rows)
    tables.show(viewer, shown, title)
    st.caption(viewer.say("proyeksi.empowerment_note"))
    return title, shown


def table(viewer: Viewer, rows: tuple[EmpowermentRow, ...]) -> pd.DataFrame:
    """A row a quarter, pillar and programme, the newest first: families by outcome."""
    say = viewer.say
    ordered = sorted(rows, key=lambda row: (-row.quarter.ordinal, row.pillar, row.programme))
    columns: dict[str, list[object]] = {
        say("umum.quarter"): [words.short(viewer, str(row.quarter)) for row in ordered],
        say("proyeksi.pillar"): [say(f"proyeksi.pillar_{row.pillar}") for row in ordered],
        say("simulasi.programme"): [row.programme for row in ordered],
    }
    for outcome in OUTCOMES:
        counts = [row.of(outcome) for row in ordered]
        columns[say(f"proyeksi.outcome_{outcome}")] = [None if one is None else round(one) for one in counts]
    return pd.DataFrame(columns).astype({say(f"proyeksi.outcome_{one}"): "Int64" for one in OUTCOMES})


@kept
def _areas(viewer: Viewer, chosen: ProjectionChoice) -> Tabled:
    quarters = _held(viewer, chosen)[-QUARTERS_A_YEAR:]
    level = "province" if chosen.area == NATION else "kabupaten"
    found = places.empowered_areas(_around(viewer, chosen), quarters, level)
    period = f"{words.short(viewer, str(quarters[0]))}–{words.short(viewer, str(quarters[-1]))}"
    title = viewer.say("proyeksi.empowerment_areas", period=period)
    st.subheader(title)
    shown, empty = _named(viewer, found["code"]), {}
    for outcome in OUTCOMES:
        heading = viewer.say(f"proyeksi.outcome_{outcome}")
        shown[heading], empty[heading] = found[outcome], states(found, outcome)
    shown = gaps.explained(viewer, shown, empty)
    tables.show(viewer, shown, title)
    st.caption(viewer.say("umum.suppressed"))
    return title, shown


@kept
def _places(viewer: Viewer, chosen: ProjectionChoice) -> Tabled:
    """Quotas against recipients, the nation or area first in a sentence, then by area of the next level."""
    scope, quarter = controls.scope_of(viewer, chosen.area), chosen.asked.quarter
    here = places.left(scope, quarter, level_of(chosen.area))
    title = viewer.say("proyeksi.places", quarter=viewer.voice.triwulan(quarter))
    st.subheader(title)
    if here.empty:
        st.info(viewer.say("proyeksi.no_quota"))
        return title, None
    for row in here.to_dict("records"):
        st.markdown(_left(viewer, row))
    level = "province" if chosen.area == NATION else "kabupaten"
    found = places.left(_around(viewer, chosen), quarter, level)
    found = found[found["programme"] == chosen.programme].reset_index(drop=True)
    shown, empty = _named(viewer, found["code"]), {}
    for name in ("quota", "recipients", "left"):
        heading = viewer.say(f"proyeksi.col_{name}")
        shown[heading], empty[heading] = found[name].astype("Int64"), states(found, name)
    shown = gaps.explained(viewer, shown, empty)
    tables.show(viewer, shown, title)
    st.caption(viewer.say("proyeksi.places_note"))
    return title, shown


def _left(viewer: Viewer, row: dict[Any, Any]) -> str:
    known = {name: None if pd.isna(row[name]) else float(row[name]) for name in ("quota", "recipients", "left")}
    numbers = {name: words.told(viewer, value) for name, value in known.items()}
    left, named = known["left"], programme_name(str(row["programme"]), viewer.voice)
    key = "left" if left is None or left > 0 else "left_full" if left == 0 else "left_over"
    return viewer.say(f"proyeksi.{key}", programme=named, **numbers)


def _around(viewer: Viewer, chosen: ProjectionChoice) -> Scope:
    """The scope of the areas beside: the nation's provinces, or the kabupaten of the province as far as may be seen."""
    if chosen.area == NATION:
        return viewer.scope
    province = chosen.area[:2]
    whole = viewer.scope.is_national or province in viewer.scope.province_codes
    return viewer.scope.within(province if whole else chosen.area)


def _named(viewer: Viewer, codes: pd.Series) -> pd.DataFrame:
    say = viewer.say
    return pd.DataFrame({say("umum.code"): codes, say("umum.area"): [regions.name(code) for code in codes]})
