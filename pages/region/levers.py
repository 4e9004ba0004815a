"""The few levers of an area's own what-if, and the scenario that they make."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from geo import regions
from pages.cached import what_if
from pages.region.choice import RegionChoice
from pages.scenario import draft
from pages.scenario.bench import cap_name
from pages.shared import address, controls, frame, number_field
from pages.shared.controls import Choice
from pages.shared.names import programme_name
from pages.shared.number_field import NumberField
from pages.shared.session import Viewer
from pages.shared.voice import Voice
from simulator.policy import edit
from simulator.policy.files import ENACTED, Policy, named
from simulator.quotas import in_proportion
from terms import PBI, QUARTERS_A_YEAR, Quarter

#: The field of a rule by the length of the area's code.
FIELDS = {2: "max_decile_by_province", 5: "max_decile_by_kabupaten"}
#: What the address calls the levers: cut-off, years on aid, who may enter, and how many places.
LIMIT, YEARS, ENTRY, PLACES = "batas", "lama", "masuk", "kuota"
AS_IN_FORCE, NOBODY, DELIVERED, OTHER = "tetap", "tidak", "kuota", "lain"
LONGEST = 10
MOST_PLACES = 10_000_000


@dataclass(frozen=True)
class AreaTry:
    """What is tried of a programme in an area: ``limit`` as in force where None, ``years`` on aid (None: no cap),
    ``places`` by kabupaten (none: nobody enters)."""

    programme: str
    limit: int | None = None
    years: int | None = None
    places: tuple[tuple[str, int], ...] = ()


def draw(viewer: Viewer, chosen: RegionChoice) -> AreaTry:
    """The levers below each other; returns what they say."""
    programme = controls.programme(viewer, "simulasi.programme")
    limit = _limit(viewer, chosen, programme)
    return AreaTry(programme, limit, _years(viewer), _places(viewer, chosen, programme))


def scenario(area: str, quarter: Quarter, tried: AreaTry) -> Policy:
    """The rules in force with what is tried; where nothing is, they themselves. The cut-off and the places are those of
    the area; a cap holds everywhere, and is seen in the area alone."""
    wording, programme = draft.wording(), tried.programme
    policy = edit.blank(wording)
    changes: dict[str, object] = {}
    if tried.limit is not None:
        changes[FIELDS[len(area)]] = {area: tried.limit}
    if tried.years is not None:
        changes["max_quarters"] = tried.years * QUARTERS_A_YEAR
    if tried.places:
        # A kabupaten that the table leaves out may enter too, so each other one is named, with no places.
        elsewhere = dict.fromkeys(regions.kabupaten()["kabupaten_code"], 0)
        changes |= {"quota": elsewhere | dict(tried.places), "admission": "quota"}
    for name, value in changes.items():
        policy = edit.with_field(policy, quarter, programme, name, value, wording)
    return replace(policy, name=name_of(area, tried)) if changes else policy


def name_of(area: str, tried: AreaTry) -> str:
    """`PKH di Kabupaten Sidoarjo`: in Indonesian whoever tries, as every link is."""
    voice = Voice("id")
    named_so = programme_name(tried.programme, voice)
    return voice.say("pantauan.what_if_name", programme=named_so, area=regions.name(area))


def in_force(quarter: Quarter, programme: str) -> int:
    """The highest decile of a programme by the rules in force."""
    limit = named(ENACTED).rules(quarter)[programme].max_decile
    assert limit is not None, "the rules in force have a cut-off"
    return limit


def _limit(viewer: Viewer, chosen: RegionChoice, programme: str) -> int | None:
    ours = in_force(chosen.quarter, programme)
    options = (AS_IN_FORCE, *(str(one) for one in range(1, 11) if one != ours))

    def shown(code: str) -> str:
        key, limit = ("rules", ours) if code == AS_IN_FORCE else ("to", code)
        return viewer.say(f"pantauan.what_if_limit_{key}", limit=limit)

    label = viewer.say("pantauan.what_if_limit")
    code = controls.select(
        viewer, Choice(LIMIT, label, options, shown, AS_IN_FORCE, viewer.say("simulasi.cut_off_help"))
    )
    return None if code == AS_IN_FORCE else int(code)


def _years(viewer: Viewer) -> int | None:
    options = tuple(str(years) for years in range(LONGEST + 1))

    def shown(code: str) -> str:
        return cap_name(viewer, int(code) * QUARTERS_A_YEAR)

    label, told = viewer.say("simulasi.cap"), viewer.say("pantauan.what_if_cap_help")
    return int(controls.select(viewer, Choice(YEARS, label, options, shown, options[0], told))) or None


def _places(viewer: Viewer, chosen: RegionChoice, programme: str) -> tuple[tuple[str, int], ...]:
    delivered = what_if.quotas(viewer.scope, chosen.area, chosen.quarter, programme)
    unit = viewer.say(f"umum.unit_{'persons' if programme == PBI else 'families'}")
    names = {
        NOBODY: viewer.say("simulasi.admission_none"),
        DELIVERED: viewer.say(
            "pantauan.what_if_delivered", places=viewer.voice.bulat(sum(delivered.values())), unit=unit
        ),
        OTHER: viewer.say("pantauan.what_if_other"),
    }
    # Places of a province are shared out as the delivered ones are; a kabupaten takes all of them.
    is_whole = "." in chosen.area
    options = (NOBODY, *((DELIVERED,) if delivered else ()), *((OTHER,) if delivered or is_whole else ()))
    label, told = viewer.say("pantauan.what_if_entry"), viewer.say("pantauan.what_if_entry_help")
    code = controls.select(viewer, Choice(ENTRY, label, options, names.get, NOBODY, told))
    if code == DELIVERED:
        return tuple(sorted(delivered.items()))
    if code == NOBODY:
        return ()
    places = _number(viewer, viewer.say("pantauan.what_if_places", unit=unit), sum(delivered.values()))
    return tuple(sorted(shared(delivered or {chosen.area: 1}, places).items()))


def shared(among: dict[str, int], places: int) -> dict[str, int]:
    """Places by kabupaten, in proportion to those delivered; alike where none of them has any."""
    need = np.array(list(among.values()), float)
    return in_proportion(tuple(among), need if need.any() else need + 1, places)


def _number(viewer: Viewer, label: str, begun: int) -> int:
    """A number of places, in the address as it is."""
    held = address.key(PLACES)
    given = address.given(PLACES, str(begun), held in st.session_state)
    typed = f"{held}/text"
    if given is not None:
        if not given.isdecimal() or int(given) > MOST_PLACES:
            st.session_state.pop(held, None)
            said = frame.unknown_value(viewer, label, given, (f"0–{MOST_PLACES}",))
            frame.refuse(viewer, PLACES, given, said, begun)
        st.session_state[held] = int(given)
        number_field.forget(typed)
    picked: int = st.session_state[held]
    field = NumberField(label, typed, largest=MOST_PLACES)
    number_field.draw(viewer, field, picked, lambda number: st.session_state.update({held: int(number or 0)}))
    address.chose(PLACES, str(picked), str(begun), typed)
    return picked
