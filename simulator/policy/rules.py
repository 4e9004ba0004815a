"""What a policy is: dated values with a source, the rule in force on a day, and scenarios upon a baseline."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from simulator.cells import COMPONENTS
from simulator.policy.dated import Dated, Declared
from simulator.policy.fields import FIELDS, NATIONAL, Table, Value, is_table
from simulator.policy.refusals import listed, reason, refusal
from simulator.policy.texts import joined, name_faults
from simulator.policy.unfit import Unfit
from terms import PBI, REGISTER_PROGRAMMES, Quarter, Reason


@dataclass(frozen=True)
class Rule:
    """One programme's rule on one day, every field as SIMULATION defines it; what is not given is not tested.

    Without ``crossing_mode`` and ``cap_mode`` a family beyond the limit is dropped (stop).
    """

    programme: str
    unit: str
    max_decile: int | None = None
    amounts: int | Table | None = None
    max_decile_by_province: Table = ()
    max_decile_by_kabupaten: Table = ()
    needs_component: bool = False
    max_persons: int | None = None
    quota: int | None = None
    quota_by_kabupaten: Table = ()
    max_quarters: int | None = None
    cap_exempt: tuple[str, ...] = ()
    cap_clock: str = "programme"
    cap_mode: str = "stop"
    cap_keep_share: float | None = None
    crossing_mode: str = "stop"
    crossing_keep_share: float | None = None
    admission: str = "none"
    take_up_share: float = 1.0
    filling_order: str = "decile"
    budget_limit: int | None = None

    def faults(self) -> list[Reason]:
        """Why this rule cannot be evaluated; empty when it can."""
        amounts = dict(self.amounts) if isinstance(self.amounts, tuple) else dict.fromkeys(COMPONENTS)
        absent = [kind for kind in COMPONENTS if kind not in amounts]
        capped = self.max_quarters is not None
        wrong = {
            "no_cutoff": self.max_decile is None,
            "no_amounts": self.amounts is None,
            "amounts_missing": bool(absent),
            "no_cap_share": capped and self.cap_mode == "assess" and self.cap_keep_share is None,
            "no_crossing_share": self.crossing_mode == "suspend" and self.crossing_keep_share is None,
            "no_quota": self.admission == "quota" and self.quota is None and not self.quota_by_kabupaten,
            "cap_clock": capped and self.programme == PBI and self.cap_clock == "programme",
        }
        where, missing = self.programme.lower(), {"amounts_missing": {"missing": ", ".join(absent)}}
        return [reason(code, where=where, **missing.get(code, {})) for code, holds in wrong.items() if holds]


@dataclass(frozen=True)
class Policy:
    """Dated values by (programme code, field), upon a baseline; what a scenario does not say, its baseline says.

    ``key`` is the word by which another file names this policy as its baseline. Compared by value and hashable.
    """

    name: str
    values: tuple[tuple[str, str, tuple[Dated, ...]], ...] = ()
    declared: tuple[Declared, ...] = ()
    baseline: Policy | None = None
    key: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if faults := name_faults("name", self.name):
            raise listed("", faults)

    def programmes(self) -> tuple[Declared, ...]:
        """The register's programmes, then those that the policy and its baselines declare."""
        register = tuple(Declared(programme.code, programme.unit) for programme in REGISTER_PROGRAMMES)
        inherited = self.baseline.programmes() if self.baseline else register
        return inherited + tuple(one for one in self.declared if one not in inherited)

    def in_force(self, programme: str, name: str, day: date) -> Dated | None:
        """The dated value of a field on a day: the policy's own, else its baseline's, else None."""
        own = [one for code, field, dated in self.values if (code, field) == (programme, name) for one in dated]
        started = [one for one in own if one.first_day <= day]
        under = self.baseline.in_force(programme, name, day) if self.baseline else None
        if not started:
            return under
        found = max(started, key=lambda one: one.first_day)
        return replace(found, value=_completed(name, found.value, under))

    def rules(self, quarter: Quarter) -> dict[str, Rule]:
        """The rule of each programme that has one, on the quarter's first day; InputError lists all that is amiss."""
        return self.rules_on(quarter.first_day)

    def rules_on(self, day: date) -> dict[str, Rule]:
        """As ``rules``, on any day; looked up once a day, for a page asks for them many times."""
        if day not in self._looked_up:
            if faults := self.faults_on(day):
                raise listed(f"{self.name}: on {day}", faults)
            self._looked_up[day] = self._found(day)
        return dict(self._looked_up[day])

    @cached_property
    def _looked_up(self) -> dict[date, dict[str, Rule]]:
        return {}

    def faults_on(self, day: date) -> list[Reason]:
        """Why the rules in force on a day cannot be evaluated; empty when they can."""
        return [fault for rule in self._found(day).values() for fault in rule.faults()]

    def changed(self, programme: str, name: str, value: Any, source: str, status: str = "scenario") -> Policy:
        """This policy with one field set for always; ``value`` is checked and completed as in a file.

        The result has no key: it is no longer the policy that others name by it.
        """
        if name not in FIELDS:
            raise refusal("unknown_field", where=programme.lower(), word=name, allowed=", ".join(FIELDS))
        try:
            read = FIELDS[name].read(value, programme)
        except Unfit as fault:
            raise listed("", fault.reasons(f"{programme.lower()}: {name}")) from None
        kept = tuple(entry for entry in self.values if entry[:2] != (programme, name))
        whole = _completed(name, read, self.in_force(programme, name, date.max))
        dated = (Dated(whole, source, status, None, FIELDS[name].unit),)
        values = tuple(sorted((*kept, (programme, name, dated)), key=lambda entry: entry[:2]))
        return replace(self, values=values, key="")

    def digest(self) -> str:
        """SHA-256 of everything that the policy and its baselines say; equal for equal policies."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(repr(self).encode()).hexdigest()

    def _found(self, day: date) -> dict[str, Rule]:
        return {one.code: self._rule(one, day) for one in self.programmes() if self._speaks_of(one.code)}

    def _speaks_of(self, programme: str) -> bool:
        own = any(code == programme for code, _, _ in self.values)
        return own or (self.baseline is not None and self.baseline._speaks_of(programme))

    def _rule(self, programme: Declared, day: date) -> Rule:
        found = {name: self.in_force(programme.code, name, day) for name in FIELDS}
        given: dict[str, Any] = {name: dated.value for name, dated in found.items() if dated is not None}
        if isinstance(given.get("quota"), tuple):
            places = dict(given["quota"])
            given["quota"] = places.pop(NATIONAL, None)
            given["quota_by_kabupaten"] = tuple(places.items())
        return Rule(programme.code, programme.unit, **given)


def stacked(top: Policy, under: Policy) -> Policy:
    """One scenario laid upon another: where both speak of a field, ``top`` holds from its first day on."""
    both: dict[tuple[str, str], tuple[Dated, ...]] = {(code, name): dated for code, name, dated in under.values}
    for code, name, dated in top.values:
        first = min(one.first_day for one in dated)
        earlier = tuple(one for one in both.get((code, name), ()) if one.first_day < first)
        both[code, name] = earlier + dated
    values = tuple((code, name, dated) for (code, name), dated in sorted(both.items()))
    declared = under.declared + tuple(one for one in top.declared if one not in under.declared)
    return replace(under, name=joined(under.name, top.name), values=values, declared=declared, key="", note=top.note)


def _completed(name: str, value: Value, under: Dated | None) -> Value:
    """A table of amounts or quotas that names only what it changes keeps the rest of its baseline's."""
    if under is None or not is_table(value) or name not in ("amounts", "quota"):
        return value
    return tuple(sorted({**_kept(name, under.value), **dict(value)}.items()))


def _kept(name: str, below: Value) -> dict[str, int]:
    """What a baseline's value leaves under a table: every amount, but of quotas only the national number."""
    if isinstance(below, int):
        return {NATIONAL: below}
    table = dict(below) if is_table(below) else {}
    return table if name == "amounts" else {code: places for code, places in table.items() if code == NATIONAL}
