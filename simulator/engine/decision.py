"""What one rule decides for the families at each place of a grid: zones (areas), deciles and family types."""

from __future__ import annotations

from dataclasses import dataclass
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
class Decision:
    """Shares of families that have aid afterwards, and the sums that follow; all ``(zone, decile, family type)``.

    ``within``, ``over`` and ``off`` are the shares among recipients within the cap, over it, and the others.
    ``kept`` and ``admitted`` hold every channel of the sides.
    """

    within: np.ndarray
    over: np.ndarray
    off: np.ndarray
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


def decide(sides: Sides, rule: Rule, tests: Tests) -> Decision:
    """Apply the rule: decile, component and cap to recipients, then admission, then the budget."""
    crossing = (rule.crossing_keep_share or 0.0) if rule.crossing_mode == "suspend" else 0.0
    assessed = (rule.cap_keep_share or 0.0) if rule.cap_mode == "assess" else 0.0
    decile = np.where(tests.decile_passes, 1.0, crossing)[:, :, None]
    component = tests.has_component.astype(float)
    capped = np.where(tests.exempt, 0.0, 1.0 - assessed)
    passed = decile * component
    kept = passed * (sides.on if sides.over is None else sides.on - capped * sides.over)
    eligible = tests.decile_passes[:, :, None] & tests.has_component
    offered = eligible * rule.take_up_share * _offered(sides.off, kept, eligible, rule, tests)[:, :, None]
    admitted = offered * sides.off
    cut = np.zeros((DECILES, 1))
    if rule.budget_limit is not None:
        cut = budget_cut((kept[RUPIAH] + admitted[RUPIAH]).sum(axis=(0, 2)), rule.budget_limit)[:, None]
    left = 1.0 - cut
    before = sides.on[COUNT]
    return Decision(
        within=passed * left,
        over=passed * (1.0 - capped) * left,
        off=offered * left,
        kept=kept * left,
        admitted=admitted * left,
        dropped_decile=before * (1.0 - decile),
        dropped_component=before * decile * (1.0 - component),
        dropped_cap=np.zeros_like(before) if sides.over is None else passed * capped * sides.over[COUNT],
        dropped_budget=kept[COUNT] * cut,
        eligible=eligible,
    )


def _offered(off: np.ndarray, kept: np.ndarray, eligible: np.ndarray, rule: Rule, tests: Tests) -> np.ndarray:
    """Share of the eligible who wait to whom a place is offered until it is taken, by zone and decile."""
    if rule.admission != "quota":
        return np.full(eligible.shape[:2], 1.0 if rule.admission == "all" else 0.0)
    channel = PERSONS if rule.unit == "person" else COUNT
    accepting = rule.take_up_share * (off[channel] * eligible).sum(axis=2)
    quota = np.inf if rule.quota is None else float(rule.quota)
    return filled_share(accepting, kept[channel].sum(axis=(1, 2)), quota, tests.quota_by_zone)
