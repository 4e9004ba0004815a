"""A year at a glance: who came in and who left in each of the last four quarters, and the sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from data.figures.ledger import Ledger
from data.store.disclosure import SMALLEST_SHOWN
from pages.cached import movement, register
from pages.movement import charts as movement_charts
from pages.movement import choice
from pages.movement.choice import MovementChoice
from pages.shared import charts, controls, voice
from pages.shared.session import Viewer
from terms import Quarter

LedgerOf = Callable[[Viewer, MovementChoice, tuple[Quarter, ...]], Ledger]


def show(viewer: Viewer, chosen: MovementChoice, ledger_of: LedgerOf) -> None:
    """Every quarter of the last year that has a ledger: who came in and who left, and the sum of it."""
    held = register.quarters(viewer.scope)
    last = chosen.quarter
    quarters = tuple(last.shift(-ago) for ago in range(3, -1, -1) if last.shift(-ago - 1) in held)
    each = {quarter: ledger_of(viewer, chosen, (quarter,)).flows for quarter in quarters}
    short = [voice.triwulan_pendek(quarter, viewer.language) for quarter in quarters]
    entered, exited = (
        pd.Series([flows[name] for flows in each.values()], short, dtype="Int64") for name in ("entered", "exited")
    )
    st.subheader(viewer.say("pergerakan.year_title"))
    names = (viewer.say("pergerakan.entered"), viewer.say("pergerakan.exited"))
    drawn = movement_charts.in_and_out(
        entered, exited, names, lambda value: voice.angka(value, viewer.language), viewer.language
    )
    charts.show(drawn, "year", viewer.say("pergerakan.year_alt"))
    st.markdown(_year_sentence(viewer, chosen, quarters, (entered, exited)))


def _year_sentence(
    viewer: Viewer, chosen: MovementChoice, quarters: tuple[Quarter, ...], flows: tuple[Any, ...]
) -> str:
    """The sum over the year, and the families that no longer receive PKH or Sembako, each quarter's once."""
    entered, exited = (voice.count(part.sum(skipna=False), chosen.unit, viewer.language) for part in flows)
    scope = controls.scope_of(viewer, chosen.area)
    steps = [movement.decile_flows(scope, quarter.previous(), quarter) for quarter in quarters]
    left = sum(step.loc[step["on_aid_before"] & ~step["on_aid_after"], "families"].sum() for step in steps)
    come = sum(step.loc[~step["on_aid_before"] & step["on_aid_after"], "families"].sum() for step in steps)
    sentence = viewer.say(
        "pergerakan.year_sum",
        period=choice.period_name(viewer, quarters),
        programme=viewer.say(f"umum.{chosen.programme}"),
        entered=entered,
        exited=exited,
    )
    either = viewer.say(
        "pergerakan.year_either",
        left=voice.count(_shown(left, chosen), "families", viewer.language),
        come=voice.count(_shown(come, chosen), "families", viewer.language),
    )
    return f"{sentence} {either}"


def _shown(families: float, chosen: MovementChoice) -> Any:
    return pd.NA if chosen.level == register.KABUPATEN and 0 < families < SMALLEST_SHOWN else families
