"""What the page on deciles was asked for, and the values that answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from data.figures import deciles
from data.figures.deciles import Measure
from data.figures.gaps import states
from data.figures.outcome import Report
from geo.figure import View
from pages.cached import register, simulation
from pages.documents import notes
from pages.shared import charts, controls
from pages.shared.controls import Choice
from pages.shared.session import Viewer
from terms import NATION, Quarter


@dataclass(frozen=True)
class DecileChoice:
    """A measure for a quarter, in an area (`ID`, province or kabupaten), at a level, as such or as a change."""

    measure: Measure
    quarter: Quarter
    area: str
    level: str
    change: bool

    @property
    def province(self) -> str:
        """The province whose kabupaten are shown; empty for the nation."""
        return "" if self.area == NATION else self.area[:2]

    @property
    def view(self) -> View:
        return View(self.level, self.province)

    @property
    def is_share(self) -> bool:
        return self.measure.is_share


def choose(viewer: Viewer) -> DecileChoice:
    """Draw the controls, all of them kept in the address, and return what was chosen."""
    say = viewer.say
    first, second, third = st.columns([3, 2, 2])
    with first:
        kinds = {kind: say(f"sebaran.{kind}") for kind in deciles.KINDS}
        kind = controls.select(viewer, _choice(viewer, "ukuran", "measure", deciles.KINDS, "desil", kinds.get))
    with second:
        area = controls.area(viewer)
    with third:
        quarter = controls.quarter(viewer)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        level = register.KABUPATEN if area != NATION else _level(viewer)
        measure = _desil_measure(viewer) if kind == "desil" else Measure(kind)
        change = controls.switch(viewer, "perubahan", say("sebaran.change"), say("sebaran.change_help"))
    return DecileChoice(measure, quarter, area, level, change)


def impossible(viewer: Viewer, chosen: DecileChoice) -> str:
    """Why this choice has no answer, in one sentence; empty when it has one."""
    if chosen.change and chosen.measure.kind == "kemiskinan":
        return viewer.say("sebaran.no_change_poverty")
    if chosen.change and chosen.quarter.previous() not in register.quarters(viewer.scope):
        return viewer.say("sebaran.no_quarter_before", quarter=viewer.voice.triwulan(chosen.quarter))
    return ""


def values(viewer: Viewer, chosen: DecileChoice) -> pd.DataFrame:
    """Columns code, value, families, and state where there is no value; small counts below the province are hidden."""
    found = _values(viewer, chosen, chosen.quarter)
    if chosen.change:
        before = _values(viewer, chosen, chosen.quarter.previous())
        found = deciles.change(found, before, chosen.level, "share" if chosen.is_share else "number")
    found = found[found["code"].isin(chosen.view.codes)].reset_index(drop=True)
    return _told(viewer, chosen, found.assign(state=states(found, "value")))


def _told(viewer: Viewer, chosen: DecileChoice, found: pd.DataFrame) -> pd.DataFrame:
    """With the families that a share of deciles counts, for the pointer; hidden wherever the share is."""
    if chosen.change or chosen.measure.kind != "desil":
        return found
    return found.assign(told=[charts.told_families(viewer, families) for families in found["families"]])


def of_area(viewer: Viewer, chosen: DecileChoice) -> pd.DataFrame:
    """The families and persons by decile of the chosen area itself; small counts below the province are missing."""
    return register.by_decile(controls.scope_of(viewer, chosen.area), chosen.quarter, controls.level_of(chosen.area))


def how_counted(viewer: Viewer, chosen: DecileChoice) -> tuple[str, ...]:
    """That the shares of a programme are of perturbed counts, where they are."""
    if not chosen.measure.programme:
        return ()
    return notes.perturbed(_in_force(viewer, chosen.quarter), chosen.level, viewer.voice)


def _in_force(viewer: Viewer, quarter: Quarter) -> Report:
    return simulation.report(viewer.scope, quarter, register.in_force(), sees_exact=viewer.sees_exact)


def decile_name(viewer: Viewer, code: str) -> str:
    """A range of deciles in words: `Desil 1–4`, `Belum diperingkat`."""
    first, last = deciles.DECILES[code]
    if first == 0:
        return viewer.say("umum.unranked")
    return viewer.say("sebaran.decile_one" if first == last else "sebaran.decile_range", first=first, last=last)


def _values(viewer: Viewer, chosen: DecileChoice, quarter: Quarter) -> pd.DataFrame:
    if chosen.measure.kind == "kemiskinan":
        known = register.poverty()
        return known[[controls.may_see(viewer, code) for code in known["code"]]].reset_index(drop=True)
    if chosen.measure.programme:
        return deciles.coverage_values(_in_force(viewer, quarter), chosen.level, chosen.measure.programme)
    return register.decile_values(viewer.scope, quarter, chosen.level, chosen.measure)


def _level(viewer: Viewer) -> str:
    levels = controls.levels(viewer)
    shown = {level: viewer.say(f"umum.{level}") for level in levels}
    return controls.segments(viewer, Choice("rinci", viewer.say("umum.level"), levels, shown.get, levels[0]))


def _desil_measure(viewer: Viewer) -> Measure:
    names = {code: decile_name(viewer, code) for code in deciles.DECILES}
    units = {unit: viewer.say(f"umum.{unit}") for unit in deciles.UNITS}
    forms = {form: viewer.say(f"sebaran.{form}") for form in deciles.FORMS}
    which = controls.select(viewer, _choice(viewer, "desil", "decile", tuple(deciles.DECILES), "1-4", names.get))
    unit = controls.segments(viewer, _choice(viewer, "satuan", "unit", deciles.UNITS, "families", units.get))
    form = controls.segments(viewer, _choice(viewer, "bentuk", "form", deciles.FORMS, "share", forms.get))
    return Measure("desil", which, unit, form)


def _choice(
    viewer: Viewer, name: str, label: str, options: tuple[str, ...], default: str, shown: Callable[[str], Any]
) -> Choice:
    return Choice(name, viewer.say(f"sebaran.{label}"), options, shown, default)
