"""Reads how one column is filled: a name, a join, a constant, a look-up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data.inbox.csv_header import plain_name
from data.inbox.personal_text import shown_name
from data.mapping.entries import Filling
from data.mapping.transformations import NAMED
from terms import InputError

SHAPES = {
    "from": 'from = "their column"',
    "join": 'join = ["kdprov", "kdkab", "kdkec"]',
    "value": "a constant, { value = 0 }",
}
_KNOWN = ("from", "join", "value", "as", "words", "otherwise", "empty", "times")
_PARTED = ("kemendagri", "bps")


@dataclass
class Faults:
    """The faults found so far, each one sentence that begins with its place."""

    sentences: list[str] = field(default_factory=list)

    def add(self, place: str, sentence: str) -> None:
        self.sentences.append(f"{place}: {sentence}")


def must_be(value: object) -> str:
    """What came, as messages may show it."""
    return f"got {shown_name(repr(value))}"


def filling_of(column: str, given: Any, readings: tuple[str, ...]) -> Filling:
    """The filling of a column that may be read in these ways, the first if none is named. InputError for any fault."""
    if isinstance(given, str):
        given = {"from": given}
    if not isinstance(given, dict):
        raise InputError(
            f"must be the name of one column of theirs, or a table {{ {', '.join(SHAPES.values())} }}, {must_be(given)}"
        )
    strange = sorted(given.keys() - {*_KNOWN})
    if strange:
        raise InputError(f"{strange[0]} is not known, must be one of {', '.join(_KNOWN)}")
    ways = [name for name in SHAPES if name in given]
    if len(ways) != 1:
        raise InputError(f"must have one of {', '.join(SHAPES.values())}, got {' and '.join(ways) or 'none'}")
    reading = _reading(given, readings)
    words = _words(given.get("words"))
    return Filling(
        column,
        _sources(given, reading),
        reading,
        _constant("value", given.get("value"), column),
        words,
        None if given.get("otherwise") is None else str(given["otherwise"]),
        _constant("empty", given.get("empty"), column),
        _times(given.get("times", 1)),
    )


def _reading(given: dict[str, Any], readings: tuple[str, ...]) -> str:
    name = given.get("as", readings[0])
    if name not in NAMED:
        raise InputError(f"as must be a transformation ({', '.join(readings)} fit here), {must_be(name)}")
    if name not in readings:
        raise InputError(f"as must be one of {', '.join(readings)} here, got {name} ({NAMED[name].rule})")
    return str(name)


def _sources(given: dict[str, Any], reading: str) -> tuple[str, ...]:
    if "value" in given:
        return ()
    names = [given["from"]] if "from" in given else given["join"]
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names) or not names:
        raise InputError(f"must name columns in quotes, {must_be(names)}")
    if "join" in given and reading not in _PARTED:
        raise InputError('join is for region codes: say whose they are, as = "bps" or as = "kemendagri"')
    if "join" in given and not 2 <= len(names) <= 4:
        raise InputError(f"join must have 2 to 4 columns (province, kabupaten, kecamatan, village), got {len(names)}")
    return tuple(plain_name(name) for name in names)


def _words(given: Any) -> tuple[tuple[str, str], ...]:
    if given is None:
        return ()
    if not isinstance(given, dict) or not given or any(isinstance(value, dict | list) for value in given.values()):
        raise InputError(f'words must be a table such as {{ "Padan" = "matched" }}, {must_be(given)}')
    lowered = [word.strip().lower() for word in given]
    twice = [word for word in lowered if lowered.count(word) > 1]
    if twice:
        raise InputError(f"words must differ whatever their letters, got {shown_name(twice[0])} twice")
    return tuple((word.strip().lower(), _said(value)) for word, value in given.items())


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _constant(key: str, value: Any, column: str) -> str | int | float | bool | None:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    raise InputError(f"{key} must be a text, a number or true and false, for {column}, {must_be(value)}")


def _times(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= 1_000_000:
        raise InputError(f"times must be a whole number from 1 to 1,000,000, {must_be(value)}")
    return value


def filling_or_fault(place: str, column: str, given: Any, readings: tuple[str, ...], faults: Faults) -> Filling | None:
    """The filling, or None with its fault noted."""
    try:
        return filling_of(column, given, readings)
    except InputError as fault:
        faults.add(place, str(fault))
        return None
