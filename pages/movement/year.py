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
    st.subheader(viewer.say("pergerakan.year_title"))
    names = (viewer.say("pergerakan.entered"), viewer.say("pergerakan.exited"))
    drawn = in_and_out(entered, exited, names, lambda value: viewer.voice.angka(value), viewer.voice)
    said = _year_sentence(viewer, chosen, quarters, (entered, exited))
    title = said.split(". ")[0].replace("**", "")
    charts.show(drawn, "year", viewer.say("pergerakan.year_alt"), title=title, note=viewer.say("pergerakan.year_title"))
    st.markdown(said)


def _year_sentence(
    viewer: Viewer, chosen: MovementChoice, quarters: tuple[Quarter, ...], flows: tuple[Any, ...]
) -> str:
    """The sum over the year, and the families that no longer receive PKH or Sembako, each quarter's once."""
    entered, exited = (viewer.voice.count(part.sum(skipna=False), chosen.unit) for part in flows)
    scope = controls.scope_of(viewer, chosen.area)
    come, left = movement.on_any_aid(scope, chosen.level, quarters)
    sentence = viewer.say(
        "pergerakan.year_sum",
        period=choice.period_name(viewer, quarters),
        programme=viewer.say(f"umum.{chosen.programme}"),
        entered=entered,
        exited=exited,
    )
    either = viewer.say(
        "pergerakan.year_either",
        left=viewer.voice.count(left, "families"),
        come=viewer.voice.count(come, "families"),
    )
    return f"{sentence} {either}"
