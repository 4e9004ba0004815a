"""Arrays that are kept by the hundred, in the least room that loses nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Packed:
    """The columns (last axis) of an array that are not all 0, in single precision where every number is the same so.

    Whole numbers are the same below 2**24, which sums of one kabupaten are.
    """

    width: int
    kept: np.ndarray
    values: np.ndarray

    @classmethod
    def of(cls, whole: np.ndarray) -> Packed:
        kept = np.flatnonzero(whole.reshape(-1, whole.shape[-1]).any(axis=0))
        values = whole[..., kept]
        single = values.astype(np.float32)
        return cls(whole.shape[-1], kept, single if np.array_equal(single, values) else values)

    @property
    def whole(self) -> np.ndarray:
        """The array as it was, in double precision."""
        found = np.zeros((*self.values.shape[:-1], self.width))
        found[..., self.kept] = self.values
        return found
