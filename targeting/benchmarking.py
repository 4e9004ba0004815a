"""Small-area estimates made to agree with the direct estimate of the whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

TRUSTED = 0.10
"""A factor further than this from 1 means that the model is misspecified, not that it needs scaling."""


@dataclass(frozen=True, eq=False)
class Benchmarked:
    """Estimates scaled by ``factor``; ``trusted`` when the factor lies within 10 % of 1."""

    values: np.ndarray
    factor: float
    trusted: bool


def benchmarked(estimates: np.ndarray, shares: np.ndarray, total: float) -> Benchmarked:
    """Ratio benchmarking p_k · T/Σ s p, cut at 1; ``shares`` of recipients (inclusion) or the entitled (exclusion)."""
    estimates, shares = np.asarray(estimates, dtype=float), np.asarray(shares, dtype=float)
    factor = float(total / (shares / shares.sum() @ estimates))
    return Benchmarked(np.minimum(estimates * factor, 1.0), factor, abs(factor - 1) <= TRUSTED)
