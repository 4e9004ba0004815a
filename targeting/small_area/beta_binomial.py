"""Beta-binomial empirical Bayes: errors of small areas borrowed from each other and from covariates.

y_k errors in n_k (effective) cases, rate ~ Beta(μ_k φ, (1 − μ_k) φ) with logit μ = x'β. β and φ maximise the marginal
likelihood; posterior Beta(μφ + y, (1 − μ)φ + n − y). It stays in 0–1 and handles areas with no error found. The
uncertainty of β and φ is left out: fine for some 500 areas, too little below about 50 (``few_areas`` puts it in).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from scipy import optimize, special

from targeting.small_area.covariates import model_matrix
from terms import InputError

LARGEST_SIZE = 1e9
NO_SPREAD = 15.0
"""ln φ from which areas differ by no more than chance."""


class ModelVerdict(StrEnum):
    """A verdict by the model's probability; never merged with the direct one."""

    met = "met (model)"
    missed = "missed (model)"
    unproven = "unproven (model)"


@dataclass(frozen=True, eq=False)
class BetaBinomial:
    """A fitted model; ``precision`` φ; ``areas`` has one row an area, the posterior's shapes ``a`` and ``b`` included.

    Columns: direct (NaN without a sample), estimate (posterior mean), mse (posterior variance), low, high, shrinkage
    (weight of the direct estimate, n/(n + φ)), probability_below_target, a, b.
    """

    coefficients: np.ndarray
    precision: float
    areas: pd.DataFrame

    @property
    def synthetic(self) -> bool:
        """True when areas differ by no more than chance: each shows the model's value, its interval too narrow."""
        return self.precision >= np.exp(NO_SPREAD)


def beta_binomial(
    counts: np.ndarray, size: np.ndarray, covariates: np.ndarray | None, target: float, level: float = 0.95
) -> BetaBinomial:
    """Fit to counts of errors and (effective) sizes, which need not be whole; size 0 = no sample.

    InputError when a count lies outside 0 to its size, or when no area (or every case) has an error.
    """
    y, n = cases(counts, size)
    if y.sum() <= 0 or y.sum() >= n.sum():
        raise InputError("counts: areas with and without an error are needed, or there is nothing to model")
    x = model_matrix(covariates, len(n))
    if (n > 0).sum() <= x.shape[1]:
        raise InputError(f"small area: {x.shape[1]} coefficients need more areas with a sample, got {(n > 0).sum()}")
    beta, precision = _fit(y[n > 0], n[n > 0], x[n > 0])
    a, b = _shapes(beta, precision, x)
    return BetaBinomial(beta, precision, _posterior(y, n, (a, b), target, level))


