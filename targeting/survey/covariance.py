"""Covariances of ratios from one sample: differences between areas, programmes or indicators."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from targeting.survey.design import FirstStage
from targeting.survey.ratio import Ratios


@dataclass(frozen=True)
class Difference:
    """A difference of two estimates with its standard error and the degrees of freedom of their union."""

    value: float
    se: float
    df: int


def covariance(columns: tuple[Ratios, ...], stage: FirstStage) -> np.ndarray:
    """The covariance matrix of all groups of the given ratios, one block after another, all from one first stage.

    It has one row and column per group; with g groups and r ratios, (g·r)².
    """
    z = sparse.hstack([_matrix(ratios, len(stage.psus)) for ratios in columns]).tocsr()
    scale = stage.scale[stage.stratum]
    members = sparse.csr_array(
        (np.ones(len(stage.psus)), (stage.stratum, np.arange(len(stage.psus)))),
        shape=(len(stage.strata), len(stage.psus)),
    )
    sums = (members @ z).tocsr()
    centred = np.where(stage.alone, 0.0, stage.scale / stage.size)
    return ((z.T * scale) @ z - (sums.T * centred) @ sums).toarray()


def difference(first: Ratios, second: Ratios, groups: tuple[str, str], stage: FirstStage) -> Difference:
    """``first`` at the first group less ``second`` at the second; give the same ratios twice to compare two groups."""
    left, right = first.groups.index(groups[0]), second.groups.index(groups[1])
    one, other = _column(first, left), _column(second, right)
    matrix = covariance((one, other), stage)
    present = np.unique(np.concatenate([one.z_psu, other.z_psu]))
    df = len(present) - len(np.unique(stage.stratum[present]))
    variance = max(0.0, float(matrix[0, 0] + matrix[1, 1] - 2 * matrix[0, 1]))
    return Difference(float(first.estimate[left] - second.estimate[right]), float(np.sqrt(variance)), df)


def _column(ratios: Ratios, group: int) -> Ratios:
    """One group of the ratios, as ratios of one group."""
    rows = ratios.z_group == group
    here = slice(group, group + 1)
    counts = (ratios.n[here], ratios.psus[here], ratios.strata[here], ratios.estimate[here], ratios.variance[here])
    zeros = np.zeros(int(rows.sum()), dtype=np.int64)
    return Ratios(ratios.groups[here], *counts, zeros, ratios.z_psu[rows], ratios.z[rows])


def _matrix(ratios: Ratios, psus: int) -> sparse.csr_array:
    return sparse.csr_array((ratios.z, (ratios.z_psu, ratios.z_group)), shape=(psus, len(ratios.groups)))
