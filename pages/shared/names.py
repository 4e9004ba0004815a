"""Names of programmes, groups and traits in the reader's language."""

from __future__ import annotations

from geo import regions
from pages.shared.session import Viewer
from pages.shared.voice import Voice
from simulator.cells import COMPONENT, ELDERLY, PREGNANT_OR_YOUNG_CHILD, SEVERE_DISABILITY, WORKING_AGE
from terms import REGISTER_PROGRAMMES


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
