"""Quarters on aid as bins, and how a bin ages.

Bin 0 holds families outside the clock: settled once by an assessment, never to be capped, or without a clock. Bins 1
to 24 are quarters. Then come years (25 to 28 …) as far as a cap needs them, then one bin for all longer. A year's bin
ages as if its families were spread evenly over its four quarters: a quarter of them goes on, each quarter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.policy.fields import EXACT_QUARTERS

OUTSIDE = 0
A_YEAR = 4


@dataclass(frozen=True)
class Clock:
    """``years`` bins of a year between the 24 exact quarters and the last bin; ``runs`` false: bin 0 alone."""

    years: int = 0
    runs: bool = True

    @classmethod
    def needed(cls, caps: Iterable[int], runs: bool) -> Clock:
        """The shortest clock on which all these caps fall between two bins."""
        longest = max(caps, default=0)
        return cls(max(0, -(-(longest - EXACT_QUARTERS) // A_YEAR)), runs)

    @property
    def size(self) -> int:
        return 2 + EXACT_QUARTERS + self.years if self.runs else 1

    @property
    def first_year(self) -> int:
        """The first bin of which some of the families are in it still a quarter later."""
        return 1 + EXACT_QUARTERS

    def bin_of(self, quarters: np.ndarray | int) -> np.ndarray:
        """The bin of quarters on aid as the cells write them."""
        given = np.asarray(quarters, np.int32)
        year = EXACT_QUARTERS + (given - EXACT_QUARTERS + A_YEAR - 1) // A_YEAR
        return np.minimum(np.where(given <= EXACT_QUARTERS, given, year), self.size - 1)

    def first_over(self, cap: int) -> int:
        """The first bin whose families are all over the cap."""
        return int(self.bin_of(cap)) + 1

    @cached_property
    def going_on(self) -> np.ndarray:
        """(bin): the share that is in the next bin a quarter later."""
        share = np.zeros(self.size)
        share[1 : 1 + EXACT_QUARTERS] = 1.0 if self.runs else 0.0
        share[1 + EXACT_QUARTERS : -1] = 1 / A_YEAR
        return share

    def hazard(self, by_tenure: np.ndarray) -> np.ndarray:
        """(…, bin) from (…, tenure 1 to 24 and over): outside the clock as over 24; without one their mean."""
        if not self.runs:
            return by_tenure.mean(axis=-1, keepdims=True)
        position = np.minimum(np.arange(self.size) - 1, EXACT_QUARTERS)
        return by_tenure[..., np.where(position < 0, EXACT_QUARTERS, position)]
