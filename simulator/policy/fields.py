"""The fields of a rule: what each key of a policy file may hold, in which unit, read strictly but kindly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeGuard

from simulator.cells import COMPONENTS
from simulator.policy import areas, units
from simulator.policy.refusals import Word, reason
from simulator.policy.unfit import WHERE, Unfit, unfit, whole
from terms import PKH, QUARTERS_A_YEAR, Reason

Table = tuple[tuple[str, int], ...]
Value = int | float | str | bool | tuple[str, ...] | Table | None


def is_table(value: Value) -> TypeGuard[Table]:
    """Whether a value holds numbers by code or component; the other tuple that a field can hold is one of words."""
    return isinstance(value, tuple) and not any(isinstance(item, str) for item in value)


EXEMPTIONS = ("elderly", "severe_disability", "pregnant_or_young_child", "no_working_age")
EXACT_QUARTERS = 24
LONGEST_CAP = 72
PERSONS_COUNTED = 4
NATIONAL = "national"
NONE = "none"

#: More than there are people, and more than anybody pays: a thousand million. A budget stays below 2**53.
HIGHEST_QUOTA = 1_000_000_000
HIGHEST_AMOUNT = 1_000_000_000
HIGHEST_BUDGET = 9_000_000_000_000_000
RUPIAH, PLACES = Word("rupiah per quarter"), Word("families or persons")

_PROVINCE = re.compile(r"\d\d", re.ASCII)
_KABUPATEN = re.compile(r"\d\d\.\d\d", re.ASCII)


@dataclass(frozen=True)
class Field:
    """One key of a rule: ``read(given, programme code)`` returns the value or raises Unfit with the rule."""

    name: str
    read: Callable[[Any, str], Value]

    @property
    def unit(self) -> str:
        """The unit that the application writes."""
        return units.usual(self.name)


def _decile(given: Any, _: str) -> int:
    number = not isinstance(given, bool) and isinstance(given, int | float)
    if not number or not 0 <= given <= 10 or given != int(given):
        raise unfit("between", given, low=0, high=10)
    return int(given)


def _share(given: Any, _: str) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= 1:
        raise unfit("share", given)
    return float(given)


def _yes_or_no(given: Any, _: str) -> bool:
    if not isinstance(given, bool):
        raise unfit("yes_or_no", given)
    return given


def _one_of(*allowed: str) -> Callable[[Any, str], str]:
    def read(given: Any, _: str) -> str:
        if not isinstance(given, str) or given not in allowed:
            raise unfit("one_of", given, allowed=" or ".join(allowed))
        return given

    return read


def _deciles_of(pattern: re.Pattern[str], example: str) -> Callable[[Any, str], Table]:
    def read(given: Any, programme: str) -> Table:
        return _table(given, pattern, example, lambda number: _decile(number, programme))

    return read


def _table(given: Any, pattern: re.Pattern[str], example: str, read: Callable[[Any], int]) -> Table:
    if not isinstance(given, dict):
        raise unfit("codes_table", given, example=repr(example))
    for code, number in given.items():
        if isinstance(number, dict) and number:
            whole_code = f"{code}.{next(iter(number))}"
            raise unfit("codes_split", Word(whole_code), quoted=f'"{whole_code}"')
        if not isinstance(code, str) or not pattern.fullmatch(code):
            raise unfit("codes", code, example=repr(example))
    if unknown := [_area(code) for code in given if code not in areas.names()]:
        raise Unfit(*unknown)
    return tuple(sorted((code, read(number)) for code, number in given.items()))


def _area(code: str) -> Reason:
    """What to say of a code that is none: what it became, or the nearest ones."""
    names, became = areas.names(), areas.former().get(code)
    if became is not None:
        now = f"{became.code} {names[became.code]}"
        return reason("area_former", where=WHERE, code=code, year=became.year, name=became.name, now=now)
    near = ", ".join(f"{one} {names[one]}" for one in areas.nearest(code))
    return reason("area_unknown", where=WHERE, code=code, near=near)


def _places(given: Any) -> int:
    return whole(given, 0, HIGHEST_QUOTA, PLACES)


def _quota(given: Any, _: str) -> int | Table | None:
    if given == NONE:
        return None
    if not isinstance(given, dict):
        return _places(given)
    table = _table({code: one for code, one in given.items() if code != NATIONAL}, _KABUPATEN, "35.15", _places)
    if NATIONAL not in given:
        return table
    national = _places(given[NATIONAL])
    named = sum(number for _, number in table)
    if named > national:
        raise Unfit(reason("quota_over", where=WHERE, national=national, got=named))
    return (*table, (NATIONAL, national))


def _rupiah(given: Any) -> int:
    return whole(given, 0, HIGHEST_AMOUNT, RUPIAH)


def _amounts(given: Any, programme: str) -> int | Table:
    if programme != PKH:
        return _rupiah(given)
    if not isinstance(given, dict):
        raise unfit("components_table", given, allowed=", ".join(COMPONENTS))
    unknown = [kind for kind in given if kind not in COMPONENTS]
    if unknown:
        raise unfit("components", Word(", ".join(map(str, unknown))), allowed=", ".join(COMPONENTS))
    return tuple(sorted((kind, _rupiah(amount)) for kind, amount in given.items()))


def _cap(given: Any, _: str) -> int | None:
    if given == NONE:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or not _is_cap(given):
        raise unfit("cap", given, exact=EXACT_QUARTERS, longest=LONGEST_CAP)
    return int(given)


def _is_cap(given: float) -> bool:
    exact = 1 <= given <= EXACT_QUARTERS and given == int(given)
    return exact or (EXACT_QUARTERS < given <= LONGEST_CAP and given % QUARTERS_A_YEAR == 0)


def _exemptions(given: Any, _: str) -> tuple[str, ...]:
    if isinstance(given, str):
        raise unfit("exemptions_text", given, example='"elderly"')
    traits = given if isinstance(given, list | tuple) else [None]
    if any(not isinstance(trait, str) or trait not in EXEMPTIONS for trait in traits):
        raise unfit("exemptions", given, allowed=", ".join(EXEMPTIONS))
    return tuple(sorted(set(traits)))


def _budget(given: Any, _: str) -> int | None:
    return None if given == NONE else whole(given, 0, HIGHEST_BUDGET, RUPIAH)


def _persons_counted(given: Any, _: str) -> int:
    if isinstance(given, bool) or given != PERSONS_COUNTED:
        raise unfit("persons_counted", given, limit=PERSONS_COUNTED)
    return PERSONS_COUNTED


FIELDS = {
    field.name: field
    for field in (
        Field("max_decile", _decile),
        Field("max_decile_by_province", _deciles_of(_PROVINCE, "35")),
        Field("max_decile_by_kabupaten", _deciles_of(_KABUPATEN, "35.15")),
        Field("needs_component", _yes_or_no),
        Field("amounts", _amounts),
        Field("max_persons", _persons_counted),
        Field("quota", _quota),
        Field("max_quarters", _cap),
        Field("cap_exempt", _exemptions),
        Field("cap_clock", _one_of("programme", "any")),
        Field("cap_mode", _one_of("stop", "assess")),
        Field("cap_keep_share", _share),
        Field("crossing_mode", _one_of("stop", "suspend")),
        Field("crossing_keep_share", _share),
        Field("admission", _one_of("none", "quota", "all")),
        Field("take_up_share", _share),
        Field("filling_order", _one_of("decile")),
        Field("budget_limit", _budget),
    )
}
