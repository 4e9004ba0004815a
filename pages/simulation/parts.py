"""The parts below the first answer, one at a time, and what all of them are about."""

from __future__ import annotations

from pages.cached import simulation, trail
from pages.scenario import known
from pages.shared import address, controls, frame
from pages.shared.controls import Choice
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from pages.simulation import compare, detail, frontier, keep
from pages.simulation.asked import ScenarioAsked, fault
from simulator.policy.files import Policy
from terms import Quarter

PARTS = {"rinci": detail.show, "titik": frontier.show, "banding": compare.show, "simpan": keep.show}


def programme(viewer: Viewer, policy: Policy) -> str:
    """The programme whose levers and details are shown, among those that the scenario knows."""
    codes = tuple(one.code for one in policy.programmes())
    names = {code: programme_name(code, viewer.voice) for code in codes}
    return controls.segments(
        viewer, Choice(address.PROGRAMME, viewer.say("simulasi.programme"), codes, names.get, codes[0])
    )


def asked(viewer: Viewer, quarter: Quarter, policy: Policy, code: str, programme: str) -> ScenarioAsked:
    """The scenario against a reference; one that cannot be computed stops the page with the reason."""
    held, name = known.policy_of(code), known.name_of(viewer, code)
    found = ScenarioAsked(quarter, policy, held, name, programme, simulation.perturbed_by())
    trail.ran(viewer.access, address.page(), f"{quarter} {policy.digest()[:16]} {policy.name}")
    if wrong := fault(viewer, found):
        frame.stop(viewer, wrong)
    return found


def show(viewer: Viewer, asked: ScenarioAsked) -> None:
    """The part that the viewer chose: breakdown, cut-off × time, comparison, keeping."""
    names = {part: viewer.say(f"simulasi.part_{part}") for part in PARTS}
    choice = Choice("bagian", viewer.say("simulasi.part"), tuple(PARTS), names.get, next(iter(PARTS)))
    PARTS[controls.segments(viewer, choice)](viewer, asked)
