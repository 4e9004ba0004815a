"""The static answer: a policy applied to this quarter's register, exactly, from the cells."""

from __future__ import annotations

import numpy as np

from simulator.cells import COMPONENTS, PAID, Cells
from simulator.engine.any_aid import any_aid
from simulator.engine.areas import Areas
from simulator.engine.decision import COUNT, PERSONS, RUPIAH, Shares, Sides, Tests, component_test, exemption, shares_of
from simulator.engine.margins import margin, timed
from simulator.engine.notices import notices, start_notices
from simulator.engine.outcome import Outcome
from simulator.engine.part import Part, check_sum, decided, reduced_aid, unchanged
from simulator.policy.files import CURRENT_STATE, ENACTED, named
from simulator.policy.refusals import refusal
from simulator.policy.rules import Policy, Rule
from targeting.model.threads import one_thread_from_now

#: Sums are floating-point numbers, exact while they are whole and below 2**53: half of it for each of two sides.
EXACT = 2**52


def simulate(cells: Cells, policy: Policy, *, counts_any_aid: bool = True) -> Outcome:
    """What the policy does with the families in the cells; a programme without a rule stays as it is paid.

    Families on any aid, each once, are half of the work and the memory; without ``counts_any_aid`` they are left out.

    National quotas and budgets are applied to all the cells given, so give the whole nation and select from the
    outcome. Raises InputError when a rule in force cannot be evaluated.
    """
    one_thread_from_now()
    rules = policy.rules(cells.quarter)
    units = {one.code: one.unit for one in policy.programmes() if one.code in rules or one.code in PAID}
    areas = cells.prepare("areas", lambda: Areas(cells.kabupaten_codes, tuple(cells.types.tolist())))
    decisions: dict[str, Shares] = {}
    parts: dict[str, Part] = {}
    for code, unit in units.items():
        parts[code] = as_paid(cells, code, unit, areas)
        if code in rules:
            sides = sides_of(cells, rules[code])
            decisions[code] = shares_of(sides, rules[code], tests_of(cells, rules[code]))
            parts[code] = decided(parts[code], sides, decisions[code], areas)
        for name in ("rupiah_per_quarter_before", "rupiah_per_quarter"):
            check_sum(code, "rupiah a quarter", parts[code].total(name))
    aid = reduced_aid(any_aid(cells, rules, decisions), areas) if counts_any_aid else {}
    enacted = named(ENACTED).rules(cells.quarter)
    said = start_notices(policy, cells.quarter, (CURRENT_STATE, ENACTED)) + notices(rules, enacted, parts)
    return Outcome(cells.quarter, policy.name, areas, parts, aid, said)


def as_paid(cells: Cells, code: str, unit: str, areas: Areas) -> Part:
    """The programme as it is paid this quarter."""
    sums = margin(cells, code, unit)

    def made() -> Part:
        columns = (sums.on[COUNT], sums.off[COUNT], sums.on[PERSONS], sums.paid)
        recipients, others, persons, paid = (column.reshape(cells.shape) for column in columns)
        return unchanged(unit, recipients, others, persons, paid, areas)

    return cells.prepare(("as paid", code, unit), made)


def sides_of(cells: Cells, rule: Rule) -> Sides:
    """The programme's families with the money that the rule's amounts give them."""
    sums, key = margin(cells, rule.programme, rule.unit), (rule.programme, rule.unit)

    def laid(measures: np.ndarray) -> np.ndarray:
        return valued(measures, rule).reshape(-1, *cells.shape)

    on, off = cells.prepare_last(("sides", *key), rule.amounts, lambda: (laid(sums.on), laid(sums.off)))
    cap = rule.max_quarters
    clock = None if cap is None else timed(cells, *key, rule.cap_clock)
    if cap is None or clock is None:
        return Sides(on, None, off)
    over = cells.prepare_last(("over", *key), (rule.amounts, cap, rule.cap_clock), lambda: laid(clock.over(cap)))
    return Sides(on, over, off)


def tests_of(cells: Cells, rule: Rule) -> Tests:
    """The rule's tests on the grid of the cells; the narrower area's limit wins."""
    codes = cells.kabupaten_codes
    provinces, kabupaten = dict(rule.max_decile_by_province), dict(rule.max_decile_by_kabupaten)
    limits = [kabupaten.get(code, provinces.get(code[:2], rule.max_decile)) for code in codes]
    quotas = dict(rule.quota_by_kabupaten)
    unnamed = [code for code in codes if code not in quotas]
    if rule.admission == "quota" and rule.quota is None and unnamed:
        raise refusal("quota_unsaid", where=rule.programme.lower(), count=len(unnamed), code=unnamed[0])
    places = np.array([quotas.get(code, np.inf) for code in codes], float)
    return Tests(np.array(limits), places, component_test(rule, cells.types), exemption(rule, cells.types))


def valued(measures: np.ndarray, rule: Rule) -> np.ndarray:
    """(channel, place): count, persons and rupiah of a margin's measures; InputError when the sum is not exact.

    The sum is over all families of the side, those whom no quota and no budget reaches too.
    """
    channels = np.empty((3, measures.shape[1]))
    channels[COUNT], channels[PERSONS] = measures[COUNT], measures[PERSONS]
    if isinstance(rule.amounts, tuple):
        amounts = dict(rule.amounts)
        np.dot(np.array([float(amounts[kind]) for kind in COMPONENTS]), measures[2:], out=channels[RUPIAH])
    else:
        each = measures[PERSONS if rule.unit == "person" else COUNT]
        np.multiply(each, float(rule.amounts or 0), out=channels[RUPIAH])
    if float(channels[RUPIAH].sum()) >= EXACT:
        # Not how much came: that over the amount is how many families there are in the nation.
        raise refusal("money_too_large", where=rule.programme.lower(), limit=EXACT)
    return channels
