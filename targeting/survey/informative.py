"""Whether weights go with the error: then the model design effect, which takes them as unrelated, is too small."""

from __future__ import annotations

import numpy as np

from targeting.survey.sums import Sums

NORMAL = 1.959964


def weight_correlations(sums: Sums) -> np.ndarray:
    """The correlation of weight and error among the counted, by group; NaN where either does not vary."""
    count = len(sums.groups)
    n, positives, weight, above, squares = (
        np.bincount(sums.group, weights=values, minlength=count)
        for values in (sums.n, sums.positives, sums.weight, sums.weight_positives, sums.weight_squares)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        share, mean = positives / n, weight / n
        spread = squares / n - mean**2
        # A spread below the rounding of the squares is none.
        spread = np.where(spread > 1e-9 * mean**2, spread, np.nan)
        return (above / n - mean * share) / np.sqrt(
            spread * np.where(share * (1 - share) > 0, share * (1 - share), np.nan)
        )


def informative(sums: Sums) -> np.ndarray:
    """Groups whose weights go with the error by more than chance: |r| √n beyond the normal quantile of 95 %."""
    n = np.bincount(sums.group, weights=sums.n, minlength=len(sums.groups))
    with np.errstate(invalid="ignore"):
        return np.abs(weight_correlations(sums)) * np.sqrt(n) > NORMAL
