"""The intra-cluster correlation of errors: the nation's, or a careful one where the sample cannot tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from targeting.survey.effective import intra_psu_correlation
from targeting.survey.sums import Sums
from targeting.verdict.borrowed import CAUTIOUS

#: Below so many units in the pool the estimated correlation is unstable (METHODS, section 15).
FEWEST_UNITS = 50
NATIONAL, DEFAULT = "national", "default"


@dataclass(frozen=True)
class IntraCluster:
    """The intra-cluster correlation (0–1) that intervals of small areas use; ``source`` national or default; ``units``
    are those it is pooled from, in kabupaten with two or more of them."""

    value: float
    source: str
    units: int


def intra_cluster(sums: Sums) -> IntraCluster:
    """Of an error's sums over the whole nation, by kabupaten.

    With fewer than ``FEWEST_UNITS`` in the pool, or where no error (or nothing else) was found, it is ``CAUTIOUS``
    or the estimate, whichever is higher: a correlation that cannot be seen is not 0.
    """
    units = _pooled(sums)
    found = intra_psu_correlation(sums)
    finite = np.isfinite([found.value, found.between, found.within]).all()
    known = units > 0 and finite and found.between + found.within > 0
    estimate = float(found.value) if known else 0.0
    if known and units >= FEWEST_UNITS:
        return IntraCluster(estimate, NATIONAL, units)
    return IntraCluster(max(CAUTIOUS, estimate), DEFAULT, units)


def _pooled(sums: Sums) -> int:
    """Units with a member of the denominator, in areas that hold two or more of them."""
    pairs = np.unique(np.column_stack([sums.area, sums.psu]), axis=0)
    of_area = np.unique(pairs[:, 0], return_counts=True)[1]
    return int(of_area[of_area >= 2].sum())
