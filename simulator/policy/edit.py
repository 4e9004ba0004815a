"""Changing a scenario one step at a time, so that it says only what differs from what it started from.

A step that needs a companion (a cap that is assessed needs the share that is kept) brings it along.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from simulator.policy.fields import FIELDS, NATIONAL
from simulator.policy.files import CURRENT_STATE, ENACTED, Dated, Policy, Rule, named, stacked
from terms import PBI, PKH, InputError, Quarter

REFERENCES = (CURRENT_STATE, ENACTED)
#: Whom the announcement of a time limit leaves out.
ANNOUNCED_EXEMPT = ["elderly", "severe_disability"]
ASSUMED_KEEP_SHARE = 0.5


@dataclass(frozen=True)
class Wording:
    """How a scenario of a user's own says what it is called, who says a value, and that a companion was assumed."""

    name: str
    source: str
    assumed: str


_DEFAULTS = {field.name: field.default for field in fields(Rule)}


def blank(wording: Wording) -> Policy:
    """The rules in force, with nothing changed yet."""
    return Policy(wording.name, baseline=named(ENACTED))


def begun_from(key: str, name: str, wording: Wording) -> Policy:
    """A scenario upon a policy that comes with the application; upon the rules in force it is the blank one."""
    return blank(wording) if key == ENACTED else Policy(name, baseline=named(key))


def rule_of(policy: Policy, quarter: Quarter, programme: str) -> Rule | None:
    """The programme's rule in the quarter; None where it stays as it is paid."""
    return policy.rules(quarter).get(programme)


def with_field(policy: Policy, quarter: Quarter, programme: str, name: str, value: Any, wording: Wording) -> Policy:
    """The scenario with one field set, and with the companions that it needs; InputError when the value is no value."""
    policy = _set(policy, quarter, programme, name, value, wording.source)
    for companion, assumed in _companions(policy, quarter, programme, name).items():
        policy = policy.changed(programme, companion, assumed, wording.assumed, "assumed")
    return policy


def without_rule(policy: Policy, quarter: Quarter, programme: str) -> Policy:
    """The scenario in which a programme stays as it is paid; everything else as it was."""
    values = tuple(entry for entry in _in_force(policy, quarter) if entry[0] != programme)
    return replace(policy, values=values, declared=_declared(policy), baseline=named(CURRENT_STATE), key="")


def with_rule(policy: Policy, quarter: Quarter, programme: str) -> Policy:
    """The scenario in which a programme follows the rules in force again."""
    enacted = tuple(entry for entry in _in_force(named(ENACTED), quarter) if entry[0] == programme)
    own = tuple(entry for entry in policy.values if entry[0] != programme)
    return replace(policy, values=tuple(sorted((*own, *enacted), key=lambda entry: entry[:2])), key="")


def with_quotas(
    policy: Policy, quarter: Quarter, programme: str, places: Mapping[str, int], wording: Wording
) -> Policy:
    """The scenario with a quota for each kabupaten, filled with those who wait."""
    table = {**places, NATIONAL: sum(places.values())}
    policy = with_field(policy, quarter, programme, "quota", table, wording)
    return with_field(policy, quarter, programme, "admission", "quota", wording)


def laid_upon(top: Policy, under: Policy) -> Policy:
    """One scenario laid upon another: where both speak of a field, ``top`` holds."""
    return stacked(_own_words(top), under)


def _set(policy: Policy, quarter: Quarter, programme: str, name: str, value: Any, source: str) -> Policy:
    changed = policy.changed(programme, name, value, source)
    silent = replace(changed, values=tuple(entry for entry in changed.values if entry[:2] != (programme, name)))
    day = quarter.first_day
    before, after = (one.in_force(programme, name, day) for one in (silent, changed))
    same = after is not None and after.value == (before.value if before else _DEFAULTS[name])
    return silent if same else changed


def _companions(policy: Policy, quarter: Quarter, programme: str, name: str) -> dict[str, Any]:
    """What the field just set needs besides, where the scenario does not say it yet."""
    day = quarter.first_day
    found = {field: policy.in_force(programme, field, day) for field in FIELDS}
    value = {field: dated.value for field, dated in found.items() if dated is not None}
    needed: dict[str, Any] = {}
    if name == "max_quarters" and value.get(name) is not None:
        if "cap_exempt" not in value:
            needed["cap_exempt"] = ANNOUNCED_EXEMPT
        if programme == PBI and value.get("cap_clock", "programme") == "programme":
            needed["cap_clock"] = "any"
    if name == "cap_mode" and value.get(name) == "assess" and "cap_keep_share" not in value:
        needed["cap_keep_share"] = ASSUMED_KEEP_SHARE
    if name == "crossing_mode" and value.get(name) == "suspend" and "crossing_keep_share" not in value:
        needed["crossing_keep_share"] = named(ENACTED).rules(quarter)[PKH].crossing_keep_share
    if name == "admission" and value.get(name) == "quota" and value.get("quota") is None:
        needed["quota"] = 0
    return needed


def _in_force(policy: Policy, quarter: Quarter) -> list[tuple[str, str, tuple[Dated, ...]]]:
    """Every value in force in the quarter, as from always."""
    day = quarter.first_day
    found: list[tuple[str, str, tuple[Dated, ...]]] = []
    for code in sorted(policy.rules(quarter)):
        for name in sorted(FIELDS):
            dated = policy.in_force(code, name, day)
            if dated is not None:
                found.append((code, name, (replace(dated, start=None),)))
    return found


def _declared(policy: Policy) -> tuple[Any, ...]:
    inherited = _declared(policy.baseline) if policy.baseline else ()
    return inherited + tuple(one for one in policy.declared if one not in inherited)


def _own_words(policy: Policy) -> Policy:
    """What the scenario and its baselines say above the two references."""
    under = policy.baseline
    if under is None or under.key in REFERENCES:
        return policy
    return replace(stacked(policy, _own_words(under)), name=policy.name)


def fault_of(policy: Policy, quarter: Quarter) -> InputError | None:
    """Why the scenario cannot be evaluated in a quarter; None when it can."""
    try:
        policy.rules(quarter)
    except InputError as fault:
        return fault
    return None
