"""The model design effect: what clustering and weights cost, with the correlation inside PSUs pooled over areas.

deff_k = n Σw²/(Σw)² · (1 + (b_k − 1) ρ̂), b_k = Σ_c(Σ_{i∈c} w)²/Σw² (Kish; Gabler, Häder & Lahiri 1999). For domains
with few PSUs or without an error, whose own variance says little.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from targeting.survey.sums import Sums

AREAS, GROUPS, SAMPLE = "areas", "groups", "sample"
ENOUGH = 50
"""PSUs from which a pooled correlation is steady (METHODS, section 15)."""


@dataclass(frozen=True)
class Correlation:
    """The analysis of variance of an error between and within PSUs, pooled over areas with two PSUs or more.

    ``value`` is the intra-PSU correlation, not below 0, NaN where it cannot be estimated (no area with two PSUs, no
    PSU with two families, or no error found); ``mean_size`` is m0. ``psus`` lie in areas with several; ``level`` says
    which areas these were: those of the sums, or wider ones where most PSUs are alone in theirs.
    """

    value: float
    mean_size: float
    between: float
    within: float
    psus: int
    level: str


def intra_psu_correlation(sums: Sums) -> Correlation:
    """ρ̂ = max(0, (MSB − MSW)/(MSB + (m0 − 1) MSW)), unweighted, for errors of 0 or 1.

    It is pooled over ``sums.area``. Where most PSUs are alone in their area it is pooled over the groups instead, or
    over the whole sample: differences between areas then count as correlation, which errs on the safe side.
    """
    wider = ((AREAS, sums.area), (GROUPS, sums.group), (SAMPLE, np.zeros(len(sums.psu), dtype=np.int64)))
    for within, area in wider:
        found = _pooled(sums, area, within)
        if found.psus >= min(ENOUGH, len(np.unique(sums.psu)) / 2):
            break
    return found


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


def _pooled(sums: Sums, areas: np.ndarray, within: str) -> Correlation:
    area, psus, n, positives = _by_area_and_psu(sums, areas)
    area_n, area_positives = (np.bincount(area, weights=values) for values in (n, positives))
    several = psus >= 2
    within_psu = np.bincount(area, weights=positives - positives**2 / n)
    between_psus = np.bincount(area, weights=positives**2 / n) - area_positives**2 / area_n
    spread = area_n - np.bincount(area, weights=n**2) / area_n
    with np.errstate(invalid="ignore", divide="ignore"):
        degrees = (psus - 1)[several].sum()
        between = np.float64(between_psus[several].sum()) / degrees
        inside = np.float64(within_psu[several].sum()) / (area_n - psus)[several].sum()
        mean_size = np.float64(spread[several].sum()) / degrees
        share = float((between - inside) / (between + (mean_size - 1) * inside))
    # With one family in each PSU nothing is seen of the correlation within.
    value = max(0.0, share) if np.isfinite(share) and mean_size > 1 else float("nan")
    return Correlation(value, float(mean_size), float(between), float(inside), int(psus[several].sum()), within)


def _cells(outer: np.ndarray, psu: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each row the number of its (outer, PSU) pair, and for each pair its outer index."""
    width = int(psu.max(initial=0)) + 1
    keys, cell = np.unique(outer * width + psu, return_inverse=True)
    return cell, keys // width


def _by_area_and_psu(sums: Sums, areas: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Per (area, PSU): the area renumbered, and the counts; and the PSUs of each area."""
    cell, area = _cells(areas, sums.psu)
    area = np.unique(area, return_inverse=True)[1]
    n, positives = (np.bincount(cell, weights=values) for values in (sums.n, sums.positives))
    return area, np.bincount(area), n, positives
