"""The verdict on an error against a target, and exact one-sided p-values, at the interval and size that are shown."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from scipy import special


class Verdict(StrEnum):
    """met: the interval lies below the target; missed: above; unproven: across; insufficient: no case or one PSU."""

    met = "met"
    missed = "missed"
    unproven = "unproven"
    insufficient = "insufficient"


def verdicts(low: np.ndarray, high: np.ndarray, target: float, enough: np.ndarray) -> np.ndarray:
    """A Verdict per interval; ``enough`` is False with no member of the denominator or fewer than two PSUs."""
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    shown = np.where(high < target, Verdict.met, np.where(low > target, Verdict.missed, Verdict.unproven))
    return np.where(enough & np.isfinite(low) & np.isfinite(high), shown, Verdict.insufficient).astype(object)


def p_less(estimate: np.ndarray, size: np.ndarray, target: float) -> np.ndarray:
    """P-values for "the error is below the target": chance of so few errors when it is at the target."""
    p, n = np.asarray(estimate, dtype=float), np.asarray(size, dtype=float)
    misses = n * (1 - p)
    tail = special.betaincc(n * p + 1, np.where(misses > 0, misses, 1.0), target)
    return np.where(np.isnan(p * n), np.nan, np.where(misses > 0, tail, 1.0))


def p_more(estimate: np.ndarray, size: np.ndarray, target: float) -> np.ndarray:
    """P-values for "the error is above the target"."""
    p, n = np.asarray(estimate, dtype=float), np.asarray(size, dtype=float)
    hits = n * p
    tail = special.betainc(np.where(hits > 0, hits, 1.0), n - hits + 1, target)
    return np.where(np.isnan(p * n), np.nan, np.where(hits > 0, tail, 1.0))
