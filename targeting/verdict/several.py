"""Verdicts on many areas at once: p-values adjusted for their number.

The family is one programme, one error, one date; areas with an insufficient sample stay out of it (their p-value NaN).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import stats

from targeting.verdict.verdict import Verdict


def benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """P-values adjusted for the false discovery rate; NaN stays NaN and does not count."""
    return _among_known(p, lambda known: stats.false_discovery_control(known, method="bh"))


def verdicts_of_many(p_less: np.ndarray, p_more: np.ndarray, verdict: np.ndarray, rate: float = 0.05) -> np.ndarray:
    """Verdicts for lists, counts and maps: of areas called met (or missed) at most ``rate`` are expected to be wrong.

    ``verdict`` holds the single verdicts; those that are insufficient stay so and leave the family.
    """
    known = np.asarray(verdict) != Verdict.insufficient
    below = benjamini_hochberg(np.where(known, p_less, np.nan)) <= rate
    above = benjamini_hochberg(np.where(known, p_more, np.nan)) <= rate
    shown = np.where(below, Verdict.met, np.where(above, Verdict.missed, Verdict.unproven))
    return np.where(known, shown, Verdict.insufficient).astype(object)


def _among_known(p: np.ndarray, adjust: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    p = np.asarray(p, dtype=float)
    known = ~np.isnan(p)
    adjusted = np.full(len(p), np.nan)
    if known.any():
        adjusted[known] = adjust(p[known])
    return adjusted
