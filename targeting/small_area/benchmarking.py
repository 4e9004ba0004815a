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


def benchmarked_by_mse(estimates: np.ndarray, shares: np.ndarray, total: float, mse: np.ndarray) -> Benchmarked:
    """Difference benchmarking p_k + λ_k (T − Σ s p), λ_k = s_k mse_k/Σ s² mse: uncertain areas move most (Wang, Fuller
    & Qu 2008). Cut to 0–1; ``factor`` as for the ratio."""
    estimates, shares, mse = (np.asarray(values, dtype=float) for values in (estimates, shares, mse))
    shares = shares / shares.sum()
    together = shares @ estimates
    pull = shares * mse / (shares**2 @ mse)
    factor = float(total / together)
    return Benchmarked(np.clip(estimates + pull * (total - together), 0.0, 1.0), factor, abs(factor - 1) <= TRUSTED)
