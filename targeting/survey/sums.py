"""Sums by group and PSU: all that a ratio's estimate, variance, design effect and interval need.

Sums of disjoint groups add up, so they can be stored instead of the sample and read at any level of area.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from targeting.survey.design import FirstStage, Labels
from terms import InputError

SMALLEST_WEIGHT, LARGEST_WEIGHT = 1e-30, 1e30
"""Beyond these, squares of weights leave the range of floating numbers."""


@dataclass(frozen=True, eq=False)
class Sums:
    """One ratio's sums; one row per group, pooling area and PSU that holds a member of the denominator.

    ``group`` indexes ``groups``; ``psu`` the first stage's PSUs; ``area`` the areas within which the correlation of the
    error inside PSUs is pooled. ``n`` members of the denominator, ``positives`` those with the error, ``weight`` Σ w x,
    ``weight_positives`` Σ w y, ``weight_squares`` Σ w² over members. ``binary``: numerator and denominator are 0 or 1.
    ``products`` Σ w²y², Σ w²xy, Σ w²x² (three rows), for the variance inside PSUs; sums that are stored have none.
    """

    groups: tuple[str, ...]
    group: np.ndarray
    area: np.ndarray
    psu: np.ndarray
    n: np.ndarray
    positives: np.ndarray
    weight: np.ndarray
    weight_positives: np.ndarray
    weight_squares: np.ndarray
    binary: bool = True
    products: np.ndarray | None = None

    def regrouped(self, groups: tuple[str, ...], group_of: np.ndarray) -> Sums:
        """The same sums under wider groups; ``group_of`` gives the new index of each present group."""
        return replace(self, groups=groups, group=np.asarray(group_of)[self.group])


@dataclass(frozen=True, eq=False)
class Layout:
    """Rows of a sample laid out by group, area and PSU, once for many ratios. Make it with ``lay_out``."""

    weight: np.ndarray
    cell: np.ndarray
    groups: tuple[str, ...]
    group: np.ndarray
    area: np.ndarray
    psu: np.ndarray

    def sums(self, numerator: np.ndarray, denominator: np.ndarray) -> Sums:
        """The sums of Σ w y / Σ w x, the numerator counted only where the denominator is not 0.

        For an error: numerator 1 = wrong, denominator 1 = counted. Amounts are allowed for estimates and standard
        errors, not for intervals. InputError when a numerator within the denominator, or a denominator, is missing.
        """
        x, y = _numbers(denominator, len(self.weight)), _numbers(numerator, len(self.weight))
        if np.isnan(x).any():
            raise InputError(f"denominator: {int(np.isnan(x).sum())} rows have none; write 0 for rows not counted")
        rows = np.flatnonzero(x != 0)
        x, y, cell, weight = x[rows], y[rows], self.cell[rows], self.weight[rows]
        if np.isnan(y).any():
            raise InputError(f"numerator: {int(np.isnan(y).sum())} rows of the denominator have none")
        count = len(self.group)
        n = np.bincount(cell, minlength=count)
        kept = np.flatnonzero(n)
        columns = (
            n,
            np.bincount(cell, weights=y != 0, minlength=count),
            np.bincount(cell, weights=weight * x, minlength=count),
            np.bincount(cell, weights=weight * y, minlength=count),
            np.bincount(cell, weights=weight**2, minlength=count),
        )
        products = np.stack(
            [np.bincount(cell, weights=weight**2 * each, minlength=count) for each in (y * y, x * y, x * x)]
        )
        binary = bool((x == 1).all() and ((y == 0) | (y == 1)).all())
        group, area, psu = self.group[kept], self.area[kept], self.psu[kept]
        members, wrong, below, above, squares = (column[kept].astype(float) for column in columns)
        return Sums(self.groups, group, area, psu, members, wrong, below, above, squares, binary, products[:, kept])


def lay_out(stage: FirstStage, psu: Labels, weight: object, group: object = None, area: object = None) -> Layout:
    """Lay out the rows of a sample. Without ``group`` all are one, "all"; without ``area`` the groups are the areas.

    InputError when a weight is not above 0 or out of range, or a group or area is missing.
    """
    weights = np.asarray(weight, dtype=float)
    if not (weights > 0).all() or np.isinf(weights).any():
        bad = weights[~((weights > 0) & np.isfinite(weights))]
        raise InputError(f"weight: must be above 0 in every row, got {bad[0]:g} ({len(bad)} such rows)")
    beyond = (weights < SMALLEST_WEIGHT) | (weights > LARGEST_WEIGHT)
    if beyond.any():
        raise InputError(
            f"weight: must lie between {SMALLEST_WEIGHT:g} and {LARGEST_WEIGHT:g}, got {weights[beyond][0]:g} "
            f"({int(beyond.sum())} such rows)"
        )
    places = stage.locate(psu)
    groups, group_codes = _codes(group, "group", len(weights))
    areas, area_codes = (groups, group_codes) if area is None else _codes(area, "area", len(weights))
    key = (group_codes * len(areas) + area_codes) * len(stage.psus) + places
    cell, keys = pd.factorize(key, sort=True)
    pair, psu_index = np.divmod(np.asarray(keys), len(stage.psus))
    group_index, area_index = np.divmod(pair, len(areas))
    return Layout(weights, cell, groups, group_index, area_index, psu_index)


def _codes(labels: object, what: str, rows: int) -> tuple[tuple[str, ...], np.ndarray]:
    if labels is None:
        return ("all",), np.zeros(rows, dtype=np.int64)
    codes, names = pd.factorize(pd.Series(labels), sort=True)
    if (codes < 0).any():
        raise InputError(f"{what}: {int((codes < 0).sum())} rows have none; each row needs one")
    return tuple(str(name) for name in names), codes.astype(np.int64)


def _numbers(values: object, rows: int) -> np.ndarray:
    numbers = np.asarray(values, dtype=float)
    if numbers.shape != (rows,):
        raise InputError(f"ratio: each column must have {rows} rows, got {numbers.shape}")
    return numbers
