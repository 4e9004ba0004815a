"""What the page on projection was asked for: programme, area, how far, and how a cap begins."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import streamlit as st

from pages.cached import simulation
from pages.cached.projection import Compared, ProjectionQuestion
from pages.scenario import draft, known
from pages.shared import address, controls
from pages.shared.controls import Choice
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from simulator.policy import edit
from simulator.policy.files import Policy
from simulator.projection.options import AT_ONCE, BY_COHORT, FEWEST, MOST, PHASES, ProjectionOptions
from terms import QUARTERS_A_YEAR, Quarter

#: The scenario that the page begins with: it has a cap to tell about.
BEGUN = "lima_tahun_sempit"
NEVER, USUAL = "0", "20"
RISES = ("0", "2", "3", "4", "5", "7", "10")
COHORTS = ("2", "4", "8", "12", "16", "20", "24")


@dataclass(frozen=True)
class ProjectionChoice:
    """A programme of an area under a scenario and under its reference, over the quarters to come; ``perturbed_by`` is
    the site's key to what is below the province (its digest)."""

    programme: str
    compared: Compared
    reference: str
    perturbed_by: str = ""

    @property
    def area(self) -> str:
        return self.compared.area

    @property
    def asked(self) -> ProjectionQuestion:
        """The scenario on the screen; the reference is the other of ``compared``."""
        return self.compared.asked[0]


@cache
def begun() -> str:
    """The word of the scenario that the page begins with, named in Indonesian whoever reads, as links are."""
    return draft.word_of(edit.begun_from(BEGUN, draft.name_of(BEGUN), draft.wording()))


def where(viewer: Viewer, policy: Policy) -> tuple[str, str]:
    """The programme, among those that the scenario knows, and the area."""
    codes = tuple(one.code for one in policy.programmes())
    names = {code: programme_name(code, viewer.voice) for code in codes}
    choice = Choice(address.PROGRAMME, viewer.say("simulasi.programme"), codes, names.get, codes[0])
    return controls.segments(viewer, choice), controls.area(viewer)


def options(viewer: Viewer, quarter: Quarter) -> ProjectionOptions:
    """How far, how the cap begins, who may return, and how amounts rise."""
    say = viewer.say
    lengths = tuple(str(number) for number in range(FEWEST, MOST + 1))
    long = {code: _length(viewer, int(code)) for code in lengths}
    quarters = int(controls.select(viewer, Choice("jangka", say("proyeksi.how_far"), lengths, long.get, USUAL)))
    columns = st.columns(2)
    with columns[0]:
        names = {code: say(f"proyeksi.phase_{code}") for code in PHASES}
        text = say("proyeksi.phase_help")
        phase = controls.select(viewer, Choice("mulai", say("proyeksi.phase"), PHASES, names.get, AT_ONCE, text))
    with columns[1]:
        begins = _begins(viewer, quarter)
    cohorts = _cohorts(viewer) if phase == BY_COHORT else 8
    columns = st.columns(2)
    with columns[0]:
        never = {NEVER: say("proyeksi.never")}
        codes = (NEVER, *(str(number) for number in range(1, MOST + 1)))
        back = {code: never.get(code) or _length(viewer, int(code)) for code in codes}
        text = say("proyeksi.reentry_help")
        reentry = controls.select(viewer, Choice("kembali", say("proyeksi.reentry"), codes, back.get, NEVER, text))
    with columns[1]:
        shown = {code: viewer.voice.persen(int(code) / 100, 0) for code in RISES}
        rise = controls.select(viewer, Choice("naik", say("proyeksi.rise"), RISES, shown.get, RISES[0]))
    return ProjectionOptions(quarters, phase, cohorts, begins, int(reentry) or None, int(rise) / 100)


def chosen(
    viewer: Viewer, place: tuple[str, str], code: str, policy: Policy, wanted: tuple[Quarter, ProjectionOptions]
) -> ProjectionChoice:
    """The scenario and its reference, carried on alike."""
    quarter, how = wanted
    asked, held = (ProjectionQuestion(quarter, one, how, viewer.sees_exact) for one in (policy, known.policy_of(code)))
    programme, area = place
    compared, name = Compared((asked, held), area), known.name_of(viewer, code)
    return ProjectionChoice(programme, compared, name, simulation.perturbed_by())


def _begins(viewer: Viewer, quarter: Quarter) -> Quarter | None:
    codes = (NEVER, *(str(quarter.shift(step)) for step in range(1, MOST + 1)))
    shown = {code: viewer.voice.triwulan(Quarter.parse(code)) for code in codes[1:]}
    shown[NEVER] = viewer.say("proyeksi.from_rule")
    code = controls.select(viewer, Choice("sejak", viewer.say("proyeksi.cap_from"), codes, shown.get, NEVER))
    return None if code == NEVER else Quarter.parse(code)


def _cohorts(viewer: Viewer) -> int:
    shown = {code: viewer.say("proyeksi.in_parts", count=code) for code in COHORTS}
    return int(controls.select(viewer, Choice("tahap", viewer.say("proyeksi.cohorts"), COHORTS, shown.get, "8")))


def _length(viewer: Viewer, quarters: int) -> str:
    """`20 triwulan (5 tahun)`."""
    years = viewer.voice.desimal(quarters / QUARTERS_A_YEAR, 2)
    return viewer.say("proyeksi.length", quarters=quarters, years=years)
