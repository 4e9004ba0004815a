"""All cut-offs × caps of a programme at once, each point decided by the engine's own rule."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from simulator.cells import DECILES, Cells
from simulator.engine.decision import COUNT, PERSONS, RUPIAH, Decision, Sides, Tests, decide
from simulator.engine.margins import BINS, Timed, bin_of, margin, timed
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
DROPPED = ("dropped_decile", "dropped_component", "dropped_cap", "dropped_budget")
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
    past = None if clock is None else merged.over(clock)
    tests = {cutoff: merged.tests(cutoff) for cutoff in CUTOFFS}
    rows, points = [], _Points()
    for cap in (*(CAPS if past is not None else ()), None):
        sides = Sides(on, None if cap is None or past is None else past[int(bin_of(cap))], off)
        for cutoff in CUTOFFS:
            decision = decide(sides, replace(rule, max_decile=cutoff, max_quarters=cap), tests[cutoff])
            points.add(sides, decision)
            own = (cutoff, cap) == (rule.max_decile, rule.max_quarters)
            rows.append({"max_decile": cutoff, "max_quarters": cap, "is_policy": own})
    found = points.figures(on, off, merged.has_component)
    check_sum(programme, "rupiah a quarter", float(found["rupiah_per_quarter"].max()))
    table = pd.DataFrame(rows).assign(**found).astype({"max_quarters": "Int64"})
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

    def over(self, clock: Timed) -> np.ndarray:
        """(bin, channel, zone, decile, trait): those whose quarters on aid lie beyond the bin, of all bins at once."""
        own = clock.own()
        channels = list(valued(own, self.rule))
        if self.probability is not None:
            channels.append(own[COUNT] * self.probability[clock.place, ON])
        place, size = self.place[clock.place] * BINS + clock.bins, int(np.prod(self.shape)) * BINS
        sums = np.stack([np.bincount(place, weights=one, minlength=size).reshape(-1, BINS) for one in channels])
        beyond = sums[..., ::-1].cumsum(axis=2)[..., ::-1] - sums
        return np.moveaxis(beyond.reshape(len(channels), *self.shape, BINS), -1, 0).copy()


class _Points:
    """What every point decides, summed for all of them at once."""

    def __init__(self) -> None:
        self._kept: list[np.ndarray] = []
        self._admitted: list[np.ndarray] = []
        self._dropped: list[np.ndarray] = []
        self._eligible: list[np.ndarray] = []

    def add(self, sides: Sides, decision: Decision) -> None:
        """A point: sums by decile, channel and reason."""
        self._kept.append(decision.kept)
        self._admitted.append(decision.admitted)
        lost = (decision.dropped_decile, decision.dropped_component, decision.dropped_cap, decision.dropped_budget)
        self._dropped.append(np.stack(lost))
        self._eligible.append(decision.eligible)

    def figures(self, on: np.ndarray, off: np.ndarray, has_component: np.ndarray) -> dict[str, np.ndarray]:
        """The nation's figures at each point."""
        whole_kept, whole_admitted = np.stack(self._kept), np.stack(self._admitted)
        kept, admitted = whole_kept.sum(axis=(2, 3, 4)), whole_admitted.sum(axis=(2, 3, 4))
        eligible = np.stack(self._eligible)
        able = (eligible * (on[COUNT] + off[COUNT])).sum(axis=(1, 2, 3))
        covered = (eligible * whole_kept[:, COUNT]).sum(axis=(1, 2, 3)) + admitted[:, COUNT]
        poorest = ((on[COUNT] + off[COUNT]) * has_component)[:, POOREST].sum()
        reached = (whole_kept[:, COUNT] + whole_admitted[:, COUNT])[:, :, POOREST].sum(axis=(1, 2, 3))
        dropped = dict(zip(DROPPED, np.stack(self._dropped).sum(axis=(2, 3, 4)).T, strict=True))
        before = np.full(len(kept), on[COUNT].sum())
        found = {"recipients_before": before, "kept": kept[:, COUNT], **dropped}
        found |= {
            "dropped": before - kept[:, COUNT],
            "dropped_poorest": (on[COUNT] - whole_kept[:, COUNT])[:, :, POOREST].sum(axis=(1, 2, 3)),
            "coverage_poorest": _share(reached, np.full(len(kept), poorest)),
            "eligible": able,
            "admitted": admitted[:, COUNT],
            "recipients_after": kept[:, COUNT] + admitted[:, COUNT],
            "persons_after": kept[:, PERSONS] + admitted[:, PERSONS],
            "coverage_share": _share(covered, able),
            "rupiah_per_quarter": kept[:, RUPIAH] + admitted[:, RUPIAH],
        }
        if len(on) > ENTITLED:
            entitled, everyone = kept[:, ENTITLED] + admitted[:, ENTITLED], on[ENTITLED].sum() + off[ENTITLED].sum()
            found["inclusion_error"] = 1.0 - _share(entitled, found["recipients_after"])
            found["exclusion_error"] = 1.0 - _share(entitled, np.full(len(kept), everyone))
        return found


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
