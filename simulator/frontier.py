"""All cut-offs × caps of a programme at once, each point decided by the engine's own rule."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from simulator.cells import DECILES, Cells
from simulator.engine.decision import COUNT, PERSONS, RUPIAH, Decision, Sides, Tests, decide
from simulator.engine.margins import margin, timed
from simulator.engine.part import check_sum
from simulator.engine.simulate import tests_of, valued
from simulator.entitlement import Entitled
from simulator.error import OFF, ON
from simulator.policy.fields import EXACT_QUARTERS, LONGEST_CAP
from simulator.policy.rules import Policy, Rule
from terms import InputError

CUTOFFS = tuple(range(1, DECILES))
CAPS = (*range(1, EXACT_QUARTERS + 1), *range(EXACT_QUARTERS + 4, LONGEST_CAP + 1, 4))
POOREST = slice(1, 3)
ENTITLED = 3


def frontier(cells: Cells, policy: Policy, programme: str, entitled: Entitled | None = None) -> pd.DataFrame:
    """One row for each cut-off 1–10 and cap (1–24, 28 … 72 and none), all else as the policy has it.

    Columns: ``max_decile``, ``max_quarters`` (NA: no cap), ``is_policy`` (the policy's own point), the counts of
    SIMULATION for the nation, ``dropped`` (recipients who lose aid), ``dropped_poorest`` (those of them in desil 1–2),
    ``coverage_poorest`` (recipients of desil 1–2 after ÷ its families that pass the component test, whatever the
    cut-off), ``rupiah_per_quarter`` and, with ``entitled``, ``inclusion_error`` and ``exclusion_error``. Overrides by
    area keep their own cut-off.
    """
    rules = policy.rules(cells.quarter)
    if programme not in rules:
        raise InputError(f"{programme.lower()}: the policy {policy.name} has no rule for it")
    rule = rules[programme]
    sums, clock = margin(cells, programme, rule.unit), timed(cells, programme, rule.unit, rule.cap_clock)
    merged = _Merged.of(cells, rule, entitled)
    on, off = merged.sides(sums.on, ON), merged.sides(sums.off, OFF)
    rows = []
    for cap in (*(CAPS if clock is not None else ()), None):
        over = None if cap is None or clock is None else merged.sides(clock.over(cap), ON)
        sides = Sides(on, over, off)
        for cutoff in CUTOFFS:
            point = replace(rule, max_decile=cutoff, max_quarters=cap)
            tests = merged.tests(cutoff)
            decision = decide(sides, point, tests)
            own = (cutoff, cap) == (rule.max_decile, rule.max_quarters)
            rows.append(
                {"max_decile": cutoff, "max_quarters": cap, "is_policy": own}
                | _point(programme, sides, decision, tests)
            )
    table = pd.DataFrame(rows).astype({"max_quarters": "Int64"})
    return table if entitled else table.assign(inclusion_error=np.nan, exclusion_error=np.nan)


@dataclass(frozen=True, eq=False)
class _Merged:
    """The grid with places merged that no cut-off and no cap of this rule tells apart: zones and traits."""

    shape: tuple[int, int, int]
    place: np.ndarray
    rule: Rule
    override: np.ndarray
    quota: np.ndarray
    has_component: np.ndarray
    exempt: np.ndarray
    probability: np.ndarray | None

    @classmethod
    def of(cls, cells: Cells, rule: Rule, entitled: Entitled | None) -> _Merged:
        apart = replace(rule, max_decile=-1)
        tests = tests_of(cells, apart)
        areas = np.stack([tests.max_decile, np.nan_to_num(tests.quota_by_zone, posinf=-1.0)])
        if rule.quota_by_kabupaten:
            areas = np.concatenate([areas, np.arange(areas.shape[1])[None]])
        zones, zone = np.unique(areas, axis=1, return_inverse=True)
        traits, trait = np.unique(np.stack([tests.has_component, tests.exempt]), axis=1, return_inverse=True)
        shape = (zones.shape[1], DECILES, traits.shape[1])
        grid = (zone.reshape(-1, 1, 1) * DECILES + np.arange(DECILES)[:, None]) * shape[2] + trait.reshape(-1)
        quota = np.where(zones[1] < 0, np.inf, zones[1])
        probability = None
        if entitled is not None:
            provinces = tuple(sorted({code[:2] for code in cells.kabupaten_codes}))
            of_kabupaten = [provinces.index(code[:2]) for code in cells.kabupaten_codes]
            probability = entitled.of(provinces).probability[of_kabupaten][:, :, cells.types].reshape(-1, 2)
        return cls(shape, grid.ravel(), rule, zones[0], quota, traits[0], traits[1], probability)

    def tests(self, cutoff: int) -> Tests:
        limits = np.where(self.override < 0, cutoff, self.override)
        return Tests(limits, self.quota, self.has_component, self.exempt)

    def sides(self, measures: np.ndarray, side: int) -> np.ndarray:
        """(channel, zone, decile, trait): count, persons, rupiah and, where it is known, entitled families."""
        channels = list(valued(measures, self.rule))
        if self.probability is not None:
            channels.append(measures[COUNT] * self.probability[:, side])
        size = int(np.prod(self.shape))
        return np.stack([np.bincount(self.place, weights=one, minlength=size).reshape(self.shape) for one in channels])


def _point(programme: str, sides: Sides, decision: Decision, tests: Tests) -> dict[str, float]:
    """The nation's figures at one point."""
    kept, admitted = decision.kept.sum(axis=(1, 2, 3)), decision.admitted.sum(axis=(1, 2, 3))
    eligible = float((decision.eligible * (sides.on[COUNT] + sides.off[COUNT])).sum())
    covered = float((decision.eligible * decision.kept[COUNT]).sum()) + admitted[COUNT]
    lost = (sides.on[COUNT] - decision.kept[COUNT])[:, POOREST].sum()
    poorest = ((sides.on[COUNT] + sides.off[COUNT]) * tests.has_component)[:, POOREST].sum()
    reached = (decision.kept[COUNT] + decision.admitted[COUNT])[:, POOREST].sum()
    found = {
        "recipients_before": sides.on[COUNT].sum(),
        "kept": kept[COUNT],
        "dropped_decile": decision.dropped_decile.sum(),
        "dropped_component": decision.dropped_component.sum(),
        "dropped_cap": decision.dropped_cap.sum(),
        "dropped_budget": decision.dropped_budget.sum(),
        "dropped": sides.on[COUNT].sum() - kept[COUNT],
        "dropped_poorest": lost,
        "coverage_poorest": reached / poorest if poorest > 0 else np.nan,
        "eligible": eligible,
        "admitted": admitted[COUNT],
        "recipients_after": kept[COUNT] + admitted[COUNT],
        "persons_after": kept[PERSONS] + admitted[PERSONS],
        "coverage_share": covered / eligible if eligible > 0 else np.nan,
        "rupiah_per_quarter": kept[RUPIAH] + admitted[RUPIAH],
    }
    check_sum(programme, "rupiah a quarter", found["rupiah_per_quarter"])
    return {name: float(value) for name, value in found.items()} | _errors(sides, kept, admitted)


def _errors(sides: Sides, kept: np.ndarray, admitted: np.ndarray) -> dict[str, float]:
    if len(kept) <= ENTITLED:
        return {}
    reached, recipients = kept[ENTITLED] + admitted[ENTITLED], kept[COUNT] + admitted[COUNT]
    everyone = float(sides.on[ENTITLED].sum() + sides.off[ENTITLED].sum())
    return {
        "inclusion_error": 1.0 - reached / recipients if recipients > 0 else np.nan,
        "exclusion_error": 1.0 - reached / everyone if everyone > 0 else np.nan,
    }
