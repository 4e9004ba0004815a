"""What would happen if this area alone had other rules: a few levers and their answer; the rest in the simulator."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import streamlit as st

from data.figures.region.what_if import AreaAnswer, BeforeAfter, ErrorBeforeAfter
from pages.cached import simulation, trail, what_if
from pages.cached.what_if import AreaQuestion
from pages.documents import notes
from pages.paper.values import SheetTable
from pages.paper.wording import share, signed, whole
from pages.region import levers
from pages.region.choice import RegionChoice
from pages.region.first import of_table
from pages.region.levers import AreaTry
from pages.scenario.notices import warning
from pages.shared import address, controls, refusals
from pages.shared.kept import kept
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from simulator.error import Figure
from simulator.policy import link
from simulator.policy.files import ENACTED, Policy, named
from terms import NATION, InputError

ERRORS = ("inclusion", "exclusion")


@dataclass(frozen=True)
class AreaScenario:
    """What is tried in an area, as a scenario; ``perturbed_by`` is the site's key to what is below the province."""

    chosen: RegionChoice
    tried: AreaTry
    policy: Policy
    perturbed_by: str


def show(viewer: Viewer, chosen: RegionChoice) -> None:
    """Levers and answer; the nation's own scenarios are those of the simulator."""
    with st.container(border=True):
        _show(viewer, chosen)


def _show(viewer: Viewer, chosen: RegionChoice) -> None:
    st.subheader(viewer.say("pantauan.what_if"))
    if chosen.area == NATION:
        st.caption(viewer.say("pantauan.what_if_nation"))
        st.page_link("simulasi.py", label=viewer.say("menu.simulasi"), icon="➡️")
        return
    st.caption(viewer.say("pantauan.what_if_note"))
    left, right = st.columns([2, 5], gap="medium")
    with left:
        tried = levers.draw(viewer, chosen)
    with right:
        _answer(viewer, chosen, tried)


def _answer(viewer: Viewer, chosen: RegionChoice, tried: AreaTry) -> None:
    """What the levers do, and the way to the simulator with the same scenario; or why it cannot be told."""
    try:
        policy = levers.scenario(chosen.area, chosen.quarter, tried)
        _note_run(viewer, chosen, policy)
        answered(viewer, AreaScenario(chosen, tried, policy, simulation.perturbed_by()))
    except InputError as fault:
        st.warning(viewer.say("simulasi.not_taken", fault=refusals.told(viewer.voice, fault)))
        return
    _open(viewer, chosen, tried.programme, policy)


def _note_run(viewer: Viewer, chosen: RegionChoice, policy: Policy) -> None:
    """A scenario that somebody made is noted in the trail; the rules in force, which every page shows, are not."""
    if policy.values:
        trail.ran(viewer.access, address.page(), f"{chosen.quarter} {policy.digest()[:16]} {policy.name}")


def _open(viewer: Viewer, chosen: RegionChoice, programme: str, policy: Policy) -> None:
    query = {"program": programme, "triwulan": str(chosen.quarter)}
    if policy.values:
        query["skenario"] = link.encode(policy)
    if viewer.language != "id":
        query["bahasa"] = viewer.language
    st.page_link("simulasi.py", label=viewer.say("pantauan.what_if_open"), icon="➡️", query_params=query)


def question(viewer: Viewer, asked: AreaScenario) -> AreaQuestion:
    """What the engine is asked: the scenario beside the rules in force."""
    tried, chosen = asked.tried, asked.chosen
    delivered = what_if.quotas(viewer.scope, chosen.area, chosen.quarter, tried.programme)
    places = dict(tried.places) or delivered
    reference = named(ENACTED), viewer.say("simulasi.template_aturan_berlaku")
    total = float(sum(places.values())) if places else None
    return AreaQuestion(chosen.area, chosen.quarter, asked.policy, reference, tried.programme, total)


@kept
def answered(viewer: Viewer, asked: AreaScenario) -> None:
    """The answer: warnings, one sentence, a table, and what it rests on."""
    posed = question(viewer, asked)
    found = what_if.answer(viewer.scope, posed, viewer.sees_exact)
    report = what_if.report(viewer.scope, posed, viewer.sees_exact)
    for notice in report.outcome.warnings:
        if notice.programme == asked.tried.programme:
            st.warning(warning(viewer, notice))
    if _is_wider(asked) and not asked.tried.places:
        st.info(viewer.say("pantauan.what_if_nobody"))
    st.markdown(_sentence(viewer, asked, found))
    of_table(table(viewer, found))
    if report.has_cap:
        st.caption(viewer.say("simulasi.cap_announced"))
    st.caption(_errors_note(viewer, found))
    if perturbed := notes.perturbed(report, "nation", viewer.voice):
        with st.expander(viewer.say("gambar.how")):
            st.markdown("  \n".join(perturbed))


