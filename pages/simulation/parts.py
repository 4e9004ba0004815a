"""The parts below the first answer, one at a time, and what all of them are about."""

from __future__ import annotations

from data.figures.outcome import Report
from pages.cached import simulation, trail
from pages.shared import address, controls, frame, refusals
from pages.shared.controls import Choice
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from pages.simulation import compare, detail, frontier, keep
from simulator.policy.files import ENACTED, Policy, available
from terms import InputError, Quarter

#: The reference in the address.
REFERENCE = "rujukan"
PARTS = {"rinci": detail.show, "titik": frontier.show, "banding": compare.show, "simpan": keep.show}


def programme(viewer: Viewer, policy: Policy) -> str:
    """The programme whose levers and details are shown, among those that the scenario knows."""
    codes = tuple(one.code for one in policy.programmes())
    names = {code: programme_name(code, viewer.voice) for code in codes}
    return controls.segments(
        viewer, Choice(address.PROGRAMME, viewer.say("simulasi.programme"), codes, names.get, codes[0])
    )


def reference(viewer: Viewer) -> str:
    """What the scenario is read against: the rules in force unless another policy or saved scenario is chosen."""
    saved = compare.saved(viewer)
    known = (ENACTED, *(code for code in available() if code != ENACTED), *saved)
    asked = address.given(REFERENCE, ENACTED) or address.remembered(REFERENCE) or ENACTED
    options = known if asked in known or not compare.is_readable(asked) else (*known, asked)
    names = {code: compare.name_of(viewer, code) for code in options}
    label, told = viewer.say("simulasi.reference"), viewer.say("simulasi.reference_help")
    return controls.select(viewer, Choice(REFERENCE, label, options, names.get, ENACTED, told))


def computed(viewer: Viewer, quarter: Quarter, policy: Policy, code: str) -> Report:
    """The answer to the scenario against a reference; one that cannot be computed stops the page with the reason."""
    held, name = compare.policy_of(code), compare.name_of(viewer, code)
    trail.ran(viewer.access, address.page(), f"{quarter} {policy.digest()[:16]} {policy.name}")
    try:
        simulation.outcome(quarter, held, viewer.sees_exact)
    except InputError as fault:
        named = viewer.voice.triwulan(quarter)
        frame.stop(viewer, viewer.say("simulasi.reference_gone", quarter=named, fault=fault))
    try:
        return simulation.report(viewer.scope, quarter, policy, (held, name), sees_exact=viewer.sees_exact)
    except InputError as fault:
        named = viewer.voice.triwulan(quarter)
        told = refusals.told(viewer.voice, fault)
        frame.stop(viewer, viewer.say("simulasi.not_computed", quarter=named, fault=told))
        raise


def show(viewer: Viewer, report: Report, code: str) -> None:
    """The part that the viewer chose: breakdown, cut-off × time, comparison, keeping."""
    names = {part: viewer.say(f"simulasi.part_{part}") for part in PARTS}
    choice = Choice("bagian", viewer.say("simulasi.part"), tuple(PARTS), names.get, next(iter(PARTS)))
    PARTS[controls.segments(viewer, choice)](viewer, report, code)
