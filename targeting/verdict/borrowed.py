"""Which correlation inside PSUs a group with few PSUs borrows, and the words that say where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from targeting.survey.design import FirstStage
from targeting.survey.effective import AREAS, ENOUGH, GROUPS, Correlation, intra_psu_correlation
from targeting.survey.sums import Sums
from terms import InputError

CAUTIOUS = 0.085
"""The least correlation where few PSUs were sampled (``benchmarks/one_area_coverage.py``): a sample of few PSUs often
shows none by chance, and then claims too much."""
ENOUGH_SEEN = 30
"""PSUs with somebody to count below which the sample is one of few PSUs, however many were sampled."""


@dataclass(frozen=True)
class Borrowed:
    """A correlation inside PSUs, 0–1, and where it comes from; "" when estimated from enough PSUs of several areas."""

    value: float
    source: str = ""


def given(value: float) -> Borrowed:
    """A correlation known from elsewhere, such as the nation's; InputError unless 0 to 1."""
    if not 0 <= value <= 1:
        raise InputError(f"correlation: must be 0 to 1, got {value:g}")
    return Borrowed(float(value), f"correlation {value:g} as given")


def borrowed(sums: Sums, stage: FirstStage) -> Borrowed:
    """The correlation of an error estimated from its own sums, never taken as 0 for want of knowledge.

    As estimated from ``ENOUGH`` sampled PSUs (and ``ENOUGH_SEEN`` with a member) or more; with fewer at least
    ``CAUTIOUS``; ``CAUTIOUS`` where it cannot be estimated.
    """
    if (sums.n <= 1).all():
        return Borrowed(0.0)
    found = intra_psu_correlation(sums)
    if np.isnan(found.value):
        return Borrowed(CAUTIOUS, f"correlation {CAUTIOUS:g} assumed, it cannot be estimated here")
    seen = len(np.unique(sums.psu))
    few = len(stage.psus) < ENOUGH or seen < ENOUGH_SEEN
    if few and found.value < CAUTIOUS:
        return Borrowed(CAUTIOUS, f"correlation {CAUTIOUS:g} assumed, {seen} PSUs are few")
    if few or found.level != AREAS:
        return Borrowed(found.value, f"correlation {found.value:.2g} from {found.psus} PSUs{_wider(found)}")
    return Borrowed(found.value)


def _wider(found: Correlation) -> str:
    if found.level == AREAS:
        return ""
    where = "groups" if found.level == GROUPS else "the whole sample"
    return f" within {where}, as most areas to pool have one"
