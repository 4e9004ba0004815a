"""How good chances are that were made for families the model had not seen; all in survey weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import logit
from sklearn.metrics import auc, brier_score_loss, roc_curve

from targeting.model.logistic import logistic_line

EDGE = 1e-4
TOP = 0.1
FEWEST_IN_AREA = 100


@dataclass(frozen=True)
class Quality:
    """``auc`` 0.5 = blind, 1 = perfect; ``brier`` mean squared error of the chance, beside ``brier_of_mean``, that of
    saying the mean of everyone; ``slope`` of the outcome on the log odds, 1 = calibrated; ``lift`` of the tenth with
    the highest chances over everyone; ``worst_area`` by AUC among areas with 100 visits or more."""

    n: int
    share: float
    auc: float
    brier: float
    brier_of_mean: float
    slope: float
    lift: float
    worst_area: str | None
    worst_auc: float


def quality(chance: np.ndarray, outcome: np.ndarray, weight: np.ndarray, area: np.ndarray) -> Quality:
    """The quality of chances (0–1) of an outcome (true or false), both sides of which must occur."""
    share = float(np.average(outcome, weights=weight))
    worst, worst_auc = _worst(chance, outcome, weight, area)
    return Quality(
        n=len(chance),
        share=share,
        auc=_auc(chance, outcome, weight),
        brier=float(brier_score_loss(outcome, chance, sample_weight=weight)),
        brier_of_mean=share * (1 - share),
        slope=_slope(chance, outcome, weight),
        lift=_share_at_top(chance, outcome, weight) / share,
        worst_area=worst,
        worst_auc=worst_auc,
    )


def _auc(chance: np.ndarray, outcome: np.ndarray, weight: np.ndarray) -> float:
    """As ``roc_auc_score``, to the last bit, without what that does for more than two outcomes."""
    wrongly, rightly, _ = roc_curve(outcome, chance, sample_weight=weight)
    return float(auc(wrongly, rightly))


def _slope(chance: np.ndarray, outcome: np.ndarray, weight: np.ndarray) -> float:
    log_odds = logit(np.clip(chance, EDGE, 1 - EDGE))[:, None]
    return float(logistic_line(log_odds, outcome, weight)[1])


def _share_at_top(chance: np.ndarray, outcome: np.ndarray, weight: np.ndarray) -> float:
    """The share with the outcome in the tenth (by weight) with the highest chances."""
    order = np.argsort(-chance, kind="stable")
    reached = np.cumsum(weight[order])
    top = order[: np.searchsorted(reached, TOP * reached[-1]) + 1]
    return float(np.average(outcome[top], weights=weight[top]))


def _worst(chance: np.ndarray, outcome: np.ndarray, weight: np.ndarray, area: np.ndarray) -> tuple[str | None, float]:
    names, place = np.unique(area.astype(str), return_inverse=True)
    found = []
    for index, name in enumerate(names):
        rows = place == index
        if rows.sum() >= FEWEST_IN_AREA and outcome[rows].any() and not outcome[rows].all():
            found.append((_auc(chance[rows], outcome[rows], weight[rows]), str(name)))
    worst, name = min(found, default=(float("nan"), None))
    return name, worst
