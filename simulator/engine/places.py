"""Who fills the places, and whose aid a binding budget takes away."""

from __future__ import annotations

import numpy as np

from simulator.cells import DECILES

CUT_ORDER = (0, *range(DECILES - 1, 0, -1))


def filled_share(waiting: np.ndarray, kept: np.ndarray, quota: float, quota_by_zone: np.ndarray) -> np.ndarray:
    """Share admitted of those who would accept, by zone and decile: poorest decile first.

    ``waiting`` (zone, decile) and ``kept`` (zone) are in the quota's unit; a missing quota is infinity. Where a
    zone's own places run out, its waiting share them pro rata; where the national places run out, all zones do.
    """
    left = max(0.0, quota - kept.sum())
    left_by_zone = np.maximum(0.0, quota_by_zone - kept)
    share = np.zeros_like(waiting)
    for decile in range(1, DECILES):
        demand = waiting[:, decile]
        taken = np.minimum(demand, left_by_zone)
        total = taken.sum()
        if total > left:
            taken = taken * (left / total)
        share[:, decile] = np.divide(taken, demand, out=np.zeros_like(demand), where=demand > 0)
        left = max(0.0, left - total)
        left_by_zone = left_by_zone - taken
    return share


def budget_cut(rupiah: np.ndarray, limit: float | None) -> np.ndarray:
    """Share of the aid of each decile that must go for the sum of ``rupiah`` (by decile) to meet the limit.

    From the highest decile down, pro rata in the last; the unranked (decile 0) count as above every limit and
    go first.
    """
    cut = np.zeros(DECILES)
    excess = 0.0 if limit is None else rupiah.sum() - limit
    for decile in CUT_ORDER:
        if excess <= 0:
            break
        taken = min(excess, rupiah[decile])
        cut[decile] = taken / rupiah[decile] if taken > 0 else 0.0
        excess -= taken
    return cut
