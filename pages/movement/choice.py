"""What the page on movement was asked for: programme, area, quarter or year, unit, and which of its four views."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages.cached import register
from pages.shared import controls
from pages.shared.controls import Choice, level_of
from pages.shared.session import Viewer
from terms import NATION, PBI, QUARTERS_A_YEAR, Quarter

VIEWS = ("neraca", "peta", "desil", "lama")
PERIODS = ("triwulan", "tahun")
UNITS = ("persons", "families")


@dataclass(frozen=True)
class MovementChoice:
    """A programme in an area over a quarter, or over the year that ends with it."""

    view: str
    programme: str
    area: str
    quarter: Quarter
    period: str
    unit: str

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters of the period, oldest first."""
        length = QUARTERS_A_YEAR if self.is_year else 1
        return tuple(self.quarter.shift(-ago) for ago in range(length - 1, -1, -1))

    @property
    def before(self) -> tuple[Quarter, ...]:
        """The period of the same length before this one."""
        return tuple(each.shift(-len(self.quarters)) for each in self.quarters)

    @property
    def is_year(self) -> bool:
        return self.period == "tahun"

    @property
    def level(self) -> str:
        return level_of(self.area)

    @property
    def province(self) -> str:
        """The province of the area; empty for the nation."""
        return "" if self.area == NATION else self.area[:2]


def choose(viewer: Viewer) -> MovementChoice:
    """Draw the controls, all of them kept in the address, and return what was chosen."""
    say = viewer.say
    first, second, third = st.columns([3, 2, 2], vertical_alignment="bottom")
    with first:
        view = controls.segments(viewer, _choice(viewer, "lihat", "view", VIEWS))
    with second:
        area = controls.area(viewer)
    with third:
        quarter = controls.quarter(viewer)
    if view == "desil":
        return MovementChoice(view, "", area, quarter, PERIODS[0], "families")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        programme = controls.programme(viewer, "pergerakan.programme")
        period = (
            PERIODS[0] if view == "lama" else controls.segments(viewer, _choice(viewer, "periode", "period", PERIODS))
        )
        unit = "families"
        if programme == PBI and view != "lama":
            units = {one: say(f"umum.{one}") for one in UNITS}
            unit = controls.segments(viewer, Choice("satuan", say("pergerakan.unit"), UNITS, units.get, UNITS[0]))
    return MovementChoice(view, programme, area, quarter, period, unit)


def impossible(viewer: Viewer, chosen: MovementChoice) -> str:
    """Why there is no movement to show, in one sentence; empty when there is."""
    held = register.quarters(viewer.scope)
    named = viewer.voice.triwulan(chosen.quarter)
    if chosen.view == "lama":
        return ""
    if chosen.is_year and chosen.quarters[0].previous() not in held:
        return viewer.say("pergerakan.no_year", quarter=named)
    return "" if chosen.quarter.previous() in held else viewer.say("pergerakan.first_quarter", quarter=named)


def period_name(viewer: Viewer, quarters: tuple[Quarter, ...]) -> str:
    """`2026T1`, or `2025T2–2026T1` for a year."""
    first, last = (viewer.voice.triwulan_pendek(each) for each in (quarters[0], quarters[-1]))
    return last if len(quarters) == 1 else f"{first}–{last}"


def _choice(viewer: Viewer, name: str, label: str, options: tuple[str, ...]) -> Choice:
    shown = {code: viewer.say(f"pergerakan.{label}_{code}") for code in options}
    return Choice(name, viewer.say(f"pergerakan.choose_{label}"), options, shown.get, options[0])
