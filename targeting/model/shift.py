"""Log odds moved together so that the chances add up to a given number."""

from __future__ import annotations

import numpy as np

STEPS = 30
LONGEST = 3.0
PRECISION = 1e-12
#: So many chances are worked on at once.
AT_ONCE = 100_000


def shifted_to(log_odds: np.ndarray, families: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The shift δ of each draw with Σ families · σ(log odds + δ) = wanted, by Newton's method.

    ``log_odds`` is (draw, group), ``families`` one count a group, ``wanted`` one number a draw, strictly between 0 and
    all families.
    """
    shift = np.empty(len(log_odds))
    for first in range(0, len(log_odds), max(AT_ONCE // max(len(families), 1), 1)):
        here = slice(first, first + max(AT_ONCE // max(len(families), 1), 1))
        shift[here] = _shifted(log_odds[here], families, wanted[here])
    return shift


def _shifted(log_odds: np.ndarray, families: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Some draws: few enough to stay near the processor, and no more steps than the slowest of them needs."""
    shift = np.zeros(len(log_odds))
    everyone = families.sum()
    odds = np.exp(log_odds)
    for _ in range(STEPS):
        # Odds multiply, so that the exponential of the large table is taken once.
        chance = odds * np.exp(shift)[:, None]
        np.divide(chance, chance + 1.0, out=chance)
        gap = wanted - chance @ families
        if np.abs(gap).max() <= PRECISION * everyone:
            break
        slope = (chance * (1 - chance)) @ families
        shift += np.clip(gap / np.maximum(slope, PRECISION * everyone), -LONGEST, LONGEST)
    return shift
