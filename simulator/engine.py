"""The static answer: a policy applied to this quarter's register, exactly, from the cells."""

from __future__ import annotations

import numpy as np

from simulator.any_aid import any_aid
from simulator.cells import COMPONENTS, PAID, Cells
from simulator.decision import COUNT, PERSONS, Decision, Sides, Tests, component_test, decide, exemption
from simulator.margins import Margin, margin
from simulator.notices import notices
from simulator.outcome import Outcome
from simulator.part import Areas, Part, part, reduced_aid
from simulator.policy import ENACTED, named
from simulator.rules import Policy, Rule
from terms import InputError


def simulate(cells: Cells, policy: Policy) -> Outcome:
    """What the policy does with the families in the cells; a programme without a rule stays as it is paid.

    National quotas and budgets are applied to all the cells given, so give the whole nation and select from the
    outcome. Raises InputError when a rule in force cannot be evaluated.
    """
    rules = policy.rules(cells.quarter)
    units = {one.code: one.unit for one in policy.programmes() if one.code in rules or one.code in PAID}
    decisions: dict[str, Decision] = {}
    parts: dict[str, Part] = {}
    areas = Areas(cells.kabupaten_codes)
    for code, unit in units.items():
        rule = rules.get(code)
        if rule is None:
            parts[code] = part(unit, *as_paid(cells, code, unit), None, areas)
            continue
        sums = margin(cells, code, unit, rule.cap_clock)
        sides = sides_of(cells, sums, rule)
        decisions[code] = decide(sides, rule, tests_of(cells.kabupaten_codes, rule))
        parts[code] = part(unit, sides, sums.paid, decisions[code], areas)
    families = {code: rule for code, rule in rules.items() if rule.unit != "pupil"}
    aid = any_aid(cells, families, {code: decisions[code] for code in families})
    enacted = named(ENACTED).rules(cells.quarter)
    return Outcome(cells.quarter, policy.name, areas, parts, reduced_aid(aid, areas), notices(rules, enacted, parts))


def as_paid(cells: Cells, code: str, unit: str) -> tuple[Sides, np.ndarray]:
    """The programme's families and what was paid, where no rule is applied."""
    sums = margin(cells, code, unit, "programme")
    on = np.stack([sums.on[COUNT], sums.on[PERSONS], sums.paid])
    off = np.stack([sums.off[COUNT], sums.off[PERSONS], np.zeros_like(sums.paid)])
    return Sides(*(side.reshape(-1, *cells.shape) for side in (on, np.zeros_like(on), off))), sums.paid


def sides_of(cells: Cells, sums: Margin, rule: Rule) -> Sides:
    """The programme's families with the money that the rule's amounts give them."""
    capped = rule.max_quarters is not None and sums.timed is not None
    over = sums.timed.over(rule.max_quarters) if capped else np.zeros((len(sums.on), sums.on.shape[1]))
    return Sides(*(valued(side, rule).reshape(-1, *cells.shape) for side in (sums.on, over, sums.off)))


def tests_of(codes: tuple[str, ...], rule: Rule) -> Tests:
    """The rule's tests for these kabupaten; the narrower area's limit wins."""
    provinces, kabupaten = dict(rule.max_decile_by_province), dict(rule.max_decile_by_kabupaten)
    limits = [kabupaten.get(code, provinces.get(code[:2], rule.max_decile)) for code in codes]
    quotas = dict(rule.quota_by_kabupaten)
    unnamed = [code for code in codes if code not in quotas]
    if rule.admission == "quota" and rule.quota is None and unnamed:
        raise InputError(
            f"{rule.programme.lower()}: quota must name every kabupaten or give a national figure,"
            f" got none for {len(unnamed)}, such as {unnamed[0]}"
        )
    places = np.array([quotas.get(code, np.inf) for code in codes], float)
    return Tests(np.array(limits), places, component_test(rule), exemption(rule))


def valued(measures: np.ndarray, rule: Rule) -> np.ndarray:
    """(channel, place): count, persons and rupiah of a margin's measures."""
    if isinstance(rule.amounts, tuple):
        amounts = dict(rule.amounts)
        rupiah = np.zeros(measures.shape[1])
        for kind, counted in zip(COMPONENTS, measures[2:], strict=True):
            rupiah += float(amounts[kind]) * counted
    else:
        rupiah = float(rule.amounts or 0) * measures[PERSONS if rule.unit == "person" else COUNT]
    return np.stack([measures[COUNT], measures[PERSONS], rupiah])
