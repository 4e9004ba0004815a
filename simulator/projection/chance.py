"""Who is entitled in the years to come: the chances that the sample gives, carried along with the families.

A family's chance is that of its province, decile and kind, and of the side it stood on at the first quarter: on the
programme, or off it (as who is new in the register). What a policy does with aid later therefore moves nobody's
chance, and the entitled families of a quarter are as many under every policy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.cells import Cells
from simulator.engine.margins import margin
from simulator.entitlement import Entitled
from simulator.error import OFF, ON
from simulator.projection.grid import Kinds, by_kind
from simulator.projection.state import State, total

#: Weight of each family type alike, beside the nation's mix of them, where a province has nobody of a kind.
_ALIKE = 1e-6


@dataclass(frozen=True, eq=False)
class EntitledPlaces:
    """``off`` (kabupaten, decile, kind): the chance of who was off the programme; ``more``: how much higher it is of
    those who were on it."""

    off: np.ndarray
    more: np.ndarray

    def of(self, state: State) -> tuple[np.ndarray, np.ndarray]:
        """Entitled families by kabupaten: of the register, and of those on the programme."""
        without, first = state.off + state.resting(), state.first_off + state.first_resting()
        reached = _product(state.places, self.off) + _product(state.first_on, self.more)
        return reached + _product(without, self.off) + _product(first, self.more), reached


@dataclass(frozen=True, eq=False)
class Chances:
    """``estimate`` (province, decile, kind, side) and ``draws`` of it in front; ``province`` (kabupaten)."""

    estimate: np.ndarray
    draws: np.ndarray
    province: np.ndarray

    def drawn(self, draw: int | None, kind: type) -> EntitledPlaces:
        """By the estimate, or by a draw of it; there are fewer draws than may be asked for, so they come round."""
        which = self.estimate if draw is None or not len(self.draws) else self.draws[draw % len(self.draws)]
        found = which[self.province].astype(kind)
        return EntitledPlaces(by_kind(found[..., OFF]), by_kind(found[..., ON] - found[..., OFF]))


def chances(cells: Cells, programme: str, unit: str, kind: Kinds, entitled: Entitled) -> Chances:
    """The chances of kinds from those of family types, by the families of each type in the province now."""
    provinces, province = np.unique([code[:2] for code in cells.kabupaten_codes], return_inverse=True)
    known = entitled.of(tuple(map(str, provinces)))
    sums = margin(cells, programme, unit)
    sides = {ON: sums.on[0], OFF: sums.off[0]}
    families = np.stack([sides[side].reshape(cells.shape) for side in (OFF, ON)], axis=-1)
    weight = np.zeros((len(provinces), *families.shape[1:]))
    np.add.at(weight, province, families)
    nobody = _gathered(weight, kind)[..., kind.of_type, :] == 0
    weight = np.where(nobody, weight.sum(axis=0) + _ALIKE, weight)
    whole = _gathered(weight, kind)

    def of_kinds(table: np.ndarray) -> np.ndarray:
        return _gathered(table[..., cells.types, :] * weight, kind) / whole

    drawn = [of_kinds(one).astype(np.float32) for one in known.draws]
    return Chances(of_kinds(known.probability), np.array(drawn).reshape(-1, *whole.shape), province)


def _gathered(column: np.ndarray, kind: Kinds) -> np.ndarray:
    """(…, kind, side) from (…, family type, side)."""
    return np.moveaxis(kind.gathered(np.moveaxis(column, -2, -1)), -1, -2)


def _product(families: np.ndarray, chance: np.ndarray) -> np.ndarray:
    return total(families * chance)
