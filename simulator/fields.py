"""The fields of a rule: what each key of a policy file may hold, in which unit, read strictly but kindly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.cells import COMPONENTS
from terms import PKH

Table = tuple[tuple[str, int], ...]
Value = int | float | str | bool | tuple[str, ...] | Table | None

EXEMPTIONS = ("elderly", "severe_disability", "pregnant_or_young_child", "no_working_age")
EXACT_QUARTERS = 24
LONGEST_CAP = 72
PERSONS_COUNTED = 4
NATIONAL = "national"
NONE = "none"

_PROVINCE = re.compile(r"\d\d")
_KABUPATEN = re.compile(r"\d\d\.\d\d")


@dataclass(frozen=True)
class Field:
    """One key of a rule: ``read(given, programme code)`` returns the value or raises ValueError saying the rule."""

    name: str
    unit: str
    read: Callable[[Any, str], Value]


def whole(given: Any, lowest: int, highest: int | None, unit: str = "") -> int:
    """A whole number, given as int or as a float without a fraction (30e12)."""
    number = not isinstance(given, bool) and isinstance(given, int | float) and given == given // 1
    if not number or given < lowest or (highest is not None and given > highest):
        span = f"{lowest} to {highest}" if highest is not None else f"a whole number of {unit}, {lowest} or more"
        raise ValueError(f"must be {span}, got {given!r}")
    return int(given)


def _decile(given: Any, _: str) -> int:
    return whole(given, 0, 10)


def _share(given: Any, _: str) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= 1:
        raise ValueError(f"must be a share, 0 to 1, got {given!r}")
    return float(given)


def _yes_or_no(given: Any, _: str) -> bool:
    if not isinstance(given, bool):
        raise ValueError(f"must be true or false, got {given!r}")
    return given


def _one_of(*allowed: str) -> Callable[[Any, str], str]:
    def read(given: Any, _: str) -> str:
        if given not in allowed:
            raise ValueError(f"must be {' or '.join(allowed)}, got {given!r}")
        return str(given)

    return read


def _deciles_of(pattern: re.Pattern[str], example: str) -> Callable[[Any, str], Table]:
    def read(given: Any, _: str) -> Table:
        return _table(given, pattern, example, lambda number: whole(number, 0, 10))

    return read


def _table(given: Any, pattern: re.Pattern[str], example: str, read: Callable[[Any], int]) -> Table:
    if not isinstance(given, dict):
        raise ValueError(f"must be a table of codes, such as {{{example!r} = …}}, got {given!r}")
    for code in given:
        if not pattern.fullmatch(code):
            raise ValueError(f"must have Kemendagri codes in quotes, such as {example!r}, got {code!r}")
    return tuple(sorted((code, read(number)) for code, number in given.items()))


def _quota(given: Any, _: str) -> int | Table | None:
    if given == NONE:
        return None
    if not isinstance(given, dict):
        return whole(given, 0, None, "families or persons")
    places = {code: number for code, number in given.items() if code != NATIONAL}
    table = _table(places, _KABUPATEN, "35.15", lambda number: whole(number, 0, None, "families or persons"))
    if NATIONAL not in given:
        return table
    national = whole(given[NATIONAL], 0, None, "families or persons")
    named = sum(number for _, number in table)
    if named > national:
        raise ValueError(f"must not give kabupaten more than the national {national:,}, got {named:,} together")
    return (*table, (NATIONAL, national))


def _amounts(given: Any, programme: str) -> int | Table:
    if programme != PKH:
        return whole(given, 0, None, "rupiah per quarter")
    if not isinstance(given, dict):
        raise ValueError(f"must name the amount of each component ({', '.join(COMPONENTS)}), got {given!r}")
    unknown = [kind for kind in given if kind not in COMPONENTS]
    if unknown:
        raise ValueError(f"must name components among {', '.join(COMPONENTS)}, got {', '.join(unknown)}")
    return tuple(sorted((kind, whole(amount, 0, None, "rupiah per quarter")) for kind, amount in given.items()))


def _cap(given: Any, _: str) -> int | None:
    if given == NONE:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or not _is_cap(given):
        raise ValueError(f"must be 1 to {EXACT_QUARTERS}, a multiple of 4 to {LONGEST_CAP}, or none, got {given!r}")
    return int(given)


def _is_cap(given: float) -> bool:
    exact = 1 <= given <= EXACT_QUARTERS and given == int(given)
    return exact or (EXACT_QUARTERS < given <= LONGEST_CAP and given % 4 == 0)


def _exemptions(given: Any, _: str) -> tuple[str, ...]:
    traits = [given] if isinstance(given, str) else given
    if not isinstance(traits, list | tuple) or any(trait not in EXEMPTIONS for trait in traits):
        raise ValueError(f"must be a list of {', '.join(EXEMPTIONS)}, got {given!r}")
    return tuple(sorted(set(traits)))


def _budget(given: Any, _: str) -> int | None:
    return None if given == NONE else whole(given, 0, None, "rupiah per quarter")


def _persons_counted(given: Any, _: str) -> int:
    if given != PERSONS_COUNTED:
        raise ValueError(f"must be {PERSONS_COUNTED}: cells are built with that limit, got {given!r}")
    return PERSONS_COUNTED


FIELDS = {
    field.name: field
    for field in (
        Field("max_decile", "decile, inclusive", _decile),
        Field("max_decile_by_province", "decile, inclusive", _deciles_of(_PROVINCE, "35")),
        Field("max_decile_by_kabupaten", "decile, inclusive", _deciles_of(_KABUPATEN, "35.15")),
        Field("needs_component", "true or false", _yes_or_no),
        Field("amounts", "rupiah per quarter", _amounts),
        Field("max_persons", "persons per family", _persons_counted),
        Field("quota", "families; PBI: persons", _quota),
        Field("max_quarters", "quarters, inclusive", _cap),
        Field("cap_exempt", "family traits", _exemptions),
        Field("cap_clock", "programme or any", _one_of("programme", "any")),
        Field("cap_mode", "stop or assess", _one_of("stop", "assess")),
        Field("cap_keep_share", "share, 0 to 1", _share),
        Field("crossing_mode", "stop or suspend", _one_of("stop", "suspend")),
        Field("crossing_keep_share", "share, 0 to 1", _share),
        Field("admission", "none, quota or all", _one_of("none", "quota", "all")),
        Field("take_up_share", "share, 0 to 1", _share),
        Field("filling_order", "decile", _one_of("decile")),
        Field("budget_limit", "rupiah per quarter", _budget),
    )
}
