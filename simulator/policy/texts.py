"""The texts of a policy: names are one short line, since they go into titles, tables and the first lines of files."""

from __future__ import annotations

import unicodedata
from typing import Any

from simulator.policy.refusals import reason, shown
from terms import Reason

LONGEST_NAME = 100
LONGEST_TEXT = 4_000
#: Marks that turn the direction of what follows: they make a text read as another one.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINES = frozenset("\n\t")


def name_faults(where: str, given: Any) -> list[Reason]:
    """Why a name is none: it must be text of 1 to LONGEST_NAME characters on one line."""
    if not isinstance(given, str):
        return [reason("name_not_text", where=where, got=shown(given))]
    if not given.strip():
        return [reason("name_empty", where=where)]
    if len(given) > LONGEST_NAME:
        return [reason("name_too_long", where=where, limit=LONGEST_NAME, got=len(given))]
    if any(_is_control(letter) for letter in given):
        return [reason("name_controls", where=where, got=shown(given))]
    return []


def text_faults(where: str, given: Any) -> list[Reason]:
    """Why a longer text (a note, a source) is none; it may have lines."""
    if not isinstance(given, str):
        return [reason("name_not_text", where=where, got=shown(given))]
    if len(given) > LONGEST_TEXT:
        return [reason("name_too_long", where=where, limit=LONGEST_TEXT, got=len(given))]
    if any(_is_control(letter) and letter not in _LINES for letter in given):
        return [reason("text_controls", where=where, got=shown(given))]
    return []


def joined(*names: str) -> str:
    """The names in one, no longer than a name may be."""
    name = " + ".join(names)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs") or letter in _TURNS
