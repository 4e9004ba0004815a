"""One programme's share of an outcome: sums per kabupaten, decile and family type, small enough to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.cells import DECILES, FAMILY_TYPES
from simulator.engine.any_aid import AnyAid
from simulator.engine.decision import COUNT, PERSONS, RUPIAH, Decision, Sides
from terms import InputError

#: Whole numbers below this are exact as floating-point numbers; all sums of Indonesia are far below it.
EXACT = 2**53


@dataclass(frozen=True)
class Areas:
    """The kabupaten of an outcome, sorted, the family types that occur, and the provinces."""

    kabupaten: tuple[str, ...]
    types: tuple[int, ...]

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
class PartSums:
    """A count summed two ways that both add up to the nation.

    ``margins`` is (kabupaten, 11 deciles then 32 family types); ``groups`` is (province, decile, family type), kept
    only of what errors are computed from.
    """

    margins: np.ndarray
    groups: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class Part:
    """One programme's sums by column; counts are families (``unit`` pupil: pupils).

    Besides the columns of the table: ``eligible_after`` (eligible recipients after) and ``others`` (not on the
    programme today). Without a rule, ``eligible``, ``eligible_after`` and ``waiting`` are unknown and absent.
    """

    unit: str
    columns: Mapping[str, PartSums]

    @property
    def has_rule(self) -> bool:
        return "eligible" in self.columns

    def total(self, column: str) -> float:
        """The column's sum over all the cells."""
        return float(self.columns[column].margins[:, :DECILES].sum())


def check_sum(programme: str, what: str, total: float) -> None:
    """InputError when a sum is beyond what a computer adds exactly (2**53): it would be wrong without a word."""
    if not abs(total) < EXACT:
        raise InputError(
            f"{programme.lower()}: the {what} must stay below {EXACT:,}, where sums are exact, got {total:.3g};"
            " look at the amounts"
        )


def unchanged(
    unit: str, recipients: np.ndarray, others: np.ndarray, persons: np.ndarray, paid: np.ndarray, areas: Areas
) -> Part:
    """A programme as it is paid, from grids of its families, the other families, persons covered and rupiah."""
    dropped = ("dropped_decile", "dropped_component", "dropped_cap", "dropped_budget")
    nothing = PartSums(np.zeros((len(areas.kabupaten), DECILES + FAMILY_TYPES)), np.zeros(_group_shape(areas)))
    before, covered, money = reduced(recipients, areas, True), reduced(persons, areas), reduced(paid, areas)
    columns = dict.fromkeys((*dropped, "admitted", "persons_dropped", "persons_admitted"), nothing)
    columns |= {"recipients_before": before, "kept": before, "others": reduced(others, areas, True)}
    columns |= {"persons_before": covered, "persons_after": covered}
    return Part(unit, columns | {"rupiah_per_quarter_before": money, "rupiah_per_quarter": money})


def decided(paid: Part, sides: Sides, decision: Decision, areas: Areas) -> Part:
    """A programme after a decision; what it was before stays as in ``paid``."""
    kept, admitted, eligible = decision.kept, decision.admitted, decision.eligible
    grouped = {
        "kept": kept[COUNT],
        "admitted": admitted[COUNT],
        "waiting": eligible * sides.off[COUNT] - admitted[COUNT],
    }
    others = {
        "dropped_decile": decision.dropped_decile,
        "dropped_component": decision.dropped_component,
        "dropped_cap": decision.dropped_cap,
        "dropped_budget": decision.dropped_budget,
        "eligible": eligible * (sides.on[COUNT] + sides.off[COUNT]),
        "eligible_after": eligible * kept[COUNT] + admitted[COUNT],
        "persons_after": kept[PERSONS] + admitted[PERSONS],
        "persons_dropped": sides.on[PERSONS] - kept[PERSONS],
        "persons_admitted": admitted[PERSONS],
        "rupiah_per_quarter": kept[RUPIAH] + admitted[RUPIAH],
    }
    columns = {name: reduced(column, areas, True) for name, column in grouped.items()}
    return Part(paid.unit, {**paid.columns, **columns, **{name: reduced(one, areas) for name, one in others.items()}})


def reduced(column: np.ndarray, areas: Areas, grouped: bool = False) -> PartSums:
    """Sums of a (kabupaten, decile, family type) grid; exact while they are whole and below 2**53."""
    types = list(areas.types)
    margins = np.zeros((len(areas.kabupaten), DECILES + FAMILY_TYPES))
    margins[:, :DECILES] = column @ np.ones(len(types))
    margins[:, [DECILES + one for one in types]] = (np.ones((1, DECILES)) @ column)[:, 0]
    if not grouped:
        return PartSums(margins)
    groups = np.zeros(_group_shape(areas))
    groups[:, :, types] = np.add.reduceat(column, areas.first_of_province, axis=0)
    return PartSums(margins, groups)


def reduced_aid(aid: AnyAid, areas: Areas) -> dict[str, PartSums]:
    """The sums of families and persons on any aid."""
    names = ("families_before", "families_after", "persons_before", "persons_after")
    return {name: reduced(getattr(aid, name), areas) for name in names}


def _group_shape(areas: Areas) -> tuple[int, int, int]:
    return len(areas.provinces), DECILES, FAMILY_TYPES
