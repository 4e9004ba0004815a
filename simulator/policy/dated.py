"""What a policy is made of: programmes that it declares, and values with a source from a day on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from simulator.policy.fields import Value
from simulator.policy.refusals import listed, reason, refusal, shown
from terms import Reason

STATUSES = ("enacted", "announced", "assumed", "scenario")
UNITS = ("family", "person", "pupil")


@dataclass(frozen=True)
class Declared:
    """A programme that a policy file adds: nobody is on it yet. A ``pupil`` programme counts pupils, not families."""

    code: str
    unit: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z][A-Z0-9_]{1,39}", self.code):
            raise refusal("programme_code", got=shown(self.code))
        if self.unit not in UNITS:
            where = self.code.lower()
            raise refusal("programme_unit", where=where, allowed=" or ".join(UNITS), got=shown(self.unit))


@dataclass(frozen=True)
class Dated:
    """A value in force from ``start`` (None: always), who says so, and how firmly."""

    value: Value
    source: str
    status: str
    start: date | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        if faults := dated_faults("value", self.source, self.status):
            raise listed("", faults)

    @property
    def first_day(self) -> date:
        return self.start or date.min


def dated_faults(where: str, source: str, status: object) -> list[Reason]:
    """Why nobody can be held to a value: no source, or no status."""
    found = [] if source.strip() else [reason("source_empty", where=where)]
    if status not in STATUSES:
        allowed = f"{', '.join(STATUSES[:-1])} or {STATUSES[-1]}"
        found.append(reason("status", where=where, allowed=allowed, got=shown(status)))
    return found
