"""Do quarters forget? The product of quarterly matrices against the matrix seen directly, and stayers where it fails.

A family that never moves makes both alike in one quarter and unlike in four: multiplied matrices then move too many.
With a share of stayers in each decile (mover–stayer; Blumen, Kogan and McCarthy 1955) the matrix over n quarters is
S + (I − S) Mⁿ, and n of the quarters multiplied out are what was seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Beyond this difference of the shares that stay, the quarters do not forget (METHODS 9).
LIMIT = 0.02
_ROUNDS, _STEP, _MOST = 400, 0.5, 0.98


@dataclass(frozen=True, eq=False)
class MarkovCheck:
    """Over ``quarters``: the share that is where it was (decile 0 to 10), of those still in the register, by the
    ``product`` of the quarters and as seen ``direct``. ``stayers`` (decile): share that never moves, if they differ."""

    quarters: int
    product: np.ndarray
    direct: np.ndarray
    stayers: np.ndarray | None

    @property
    def gap(self) -> float:
        """The largest difference, product less direct, with its sign."""
        differences = self.product - self.direct
        return float(differences[np.argmax(np.abs(differences))])

    @property
    def forgets(self) -> bool:
        """Whether quarters may be multiplied."""
        return abs(self.gap) <= LIMIT


def check(steps: np.ndarray, direct: np.ndarray) -> MarkovCheck | None:
    """From counts (quarter, before, after) and the count over all these quarters (before, after), states that stay in
    the register alone. None for one quarter, or where nobody starts from some state."""
    counts, whole = np.asarray(steps, float), np.asarray(direct, float)
    if len(counts) < 2 or not ((counts.sum(axis=2) > 0).all() and (whole.sum(axis=1) > 0).all()):
        return None
    quarterly, seen = _shares(counts), np.diag(_shares(whole))
    product = np.diag(np.linalg.multi_dot(list(quarterly)))
    found = MarkovCheck(len(counts), product, seen, None)
    return found if found.forgets else MarkovCheck(len(counts), product, seen, _stayers(quarterly, seen))


def in_quarter(matrix: np.ndarray, stayers: np.ndarray, quarter: int) -> np.ndarray:
    """The matrix (…, before, after) of the quarter-th quarter to come, 1 the first, of families seen from the start.

    The first is ``matrix`` itself. Rows keep their sums: what is lacking to 1 leaves the register. A share that comes
    out under 0 is put at 0, which leaves a tenth of the gap or less in five years of moves to neighbours.
    """
    if quarter == 1:
        return matrix
    left = matrix.sum(axis=-1, keepdims=True)
    inside = np.divide(matrix, left, out=np.zeros_like(matrix), where=left > 0)
    states = np.eye(matrix.shape[-1])
    inside = np.where(left > 0, inside, states)
    stay = np.minimum(stayers, _MOST * np.diagonal(inside, axis1=-2, axis2=-1))[..., None] * states
    moving = np.linalg.solve(states - stay, inside - stay)
    before = np.linalg.matrix_power(moving, quarter - 1)
    seen = stay + (states - stay) @ before
    found = np.maximum(np.linalg.solve(seen, stay + (states - stay) @ before @ moving), 0.0)
    scaled: np.ndarray = found / found.sum(axis=-1, keepdims=True) * left
    return scaled


def _stayers(quarterly: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """The shares with which the quarters give what was seen, where any do."""
    states, most = np.eye(len(seen)), _MOST * np.diagonal(quarterly, axis1=1, axis2=2).min(axis=0)
    found = np.zeros(len(seen))
    for _ in range(_ROUNDS):
        stay = np.diag(found)
        moving = [np.linalg.solve(states - stay, one - stay) for one in quarterly]
        told = np.diag(stay + (states - stay) @ np.linalg.multi_dot(moving))
        found = np.clip(found + _STEP * (seen - told), 0.0, most)
    return found


def _shares(counts: np.ndarray) -> np.ndarray:
    shares: np.ndarray = counts / counts.sum(axis=-1, keepdims=True)
    return shares
