"""A year at a glance: who came in and who left in each of the last four quarters, and the sum."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.cached import movement, register
from pages.movement import choice, flows
from pages.movement.charts import in_and_out
from pages.movement.choice import MovementChoice
from pages.shared import charts, controls
from pages.shared.session import Viewer
from terms import Quarter


def show(viewer: Viewer, chosen: MovementChoice) -> None:
    """Every quarter of the last year that has a ledger: who came in and who left, and the sum of it."""
    held = register.quarters(viewer.scope)
    last = chosen.quarter
    quarters = tuple(last.shift(-ago) for ago in range(3, -1, -1) if last.shift(-ago - 1) in held)
    each = {quarter: flows.ledger_of(viewer, chosen, (quarter,)).flows for quarter in quarters}
    short = [viewer.voice.triwulan_pendek(quarter) for quarter in quarters]
    entered, exited = (
        pd.Series([flows[name] for flows in each.values()], short, dtype="Int64") for name in ("entered", "exited")
    )
    names = (viewer.say("pergerakan.entered"), viewer.say("pergerakan.exited"))
    drawn = in_and_out(entered, exited, names, lambda value: viewer.voice.angka(value), viewer.voice)
    title, note = _sum(viewer, chosen, quarters, (entered, exited)), viewer.say("pergerakan.year_title")
    st.subheader(title)
    st.caption(f"{note}. {viewer.say('pergerakan.year_alt')}")
    charts.show(drawn, "year", viewer.say("pergerakan.year_alt"), title=title, note=note)
    st.markdown(_either(viewer, chosen, quarters))


def _sum(viewer: Viewer, chosen: MovementChoice, quarters: tuple[Quarter, ...], flows: tuple[Any, ...]) -> str:
    """Who came in and who left over the year."""
    entered, exited = (viewer.voice.count(part.sum(skipna=False), chosen.unit) for part in flows)
    return viewer.say(
        "pergerakan.year_sum",
        period=choice.period_name(viewer, quarters),
        programme=viewer.say(f"umum.{chosen.programme}"),
        entered=entered,
        exited=exited,
    )


def _either(viewer: Viewer, chosen: MovementChoice, quarters: tuple[Quarter, ...]) -> str:
    """The families that no longer receive PKH or Sembako, and those that began, each quarter's once."""
    come, left = movement.on_any_aid(controls.scope_of(viewer, chosen.area), chosen.level, quarters)
    return viewer.say(
        "pergerakan.year_either",
        left=viewer.voice.count(left, "families"),
        come=viewer.voice.count(come, "families"),
    )
