"""How precise a small-area estimate must be to be shown, and the effective size that follows."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import optimize, special

from targeting.small_area.beta_binomial import BetaBinomial

#: Half the 90 % quantile of chi-square with one degree of freedom: a likelihood-ratio bound of 95 %, one-sided.
REJECTED_BELOW = 1.3528


def precision_bound(model: BetaBinomial, counts: np.ndarray, size: np.ndarray) -> float:
    """The smallest precision that the likelihood does not reject, the areas' expected errors held; at most the
    model's."""
    seen = size > 0
    y, n, mean = counts[seen], size[seen], _mean(model, counts)[seen]

    def likelihood(log: float) -> float:
        a, b = mean * np.exp(log), (1 - mean) * np.exp(log)
        return float((special.betaln(y + a, n - y + b) - special.betaln(a, b)).sum())

    best = np.log(model.precision)
    floor = likelihood(best) - REJECTED_BELOW
    return float(np.exp(optimize.brentq(lambda log: likelihood(log) - floor, -5.0, best, xtol=1e-6)))


def _mean(model: BetaBinomial, counts: np.ndarray) -> np.ndarray:
    """The error that the covariates alone let expect."""
    return (model.areas["a"].to_numpy() - counts) / model.precision


def _at_precision(model: BetaBinomial, counts: np.ndarray, size: np.ndarray, precision: float) -> pd.DataFrame:
    """The posterior's shapes ``a`` and ``b`` at another precision."""
    mean = _mean(model, counts)
    a, b = mean * precision + counts, (1 - mean) * precision + size - counts
    return pd.DataFrame({"a": a, "b": b})
