"""Reading a policy file: all its faults at once, each naming the key, the rule and what came."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from simulator.policy import limits
from simulator.policy.dated import Declared
from simulator.policy.reading_values import Reader, unknown_keys
from simulator.policy.refusals import listed, reason, refusal, shown
from simulator.policy.rules import Policy
from simulator.policy.texts import name_faults, text_faults
from terms import REGISTER_PROGRAMMES, InputError, Reason

HEAD = ("name", "baseline", "note", "programme")
MOST_DECLARED = 10


@dataclass(frozen=True)
class PolicySource:
    """Where a policy comes from: the key that names it, how its baseline is found, and whether it was ``kept``.

    A kept text was written by this application, in a link or a record: without ``start`` a value holds always, and
    without ``unit`` it is in the field's usual one. A file that people write must say both.
    """

    name: str
    find_baseline: Callable[[str], Policy]
    kept: bool = False


def read_policy(text: str, source: PolicySource) -> Policy:
    """The policy that the TOML text describes.

    InputError lists every fault: unknown keys, missing sources, starts and units, overlapping dates, impossible
    values, codes of no area, and a rule that could not be evaluated once all its values are in force. A text that is
    too much for a scenario is refused before it is parsed.
    """
    return read_table(_table(text, source.name), source)


def read_table(table: dict[str, Any], source: PolicySource) -> Policy:
    """As ``read_policy``, of what a text was parsed to; whoever parsed it has kept it within ``limits``."""
    name = source.name
    faults: list[Reason] = []
    baseline = _baseline(table, source, faults)
    declared = _declared(table.get("programme", {}), baseline, faults)
    inherited = (
        baseline.programmes() if baseline else tuple(Declared(one.code, one.unit) for one in REGISTER_PROGRAMMES)
    )
    counted = {one.code: one.unit for one in (*inherited, *declared)}
    faults += unknown_keys("scenario", table, (*HEAD, *(code.lower() for code in counted)))
    reader = Reader(faults, source.kept)
    values = [
        found for code, unit in counted.items() for found in reader.fields(code, unit, table.get(code.lower(), {}))
    ]
    title, note = table.get("name", name or "scenario"), table.get("note", "")
    faults += [*name_faults("name", title), *text_faults("note", note)]
    if faults:
        raise listed(name, faults)
    policy = Policy(title, tuple(sorted(values, key=lambda entry: entry[:2])), declared, baseline, name, note)
    if unevaluable := policy.faults_on(_last_start(policy)):
        raise listed(name, unevaluable)
    return policy


def _table(text: str, name: str) -> dict[str, Any]:
    try:
        text = limits.checked(text)
    except InputError as fault:
        raise listed(name, fault.reasons) from None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as fault:  # a number or a date that Python cannot hold is a ValueError
        raise listed(name, [reason("not_toml", said=str(fault)[:200])]) from None


def _declared(given: Any, baseline: Policy | None, faults: list[Reason]) -> tuple[Declared, ...]:
    if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
        faults.append(reason("programme_not_tables"))
        return ()
    if len(given) > MOST_DECLARED:
        faults.append(reason("programme_too_many", limit=MOST_DECLARED, got=len(given)))
        return ()
    found: dict[str, Declared] = {}
    for key, content in given.items():
        faults += unknown_keys(f"programme.{key}", content, ("unit",))
        try:
            one = _one(key, content.get("unit", ""), baseline)
        except InputError as fault:
            faults += fault.reasons
            continue
        faults += [reason("programme_twice", word=key, code=one.code)] if one.code in found else []
        found[one.code] = one
    return tuple(found.values())


def _one(key: str, unit: Any, baseline: Policy | None) -> Declared:
    """A declared programme; one that there is already may not be counted in another unit by the way."""
    declared = Declared(key.upper(), unit)
    for built_in in REGISTER_PROGRAMMES:
        if built_in.code == declared.code:
            raise refusal("programme_built_in", word=key, code=built_in.code, unit=built_in.unit)
    for other in baseline.programmes() if baseline else ():
        if other.code == declared.code and other.unit != unit:
            raise refusal("programme_other_unit", word=key, unit=other.unit, got=shown(unit))
    return declared


def _baseline(table: dict[str, Any], source: PolicySource, faults: list[Reason]) -> Policy | None:
    given = table.get("baseline")
    if given is None:
        return None
    if not isinstance(given, str):
        faults.append(reason("baseline_not_text", got=shown(given)))
        return None
    try:
        return source.find_baseline(given)
    except InputError as fault:
        if any(one.code == "baseline_circle" for one in fault.reasons):
            raise
        own = any(one.code.startswith(("baseline", "policy")) for one in fault.reasons)
        faults += fault.reasons if own else [reason("baseline_fault", said=str(fault))]
        return None


def _last_start(policy: Policy) -> date:
    """The first day on which everything that the policy and its baselines say is in force."""
    starts = [one.first_day for _, _, dated in policy.values for one in dated]
    under = [_last_start(policy.baseline)] if policy.baseline else []
    return max([*starts, *under], default=date.min)
