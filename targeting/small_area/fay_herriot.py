"""Fay–Herriot small-area estimates: p_k = x_k'β + u_k + e_k, u ~ (0, A), e ~ (0, ψ_k) with known, smoothed ψ.

Never give it raw Taylor variances: those are 0 where no error was found. Fay & Herriot 1979; MSE of Prasad & Rao 1990
and Datta & Lahiri 2000; the adjusted likelihood of Li & Lahiri 2010 keeps A above 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from scipy import optimize, special

from targeting.small_area.covariates import model_matrix
from terms import InputError

SMALLEST, LARGEST = 1e-15, 1e15
"""Range of variances within which the fit keeps its precision."""


class Method(StrEnum):
    """How the variance between areas is estimated."""

    reml = "reml"
    ml = "ml"
    li_lahiri = "li-lahiri"


@dataclass(frozen=True, eq=False)
class FayHerriot:
    """A fitted model. ``variance`` A between areas; coefficients with the constant first; ``areas`` one row an area.

    The frame's columns: direct, estimate, mse, low, high, shrinkage (weight of the direct estimate),
    probability_below_target, residual (standardised, for the Q–Q plot). Areas without a direct estimate get the
    model's value. ``cut`` areas had an end of the interval below 0 or above 1: the model knows no limits of a
    share, so estimate, low and high are cut there; no truth is lost by it.
    """

    method: Method
    variance: float
    coefficients: np.ndarray
    coefficient_se: np.ndarray
    areas: pd.DataFrame
    cut: int

    @property
    def synthetic(self) -> bool:
        """True when A = 0: nothing of the direct estimates is left in the estimates beside the coefficients."""
        return self.variance == 0


@dataclass(frozen=True, eq=False)
class _Data:
    """The areas with a direct estimate."""

    y: np.ndarray
    psi: np.ndarray
    x: np.ndarray

    def weighted(self, a: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """1/v, (X'V⁻¹X)⁻¹ and the coefficients at variance A."""
        inverse = 1 / (a + self.psi)
        q = np.linalg.inv((self.x.T * inverse) @ self.x)
        return inverse, q, q @ (self.x.T @ (inverse * self.y))

    def score(self, a: float, method: Method) -> float:
        """Derivative of the log-likelihood at A > −min ψ: ½ y'P²y less ½ tr P (REML) or ½ tr V⁻¹ (ML)."""
        inverse, q, beta = self.weighted(a)
        trace = inverse.sum()
        if method is not Method.ml:
            trace -= np.trace(q @ ((self.x.T * inverse**2) @ self.x))
        adjustment = 1 / a if method is Method.li_lahiri else 0.0
        return float(((inverse * (self.y - self.x @ beta)) ** 2).sum() / 2 - trace / 2 + adjustment)

    def likelihood(self, a: float, method: Method) -> float:
        inverse, q, beta = self.weighted(a)
        value = np.log(inverse).sum() / 2 - (inverse * (self.y - self.x @ beta) ** 2).sum() / 2
        if method is not Method.ml:
            value += np.linalg.slogdet(q)[1] / 2
        return float(value + (np.log(a) if method is Method.li_lahiri else 0.0))


def fay_herriot(
    direct: np.ndarray,
    variance: np.ndarray,
    covariates: np.ndarray | None,
    method: Method,
    target: float,
    level: float = 0.95,
) -> FayHerriot:
    """Fit the model and predict every area; ``covariates`` (areas × columns) without a constant, which is added.

    ``direct`` NaN where an area has no sample. InputError when a variance is not above 0 or the model cannot be fitted.
    """
    direct, psi = np.asarray(direct, dtype=float), np.asarray(variance, dtype=float)
    x = model_matrix(covariates, len(direct))
    scale = np.abs(x).max(axis=0)
    x = x / scale
    seen = ~np.isnan(direct)
    if not (psi[seen] > 0).all():
        raise InputError(
            "variance: must be above 0 for every area with a direct estimate, but is not for "
            f"{int((~(psi[seen] > 0)).sum())}; where no error was found use a smoothed one, p̄(1 − p̄)/n_effective"
        )
    beyond = seen & ~((psi >= SMALLEST) & (psi <= LARGEST) & (np.abs(direct) <= LARGEST))
    if beyond.any():
        row = np.flatnonzero(beyond)[0]
        raise InputError(
            f"variance: must lie between {SMALLEST:g} and {LARGEST:g}, and the estimate within {LARGEST:g} of 0, got "
            f"{psi[row]:g} and {direct[row]:g} in row {row + 1}"
        )
    if seen.sum() <= x.shape[1]:
        raise InputError(f"small area: {x.shape[1]} coefficients need more areas with a sample, got {seen.sum()}")
    known = _Data(direct[seen], psi[seen], x[seen])
    a = _variance(known, method)
    _, q, beta = known.weighted(a)
    areas = _predicted(direct, np.where(seen, psi, np.inf), x, (a, q, beta))
    areas["mse"] = _mse(np.where(seen, psi, np.inf), x, known, a, method)
    shown, cut = _within_shares(_with_interval(areas, target, level))
    return FayHerriot(method, a, beta / scale, np.sqrt(np.diag(q)) / scale, shown, cut)


def _variance(known: _Data, method: Method) -> float:
    """The highest of the likelihood's peaks, each bracketed first (Fisher scoring can step over one); 0 may be one."""
    scale = max(float(np.var(known.y)), float(known.psi.mean()))
    grid = np.concatenate([[0.0], scale * np.geomspace(1e-8, 1e3, 160)])
    if method is Method.li_lahiri:
        grid = grid[1:]
    scores = np.array([known.score(a, method) for a in grid])
    turns = np.flatnonzero((scores[:-1] > 0) & (scores[1:] <= 0))
    peaks = [
        optimize.brentq(known.score, grid[k], grid[k + 1], (method,), xtol=1e-18 * scale, rtol=1e-15) for k in turns
    ]
    if scores[0] <= 0:
        peaks.append(float(grid[0]))
    return max(peaks, key=lambda a: known.likelihood(a, method))


def _predicted(
    direct: np.ndarray, psi: np.ndarray, x: np.ndarray, fit: tuple[float, np.ndarray, np.ndarray]
) -> pd.DataFrame:
    a, _, beta = fit
    shrinkage = a / (a + psi)
    synthetic = x @ beta
    deviation = np.where(np.isnan(direct), 0.0, direct - synthetic)
    residual = np.where(np.isnan(direct), np.nan, deviation / np.sqrt(a + psi))
    columns = {
        "direct": direct,
        "estimate": synthetic + shrinkage * deviation,
        "shrinkage": shrinkage,
        "residual": residual,
    }
    return pd.DataFrame(columns)


def _mse(psi: np.ndarray, x: np.ndarray, known: _Data, a: float, method: Method) -> np.ndarray:
    """g1 + g2 + 2 g3, for ML with its bias taken off; A + x'Qx where there is no sample (ψ infinite)."""
    inverse, q, _ = known.weighted(a)
    information = (inverse**2).sum()
    pull = 1 - a / (a + psi)
    g1 = a * pull
    g2 = pull**2 * np.einsum("ij,jk,ik->i", x, q, x)
    g3 = pull**2 / (a + psi) * 2 / information
    bias = -np.trace(q @ ((known.x.T * inverse**2) @ known.x)) / information if method is Method.ml else 0.0
    return g1 + g2 + 2 * g3 - np.where(np.isinf(psi), 0.0, bias * pull**2)


def _within_shares(areas: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Estimates and ends cut to 0–1, and how many areas that changed."""
    ends = ["estimate", "low", "high"]
    beyond = (areas[["low", "high"]] < 0) | (areas[["low", "high"]] > 1)
    return areas.assign(**areas[ends].clip(0, 1)), int(beyond.any(axis=1).sum())


def _with_interval(areas: pd.DataFrame, target: float, level: float) -> pd.DataFrame:
    reach = special.ndtri(0.5 + level / 2) * np.sqrt(areas.mse)
    chance = special.ndtr((target - areas.estimate) / np.sqrt(areas.mse))
    shown = areas.assign(low=areas.estimate - reach, high=areas.estimate + reach, probability_below_target=chance)
    return shown[["direct", "estimate", "mse", "low", "high", "shrinkage", "probability_below_target", "residual"]]
