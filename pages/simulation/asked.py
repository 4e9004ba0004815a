"""What the page on simulation was asked for: a scenario in a quarter, held against another, and whose details."""

from __future__ import annotations

from dataclasses import dataclass

from data.figures.outcome import Report
from pages.cached import simulation
from pages.shared import refusals
from pages.shared.kept import kept
from pages.shared.session import Viewer
from simulator.policy.files import Policy
from terms import InputError, Quarter


@dataclass(frozen=True)
class ScenarioAsked:
    """A scenario read against ``reference`` under its name on the screen; ``programme`` is whose levers are shown,
    ``perturbed_by`` the site's key to what is below the province (its digest)."""

    quarter: Quarter
    policy: Policy
    reference: Policy
    reference_name: str
    programme: str
    perturbed_by: str


def report_of(viewer: Viewer, asked: ScenarioAsked) -> Report:
    """The answer, computed when it is not at hand: parts of the page that are kept do without it."""
    held = (asked.reference, asked.reference_name)
    return simulation.report(viewer.scope, asked.quarter, asked.policy, held, sees_exact=viewer.sees_exact)


@kept
def fault(viewer: Viewer, asked: ScenarioAsked) -> str:
    """Why there is no answer, in one sentence; empty when there is."""
    quarter = viewer.voice.triwulan(asked.quarter)
    try:
        simulation.report(viewer.scope, asked.quarter, asked.reference, sees_exact=viewer.sees_exact)
    except InputError as found:
        return viewer.say("simulasi.reference_gone", quarter=quarter, fault=found)
    try:
        report_of(viewer, asked)
    except InputError as found:
        return viewer.say("simulasi.not_computed", quarter=quarter, fault=refusals.told(viewer.voice, found))
    return ""
