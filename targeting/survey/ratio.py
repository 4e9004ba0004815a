"""Ratios in domains of a stratified clustered sample, with Taylor linearised variances.

R = Σ w y / Σ w x over the group. Per PSU z = Σ w (y − R x) / Σ w x, and
V(R) = Σ_h (1 − f_h) n_h/(n_h − 1) Σ_c (z_hc − z̄_h)², where *all* n_h PSUs of the stratum count, with z = 0
where the group is empty (Binder 1983; Särndal, Swensson & Wretman 1992). With a finite population correction
the families drawn inside PSUs add Σ_h f_h Σ_c (1 − f_hc) m_c/(m_c − 1) Σ_i (z_hci − z̄_hc)².
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from targeting.survey.design import FirstStage, SecondStage
from targeting.survey.sums import Sums
from terms import InputError

NOISE = 1e-20
"""Variances below this are rounding of an exact zero."""


@dataclass(frozen=True, eq=False)
class Ratios:
    """Ratios by group, NaN where the group is empty. ``z`` holds the linearised totals by (z_group, z_psu)."""

    groups: tuple[str, ...]
    n: np.ndarray
    psus: np.ndarray
    strata: np.ndarray
    estimate: np.ndarray
    variance: np.ndarray
    z_group: np.ndarray
    z_psu: np.ndarray
    z: np.ndarray

    @property
    def df(self) -> np.ndarray:
        """Degrees of freedom: PSUs less strata, both counted where the group is present."""
        return self.psus - self.strata

    @property
    def se(self) -> np.ndarray:
        return np.sqrt(self.variance)


def ratios(sums: Sums, stage: FirstStage, second: SecondStage | None = None) -> Ratios:
    """Estimates and variances of every group at once, in the order of ``sums.groups``; ``second`` counts only where
    the first stage has a correction."""
    count = len(sums.groups)
    total = _by(sums.group, sums.weight, count)
    above = _by(sums.group, sums.weight_positives, count)
    with np.errstate(invalid="ignore", divide="ignore"):
        estimate = above / total
    if sums.binary:
        estimate = _exact_ends(estimate, _by(sums.group, sums.n, count), _by(sums.group, sums.positives, count))
    cell_group, cell_psu, z = _linearised(sums, estimate, total, len(stage.psus))
    variance, strata = variances(cell_group, cell_psu, z, stage, count)
    if second is not None:
        variance = variance + _inside(sums, estimate, total, (stage, second))
    variance[total == 0] = np.nan
    n = _by(sums.group, sums.n, count).astype(np.int64)
    psus = np.bincount(cell_group, minlength=count)
    return Ratios(sums.groups, n, psus, strata, estimate, variance, cell_group, cell_psu, z)


def _by(group: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    return np.bincount(group, weights=values, minlength=count).astype(float)


def _exact_ends(estimate: np.ndarray, n: np.ndarray, positives: np.ndarray) -> np.ndarray:
    """0 and 1 exactly where no member, or each, has the error; sums of weights may be off by rounding."""
    return np.where(n == 0, np.nan, np.where(positives == 0, 0.0, np.where(positives == n, 1.0, estimate)))


def _linearised(
    sums: Sums, estimate: np.ndarray, total: np.ndarray, psus: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The linearised total z of each group and PSU that meet."""
    residual = (sums.weight_positives - estimate[sums.group] * sums.weight) / total[sums.group]
    keys, cell = np.unique(sums.group * psus + sums.psu, return_inverse=True)
    group, psu = np.divmod(keys, psus)
    return group, psu, np.bincount(cell, weights=residual, minlength=len(keys))


def _inside(sums: Sums, estimate: np.ndarray, total: np.ndarray, stages: tuple[FirstStage, SecondStage]) -> np.ndarray:
    """What the families drawn inside PSUs add to the variance of each group."""
    if sums.products is None:
        raise InputError("ratio: sums that were stored hold no squares within PSUs; the second stage needs them")
    stage, second = stages
    count, psus = len(total), len(stage.psus)
    ratio = estimate[sums.group]
    yy, xy, xx = sums.products / total[sums.group] ** 2
    cell = np.unique(sums.group * psus + sums.psu, return_inverse=True)[1]
    squares = np.bincount(cell, weights=yy - 2 * ratio * xy + ratio**2 * xx)
    group, psu, z = _linearised(sums, estimate, total, psus)
    size = second.size[psu]
    deviations = np.maximum(0.0, squares - np.where(size > 1, z**2 / size, 0.0))
    return _by(group, stage.fraction[stage.stratum[psu]] * second.scale[psu] * deviations, count)


def variances(
    group: np.ndarray, psu: np.ndarray, z: np.ndarray, stage: FirstStage, count: int
) -> tuple[np.ndarray, np.ndarray]:
    """Variance and number of strata of each group, from linearised totals z with one row a pair of group and PSU."""
    keys, part = np.unique(group * len(stage.strata) + stage.stratum[psu], return_inverse=True)
    part_group, stratum = np.divmod(keys, len(stage.strata))
    size = stage.size[stratum]
    present = np.bincount(part, minlength=len(keys))
    # A PSU alone in its stratum is centred at the mean of all PSU totals, which is 0: the z of a group add up to 0.
    mean = np.where(stage.alone[stratum], 0.0, np.bincount(part, weights=z, minlength=len(keys)) / size)
    squares = np.bincount(part, weights=(z - mean[part]) ** 2, minlength=len(keys)) + (size - present) * mean**2
    variance = _by(part_group, stage.scale[stratum] * squares, count)
    variance[variance <= NOISE] = 0.0
    return variance, np.bincount(part_group, minlength=count)
