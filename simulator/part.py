"""One programme's share of an outcome: sums per kabupaten, decile and family type, small enough to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.any_aid import AnyAid
from simulator.cells import DECILES, FAMILY_TYPES
from simulator.decision import COUNT, PERSONS, RUPIAH, Decision, Sides


@dataclass(frozen=True)
class Areas:
    """The kabupaten of an outcome, sorted, and the provinces they lie in."""

    kabupaten: tuple[str, ...]

    @cached_property
    def provinces(self) -> tuple[str, ...]:
        return tuple(sorted({code[:2] for code in self.kabupaten}))

    @cached_property
    def first_of_province(self) -> list[int]:
        return [next(i for i, code in enumerate(self.kabupaten) if code[:2] == one) for one in self.provinces]

    @cached_property
    def province_of(self) -> np.ndarray:
        """(province, kabupaten): 1 where the kabupaten lies in the province."""
        return np.array([[float(code[:2] == province) for code in self.kabupaten] for province in self.provinces])


@dataclass(frozen=True, eq=False)
class Sums:
    """A count summed two ways that both add up to the nation.

    ``margins`` is (kabupaten, 11 deciles then 32 family types); ``groups`` is (province, decile, family type).
    """

    margins: np.ndarray
    groups: np.ndarray


@dataclass(frozen=True, eq=False)
class Part:
    """One programme's sums by column; counts are families (``unit`` pupil: pupils).

    Besides the columns of the table: ``eligible_after`` (eligible recipients after) and ``others`` (not on the
    programme today). Without a rule, ``eligible``, ``eligible_after`` and ``waiting`` are unknown and absent.
    """

    unit: str
    columns: Mapping[str, Sums]

    @property
    def has_rule(self) -> bool:
        return "eligible" in self.columns

    def total(self, column: str) -> float:
        """The column's sum over all the cells."""
        return float(self.columns[column].margins[:, :DECILES].sum())


def part(unit: str, sides: Sides, paid: np.ndarray, decision: Decision | None, areas: Areas) -> Part:
    """The sums of a programme; without a decision it stays as it is paid."""
    grid = _unchanged(sides) if decision is None else _decided(sides, decision)
    grid |= {
        "recipients_before": sides.on[COUNT],
        "others": sides.off[COUNT],
        "persons_before": sides.on[PERSONS],
        "rupiah_per_quarter_before": paid.reshape(sides.on.shape[1:]),
    }
    return Part(unit, {name: reduced(column, areas) for name, column in grid.items()})


def reduced(column: np.ndarray, areas: Areas) -> Sums:
    """Sums of a (kabupaten, decile, family type) grid; exact while they are whole and below 2**53."""
    by_decile, by_type = column @ np.ones(FAMILY_TYPES), (np.ones((1, DECILES)) @ column)[:, 0]
    return Sums(np.concatenate([by_decile, by_type], axis=1), np.add.reduceat(column, areas.first_of_province, axis=0))


def reduced_aid(aid: AnyAid, areas: Areas) -> dict[str, Sums]:
    """The sums of families and persons on any aid."""
    names = ("families_before", "families_after", "persons_before", "persons_after")
    return {name: reduced(getattr(aid, name), areas) for name in names}


def _unchanged(sides: Sides) -> dict[str, np.ndarray]:
    nothing = np.zeros_like(sides.on[COUNT])
    dropped = ("dropped_decile", "dropped_component", "dropped_cap", "dropped_budget")
    zeros = dict.fromkeys((*dropped, "admitted", "persons_dropped", "persons_admitted"), nothing)
    kept = {"kept": sides.on[COUNT], "persons_after": sides.on[PERSONS], "rupiah_per_quarter": sides.on[RUPIAH]}
    return zeros | kept


def _decided(sides: Sides, decision: Decision) -> dict[str, np.ndarray]:
    kept, admitted, eligible = decision.kept, decision.admitted, decision.eligible
    return {
        "kept": kept[COUNT],
        "dropped_decile": decision.dropped_decile,
        "dropped_component": decision.dropped_component,
        "dropped_cap": decision.dropped_cap,
        "dropped_budget": decision.dropped_budget,
        "eligible": eligible * (sides.on[COUNT] + sides.off[COUNT]),
        "eligible_after": eligible * kept[COUNT] + admitted[COUNT],
        "admitted": admitted[COUNT],
        "waiting": eligible * sides.off[COUNT] - admitted[COUNT],
        "persons_after": kept[PERSONS] + admitted[PERSONS],
        "persons_dropped": sides.on[PERSONS] - kept[PERSONS],
        "persons_admitted": admitted[PERSONS],
        "rupiah_per_quarter": kept[RUPIAH] + admitted[RUPIAH],
    }
