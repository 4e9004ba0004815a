"""The areas most like one over the quarters: the figures that their table has side by side, each with its course."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.figures.deciles import Measure, coverage_values
from pages.cached import region, register, simulation
from pages.paper.tables import figure_name
from pages.region.choice import RegionChoice
from pages.shared import controls, over_time
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.over_time import Courses, SideBySide
from pages.shared.session import Viewer
from terms import Quarter

#: What the table of similar areas shows and earlier quarters know: shares, all of them.
FOLLOWED = {
    "poor": Measure("desil"),
    "coverage_PKH": Measure("cakupan-pkh"),
    "coverage_SEMBAKO": Measure("cakupan-sembako"),
    "coverage_PBI": Measure("cakupan-pbi"),
}
PART = "_serupa"


def follow(viewer: Viewer, chosen: RegionChoice) -> None:
    """The switch, and behind it the figure, the courses of two of the areas, and a small line for each of them."""
    codes = _codes(viewer, chosen)
    if len(codes) < 2:
        return
    with st.container(border=True):
        pair = over_time.choose(viewer, codes, chosen.area, PART, "pantauan.alike_course")
        if pair is None:
            return
        names = {name: figure_name(viewer.voice, name) for name in FOLLOWED}
        choice = Choice("angka", viewer.say("pantauan.alike_figure"), tuple(FOLLOWED), names.get, next(iter(FOLLOWED)))
        name = controls.select(viewer, choice)
        _courses(viewer, chosen, name, pair, simulation.perturbed_by())


@kept
def _codes(viewer: Viewer, chosen: RegionChoice) -> tuple[str, ...]:
    """The area, and those that its table has beside it."""
    told = region.of_area(viewer.scope, chosen.area, chosen.quarter, viewer.sees_above)
    return (chosen.area, *(one.code for one in told.alike))


@kept
def _courses(viewer: Viewer, chosen: RegionChoice, name: str, pair: SideBySide, _key: str) -> None:
    held = [each for each in register.quarters(viewer.scope) if each <= chosen.quarter]
    codes, voice = _codes(viewer, chosen), viewer.voice
    values = over_time.wide({each: _values(viewer, each, codes, FOLLOWED[name]) for each in held}, codes)
    courses = Courses(figure_name(voice, name), values, voice.persen, voice.poin, is_share=True, part=PART)
    over_time.draw(viewer, courses, pair)


def _values(viewer: Viewer, quarter: Quarter, codes: tuple[str, ...], measure: Measure) -> pd.DataFrame:
    """Columns code, value; for deciles each area is asked alone: what is hidden is decided province by province."""
    level = controls.level_of(codes[0])
    if not measure.programme:
        each = (register.decile_values(controls.scope_of(viewer, code), quarter, level, measure) for code in codes)
        return pd.concat(each, ignore_index=True)
    report = simulation.report(viewer.scope, quarter, register.in_force(), sees_exact=viewer.sees_exact)
    return coverage_values(report, level, measure.programme)
