"""Log odds moved together so that the chances add up to a given number."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

STEPS = 30
LONGEST = 3.0
PRECISION = 1e-12


def shifted_to(log_odds: np.ndarray, families: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The shift δ of each draw with Σ families · σ(log odds + δ) = wanted, by Newton's method.

    ``log_odds`` is (draw, group), ``families`` one count a group, ``wanted`` one number a draw, strictly between 0 and
    all families.
    """
    shift = np.zeros(len(log_odds))
    everyone = families.sum()
    for _ in range(STEPS):
        chance = expit(log_odds + shift[:, None])
        gap = wanted - chance @ families
        if np.abs(gap).max() <= PRECISION * everyone:
            break
        slope = (chance * (1 - chance)) @ families
        shift += np.clip(gap / np.maximum(slope, PRECISION * everyone), -LONGEST, LONGEST)
    return shift
