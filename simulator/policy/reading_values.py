"""Reading the dated values of a programme's rule: value, first day, unit, status and source of each."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from simulator.policy import units
from simulator.policy.dated import Dated, dated_faults
from simulator.policy.fields import FIELDS
from simulator.policy.refusals import MOST_LISTED, Word, reason, shown
from simulator.policy.texts import text_faults
from simulator.policy.unfit import Unfit
from terms import Reason

ENTRY = ("value", "start", "unit", "status", "source")
#: Of a value that holds at all times.
ALWAYS = "always"
FIRST_START, LAST_START = date(2000, 1, 1), date(2100, 12, 31)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_Values = tuple[str, str, tuple[Dated, ...]]


def unknown_keys(where: str, given: Iterable[str], allowed: Iterable[str]) -> list[Reason]:
    """The keys that are not allowed, the first of them with the key that was perhaps meant."""
    allowed = list(allowed)
    found: list[Reason] = []
    for key in (key for key in given if key not in allowed):
        # Looking for the nearest key is slow, and a file can have thousands of wrong ones.
        near = difflib.get_close_matches(key, allowed, 1) if len(found) < MOST_LISTED else []
        told = {"where": where, "word": shown(Word(key)), "allowed": ", ".join(allowed)}
        found.append(reason("unknown_key_near", **told, near=near[0]) if near else reason("unknown_key", **told))
    return found


@dataclass(frozen=True)
class Reader:
    """Reads values and notes their faults; ``kept`` as in ``reading.PolicySource``."""

    faults: list[Reason]
    kept: bool

    def fields(self, code: str, counted: str, given: Any) -> list[_Values]:
        """Every field that the table of a programme, counted by family, person or pupil, gives."""
        key = code.lower()
        if not isinstance(given, dict):
            self.faults.append(reason("not_fields", where=key, got=shown(given)))
            return []
        self.faults.extend(unknown_keys(key, given, FIELDS))
        found = []
        for name in (name for name in given if name in FIELDS):
            entries = given[name] if isinstance(given[name], list) else [given[name]]
            dated = [self._dated(code, counted, name, entry) for entry in entries]
            readable = sorted((one for one in dated if one is not None), key=lambda one: one.first_day)
            self._no_overlap(f"{key}: {name}", readable)
            if readable:
                found.append((code, name, tuple(readable)))
            elif not entries:
                told = {"allowed": ", ".join(ENTRY), "got": shown(entries)}
                self.faults.append(reason("not_entry", where=f"{key}: {name}", **told))
        return found

    def _no_overlap(self, where: str, dated: list[Dated]) -> None:
        for one, following in pairwise(dated):
            if one.first_day == following.first_day:
                same = reason("overlap", where=where, start=one.start) if one.start else None
                self.faults.append(same or reason("overlap_always", where=where))

    def _dated(self, code: str, counted: str, name: str, entry: Any) -> Dated | None:
        where = f"{code.lower()}: {name}"
        if not isinstance(entry, dict):
            self.faults.append(reason("not_entry", where=where, allowed=", ".join(ENTRY), got=shown(entry)))
            return None
        usual = units.allowed(name, code, counted)
        found = [*unknown_keys(where, entry, ENTRY), *self._lacking(where, entry, usual)]
        value, start = None, None
        try:
            value = FIELDS[name].read(entry["value"], code) if "value" in entry else None
        except Unfit as fault:
            found += fault.reasons(where)
        try:
            start = _day(entry.get("start", ALWAYS))
        except ValueError:
            days = {"first": FIRST_START, "last": LAST_START}
            found.append(reason("start", where=where, **days, got=shown(entry["start"])))
        unit, source, status = entry.get("unit", units.usual(name)), entry.get("source", "?"), entry.get("status")
        if "unit" in entry and (wrong := units.fault(where, unit, usual)):
            found.append(wrong)
        unreadable = text_faults(f"{where}: source", source)
        found += unreadable or dated_faults(where, source, status if "status" in entry else "scenario")
        self.faults.extend(found)
        return None if found else Dated(value, source, str(status), start, unit)

    def _lacking(self, where: str, entry: dict[str, Any], usual: tuple[str, ...]) -> list[Reason]:
        found = [reason("lacks", where=where, word=key) for key in ("value", "source", "status") if key not in entry]
        if not self.kept and "start" not in entry:
            found.append(reason("lacks_start", where=where))
        if not self.kept and "unit" not in entry:
            found.append(reason("lacks_unit", where=where, allowed=units.listed(usual)))
        return found


def _day(given: Any) -> date | None:
    """The first day; None for always. ValueError when it is no day from FIRST_START to LAST_START."""
    if given == ALWAYS:
        return None
    if isinstance(given, str) and _DAY.fullmatch(given):
        given = date.fromisoformat(given)
    if not isinstance(given, date) or isinstance(given, datetime) or not FIRST_START <= given <= LAST_START:
        raise ValueError(given)
    return given
