"""What the page on targeting error was asked for: which view, which programme and error, judged how, where and when."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.store.scope import Scope
from pages.cached import accuracy, register
from pages.cached.accuracy import FAMILIES, UNITS, Subject
from pages.shared import controls
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.session import Viewer
from terms import NATION, PBI, Quarter

VIEWS = ("putusan", "wilayah", "sebab", "cek", "kunjungan", "rencana", "acuan")
#: Views about one programme, and those of them about one of its errors.
OF_PROGRAMME, OF_ERROR = ("wilayah", "sebab", "cek", "kunjungan", "rencana"), ("wilayah", "rencana")
#: Views that can be judged by the officer's verdict too; the others need the verified decile.
OF_YARDSTICK = ("putusan", "wilayah")
#: Views that rest on who was found in register and payments, and the warnings about that.
OF_VISITS = ("putusan", "wilayah", "sebab", "kunjungan")
UNLINKED = {
    "spotcheck_names_known_families": "visits_not_found",
    "spotcheck_says_who_is_not_registered": "visits_without_family",
}
OF_AREA = ("putusan", "wilayah", "sebab", "cek", "kunjungan")
#: Views that can count PBI in persons; the others split errors that are kept in families alone.
OF_UNIT = ("putusan", "wilayah", "rencana")


@dataclass(frozen=True)
class ErrorChoice:
    """A view of the errors of an area (ID, province or kabupaten) in a quarter; ``unit`` is that of PBI's errors."""

    view: str
    programme: str
    error: str
    yardstick: str
    area: str
    quarter: Quarter
    unit: str = FAMILIES

    @property
    def subject(self) -> Subject:
        return self.about(self.error)

    def about(self, error: str) -> Subject:
        """The programme's inclusion or exclusion error."""
        return Subject(self.quarter, self.programme, error, self.yardstick, self.unit_of(self.programme))

    def unit_of(self, programme: str) -> str:
        """What a programme's errors count: families, PBI as chosen."""
        return self.unit if programme == PBI else FAMILIES

    @property
    def province(self) -> str:
        """The province of the area; empty for the nation."""
        return "" if self.area == NATION else self.area[:2]


def choose(viewer: Viewer) -> ErrorChoice:
    """Draw the controls, all of them kept in the address, and return what was chosen."""
    view = controls.segments(viewer, choice(viewer, "lihat", "view", VIEWS))
    first, second = st.columns(2, vertical_alignment="bottom")
    with first:
        quarter = controls.quarter(viewer)
    with second:
        area = controls.area(viewer) if view in OF_AREA else NATION
    programme, error, yardstick = (
        accuracy.PROGRAMMES[0],
        accuracy.INCLUSION,
        accuracy.YARDSTICKS[0],
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        if view in OF_PROGRAMME:
            programme = controls.programme(viewer, "ketepatan.programme")
        if view in OF_ERROR:
            error = controls.segments(viewer, choice(viewer, "galat", "error", accuracy.ERRORS))
        if view in OF_YARDSTICK:
            yardstick = controls.segments(viewer, choice(viewer, "ukuran", "yardstick", accuracy.YARDSTICKS))
        unit = FAMILIES
        if view == "putusan" or (view in OF_UNIT and programme == PBI):
            unit = controls.segments(viewer, choice(viewer, "satuan", "unit", UNITS))
    return ErrorChoice(view, programme, error, yardstick, area, quarter, unit)


def impossible(viewer: Viewer, chosen: ErrorChoice) -> str:
    """Why there is no error to show, in one sentence; empty when there is."""
    quarter = viewer.voice.triwulan(chosen.quarter)
    if chosen.view == "acuan":
        return ""
    if not accuracy.has_spotcheck(chosen.quarter):
        return viewer.say("ketepatan.no_spotcheck", quarter=quarter)
    scope = scope_of(viewer, chosen.area)
    if accuracy.lacks_links(scope, chosen.quarter):
        interviewed = accuracy.linked_visits(scope, chosen.quarter)["interviewed"].sum()
        visits = viewer.voice.bulat(interviewed)
        return viewer.say("ketepatan.no_linked_visit", quarter=quarter, visits=visits)
    return ""


@kept
def doubts(viewer: Viewer, chosen: ErrorChoice) -> list[str]:
    """What the checks of the files say against these errors: visits whose family was not found."""
    found = register.warnings(chosen.quarter).set_index("name")["failures"]
    return [
        viewer.say(f"ketepatan.{key}", number=viewer.voice.bulat(found[claim]))
        for claim, key in UNLINKED.items()
        if chosen.view in OF_VISITS and claim in found
    ]


def scope_of(viewer: Viewer, area: str) -> Scope:
    """The viewer's scope cut down to the area."""
    return viewer.scope.within(area)


def choice(viewer: Viewer, name: str, label: str, options: tuple[str, ...]) -> Choice:
    """A choice whose words stand under `ketepatan.choose_<label>` and `ketepatan.<label>_<code>`."""
    shown = {code: viewer.say(f"ketepatan.{label}_{code}") for code in options}
    return Choice(name, viewer.say(f"ketepatan.choose_{label}"), options, shown.get, options[0])
