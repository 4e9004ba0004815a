"""What needs a decision? Five sentences, each a link to the page behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import streamlit as st

from data.figures.region.first_page import FirstPage, freed_a_year, soon
from data.figures.region.undecided import Undecided
from data.figures.region.values import PlacesLeft
from pages.cached import accuracy, region
from pages.overview.choice import Place, behind
from pages.paper.wording import programme, whole
from pages.shared.kept import kept
from pages.shared.session import Viewer
from terms import TARGETS

WIDE = TARGETS[0]
#: A sentence, the page behind it, and what is asked there besides area and quarter.
Line = tuple[str, str, dict[str, str]]


@kept
def show(viewer: Viewer, place: Place) -> None:
    """The sentences in the order of how soon they press."""
    st.subheader(viewer.say("ringkasan.pending"))
    for text, page, more in lines(viewer, place):
        st.page_link(f"{page}.py", label=text, query_params=behind(viewer, place, **more))


def lines(viewer: Viewer, place: Place) -> Iterator[Line]:
    """Places, the announced cap, the backlog, the checks of the data, and verdicts that cannot be given."""
    told = region.first_page(viewer.scope, place.area, place.quarter)
    if told.places:
        listed = ", ".join(_place(viewer, one) for one in told.places)
        yield (
            viewer.say(f"ringkasan.places_{_fill(told.places)}", list=listed, floors=_floors(viewer, told)),
            "simulasi",
            {},
        )
    yield from _caps(viewer, told)
    yield _overdue(viewer, told), "pemutakhiran", {}
    yield _checks(viewer, told), "pemutakhiran", {"lihat": "register"}
    yield _undecided(viewer, place)


def _floors(viewer: Viewer, told: FirstPage) -> str:
    """How low exclusion can go with the places that there are, and how many more the wider target asks for."""
    known = [(one.now.programme, one.floor) for one in told.errors if one.floor is not None]
    if not known:
        return ""
    named = [
        viewer.say("ringkasan.floor_of", programme=programme(viewer.voice, code), share=viewer.voice.persen(share))
        for code, share in known
    ]
    return viewer.say("ringkasan.floors", list=", ".join(named)) + _more_places(viewer, told)


def _more_places(viewer: Viewer, told: FirstPage) -> str:
    """How many families more would need a place for exclusion to come down to the wider target, if all went to the
    entitled."""
    above = [one for one in told.errors if one.floor is not None and one.entitled is not None and one.floor > WIDE]
    named = [
        viewer.say(
            "ringkasan.more_of",
            programme=programme(viewer.voice, one.now.programme),
            count=viewer.voice.angka((one.entitled or 0) * ((one.floor or 0) - WIDE)),
        )
        for one in above
    ]
    if not named:
        return ""
    return viewer.say("ringkasan.more_places", target=viewer.voice.persen(WIDE, 0), list=", ".join(named))


def _fill(places: Iterable[PlacesLeft]) -> str:
    """Whether the places are exceeded somewhere, full everywhere, or left."""
    left = [one.left for one in places]
    if any(one is not None and one < 0 for one in left):
        return "beyond"
    return "full" if all(one == 0 for one in left) else "left"


def _place(viewer: Viewer, one: PlacesLeft) -> str:
    voice = viewer.voice
    said = {
        "programme": programme(voice, one.programme),
        "places": voice.angka(one.places),
        "unit": viewer.say(f"umum.unit_{one.unit}"),
    }
    if one.left is not None and one.left < 0:
        return viewer.say("ringkasan.places_over", over=voice.angka(-one.left), **said)
    if one.left == 0:
        return viewer.say("ringkasan.place_full", **said)
    left = whole(voice, one.left) if one.left is None else voice.angka(one.left)
    return viewer.say("ringkasan.place", left=left, **said)


def _caps(viewer: Viewer, told: FirstPage) -> Iterator[Line]:
    """Who reaches the announced cap within four quarters; nothing where it cannot be told."""
    voice = viewer.voice
    reach = [(programme(voice, one.programme), soon(one), one.over_now) for one in told.caps]
    known = [(name, count, over) for name, count, over in reach if count is not None]
    if not known:
        return
    listed = [viewer.say("ringkasan.cap", programme=name, count=voice.angka(count)) for name, count, _ in known]
    over = [
        viewer.say(
            "ringkasan.cap_over", programme=name, count=whole(voice, past) if past is None else voice.angka(past)
        )
        for name, _, past in known
    ]
    said = {"list": ", ".join(listed), "over": ", ".join(over), "freed": _freed(viewer, told)}
    yield viewer.say("ringkasan.caps", **said), "proyeksi", {}


def _freed(viewer: Viewer, told: FirstPage) -> str:
    each = [freed_a_year(one) for one in told.caps]
    known = [rupiah for rupiah in each if rupiah is not None]
    if len(known) < len(each):
        return ""
    return viewer.say("ringkasan.cap_freed", rupiah=viewer.voice.rupiah(sum(known)))


def _overdue(viewer: Viewer, told: FirstPage) -> str:
    if told.waiting is None or told.waiting.overdue == 0:
        return viewer.say("ringkasan.no_overdue")
    if told.waiting.overdue is None:
        return viewer.say("ringkasan.overdue_withheld")
    count, pending = viewer.voice.bulat(told.waiting.overdue), whole(viewer.voice, told.waiting.pending)
    return viewer.say("ringkasan.overdue", count=count, pending=pending)


def _checks(viewer: Viewer, told: FirstPage) -> str:
    """How many checks warn, and what the one with most rows says."""
    if not told.warnings:
        return viewer.say("ringkasan.no_checks")
    name, failures = max(told.warnings, key=lambda one: one[1])
    first = viewer.say(f"pemutakhiran.warn_{name}", number=viewer.voice.bulat(failures))
    return viewer.say("ringkasan.checks", count=len(told.warnings), first=first)


def _undecided(viewer: Viewer, place: Place) -> Line:
    """Areas without a verdict on the error of which most have none, and what would give one."""
    scope = viewer.scope.within(place.area)
    if not accuracy.has_spotcheck(place.quarter) or accuracy.lacks_links(scope, place.quarter):
        return viewer.say("ringkasan.undecided_none"), "ketepatan", {}
    found = region.undecided(scope, place.quarter)
    if found is None:
        return viewer.say("ringkasan.all_decided"), "ketepatan", {"lihat": "rencana"}
    asked = {"lihat": "rencana", "program": found.programme, "galat": found.error}
    return _sample(viewer, found), "ketepatan", asked


def _sample(viewer: Viewer, found: Undecided) -> str:
    voice = viewer.voice
    return viewer.say(
        "ringkasan.undecided",
        open=voice.bulat(found.open),
        areas=voice.bulat(found.areas),
        error=viewer.say(f"ketepatan.error_short_{found.error}"),
        programme=programme(voice, found.programme),
        visits=voice.bulat(found.visits),
        near=viewer.say("ringkasan.undecided_near", near=voice.bulat(found.near)) if found.near else "",
    )
