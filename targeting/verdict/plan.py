"""How many families must be checked before "the error is under the target" can be shown, and what a sample can show.

"Shown" is the verdict met: the exact interval lies below the target. Power moves in saw teeth with n, so the answer is
the smallest n from which it stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from terms import InputError

WORKABLE = 2_000_000
"""Effective families beyond which a plan is refused."""
LOOKS = 128


@dataclass(frozen=True)
class Question:
    """Target, power, and the chance allowed of a false claim (0.025 = two-sided 95 %)."""

    target: float
    power: float
    tail: float

    def __post_init__(self) -> None:
        for name in ("target", "power", "tail"):
            if not 0 < getattr(self, name) < 1:
                raise InputError(f"plan: {name} must be between 0 and 1, got {getattr(self, name):g}")


@dataclass(frozen=True)
class SampleSize:
    """Families to check: as a simple random sample would need, and with the design effect."""

    n_effective: int
    n: int


def sample_size(true: float, question: Question, design_effect: float = 1.0) -> SampleSize:
    """The smallest n from which the power stays; n = effective n × design effect, rounded up.

    InputError when the supposed true error does not lie below the target or the design effect is below 1.
    """
    if not 0 <= true < question.target:
        raise InputError(f"plan: the true error must be 0 to below the target {question.target:g}, got {true:g}")
    if not design_effect >= 1 or np.isinf(design_effect):
        raise InputError(f"plan: the design effect must be 1 or more, got {design_effect:g}")
    rough = _rough_size(true, question)
    if rough > WORKABLE:
        raise InputError(
            f"plan: {true:g} is too close to the target {question.target:g} for a sample of a workable size"
        )
    highest = max(64, int(2 * rough * question.target))
    while True:
        last = _last_short(true, question, highest)
        if last < highest // 2:
            effective = int(_sizes_allowing(np.array([last + 1]), question)[0])
            return SampleSize(effective, int(np.ceil(round(effective * design_effect, 9))))
        highest *= 2


def deciding(error: float, question: Question, design_effect: float = 1.0) -> SampleSize:
    """Families that show an error expected below the target to be so, or one above it to be above: by the same power,
    the distance to the target decides. InputError when it lies too near."""
    if error < question.target:
        return sample_size(error, question, design_effect)
    return sample_size(1 - error, Question(1 - question.target, question.power, question.tail), design_effect)


def power(true: float, n_effective: float, question: Question) -> float:
    """Chance that a sample of this effective size shows an error of ``true`` to be under the target."""
    allowed = errors_allowed(n_effective, question)
    return 0.0 if allowed < 0 else float(_chance_of_at_most(np.array(allowed), np.array(np.floor(n_effective)), true))


def largest_provable(n_effective: float, question: Question) -> float:
    """The largest true error that this sample shows to be under the target with the power asked; NaN when none."""
    allowed, n = errors_allowed(n_effective, question), np.floor(n_effective)
    if allowed < 0:
        return np.nan
    return float(1 - special.betaincinv(n - allowed, allowed + 1, question.power))


def errors_allowed(n_effective: float, question: Question) -> int:
    """The most errors in so many cases that still show the target met; −1 when not even none would."""
    n = int(np.floor(n_effective))
    hits = np.arange(int(np.ceil(n * question.target)) + 1)
    shown = _chance_of_at_most(hits, np.full(len(hits), n), question.target) < question.tail
    return int(shown.sum()) - 1


def _last_short(true: float, question: Question, highest: int) -> int:
    """The last number of errors allowed, below ``highest``, at which a sample lacks the power; −1 when none.

    Looked for by a few first, then one by one from the last of these that lacks it to as far as saw teeth reach: a
    family more or less moves the power as much as 2 target² ÷ (target − true) errors allowed do; four times that.
    """
    few = np.arange(0, highest, max(1, highest // LOOKS))
    begin = max(few[_is_short(few, true, question)], default=0)
    teeth = 64 + int(8 * question.target**2 / (question.target - true))
    near = np.arange(begin, min(highest, begin + highest // LOOKS + teeth))
    return int(max(near[_is_short(near, true, question)], default=-1))


def _is_short(hits: np.ndarray, true: float, question: Question) -> np.ndarray:
    """Where a sample that shows the target met with so many errors lacks the power. Power falls while the errors
    allowed stay the same: the last n of each stretch is its weakest."""
    weakest = _sizes_allowing(hits + 1, question) - 1
    return np.asarray(_chance_of_at_most(hits, weakest, true) < question.power)


def _rough_size(true: float, question: Question) -> float:
    """By the normal distribution: tells where to search."""
    spread = [np.sqrt(share * (1 - share)) for share in (question.target, true)]
    reach = -special.ndtri(question.tail) * spread[0] + special.ndtri(question.power) * spread[1]
    return float((max(reach, 0.0) / (question.target - true)) ** 2)


def _chance_of_at_most(hits: np.ndarray, n: np.ndarray, share: float) -> np.ndarray:
    """P(X ≤ hits) for X binomial(n, share), hits below n."""
    return special.betaincc(hits + 1.0, np.asarray(n - hits, dtype=float), share)


def _sizes_allowing(hits: np.ndarray, question: Question) -> np.ndarray:
    """The smallest n in which so many errors still show the target met."""
    misses = special.btdtria(question.tail, hits + 1.0, 1 - question.target)
    size = (np.floor(misses) + hits).astype(np.int64) - 1
    for _ in range(4):
        size = np.where(_chance_of_at_most(hits, size, question.target) < question.tail, size, size + 1)
    return size
