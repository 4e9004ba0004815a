"""The model design effect: what clustering and weights cost, with the correlation inside PSUs pooled over areas.

deff_k = n Σw²/(Σw)² · (1 + (b_k − 1) ρ̂), b_k = Σ_c(Σ_{i∈c} w)²/Σw² (Kish; Gabler, Häder & Lahiri 1999). For domains
with few PSUs or without an error, whose own variance says little.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from targeting.sums import Sums


@dataclass(frozen=True)
class Correlation:
    """The analysis of variance of an error between and within PSUs, pooled over areas with two PSUs or more.

    ``value`` is the intra-PSU correlation, not below 0, and 0 where it cannot be estimated; ``mean_size`` is m0.
    """

    value: float
    mean_size: float
    between: float
    within: float


def intra_psu_correlation(sums: Sums) -> Correlation:
    """ρ̂ = max(0, (MSB − MSW)/(MSB + (m0 − 1) MSW)), unweighted, pooled over ``sums.area``; for errors of 0 or 1."""
    area, psus, n, positives = _by_area_and_psu(sums)
    area_n, area_positives = (np.bincount(area, weights=values) for values in (n, positives))
    several = psus >= 2
    within_psu = np.bincount(area, weights=positives - positives**2 / n)
    between_psus = np.bincount(area, weights=positives**2 / n) - area_positives**2 / area_n
    spread = area_n - np.bincount(area, weights=n**2) / area_n
    with np.errstate(invalid="ignore", divide="ignore"):
        degrees = (psus - 1)[several].sum()
        between = np.float64(between_psus[several].sum()) / degrees
        within = np.float64(within_psu[several].sum()) / (area_n - psus)[several].sum()
        mean_size = np.float64(spread[several].sum()) / degrees
        value = max(0.0, float((between - within) / (between + (mean_size - 1) * within)))
    return Correlation(value if np.isfinite(value) else 0.0, float(mean_size), float(between), float(within))


def design_effects(sums: Sums, correlation: float) -> np.ndarray:
    """The model design effect of each group, at least 1; NaN for an empty group."""
    count = len(sums.groups)
    cell, group = _cells(sums.group, sums.psu)
    psu_weight = np.bincount(cell, weights=sums.weight)
    n, weight, squares = (
        np.bincount(sums.group, weights=values, minlength=count)
        for values in (sums.n, sums.weight, sums.weight_squares)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        cluster = np.bincount(group, weights=psu_weight**2, minlength=count) / squares
        return np.maximum(1.0, n * squares / weight**2 * (1 + (cluster - 1) * correlation))


def _cells(outer: np.ndarray, psu: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each row the number of its (outer, PSU) pair, and for each pair its outer index."""
    width = int(psu.max(initial=0)) + 1
    keys, cell = np.unique(outer * width + psu, return_inverse=True)
    return cell, keys // width


def _by_area_and_psu(sums: Sums) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Per (area, PSU): the area renumbered, and the counts; and the PSUs of each area."""
    cell, area = _cells(sums.area, sums.psu)
    area = np.unique(area, return_inverse=True)[1]
    n, positives = (np.bincount(cell, weights=values) for values in (sums.n, sums.positives))
    return area, np.bincount(area), n, positives
