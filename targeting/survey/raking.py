"""Weights raked to known totals, and variances that give the totals their due.

Raking (iterative proportional fitting) scales the weights until they add up to each margin's totals in turn; one margin
is post-stratification. Linearised variances then use residuals: what the margins explain of the error is known and adds
nothing (Deville & Särndal 1992; Deville, Särndal & Sautory 1993).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from targeting.survey.design import FirstStage
from targeting.survey.ratio import Ratios, ratios, variances
from targeting.survey.sums import Layout
from terms import InputError

ROUNDS = 1000
PRECISION = 1e-10


@dataclass(frozen=True, eq=False)
class Margin:
    """One known distribution: the ``category`` of each row of the sample (index into ``totals``), and the totals."""

    name: str
    category: np.ndarray
    totals: np.ndarray


def margin(name: str, values: object, totals: pd.Series) -> Margin:
    """A margin from the labels of each row and the totals by label.

    InputError when a row's label has no total, a total is not above 0, or a label with a total has no row.
    """
    labels = pd.Index(totals.index.astype(str))
    given = pd.Series(values).astype(str)
    category = labels.get_indexer(pd.Index(given))
    if (category < 0).any():
        raise InputError(f"rake: {name} {given[category < 0].iloc[0]} is in the sample and has no total")
    known = totals.to_numpy(dtype=float)
    if not ((known > 0) & np.isfinite(known)).all():
        raise InputError(f"rake: each total of {name} must be above 0, got {known[~(known > 0)][:1]}")
    empty = np.flatnonzero(np.bincount(category, minlength=len(labels)) == 0)
    if len(empty):
        raise InputError(
            f"rake: {name} {labels[empty[0]]} has a total and no family of the sample; join it to another category"
        )
    return Margin(name, category, known)


def rake(weight: np.ndarray, margins: tuple[Margin, ...]) -> np.ndarray:
    """Weights that add up to the totals of every margin, each row's scaled by one factor a margin.

    InputError when the margins' totals differ by more than one in a million or the scaling does not settle.
    """
    sums = {one.name: float(one.totals.sum()) for one in margins}
    if max(sums.values()) > min(sums.values()) * (1 + 1e-6):
        listed = ", ".join(f"{name} {total:,.10g}" for name, total in sums.items())
        raise InputError(f"rake: all margins must add up to the same total, got {listed}")
    common = [one.totals * (next(iter(sums.values())) / sums[one.name]) for one in margins]
    raked = np.asarray(weight, dtype=float)
    for _ in range(ROUNDS):
        for one, totals in zip(margins, common, strict=True):
            raked = raked * (totals / _sums(one, raked))[one.category]
        gaps = [np.abs(_sums(one, raked) / totals - 1).max() for one, totals in zip(margins, common, strict=True)]
        if max(gaps) <= PRECISION:
            return raked
    raise InputError(f"rake: the sample cannot meet {', '.join(sums)} together; use fewer or wider categories")


def calibrated_ratios(
    layout: Layout, columns: tuple[np.ndarray, np.ndarray], stage: FirstStage, margins: tuple[Margin, ...]
) -> Ratios:
    """Ratios of a sample with raked weights (in ``layout``), their variances from calibrated residuals.

    ``columns``: numerator and denominator of each row, as ``Layout.sums`` takes them.
    """
    found = ratios(layout.sums(*columns), stage)
    x = np.asarray(columns[1], dtype=float)
    y = np.where(x != 0, np.asarray(columns[0], dtype=float), 0.0)
    group, psu = layout.group[layout.cell], layout.psu[layout.cell]
    total = np.bincount(group, weights=layout.weight * x, minlength=len(found.groups))
    with np.errstate(invalid="ignore", divide="ignore"):
        own = layout.weight * np.where(x != 0, y - found.estimate[group] * x, 0.0) / total[group]
    z = _residual_totals(own, group, psu, (layout.weight, margins), (len(found.groups), len(stage.psus)))
    groups, psus = np.divmod(np.arange(z.size), len(stage.psus))
    kept = total[groups] > 0
    groups, psus, flat = groups[kept], psus[kept], z.ravel()[kept]
    variance = variances(groups, psus, flat, stage, len(found.groups))[0]
    variance[total == 0] = np.nan
    return replace(found, variance=variance, z_group=groups, z_psu=psus, z=flat)


def _residual_totals(
    own: np.ndarray,
    group: np.ndarray,
    psu: np.ndarray,
    fit: tuple[np.ndarray, tuple[Margin, ...]],
    shape: tuple[int, int],
) -> np.ndarray:
    """Per group and PSU Σ w (u − x'B): ``own`` is w u, B the weighted least squares fit of u on the margins."""
    weight, margins = fit
    groups, psus = shape
    design = _dummies(margins)
    normal = (design.T * weight) @ design
    inverse = np.linalg.pinv(normal, hermitian=True)
    by_psu = np.stack([np.bincount(psu, weights=weight * column, minlength=psus) for column in design.T])
    plain = np.bincount(group * psus + psu, weights=own, minlength=groups * psus).reshape(groups, psus)
    moments = np.stack([np.bincount(group, weights=own * column, minlength=groups) for column in design.T])
    return plain - (inverse @ moments).T @ by_psu


def _dummies(margins: tuple[Margin, ...]) -> np.ndarray:
    return np.column_stack([np.eye(len(one.totals))[one.category] for one in margins])


def _sums(one: Margin, weight: np.ndarray) -> np.ndarray:
    return np.bincount(one.category, weights=weight, minlength=len(one.totals))
