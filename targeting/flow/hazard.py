"""Hazards of leaving a programme by reason and by quarters on aid, with left truncation."""

from __future__ import annotations

import numpy as np

from targeting.flow.tenure import Spells

EXACT = 24
#: Quarters on aid 1 to 24, then all beyond together.
TENURES = EXACT + 1


def hazards(spells: Spells, reasons: tuple[str, ...], prior: float = 200.0) -> np.ndarray:
    """(reason, tenure): share of the families in their t-th quarter on aid (the last: over 24) who leave then.

    At risk at t are those with entry < t ≤ stop. A reason that is not named, such as the cap's own, counts among those
    still on aid, so that its spike is not in the hazards. Each is drawn towards the reason's share over all tenures as
    if ``prior`` more families had been seen.
    """
    last = int(max(np.max(spells.stop, initial=0), TENURES))
    times = np.arange(1, last + 1)
    risk = _banded(spells.at_risk(times))
    found = np.zeros((len(reasons), TENURES))
    for index, reason in enumerate(reasons):
        exits = _banded(_exits(spells, reason, last))
        overall = exits.sum() / risk.sum() if risk.sum() else 0.0
        found[index] = (exits + prior * overall) / (risk + prior)
    return found


def _exits(spells: Spells, reason: str, last: int) -> np.ndarray:
    left = np.asarray(spells.cause) == reason
    weights = np.asarray(spells.families, float)[left]
    return np.bincount(np.asarray(spells.stop, int)[left], weights=weights, minlength=last + 1)[1:]


def _banded(by_quarter: np.ndarray) -> np.ndarray:
    return np.append(by_quarter[:EXACT], by_quarter[EXACT:].sum())
