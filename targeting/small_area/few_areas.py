"""Empirical Bayes with few areas: what is not known of the model is put into intervals and probabilities.

With some 500 areas the model is as good as known; below about 50 it is not, and claims from the fitted model alone are
wrong far too often. Two things are added. The coefficients: at a given precision φ, families are drawn from the fitted
model and the coefficients fitted again, many times (parametric bootstrap, Laird & Louis 1987), and the posteriors of
all fits are mixed. The precision: that is done at every precision the likelihood does not reject, and the most cautious
answer is kept, for the posterior is overconfident with a precision too high *or* too low (an area without an error then
seems to have none).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import special

from targeting.small_area.beta_binomial import NO_SPREAD, BetaBinomial, cases
from targeting.small_area.covariates import model_matrix

FEW = 50
"""Areas with a sample below which the fitted model alone says too much."""
REPLICATES = 200
NOT_REJECTED = 1.9207
"""Half the 95 % quantile of chi-square with one degree of freedom."""
GRID = np.arange(-1.0, NO_SPREAD + 0.25, 0.5)
MOST_PRECISIONS = 7
STEPS, LONGEST, FURTHEST, TRACE = 12, 1.5, 12.0, 1e-6
HALVINGS = 26


def bootstrapped(
    fitted: BetaBinomial,
    counts: np.ndarray,
    size: np.ndarray,
    covariates: np.ndarray | None,
    target: float,
    seed: int,
    level: float = 0.95,
) -> BetaBinomial:
    """The fitted model with mse, low, high and probability_below_target from the bootstrap; estimates stay.

    low, high and mse are the widest, and the probability the one nearest to a half, among the precisions that the
    likelihood does not reject. ``a`` and ``b`` stay those of the fit. The same seed gives the same answer.
    """
    y, n = cases(counts, size)
    x = _scaled(model_matrix(covariates, len(n)), n > 0)
    random = np.random.default_rng(seed)
    tail = (1 - level) / 2
    found = []
    for precision in _plausible(y, n, x, fitted.precision):
        a, b = _posteriors(y, n, x, precision, random)
        ends = (_quantile(a, b, tail), _quantile(a, b, 1 - tail))
        found.append((special.betainc(a, b, target).mean(axis=0), _variance(a, b), *ends))
    below, mse, low, high = (np.array(values) for values in zip(*found, strict=True))
    # The first precision is the fitted one.
    cautious = np.where(below[0] >= 0.5, np.maximum(0.5, below.min(axis=0)), np.minimum(0.5, below.max(axis=0)))
    estimate = fitted.areas["estimate"].to_numpy()
    return replace(
        fitted,
        areas=fitted.areas.assign(
            mse=mse.max(axis=0),
            low=np.minimum(low.min(axis=0), estimate),
            high=np.maximum(high.max(axis=0), estimate),
            probability_below_target=cautious,
        ),
    )


def _scaled(x: np.ndarray, seen: np.ndarray) -> np.ndarray:
    centre, spread = x[seen].mean(axis=0), x[seen].std(axis=0)
    centre[0], spread[0] = 0.0, 1.0
    return (x - centre) / np.where(spread > 0, spread, 1.0)


def _plausible(y: np.ndarray, n: np.ndarray, x: np.ndarray, fitted: float) -> np.ndarray:
    """The fitted precision, and some between the lowest and the highest that the likelihood does not reject."""
    seen, grid = n > 0, np.append(np.exp(GRID), fitted)
    profile = np.array([_likelihood(y[seen], n[seen], x[seen], precision) for precision in grid])
    kept = np.sort(grid[profile >= profile.max() - NOT_REJECTED])
    chosen = kept[np.unique(np.linspace(0, len(kept) - 1, MOST_PRECISIONS).round().astype(int))]
    return np.append(fitted, chosen[chosen != fitted])


def _likelihood(y: np.ndarray, n: np.ndarray, x: np.ndarray, precision: float) -> float:
    eta = x @ _coefficients(y[None], n, x, precision)[0]
    a, b = special.expit(eta) * precision, special.expit(-eta) * precision
    return float((special.betaln(y + a, n - y + b) - special.betaln(a, b)).sum())


def _coefficients(y: np.ndarray, n: np.ndarray, x: np.ndarray, precision: float) -> np.ndarray:
    """Coefficients of each replicate (row of ``y``) by weighted scoring, areas weighing n (1 + φ)/(n + φ)."""
    weight, share = n * (1 + precision) / (n + precision), y / n
    beta = np.zeros((len(y), x.shape[1]))
    beta[:, 0] = special.logit(np.clip(share @ weight / weight.sum(), 1e-3, 1 - 1e-3))
    for _ in range(STEPS):
        mean = special.expit(np.clip(beta @ x.T, -FURTHEST, FURTHEST))
        score = (weight * (share - mean)) @ x
        information = np.einsum("bk,kp,kq->bpq", weight * mean * (1 - mean), x, x) + TRACE * np.eye(x.shape[1])
        step = np.linalg.solve(information, score[..., None])[..., 0]
        beta = np.clip(beta + np.clip(step, -LONGEST, LONGEST), -FURTHEST, FURTHEST)
    return beta


def _posteriors(
    y: np.ndarray, n: np.ndarray, x: np.ndarray, precision: float, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Shapes a and b by replicate and area: the observed counts, with coefficients fitted to drawn ones."""
    seen = n > 0
    eta = x[seen] @ _coefficients(y[None, seen], n[seen], x[seen], precision)[0]
    tiny = np.finfo(float).tiny
    a, b = (np.maximum(special.expit(side * eta) * precision, tiny) for side in (1, -1))
    rates = random.beta(a, b, size=(REPLICATES, int(seen.sum())))
    whole = np.maximum(1, n[seen].round()).astype(int)
    drawn = random.binomial(whole, rates) * (n[seen] / whole)
    again = np.clip(_coefficients(drawn, n[seen], x[seen], precision) @ x.T, -FURTHEST, FURTHEST)
    return special.expit(again) * precision + y, special.expit(-again) * precision + n - y


def _variance(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Variance of the mixture: within the posteriors and between their means."""
    total = a + b
    return (a * b / (total**2 * (total + 1))).mean(axis=0) + (a / total).var(axis=0)


def _quantile(a: np.ndarray, b: np.ndarray, share: float) -> np.ndarray:
    """The quantile of the mixture of the replicates' posteriors, by area."""
    low, high = np.zeros(a.shape[1]), np.ones(a.shape[1])
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        short = special.betainc(a, b, middle).mean(axis=0) < share
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return (low + high) / 2
