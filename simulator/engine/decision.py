"""What one rule decides for the families at each place of a grid: zones (areas), deciles and family types."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from simulator.cells import (
    COMPONENT,
    DECILES,
    ELDERLY,
    PREGNANT_OR_YOUNG_CHILD,
    SEVERE_DISABILITY,
    WORKING_AGE,
)
from simulator.engine.places import budget_cut, filled_share
from simulator.policy.rules import Rule

COUNT, PERSONS, RUPIAH = 0, 1, 2

_TRAITS = {
    "elderly": ELDERLY,
    "severe_disability": SEVERE_DISABILITY,
    "pregnant_or_young_child": PREGNANT_OR_YOUNG_CHILD,
}


@dataclass(frozen=True, eq=False)
class Sides:
    """Families on a programme, those of them over the cap (None: no cap), and families not on it.

    Each is ``(channel, zone, decile, family type)`` with channels count, persons, rupiah by the rule's amounts,
    and any further sum that should follow the families.
    """

    on: np.ndarray
    over: np.ndarray | None
    off: np.ndarray


@dataclass(frozen=True, eq=False)
class Tests:
    """The rule's tests laid on a grid: the last decile by zone, quotas by zone, traits by family type."""

    max_decile: np.ndarray
    quota_by_zone: np.ndarray
    has_component: np.ndarray
    exempt: np.ndarray

    @cached_property
    def decile_passes(self) -> np.ndarray:
        """(zone, decile): 1 ≤ decile ≤ the zone's limit; the unranked never pass."""
        deciles = np.arange(DECILES)
        return (deciles >= 1) & (deciles <= self.max_decile[:, None])


@dataclass(frozen=True, eq=False)
class Shares:
    """What a rule decides, as shares of families: each is a share by zone and decile times one by family type.

    ``decile`` (zone, decile) of recipients pass the test of deciles, of all families ``passes`` do; ``component``
    (type) pass the test of components; ``capped`` (type) of those over the cap lose aid; ``offered`` (zone, decile) of
    the eligible who are not on it enter; ``cut`` (decile) of all aid goes for a budget.
    """

    decile: np.ndarray
    passes: np.ndarray
    component: np.ndarray
    capped: np.ndarray
    offered: np.ndarray
    cut: np.ndarray

    @property
    def staying(self) -> np.ndarray:
        """(zone, decile): of recipients within the cap who pass the test of components, the share with aid after."""
        return self.decile * (1.0 - self.cut) if self.cut.any() else self.decile

    @property
    def entering(self) -> np.ndarray:
        """(zone, decile): of those not on it who pass the test of components, the share with aid after."""
        return self.offered * (1.0 - self.cut) if self.cut.any() else self.offered


@dataclass(frozen=True, eq=False)
class Decision:
    """Shares of families that have aid afterwards, and the sums that follow; all ``(zone, decile, family type)``.

    ``within`` and ``over`` are the shares among recipients within the cap and over it. ``kept`` and ``admitted`` hold
    every channel of the sides.
    """

    within: np.ndarray
    over: np.ndarray
    kept: np.ndarray
    admitted: np.ndarray
    dropped_decile: np.ndarray
    dropped_component: np.ndarray
    dropped_cap: np.ndarray
    dropped_budget: np.ndarray
    eligible: np.ndarray


def component_test(rule: Rule, types: np.ndarray) -> np.ndarray:
    """Which of the family types pass the component test."""
    return (types & COMPONENT > 0) | (not rule.needs_component)


def exemption(rule: Rule, types: np.ndarray) -> np.ndarray:
    """Which of the family types the cap never touches."""
    exempt = np.zeros(len(types), bool)
    for trait in rule.cap_exempt:
        exempt |= (types & WORKING_AGE == 0) if trait == "no_working_age" else (types & _TRAITS[trait] > 0)
    return exempt


def shares_of(sides: Sides, rule: Rule, tests: Tests) -> Shares:
    """Apply the rule: decile, component and cap to recipients, then admission, then the budget."""
    crossing = (rule.crossing_keep_share or 0.0) if rule.crossing_mode == "suspend" else 0.0
    assessed = (rule.cap_keep_share or 0.0) if rule.cap_mode == "assess" else 0.0
    passes = tests.decile_passes.astype(float)
    decile = np.where(tests.decile_passes, 1.0, crossing) if crossing else passes
    component = tests.has_component.astype(float)
    capped = np.where(tests.exempt, 0.0, 1.0 - assessed)
    found = Shares(decile, passes, component, capped, np.zeros_like(passes), np.zeros(DECILES))
    if rule.admission != "none":
        found = replace(found, offered=passes * rule.take_up_share * _offered(sides, found, rule, tests))
    if rule.budget_limit is None:
        return found
    spent = _kept(sides, found, RUPIAH) + found.offered * (sides.off[RUPIAH] @ component)
    return replace(found, cut=budget_cut(spent.sum(axis=0), rule.budget_limit))


def decide(sides: Sides, rule: Rule, tests: Tests) -> Decision:
    """The rule's shares laid on every place of the grid."""
    found = shares_of(sides, rule, tests)
    kind = sides.on.dtype
    component, capped, left = (one.astype(kind) for one in (found.component, found.capped, 1.0 - found.cut))
    decile = found.decile.astype(kind)
    before = sides.on[COUNT]
    passed = _wide(decile, component, before)
    kept = passed * (sides.on if sides.over is None else sides.on - capped * sides.over)
    admitted = np.zeros_like(sides.off)
    if found.offered.any():
        admitted = _wide(found.entering.astype(kind), component, before) * sides.off
    lost = np.zeros_like(before)
    if found.cut.any():
        lost = kept[COUNT] * found.cut.astype(kind)[:, None]
        kept = kept * left[:, None]
    within = _wide(found.staying.astype(kind), component, before) if found.cut.any() else passed
    return Decision(
        within=within,
        over=within * (1.0 - capped),
        kept=kept,
        admitted=admitted,
        dropped_decile=before * (1.0 - decile)[:, :, None],
        dropped_component=before * _wide(decile, 1.0 - component, before),
        dropped_cap=np.zeros_like(before) if sides.over is None else passed * capped * sides.over[COUNT],
        dropped_budget=lost,
        eligible=_wide(tests.decile_passes, tests.has_component, before),
    )


def _wide(weight: np.ndarray, of_type: np.ndarray, like: np.ndarray) -> np.ndarray:
    """(zone, decile, family type): the product of both, laid in memory as ``like`` is, to be read with it."""
    return np.multiply(weight[:, :, None], of_type, out=np.empty_like(like, np.result_type(weight, of_type)))


def _kept(sides: Sides, found: Shares, channel: int) -> np.ndarray:
    """(zone, decile): what the tests and the cap leave."""
    left = sides.on[channel] @ found.component
    if sides.over is not None:
        left = left - sides.over[channel] @ (found.component * found.capped)
    kept: np.ndarray = found.decile * left
    return kept


def _offered(sides: Sides, found: Shares, rule: Rule, tests: Tests) -> np.ndarray | float:
    """(zone, decile): of the eligible who wait, to how many a place is offered until it is taken."""
    if rule.admission != "quota":
        return 1.0
    channel = PERSONS if rule.unit == "person" else COUNT
    accepting = rule.take_up_share * found.passes * (sides.off[channel] @ found.component)
    quota = np.inf if rule.quota is None else float(rule.quota)
    return filled_share(accepting, _kept(sides, found, channel).sum(axis=1), quota, tests.quota_by_zone)
