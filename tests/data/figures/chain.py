"""What somebody who knows the whole perturbed register and the method, but not the key, can say of each exact count."""

from __future__ import annotations

import numpy as np

from data.figures.changes import MOST_CHANGED, probabilities


def posterior(seen: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """(cell, count): how likely each exact count is, given all perturbed counts of a chain in their order.

    Forward and backward over the level, which goes as far as the chain is long. ``prior[n]`` is how likely n families
    are before anything is seen; every cell is known to have at least one, which is more than anybody knows.
    """
    middle = MOST_CHANGED * len(seen)
    signs = np.sign(np.arange(-middle, middle + 1)) + 1
    likely = probabilities()
    changes = np.arange(-MOST_CHANGED, MOST_CHANGED + 1)

    def weights(count: int) -> list[tuple[int, np.ndarray]]:
        known = [(int(count - change), int(change)) for change in changes if 0 < count - change < len(prior)]
        return [
            (n, prior[n] * likely[signs, min(n, MOST_CHANGED), change + MOST_CHANGED])
            for n, change in known
            if abs(change) <= n
        ]

    forward = np.zeros((len(seen) + 1, len(signs)))
    forward[0, middle] = 1.0
    for at, count in enumerate(seen.tolist()):
        for n, weight in weights(count):
            forward[at + 1] += _moved(forward[at] * weight, count - n)
        forward[at + 1] /= forward[at + 1].sum()
    found, backward = np.zeros((len(seen), len(prior))), np.ones(len(signs))
    for at in range(len(seen) - 1, -1, -1):
        before, count = np.zeros(len(signs)), int(seen[at])
        for n, weight in weights(count):
            way = weight * _moved(backward, n - count)
            found[at, n] = forward[at] @ way
            before += way
        backward = before / before.sum()
    return found / found.sum(axis=1, keepdims=True)


def _moved(levels: np.ndarray, step: int) -> np.ndarray:
    moved = np.roll(levels, step)
    if step > 0:
        moved[:step] = 0.0
    elif step < 0:
        moved[step:] = 0.0
    return moved
