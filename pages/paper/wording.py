"""Names and numbers as they stand in a sheet."""

from __future__ import annotations

from geo import regions
from pages.shared.voice import UNDEFINED, Voice
from simulator.cells import COMPONENT, ELDERLY, PREGNANT_OR_YOUNG_CHILD, SEVERE_DISABILITY, WORKING_AGE
from terms import NATION

_TRAITS = (COMPONENT, ELDERLY, SEVERE_DISABILITY, PREGNANT_OR_YOUNG_CHILD, WORKING_AGE)


def area_name(voice: Voice, code: str) -> str:
    """The name of an area as it stands in a sentence."""
    return voice.say("umum.nation") if code == NATION else regions.name(code)


def programme(voice: Voice, code: str) -> str:
    """The programme as people know it."""
    return voice.say(f"umum.{code}")


def family(voice: Voice, decile: int, family_type: int) -> str:
    """`Desil 4, komponen PKH + lansia`."""
    rank = voice.say("umum.unranked") if decile == 0 else f"{voice.say('umum.decile')} {decile}"
    traits = [voice.say(f"buku.type_{trait}") for trait in _TRAITS if family_type & trait]
    return f"{rank}, {' + '.join(traits) or voice.say('buku.type_none')}"


def whole(voice: Voice, value: float | None) -> str:
    """A count in full; a missing one is withheld."""
    return voice.say("umum.gap_withheld") if value is None else voice.bulat(value)


def share(voice: Voice, value: float | None, is_withheld: bool = True) -> str:
    """A share in per cent."""
    if value is None:
        return voice.say("umum.gap_withheld") if is_withheld else UNDEFINED
    return voice.persen(value)


def signed(voice: Voice, value: float | None) -> str:
    """A change of a count in full with its sign; nought as it is, a missing one as a dash."""
    if value is None:
        return UNDEFINED
    text = voice.bulat(value)
    return f"+{text}" if round(value) > 0 else text