def _is_wider(asked: AreaScenario) -> bool:
    limit = asked.tried.limit
    return limit is not None and limit > levers.in_force(asked.chosen.quarter, asked.tried.programme)


def _sentence(viewer: Viewer, asked: AreaScenario, found: AreaAnswer) -> str:
    say, voice, name = viewer.say, viewer.voice, controls.area_name(viewer, asked.chosen.area)
    if found.is_same:
        return say("pantauan.what_if_same", area=name)
    people = found.persons or found.recipients
    if people.before is None or people.after is None or found.rupiah_a_year.after is None:
        return say("pantauan.what_if_withheld", area=name)
    return say(
        "pantauan.what_if_said",
        area=name,
        programme=programme_name(found.programme, voice),
        recipients=voice.bulat(people.after),
        unit=say(f"umum.unit_{'families' if found.persons is None else 'persons'}"),
        change=signed(voice, people.after - people.before),
        rupiah=voice.rupiah(found.rupiah_a_year.after),
        more=voice.selisih(_change(found.rupiah_a_year), money=True),
    )


def table(viewer: Viewer, found: AreaAnswer) -> SheetTable:
    """A figure a row: under the rules in force, under what is tried, and the difference."""
    rows = [_counted(viewer, "recipients", found.recipients)]
    if found.persons is not None:
        rows.append(_counted(viewer, "persons", found.persons))
    rows += [_rupiah(viewer, found.rupiah_a_year), _coverage(viewer, found.coverage)]
    rows += [_error(viewer, name, error) for name in ERRORS if (error := getattr(found, name)) is not None]
    rows += [_counted(viewer, "in", found.entered), _counted(viewer, "out", found.left)]
    if found.places is not None and found.places_left is not None:
        rows.append(_counted(viewer, "left", found.places_left, places=viewer.voice.bulat(found.places)))
    columns = ("figure", "rules", "tried", "change")
    return SheetTable("", tuple(viewer.say(f"pantauan.what_if_col_{one}") for one in columns), tuple(rows))


def _counted(viewer: Viewer, name: str, given: BeforeAfter, **values: object) -> tuple[str, ...]:
    voice = viewer.voice
    return _named(viewer, name, **values), *map(partial(whole, voice), _pair(given)), signed(voice, _change(given))


def _rupiah(viewer: Viewer, given: BeforeAfter) -> tuple[str, ...]:
    withheld, voice = viewer.say("umum.gap_withheld"), viewer.voice
    cells = (withheld if one is None else voice.rupiah(one) for one in _pair(given))
    return _named(viewer, "rupiah"), *cells, voice.selisih(_change(given), money=True)


def _coverage(viewer: Viewer, given: BeforeAfter) -> tuple[str, ...]:
    voice = viewer.voice
    return _named(viewer, "coverage"), *map(partial(share, voice), _pair(given)), voice.poin(_change(given))


def _error(viewer: Viewer, name: str, given: ErrorBeforeAfter) -> tuple[str, ...]:
    voice = viewer.voice
    cells = (f"{voice.persen(one.value)} ({_span(viewer, one)})" for one in (given.before, given.after))
    return _named(viewer, name), *cells, voice.poin(given.after.value - given.before.value)


def _span(viewer: Viewer, figure: Figure) -> str:
    if math.isnan(figure.low):
        return viewer.say("simulasi.no_interval")
    return viewer.voice.selang(figure.low, figure.high)


def _named(viewer: Viewer, name: str, **values: object) -> str:
    return viewer.say(f"pantauan.what_if_row_{name}", **values)


def _pair(given: BeforeAfter) -> tuple[float | None, float | None]:
    return given.before, given.after


def _change(given: BeforeAfter) -> float | None:
    return None if given.before is None or given.after is None else given.after - given.before


def _errors_note(viewer: Viewer, found: AreaAnswer) -> str:
    known = found.inclusion is not None or found.exclusion is not None
    return viewer.say("pantauan.what_if_errors_note" if known else "pantauan.what_if_no_errors")
