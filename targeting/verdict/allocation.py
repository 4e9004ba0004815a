"""Dividing a sample among areas. All return whole numbers that add up to the sample."""

from __future__ import annotations

import numpy as np

from targeting.verdict.verdict import Verdict
from terms import InputError


def proportional(total: int, sizes: np.ndarray) -> np.ndarray:
    """In proportion to the size of each area (recipients for inclusion, entitled for exclusion)."""
    return _whole(total, np.asarray(sizes, dtype=float))


def neyman(total: int, sizes: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """In proportion to size × √(p(1 − p)): the smallest variance of the national error for the sample.

    ``rates`` are supposed errors, best small-area estimates: areas at 0 or 1 get nothing.
    """
    rates = np.asarray(rates, dtype=float)
    return _whole(total, np.asarray(sizes, dtype=float) * np.sqrt(rates * (1 - rates)))


def to_the_undecided(total: int, verdicts: np.ndarray, needed: np.ndarray) -> np.ndarray:
    """To areas whose verdict is unproven or insufficient, the cheapest to decide first.

    ``needed`` families decide an area (``sample_size``; NaN = none would). Each is filled before the next begins; what
    is left when all are decided is shared among all areas.
    """
    open_ = np.isin(np.asarray(verdicts, dtype=object), [Verdict.unproven, Verdict.insufficient])
    cost = np.where(open_, np.asarray(needed, dtype=float), np.nan)
    share = np.zeros(len(cost), dtype=np.int64)
    left = int(total)
    for area in np.argsort(cost, kind="stable")[: int(np.isfinite(cost).sum())]:
        share[area] = min(left, int(np.ceil(cost[area])))
        left -= share[area]
    return share + _whole(left, np.ones(len(share)))


def _whole(total: int, weights: np.ndarray) -> np.ndarray:
    """Largest remainders."""
    if total < 0 or (weights < 0).any() or not weights.sum() > 0:
        raise InputError("allocation: needs a sample of 0 or more and areas with a size above 0")
    exact = total * weights / weights.sum()
    whole = np.floor(exact).astype(np.int64)
    order = np.argsort(whole - exact, kind="stable")
    whole[order[: int(total - whole.sum())]] += 1
    return whole
