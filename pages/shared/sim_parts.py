"""The parts below the first answer, one at a time, and what all of them are about."""

from __future__ import annotations

from pages.shared import (
    address,
    cached_simulation,
    controls,
    frame,
    numbers,
    sim_compare,
    sim_detail,
    sim_frontier,
    sim_keep,
)
from pages.shared.controls import Choice
from pages.shared.report import Report
from pages.shared.session import Viewer
from pages.shared.summary import programme_name
from simulator.policy import Policy
from terms import InputError, Quarter

PARTS = {"rinci": sim_detail.show, "titik": sim_frontier.show, "banding": sim_compare.show, "simpan": sim_keep.show}


def programme(viewer: Viewer, policy: Policy) -> str:
    """The programme whose levers and details are shown, among those that the scenario knows."""
    codes = tuple(one.code for one in policy.programmes())
    names = {code: programme_name(code, viewer.language) for code in codes}
    return controls.segments(
        viewer, Choice(address.PROGRAMME, viewer.say("simulasi.programme"), codes, names.get, codes[0])
    )


def computed(viewer: Viewer, quarter: Quarter, policy: Policy) -> Report:
    """The answer to the scenario; one that cannot be computed stops the page with the reason."""
    try:
        return cached_simulation.report(viewer.scope, quarter, policy)
    except InputError as fault:
        named = numbers.triwulan(quarter, viewer.language)
        frame.stop(viewer, viewer.say("simulasi.not_computed", quarter=named, fault=fault))
        raise


def show(viewer: Viewer, report: Report, code: str) -> None:
    """The part that the viewer chose: breakdown, cut-off × time, comparison, keeping."""
    names = {part: viewer.say(f"simulasi.part_{part}") for part in PARTS}
    choice = Choice("bagian", viewer.say("simulasi.part"), tuple(PARTS), names.get, next(iter(PARTS)))
    PARTS[controls.segments(viewer, choice)](viewer, report, code)
