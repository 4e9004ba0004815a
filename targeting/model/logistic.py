"""Weighted logistic regression: plain, or with effects shrunk by block and one-step replicates of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from scipy import linalg
from scipy.special import expit, logit

ROUNDS = 40
TOLERANCE = 1e-6
LEAST_SPREAD, MOST_SPREAD = 1e-3, 10.0
"""Standard deviations that effects of a block are held between."""
TRACE = 1e-3
LONGEST = 12.0
"""Effects are log odds; further from 0 than this a chance is certainty."""


@dataclass(frozen=True)
class Blocks:
    """Columns of a design in blocks of these sizes; the first, the intercept, is not shrunk."""

    sizes: tuple[int, ...]

    def split(self, columns: np.ndarray) -> list[np.ndarray]:
        """The last axis cut into the blocks."""
        return np.split(columns, list(accumulate(self.sizes[:-1])), axis=-1)

    def penalty(self, spreads: np.ndarray) -> np.ndarray:
        """1/σ² of each column; ``spreads`` is σ by block, infinite for the intercept."""
        return np.repeat(1 / spreads**2, self.sizes)


@dataclass(frozen=True, eq=False)
class Fit:
    """Coefficients, the penalty of each, the factor of a Cholesky decomposition of the information, and the scale that
    turns the weights into as many observations as they are worth."""

    coefficients: np.ndarray
    penalty: np.ndarray
    information: tuple[np.ndarray, bool]
    scale: float


def shrunken_fit(
    design: np.ndarray, total: np.ndarray, positives: np.ndarray, blocks: Blocks, observations: float
) -> Fit:
    """Fit by penalised Newton steps; the spread of each block's effects is estimated with them (Schall 1991).

    One row a cell: the weight of its families and of those that are positive. ``observations`` is how many equally
    weighted families the whole is worth.
    """
    scale = observations / float(total.sum())
    coefficients = np.zeros(design.shape[1])
    coefficients[0] = np.clip(logit(positives.sum() / total.sum()), -LONGEST, LONGEST)
    spreads = np.array([100.0] + [1.0] * (len(blocks.sizes) - 1))
    for _ in range(ROUNDS):
        before, penalty = coefficients, blocks.penalty(spreads)
        chance = expit(design @ before)
        information = (design.T * (scale * total * chance * (1 - chance))) @ design + np.diag(penalty)
        factor = linalg.cho_factor(information)
        score = design.T @ (scale * (positives - total * chance)) - penalty * before
        coefficients = np.clip(before + np.clip(linalg.cho_solve(factor, score), -2, 2), -LONGEST, LONGEST)
        if np.abs(coefficients - before).max() < TOLERANCE:
            break
        covariance = np.diag(linalg.cho_solve(factor, np.eye(len(penalty))))
        spreads = _spreads(blocks, spreads, coefficients, covariance)
    return Fit(coefficients, penalty, factor, scale)


def newton_steps(fit: Fit, design: np.ndarray, total: np.ndarray, positives: np.ndarray) -> np.ndarray:
    """Coefficients by draw: one Newton step from the fit with the weights of each draw (one row a draw)."""
    chance = expit(design @ fit.coefficients)
    scores = fit.scale * (positives - total * chance) @ design - fit.penalty * fit.coefficients
    steps = linalg.cho_solve(fit.information, scores.T).T
    return np.clip(fit.coefficients + steps, -LONGEST, LONGEST)


def logistic_line(columns: np.ndarray, positive: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Intercept and slopes of a weighted logistic regression on a few columns; a trace of a penalty keeps them finite
    where the columns part the outcomes."""
    design = np.column_stack([np.ones(len(columns)), columns])
    weight = weight / weight.mean()
    coefficients = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        chance = expit(design @ coefficients)
        information = (design.T * (weight * chance * (1 - chance))) @ design + TRACE * np.eye(len(coefficients))
        score = design.T @ (weight * (positive - chance)) - TRACE * coefficients
        step = np.clip(linalg.solve(information, score, assume_a="pos"), -2, 2)
        coefficients = coefficients + step
        if np.abs(step).max() < TOLERANCE:
            break
    return coefficients


def _spreads(blocks: Blocks, spreads: np.ndarray, coefficients: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """σ² = Σ β² ÷ (effects − Σ Var(β)/σ²), block by block; the intercept keeps its own."""
    found = spreads.copy()
    parts = zip(blocks.split(coefficients), blocks.split(covariance), strict=True)
    for place, (effects, variances) in enumerate(parts):
        if place > 0:
            free = len(effects) - variances.sum() / spreads[place] ** 2
            spread = np.sqrt((effects**2).sum() / max(free, 1e-9))
            found[place] = np.clip(spread, LEAST_SPREAD, MOST_SPREAD)
    return found
