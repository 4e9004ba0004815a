"""Names of programmes, groups and traits in the reader's language."""

from __future__ import annotations

import re
from functools import cache

from geo import regions
from pages.shared.session import Viewer
from pages.shared.voice import Voice, sentences
from simulator.cells import COMPONENT, ELDERLY, PREGNANT_OR_YOUNG_CHILD, SEVERE_DISABILITY, WORKING_AGE
from simulator.policy.files import available, named
from terms import REGISTER_PROGRAMMES

#: Between the names of scenarios laid upon each other.
JOINED = " + "
#: What a scenario without a name is called in its link, and on the screen.
_OWN, UNNAMED = "simulasi.own_name", "simulasi.unnamed"
#: What the page of one area calls what is tried there.
_AREA = "pantauan.what_if_name"


def scenario_name(name: str, voice: Voice) -> str:
    """A scenario's name in the reader's language where the application gave it, alone or joined to others; a name that
    somebody wrote as it is."""
    return JOINED.join(_given(part, voice) for part in name.split(JOINED))


def _given(name: str, voice: Voice) -> str:
    if key := _names_given().get(name):
        return voice.say(key)
    if of_area := _name_of_area().fullmatch(name):
        return voice.say(_AREA, **of_area.groupdict())
    return name


@cache
def _name_of_area() -> re.Pattern[str]:
    """What the page of one area calls a scenario for it, in either language."""
    forms = (re.escape(text) for text in sentences()[_AREA].values())
    between = "|".join(form.replace(r"\{programme\}", "").replace(r"\{area\}", "") for form in forms)
    programmes = "|".join(re.escape(sentences()[f"umum.{one.code}"]["id"]) for one in REGISTER_PROGRAMMES)
    return re.compile(f"(?P<programme>{programmes})(?:{between})(?P<area>.+)")


@cache
def _names_given() -> dict[str, str]:
    """The key of each name that a scenario may have got from the application: an example's on the screen, in whatever
    language it was begun, and in its file, and that of a scenario without a name."""
    keys = {code: f"simulasi.template_{code}" for code in available()}
    told = {text: key for key in keys.values() for text in sentences()[key].values()}
    without = {text: UNNAMED for key in (_OWN, UNNAMED) for text in sentences()[key].values()}
    return {named(code).name: key for code, key in keys.items()} | told | without


def programme_name(code: str, voice: Voice) -> str:
    """The programme as people know it; one that a policy declares by its code in words."""
    known = any(programme.code == code for programme in REGISTER_PROGRAMMES)
    return voice.say(f"umum.{code}") if known else code.replace("_", " ").title()


AREAS = ("province", "kabupaten")


TRAITS = (COMPONENT, ELDERLY, SEVERE_DISABILITY, PREGNANT_OR_YOUNG_CHILD, WORKING_AGE)


def group_name(viewer: Viewer, level: str, code: str) -> str:
    """A group in words: `Desil 3`, `komponen PKH + lansia`, `Jawa Timur`."""
    if level in AREAS:
        return regions.name(code)
    if level == "decile":
        return viewer.say("umum.unranked") if code == "0" else f"{viewer.say('umum.decile')} {code}"
    traits = [viewer.say(f"buku.type_{trait}") for trait in TRAITS if int(code) & trait]
    return " + ".join(traits) or viewer.say("buku.type_none")
