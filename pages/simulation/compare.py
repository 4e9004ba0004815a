"""Up to four scenarios beside the one on the screen and the rules in force, each against any baseline."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages.cached import trail
from pages.scenario import picked
from pages.scenario.known import name_of, policy_of
from pages.shared import address, controls, refusals
from pages.shared.controls import Choice
from pages.shared.names import scenario_name
from pages.shared.session import Viewer
from pages.simulation import compare_table
from pages.simulation.asked import ScenarioAsked
from simulator.policy.files import CURRENT_STATE, ENACTED, Policy, named

HERE = "layar"
BASELINE = "acuan"


@dataclass(frozen=True)
class Side:
    """One scenario in the comparison: its code in the address, its name on the screen."""

    code: str
    name: str
    policy: Policy


def show(viewer: Viewer, asked: ScenarioAsked) -> None:
    """Choose the scenarios and the baseline; one table, and one chart per outcome."""
    with st.container(border=True):
        left, right = st.columns([5, 2], vertical_alignment="bottom", gap="medium")
        with left:
            chosen = picked.pick(viewer)
            picked.pin(viewer, chosen)
        sides = _sides(viewer, asked, chosen)
        with right:
            names = {side.code: side.name for side in _baselines(viewer, sides)}
            choice = Choice(BASELINE, viewer.say("banding.baseline"), tuple(names), names.get, ENACTED)
            code = controls.select(viewer, choice)
    if chosen:
        about = ", ".join(f"{side.policy.digest()[:16]} {side.policy.name}" for side in sides)
        trail.ran(viewer.access, address.page(), f"{asked.quarter} {about}", "compared")
    baseline = next(side for side in _baselines(viewer, sides) if side.code == code)
    compare_table.show(viewer, asked, tuple(sides), baseline)


def _sides(viewer: Viewer, asked: ScenarioAsked, chosen: list[str]) -> list[Side]:
    """The rules in force, the scenario on the screen, and those picked, each once."""
    here = Side(HERE, viewer.say("banding.here", name=scenario_name(asked.policy.name, viewer.voice)), asked.policy)
    sides = [Side(ENACTED, name_of(viewer, ENACTED), named(ENACTED)), here]
    sides += [Side(code, name_of(viewer, code), policy_of(code)) for code in chosen]
    told = {side.code: compare_table.fault_of(viewer, asked, side.policy) for side in sides}
    for side in sides:
        if told[side.code]:
            st.warning(viewer.say("banding.left_out", name=refusals.plain(side.name), fault=told[side.code]))
    return [side for side in sides if not told[side.code]]


def _baselines(viewer: Viewer, sides: list[Side]) -> list[Side]:
    return [Side(CURRENT_STATE, name_of(viewer, CURRENT_STATE), named(CURRENT_STATE)), *sides]
