"""The areas that an outcome is told by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np


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
    def province(self) -> np.ndarray:
        """(kabupaten): the number of its province."""
        return np.array([self.provinces.index(code[:2]) for code in self.kabupaten])

    @cached_property
    def province_of(self) -> np.ndarray:
        """(province, kabupaten): 1 where the kabupaten lies in the province."""
        return np.array([[float(code[:2] == province) for code in self.kabupaten] for province in self.provinces])
