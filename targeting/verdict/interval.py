"""Intervals for a proportion from a sample of a given effective size.

All take arrays or numbers, and return (low, high) arrays; NaN where the proportion or its size is undefined.
"""

from __future__ import annotations

import numpy as np
from scipy import special

Bounds = tuple[np.ndarray, np.ndarray]


def t_quantile(df: np.ndarray | float, level: float) -> np.ndarray:
    """The two-sided Student quantile of the level; NaN where df is not above 0, the normal one where it is infinite."""
    df = np.asarray(df, dtype=float)
    usable = (df > 0) & np.isfinite(df)
    share = special.betaincinv(0.5, np.where(usable, df, 1.0) / 2, level)
    beyond = np.where(df == np.inf, special.ndtri(0.5 + level / 2), np.nan)
    return np.where(usable, np.sqrt(np.where(usable, df, 1.0) * share / (1 - share)), beyond)


def clopper_pearson(estimate: np.ndarray, size: np.ndarray, level: float = 0.95) -> Bounds:
    """Exact interval at an effective size, which need not be whole: size 0 gives (0, 1)."""
    p, n = np.broadcast_arrays(np.asarray(estimate, dtype=float), np.asarray(size, dtype=float))
    tail = (1 - level) / 2
    hits, misses = n * p, n * (1 - p)
    with np.errstate(invalid="ignore"):
        low = np.where(hits > 0, special.betaincinv(np.where(hits > 0, hits, 1), misses + 1, tail), 0.0)
        high = np.where(misses > 0, special.betainccinv(hits + 1, np.where(misses > 0, misses, 1), tail), 1.0)
    unknown = np.isnan(p) | np.isnan(n)
    # The inverse loses its way for shapes near the smallest floating number; the estimate is a bound for both ends.
    return np.where(unknown, np.nan, np.minimum(low, p)), np.where(unknown, np.nan, np.maximum(high, p))


def effective_size(
    estimate: np.ndarray, variance: np.ndarray, n: np.ndarray, df: np.ndarray, level: float = 0.95
) -> np.ndarray:
    """Korn and Graubard's size p(1 − p)/V · (t_{n−1}/t_df)², uncapped; n where p is 0 or 1 or V is 0 (and df above 0).

    0 where 0 < p < 1 but no degree of freedom is left: nothing is known of the variance.
    """
    p, v, n, df = np.broadcast_arrays(*(np.asarray(a, dtype=float) for a in (estimate, variance, n, df)))
    with np.errstate(invalid="ignore", divide="ignore"):
        size = p * (1 - p) / v * (t_quantile(n - 1, level) / t_quantile(df, level)) ** 2
    size = np.where(v == 0, n, size)
    size = np.where(df <= 0, 0.0, size)
    size = np.where((p == 0) | (p == 1), n, size)
    return np.where(np.isnan(p), np.nan, size)
