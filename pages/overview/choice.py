"""What the first page was asked for, and how its links ask the pages behind for the same."""

from __future__ import annotations

from dataclasses import dataclass

from pages.shared import address, controls
from pages.shared.controls import Choice
from pages.shared.session import Viewer
from pages.shared.voice import LANGUAGES
from terms import PBI, PKH, Quarter

#: What the map may show.
POOR, INCLUSION, EXCLUSION, CHANGE = SHOWN = ("desil", "inklusi", "eksklusi", "perubahan")
#: What is told of kecamatan, whatever the programme.
DECILES_ALONE = (POOR, PKH)
#: The errors as the other pages ask for them.
ERRORS = {INCLUSION: "inclusion", EXCLUSION: "exclusion"}


#: How the style and the script of the browser know the boxes that links lead to.
BLOCK = "blok-"
#: The boxes below the first one, by the key of what they are called.
BOXES = {"terburuk": "ringkasan.where", "berubah": "ringkasan.changed", "diputuskan": "ringkasan.pending"}


@dataclass(frozen=True)
class Place:
    """An area (`ID`, province or kabupaten) in a quarter."""

    area: str
    quarter: Quarter


@dataclass(frozen=True)
class OverviewChoice:
    """A place; what the map shows, of which programme, by which level."""

    place: Place
    shown: str
    programme: str
    level: str

    @property
    def unit(self) -> str:
        """What recipients of the programme are counted in."""
        return "persons" if self.programme == PBI else "families"


def of_map(viewer: Viewer, first: str) -> tuple[str, str]:
    """What the map shows (``first`` where nothing was chosen), of which programme; the latter stays when the page
    changes."""
    names = {code: viewer.say(f"ringkasan.map_{code}") for code in SHOWN}
    shown = controls.segments(viewer, Choice("peta", viewer.say("ringkasan.map"), SHOWN, names.get, first, bare=True))
    return shown, controls.programme(viewer, "ringkasan.programme", bare=True)


def behind(viewer: Viewer, place: Place, **more: str) -> dict[str, str]:
    """The address of a page behind this one: the same area, quarter and language, and what is asked besides."""
    query = {address.AREA: place.area, address.QUARTER: str(place.quarter), **more}
    return query if viewer.language == LANGUAGES[0] else query | {address.LANGUAGE: viewer.language}