def cases(counts: np.ndarray, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Counts of errors and sizes as floats, 0 without a sample; InputError when a count is not 0 to its size, or a
    size is negative or beyond ``LARGEST_SIZE``."""
    n = np.nan_to_num(np.asarray(size, dtype=float), posinf=np.inf)
    beyond = np.flatnonzero(~((n >= 0) & (n <= LARGEST_SIZE)))
    if len(beyond):
        raise InputError(f"size: must be 0 to {LARGEST_SIZE:g}, got {n[beyond[0]]:g} in row {beyond[0] + 1}")
    y = np.where(n > 0, np.asarray(counts, dtype=float), 0.0)
    bad = np.flatnonzero(~((y >= 0) & (y <= n * (1 + 1e-12))))
    if len(bad):
        raise InputError(f"counts: must be 0 to the size, got {y[bad[0]]:g} of {n[bad[0]]:g} in row {bad[0] + 1}")
    return np.minimum(y, n), n


def rank_ranges(areas: pd.DataFrame, draws: int, seed: int, level: float = 0.95) -> pd.DataFrame:
    """Posterior ranks (1 = lowest error) of a fitted model's areas: mean and range. Never rank the estimates."""
    random = np.random.default_rng(seed)
    rates = random.beta(areas.a.to_numpy(), areas.b.to_numpy(), size=(draws, len(areas)))
    ranks = rates.argsort(axis=1).argsort(axis=1) + 1
    low, high = np.quantile(ranks, [(1 - level) / 2, (1 + level) / 2], axis=0, method="nearest")
    return pd.DataFrame({"rank": ranks.mean(axis=0), "rank_low": low, "rank_high": high}, index=areas.index)


def model_verdict(probability_below_target: np.ndarray, certainty: float = 0.975) -> np.ndarray:
    """met (model) when P(error < target) reaches the certainty, missed (model) when P(error > target) does."""
    chance = np.asarray(probability_below_target, dtype=float)
    above = np.where(chance <= 1 - certainty, ModelVerdict.missed, ModelVerdict.unproven)
    return np.where(chance >= certainty, ModelVerdict.met, above).astype(object)


def _shapes(beta: np.ndarray, precision: float, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    eta = x @ beta
    return special.expit(eta) * precision, special.expit(-eta) * precision


def _fit(y: np.ndarray, n: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, float]:
    """Maximise the marginal likelihood from several starts, on centred and scaled columns."""
    centre, spread = x.mean(axis=0), x.std(axis=0)
    centre[0], spread[0] = 0.0, 1.0
    scaled = (x - centre) / spread
    base = np.zeros(x.shape[1])
    base[0] = special.logit(y.sum() / n.sum())
    bounds = [(-40.0, 40.0)] * x.shape[1] + [(-5.0, NO_SPREAD)]
    runs = [
        optimize.minimize(_loss, np.append(base, start), (y, n, scaled), jac=True, method="L-BFGS-B", bounds=bounds)
        for start in (1.0, 3.0, 5.0, 8.0)
    ]
    best = _polished(min(runs, key=lambda run: run.fun), (y, n, scaled))
    beta = best[:-1] / spread
    beta[0] -= (best[:-1] * centre / spread)[1:].sum()
    return beta, float(np.exp(best[-1]))


def _polished(run: optimize.OptimizeResult, data: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    """The root of the gradient near the optimum; the optimum itself at a bound."""
    if run.x[-1] >= NO_SPREAD - 1e-6:
        return run.x
    root = optimize.root(lambda theta: _loss(theta, *data)[1], run.x, tol=1e-13)
    near = np.all(np.abs(root.x - run.x) < 1e-2)
    return root.x if near and _loss(root.x, *data)[0] <= run.fun + 1e-9 else run.x


def _loss(theta: np.ndarray, y: np.ndarray, n: np.ndarray, x: np.ndarray) -> tuple[float, np.ndarray]:
    """Minus the log-likelihood and its gradient in (β, ln φ)."""
    a, b = _shapes(theta[:-1], np.exp(theta[-1]), x)
    value = special.betaln(y + a, n - y + b) - special.betaln(a, b)
    both = special.digamma(a + b) - special.digamma(n + a + b)
    by_a = special.digamma(y + a) - special.digamma(a) + both
    by_b = special.digamma(n - y + b) - special.digamma(b) + both
    slope = a * b / (a + b) * (by_a - by_b)
    return -float(value.sum()), -np.append(x.T @ slope, (by_a * a + by_b * b).sum())


def _posterior(
    y: np.ndarray, n: np.ndarray, prior: tuple[np.ndarray, np.ndarray], target: float, level: float
) -> pd.DataFrame:
    a, b = prior[0] + y, prior[1] + n - y
    tail, total = (1 - level) / 2, a + b
    precision = prior[0] + prior[1]
    return pd.DataFrame(
        {
            "direct": np.divide(y, n, out=np.full(len(n), np.nan), where=n > 0),
            "estimate": a / total,
            "mse": a * b / (total**2 * (total + 1)),
            "low": special.betaincinv(a, b, tail),
            "high": special.betainccinv(a, b, tail),
            "shrinkage": n / (n + precision),
            "probability_below_target": special.betainc(a, b, target),
            "a": a,
            "b": b,
        }
    )
