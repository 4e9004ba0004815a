"""A scenario in the body of a question, and what the page on simulation answers to it."""

from __future__ import annotations

import json
from typing import Any

from data.access.roles import Access
from data.figures import outcome_tables
from pages.cached import simulation
from simulator.policy import limits
from simulator.policy.files import Policy, named, parse, parse_table
from terms import LEVELS, InputError, Quarter
from web.api.answers import Reply
from web.api.problems import Problem
from web.api.questions import ScenarioParameters

PROVINCE = LEVELS[1]
TOML, JSON = ("application/toml", "text/toml"), ("application/json",)


def policy_of(content: bytes, kind: str) -> Policy:
    """The scenario in a body of this media type; a Problem: 415 for another type, 422 for what is no scenario."""
    kind = kind.partition(";")[0].strip().lower()
    if kind not in (*TOML, *JSON):
        raise Problem(415, f"content-type: must be {TOML[0]} or {JSON[0]}, got {kind[:60] or 'none'}")
    if not content.strip():
        raise Problem(422, "body: must hold a scenario, got nothing")
    try:
        text = content.decode("utf-8-sig")
        return parse(text) if kind in TOML else _from_json(text)
    except UnicodeDecodeError:
        raise Problem(422, "body: must be text in UTF-8") from None
    except InputError as fault:
        raise Problem(422, str(fault)) from None


def reference(name: str) -> Policy:
    """The policy that a scenario is held against; a Problem (404) names those that there are."""
    try:
        return named(name)
    except InputError as fault:
        raise Problem(404, str(fault)) from None


def answered(who: Access, quarter: Quarter, policy: Policy, asked: ScenarioParameters) -> Reply:
    """The page's table of the scenario; what cannot be evaluated is a Problem (422)."""
    other = reference(asked.against)
    try:
        report = simulation.report(who.scope, quarter, policy, (other, other.name), sees_exact=who.sees_exact)
        rows = outcome_tables.with_derived(report.table(asked.by))
        if asked.by == PROVINCE and rows.empty:
            raise Problem(403, "scope: no province is wholly within what may be seen")
    except InputError as fault:
        raise Problem(422, str(fault)) from None
    if "withheld" not in rows:
        rows = rows.assign(withheld="")
    said = {
        "scenario": policy.name,
        "digest": policy.digest(),
        "against": asked.against,
        "quarter": str(quarter),
        "by": asked.by,
        "perturbed": report.is_perturbed(asked.by),
    }
    return Reply(said, rows, quarter)


def _from_json(text: str) -> Policy:
    """Of the same keys as TOML, dates as text; each key once, and nothing that TOML could not hold: no number that is
    none, no null, no half of a pair of UTF-16."""
    limits.scanned(limits.checked(text))
    try:
        table = json.loads(text, parse_constant=_no_number, object_pairs_hook=_each_once)
        json.dumps(table, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError("not valid JSON: an escape such as \\ud800 is half a letter") from None
    except (ValueError, RecursionError) as fault:
        raise InputError(f"not valid JSON: {str(fault)[:200]}") from None
    if not isinstance(table, dict):
        raise InputError("a scenario must be an object with the keys of a policy file")
    return parse_table(table)


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    if None in found.values():
        raise ValueError("null is no value; leave the key out")
    return found
