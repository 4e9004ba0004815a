"""A scenario as the screen knows it: a few levers a programme, written as one compact word in the address.

`pkh.d5.c20.xed~sembako.aa` reads: PKH to decile 5, at most 20 quarters, elderly and disabled exempt; Sembako admits all
who wait.
Only what differs from the rules in force is written, so the rules in force are no word at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.rules import Policy
from terms import PBI, PKH, REGISTER_PROGRAMMES, Quarter

PROGRAMMES = tuple(programme.code for programme in REGISTER_PROGRAMMES)
#: Programmes without a time limit: the register holds no quarters on PBI.
UNTIMED = (PBI,)
#: Whom the announcement of a time limit leaves out; it takes effect only together with a limit.
ANNOUNCED_EXEMPT = ("elderly", "severe_disability")
EXEMPTIONS = {"e": "elderly", "d": "severe_disability", "y": "pregnant_or_young_child", "w": "no_working_age"}
CROSSINGS = {"p": "suspend", "s": "stop"}
ADMISSIONS = {"n": "none", "a": "all"}
#: Time limits offered: whole years to eighteen, in quarters; 0 is no limit.
CAPS = (0, *range(4, 73, 4))
_PART = re.compile(r"d(10|[0-9])|c([0-9]{1,2})|x([edyw]*)|k([ps])|a([na])|r([01])")


@dataclass(frozen=True)
class Levers:
    """What the screen can move for one programme; names and meanings are those of a policy's rule. Where it is not
    applied, the programme stays as it is paid."""

    max_decile: int
    max_quarters: int = 0
    cap_exempt: tuple[str, ...] = ()
    crossing_mode: str = "stop"
    admission: str = "none"
    is_applied: bool = True


Scenario = Mapping[str, Levers]


def in_force(policy: Policy, quarter: Quarter) -> dict[str, Levers]:
    """The levers as the rules of a policy set them in a quarter."""
    rules = policy.rules(quarter)
    return {
        code: Levers(
            max_decile=rules[code].max_decile,
            max_quarters=rules[code].max_quarters or 0,
            cap_exempt=rules[code].cap_exempt or ANNOUNCED_EXEMPT,
            crossing_mode=rules[code].crossing_mode,
            admission=rules[code].admission,
        )
        for code in PROGRAMMES
    }


def keep_share(policy: Policy, quarter: Quarter) -> float:
    """The share that a check in the field keeps of recipients above the limit, as the policy assumes it for PKH."""
    return policy.rules(quarter)[PKH].crossing_keep_share or 0.0


def as_policy(scenario: Scenario, base: Scenario, policy: Policy, source: str) -> Policy:
    """The policy with every lever set that differs from the base; `source` says where the values come from."""
    for code in PROGRAMMES:
        levers = scenario[code]
        if not levers.is_applied:
            policy = replace(policy, values=tuple(entry for entry in policy.values if entry[0] != code))
            continue
        for name in ("max_decile", "crossing_mode", "admission"):
            if getattr(levers, name) != getattr(base[code], name):
                policy = policy.changed(code, name, getattr(levers, name), source)
        if levers.max_quarters != base[code].max_quarters:
            policy = policy.changed(code, "max_quarters", levers.max_quarters or "none", source)
        if levers.max_quarters:
            policy = policy.changed(code, "cap_exempt", list(levers.cap_exempt), source)
    return policy


def write(scenario: Scenario, base: Scenario) -> str:
    """The scenario as a word of letters, digits, dots and tildes; empty when it is the base."""
    return "~".join(
        f"{code.lower()}.{text}" for code in PROGRAMMES if (text := _write_levers(scenario[code], base[code]))
    )


def read(word: str, base: Scenario) -> tuple[dict[str, Levers], tuple[str, ...]]:
    """The scenario of a word, and every part of the word that could not be read (none when all is well)."""
    scenario, unread = dict(base), []
    for block in filter(None, word.split("~")):
        name, *parts = block.split(".")
        code = name.upper()
        if code not in base or not parts:
            unread.append(block)
            continue
        for part in parts:
            levers = None if code in UNTIMED and part[:1] in "cx" else _read_part(part, scenario[code])
            if levers is None:
                unread.append(f"{name}.{part}")
            else:
                scenario[code] = levers
    return scenario, tuple(unread)


def _write_levers(levers: Levers, base: Levers) -> str:
    letters = "".join(letter for letter, trait in EXEMPTIONS.items() if trait in levers.cap_exempt)
    parts = {
        "max_decile": f"d{levers.max_decile}",
        "max_quarters": f"c{levers.max_quarters}",
        "cap_exempt": f"x{letters}",
        "crossing_mode": "k" + _letter(CROSSINGS, levers.crossing_mode),
        "admission": "a" + _letter(ADMISSIONS, levers.admission),
        "is_applied": f"r{int(levers.is_applied)}",
    }
    return ".".join(text for field, text in parts.items() if getattr(levers, field) != getattr(base, field))


def _read_part(part: str, levers: Levers) -> Levers | None:
    match = _PART.fullmatch(part)
    if match is None:
        return None
    decile, cap, exempt, crossing, admission, applied = match.groups()
    if decile is not None:
        return replace(levers, max_decile=int(decile))
    if cap is not None:
        return replace(levers, max_quarters=int(cap)) if int(cap) in CAPS else None
    if exempt is not None:
        return replace(levers, cap_exempt=tuple(trait for letter, trait in EXEMPTIONS.items() if letter in exempt))
    if crossing is not None:
        return replace(levers, crossing_mode=CROSSINGS[crossing])
    if admission is not None:
        return replace(levers, admission=ADMISSIONS[admission])
    return replace(levers, is_applied=applied == "1")


def _letter(letters: Mapping[str, str], value: str) -> str:
    return next(letter for letter, meaning in letters.items() if meaning == value)
