"""Reading a policy file: all its faults at once, each naming the key, the rule and what came."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from simulator.fields import FIELDS
from simulator.rules import Dated, Declared, Policy
from terms import REGISTER_PROGRAMMES, InputError

HEAD = ("name", "baseline", "note", "programme")
ENTRY = ("value", "start", "unit", "status", "source")


def read_policy(text: str, name: str, find_baseline: Callable[[str], Policy]) -> Policy:
    """The policy that the TOML text describes; ``name`` is its key and names it in messages.

    InputError lists every fault: unknown keys, missing sources, overlapping dates, impossible values, and a rule
    that could not be evaluated once all its values are in force.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise InputError(f"{name}: not valid TOML: {fault}") from None
    faults: list[str] = []
    declared = tuple(_declared(table.get("programme", {}), faults))
    baseline = _baseline(table, find_baseline, faults)
    inherited = baseline.programmes() if baseline else REGISTER_PROGRAMMES
    codes = dict.fromkeys(one.code for one in (*inherited, *declared))
    faults += _unknown(name, table, (*HEAD, *(code.lower() for code in codes)))
    values = [found for code in codes for found in _fields(code, table.get(code.lower(), {}), faults)]
    title = table.get("name", name)
    if not isinstance(title, str) or not isinstance(table.get("note", ""), str):
        faults.append("name and note must be text")
    if faults:
        raise InputError(_listed(name, faults))
    policy = Policy(title, tuple(sorted(values, key=lambda entry: entry[:2])), declared, baseline, name)
    policy = replace(policy, note=table.get("note", ""))
    unfit = policy.faults_on(_last_start(policy))
    if unfit:
        raise InputError(_listed(name, unfit))
    return policy


def _listed(name: str, faults: list[str]) -> str:
    if len(faults) == 1:
        return f"{name}: {faults[0]}"
    return f"{name}: {len(faults)} faults\n" + "\n".join(f"- {fault}" for fault in faults)


def _unknown(owner: str, given: Iterable[str], allowed: Iterable[str]) -> list[str]:
    allowed = list(allowed)
    found = []
    for key in given:
        if key not in allowed:
            near = difflib.get_close_matches(key, allowed, 1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            found.append(f"{owner}: unknown key {key}{hint}; allowed: {', '.join(allowed)}")
    return found


def _declared(given: Any, faults: list[str]) -> list[Declared]:
    if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
        faults.append("programme: must be a table for each programme, such as [programme.sekolah_rakyat]")
        return []
    found = []
    for key, content in given.items():
        faults += _unknown(f"programme.{key}", content, ("unit",))
        try:
            found.append(Declared(key.upper(), content.get("unit", "")))
        except InputError as fault:
            faults.append(str(fault))
    return found


def _baseline(table: dict[str, Any], find: Callable[[str], Policy], faults: list[str]) -> Policy | None:
    if "baseline" not in table:
        return None
    try:
        return find(str(table["baseline"]))
    except InputError as fault:
        faults.append(f"baseline: {fault}")
        return None


def _fields(code: str, given: Any, faults: list[str]) -> list[tuple[str, str, tuple[Dated, ...]]]:
    key = code.lower()
    if not isinstance(given, dict):
        faults.append(f"{key}: must be a table of dated values, such as [[{key}.max_decile]], got {given!r}")
        return []
    faults += _unknown(key, given, FIELDS)
    found = []
    for name in (name for name in given if name in FIELDS):
        entries = given[name] if isinstance(given[name], list) else [given[name]]
        dated = [_dated(code, name, entry, faults) for entry in entries]
        readable = sorted((one for one in dated if one is not None), key=lambda one: one.first_day)
        for one, following in pairwise(readable):
            if one.first_day == following.first_day:
                faults.append(f"{key}: {name} has overlapping dates: two values start on {one.start or 'no date'}")
        found.append((code, name, tuple(readable)))
    return found


def _dated(code: str, name: str, entry: Any, faults: list[str]) -> Dated | None:
    owner = f"{code.lower()}: {name}"
    if not isinstance(entry, dict):
        faults.append(f"{owner} must be a table with {', '.join(ENTRY)}, got {entry!r}")
        return None
    found = _unknown(owner, entry, ENTRY)
    found += [f"{owner} has no {key}" for key in ("value", "source", "status") if key not in entry]
    value, start = None, None
    try:
        value = FIELDS[name].read(entry["value"], code) if "value" in entry else None
    except ValueError as fault:
        found.append(f"{owner} {fault}")
    try:
        start = _day(entry.get("start"))
    except ValueError:
        found.append(f"{owner}: start must be a date such as 2026-01-01, got {entry['start']!r}")
    faults += found
    if found:
        return None
    try:
        unit = str(entry.get("unit", FIELDS[name].unit))
        return Dated(value, str(entry["source"]), str(entry["status"]), start, unit)
    except InputError as fault:
        faults.append(f"{owner}: {fault}")
        return None


def _day(given: Any) -> date | None:
    if isinstance(given, datetime):
        return given.date()
    return given if given is None or isinstance(given, date) else date.fromisoformat(str(given))


def _last_start(policy: Policy) -> date:
    """The first day on which everything that the policy and its baselines say is in force."""
    starts = [one.first_day for _, _, dated in policy.values for one in dated]
    under = [_last_start(policy.baseline)] if policy.baseline else []
    return max([*starts, *under], default=date.min)
