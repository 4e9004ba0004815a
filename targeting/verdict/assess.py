"""Errors with interval and verdict, by group: what a page, the terminal and a list of areas show.

With 30 degrees of freedom or more the sample's own variance sets the effective size; with fewer, or no error (or only
errors) found, the model design effect with the pooled correlation does.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from targeting.survey.design import FirstStage
from targeting.survey.effective import design_effects
from targeting.survey.ratio import Ratios, ratios
from targeting.survey.sums import Sums
from targeting.verdict.borrowed import Borrowed, borrowed, given
from targeting.verdict.interval import clopper_pearson, effective_size
from targeting.verdict.verdict import p_less, p_more, verdicts
from terms import InputError

DIRECT_DF = 30
DIRECT = "direct variance"
POOLED = "pooled design effect"
NO_CASE = "no case"


def assess(
    sums: Sums,
    stage: FirstStage,
    target: float,
    level: float = 0.95,
    correlation: Borrowed | float | None = None,
    found: Ratios | None = None,
) -> pd.DataFrame:
    """One row per group: group, n, psus, strata, df, estimate, se, low, high (exact interval at n_effective),
    n_effective, method (where n_effective comes from), verdict, design_effect (n ÷ n_effective), correlation (the one
    borrowed, NaN where none is), p_less, p_more.

    ``correlation`` is the national intra-PSU correlation of this error; without it (or NaN), ``borrowed`` reads it off
    these sums, pooled over their areas. ``found``: the ratios of the same sums where their variance needs more than the
    first stage (a second stage, calibrated weights). NaN where undefined. InputError unless the ratio is a share (its
    columns are 0 or 1).
    """
    if not sums.binary:
        raise InputError("ratio: an interval needs a numerator and a denominator of 0 or 1; amounts have none")
    if not 0 < target < 1:
        raise InputError(f"target: must be a share between 0 and 1, got {target:g}")
    found = ratios(sums, stage) if found is None else found
    lent = _lent(sums, stage, correlation)
    direct = (found.df >= DIRECT_DF) & (found.estimate > 0) & (found.estimate < 1)
    with np.errstate(invalid="ignore"):
        own = np.minimum(found.n, effective_size(found.estimate, found.variance, found.n, found.df, level))
        size = np.where(direct, own, found.n / design_effects(sums, lent.value))
    return _table(found, size, (target, level), _methods(found, direct, lent, stage.note())).assign(
        correlation=np.where(direct | (found.n == 0), np.nan, lent.value)
    )


def _lent(sums: Sums, stage: FirstStage, correlation: Borrowed | float | None) -> Borrowed:
    if isinstance(correlation, Borrowed):
        return correlation
    if correlation is None or np.isnan(correlation):
        return borrowed(sums, stage)
    return Borrowed(given(correlation).value)


def _methods(found: Ratios, direct: np.ndarray, lent: Borrowed, note: str) -> np.ndarray:
    pooled = POOLED + (f", {lent.source}" if lent.source else "")
    method = np.where(found.n == 0, NO_CASE, np.where(direct, DIRECT, pooled)).astype(object)
    return method + (f"; {note}" if note else "")


def _table(found: Ratios, size: np.ndarray, rule: tuple[float, float], method: np.ndarray) -> pd.DataFrame:
    target, level = rule
    low, high = clopper_pearson(found.estimate, size, level)
    with np.errstate(invalid="ignore"):
        effect = found.n / size
    return pd.DataFrame(
        {
            "group": np.array(found.groups, dtype=object),
            "n": found.n,
            "psus": found.psus,
            "strata": found.strata,
            "df": found.df,
            "estimate": found.estimate,
            "se": found.se,
            "low": low,
            "high": high,
            "n_effective": size,
            "method": method,
            "verdict": verdicts(low, high, target, found.psus >= 2),
            "design_effect": effect,
            "p_less": p_less(found.estimate, size, target),
            "p_more": p_more(found.estimate, size, target),
        }
    )
