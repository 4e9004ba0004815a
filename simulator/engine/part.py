"""One programme's share of an outcome: sums per kabupaten, decile and family type, small enough to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulator.cells import DECILES, FAMILY_TYPES
from simulator.engine.any_aid import AnyAid
from simulator.engine.areas import Areas
from simulator.engine.decision import COUNT, PERSONS, RUPIAH, Shares, Sides
from simulator.engine.packed import Packed
from simulator.engine.weighed import Weighed
from terms import InputError

#: Whole numbers below this are exact as floating-point numbers; all sums of Indonesia are far below it.
EXACT = 2**53


class PartSums:
    """A count summed two ways that both add up to the nation; kept packed, for outcomes are kept by the hundred.

    ``margins`` is (kabupaten, 11 deciles then 32 family types); ``groups`` is (province, decile, family type), kept
    only of what errors are computed from. ``total`` is by kabupaten.
    """

    def __init__(self, margins: np.ndarray, groups: np.ndarray | None = None) -> None:
        self._margins = Packed.of(margins)
        self._groups = None if groups is None else Packed.of(groups)
        self.total: np.ndarray = margins[:, :DECILES] @ np.ones(DECILES)

    @property
    def margins(self) -> np.ndarray:
        return self._margins.whole

    @property
    def groups(self) -> np.ndarray | None:
        return None if self._groups is None else self._groups.whole


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
        return float(self.columns[column].total.sum())


def check_sum(programme: str, what: str, total: float) -> None:
    """InputError when a sum is beyond what a computer adds exactly (2**53): it would be wrong without a word."""
    if not abs(total) < EXACT:
        raise InputError(
            f"{programme.lower()}: the {what} must stay below {EXACT:,}, where sums are exact; look at the amounts"
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


def decided(paid: Part, sides: Sides, shares: Shares, areas: Areas) -> Part:
    """A programme after a decision; what it was before stays as in ``paid``.

    Every share is one by place times one by family type, so that each sum is a product of the grid with them.
    """
    every, component = np.ones(len(areas.types)), shares.component
    capped = component * shares.capped
    # Three grids, each beside the groups of it that are known already.
    on = Weighed(sides.on, areas, paid.columns["recipients_before"].groups)
    off = Weighed(sides.off, areas, paid.columns["others"].groups)
    over = None if sides.over is None else Weighed(sides.over, areas)

    def left(weight: np.ndarray, channel: int = COUNT) -> np.ndarray:
        found = on.margins(weight, component, channel)
        return found if over is None else found - over.margins(weight, capped, channel)

    staying, entering = shares.staying, shares.entering
    nobody = not entering.any()
    nothing = np.zeros_like(paid.columns["kept"].margins)
    channels = COUNT, PERSONS, RUPIAH
    admitted = [nothing if nobody else off.margins(entering, component, channel) for channel in channels]
    kept, persons = left(staying), left(staying, PERSONS)
    waiting = off.margins(shares.passes, component)
    eligible = shares.passes * (1.0 - shares.cut) if shares.cut.any() else shares.passes
    columns = {
        "dropped_decile": paid.columns["recipients_before"].margins - on.margins(shares.decile, every),
        "dropped_component": on.margins(shares.decile, 1.0 - component),
        "dropped_cap": nothing if over is None else over.margins(shares.decile, capped),
        "dropped_budget": left(shares.decile * shares.cut) if shares.cut.any() else nothing,
        "eligible": on.margins(shares.passes, component) + waiting,
        "eligible_after": left(eligible) + admitted[COUNT],
        "persons_after": persons + admitted[PERSONS],
        "persons_dropped": paid.columns["persons_before"].margins - persons,
        "persons_admitted": admitted[PERSONS],
        "rupiah_per_quarter": left(staying, RUPIAH) + admitted[RUPIAH],
    }
    kept_groups = on.groups(staying, component)
    kept_groups = kept_groups if over is None else kept_groups - over.groups(staying, capped)
    entered = off.groups(entering, component)
    grouped = {
        "kept": PartSums(kept, kept_groups),
        "admitted": PartSums(admitted[COUNT], entered),
        "waiting": PartSums(waiting - admitted[COUNT], off.groups(shares.passes, component) - entered),
    }
    sums = {name: PartSums(margins) for name, margins in columns.items()}
    return Part(paid.unit, {**paid.columns, **sums, **grouped})


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
