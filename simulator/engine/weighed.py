"""Sums of a grid under weights that are a share by kabupaten and decile times a share by family type."""

from __future__ import annotations

import numpy as np

from simulator.cells import DECILES, FAMILY_TYPES
from simulator.engine.areas import Areas


class Weighed:
    """A grid (channel, kabupaten, decile, family type that occurs); whole sums under weights 0 and 1 are exact.

    ``known``: the sums (province, decile, all family types) of its first channel, if somebody has them already.
    """

    def __init__(self, grid: np.ndarray, areas: Areas, known: np.ndarray | None = None) -> None:
        self.grid, self.areas, self.types = grid, areas, list(areas.types)
        self._columns = [DECILES + one for one in areas.types]
        # By what was asked, with the weights themselves, so that an identity is not used twice.
        self._found: dict[tuple[str, int, int], tuple[np.ndarray, np.ndarray]] = {}
        self._known = None if known is None else known[:, :, self.types]

    def margins(self, weight: np.ndarray, of_type: np.ndarray, channel: int = 0) -> np.ndarray:
        """(kabupaten, 11 deciles then 32 family types)."""
        found = np.zeros((self.grid.shape[1], DECILES + FAMILY_TYPES))
        np.multiply(weight, self._by_place(of_type, channel), out=found[:, :DECILES])
        found[:, self._columns] = self._by_type(weight, channel) * of_type
        return found

    def _by_place(self, of_type: np.ndarray, channel: int) -> np.ndarray:
        """(kabupaten, decile) under weights by family type; weights are asked for again, so what is found is kept."""
        key = "place", id(of_type), channel
        if key not in self._found:
            self._found[key] = of_type, self.grid[channel] @ of_type
        return self._found[key][1]

    def _by_type(self, weight: np.ndarray, channel: int) -> np.ndarray:
        """(kabupaten, family type) under weights by place."""
        key = "type", id(weight), channel
        if key not in self._found:
            self._found[key] = weight, np.matmul(weight[:, None, :], self.grid[channel])[:, 0]
        return self._found[key][1]

    def groups(self, weight: np.ndarray, of_type: np.ndarray) -> np.ndarray:
        """(province, decile, family type) of the first channel."""
        first = self.areas.first_of_province
        found = np.zeros((len(first), DECILES, FAMILY_TYPES))
        if not weight.any():
            return found
        alike = weight[first]
        if np.array_equal(alike[self.areas.province], weight):
            if self._known is None:
                self._known = np.add.reduceat(self.grid[0], first, axis=0)
            found[:, :, self.types] = self._known * alike[:, :, None] * of_type
        else:
            found[:, :, self.types] = np.add.reduceat(self.grid[0] * weight[:, :, None], first, axis=0) * of_type
        return found
