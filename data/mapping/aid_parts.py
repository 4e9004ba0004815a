"""Reads the parts of a mapping that tell of aid in columns, one table of TOML for each programme."""

from __future__ import annotations

from typing import Any

from data.contract.columns import Table
from data.mapping.entries import Aid
from data.mapping.fillings import Faults, filling_or_fault, must_be
from data.mapping.transformations import ON_AID, usual

AID_COLUMNS = ("rupiah", "first_quarter", "persons_covered")
#: What an amount of a programme in members' rows is of: the family, which is usual, or each member on it.
PER = ("family", "member")


def aid_of(place: str, table: Table, given: Any, faults: Faults) -> tuple[Aid, ...]:
    """The programmes of columns of aid; every fault is noted with the place that it is at."""
    if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
        faults.add(place, "must have a table for each programme, such as PKH")
        return ()
    found = []
    for programme, parts in given.items():
        where = f"{place}.{programme}"
        known = ("on", *AID_COLUMNS, *(("per",) if place.endswith("_of_members") else ()))
        for name in parts.keys() - {*known}:
            faults.add(where, f"{name} is not known, must be one of {', '.join(known)}")
        _refuse_per(where, parts, faults)
        if "rupiah" not in parts:
            faults.add(where, "rupiah is missing, a column or { value = 600000 }")
        readings = {**ON_AID, **{name: usual(table.column(name)) for name in AID_COLUMNS}}
        filled = [
            filling_or_fault(f"{where}.{name}", name, parts[name], readings[name], faults)
            for name in readings
            if name in parts
        ]
        found.append(Aid(programme, tuple(filling for filling in filled if filling), parts.get("per") == "member"))
    return tuple(found)


def _refuse_per(where: str, parts: dict[str, Any], faults: Faults) -> None:
    if parts.get("per", PER[0]) not in PER:
        faults.add(where, f"per must be {' or '.join(PER)}, {must_be(parts['per'])}")
    elif parts.get("per") == "member" and "persons_covered" in parts:
        faults.add(where, 'persons_covered is counted with per = "member"; leave one of both out')
