"""Which counts must be hidden beside the small ones, so that sums which are published give none of them away.

Counts are tied by linear relations: rows add up to a total, areas to their province, flows to a closing. A hidden count
is safe when another table, with a clearly other number in its place, fits everything that is published. Such a table
differs from the true one by a vector that is zero wherever a count is shown and that keeps every relation; the cheapest
one is a linear programme (Kelly, Golden and Assad 1992), and the counts that it touches are hidden too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack

#: The other table must differ by so many families in the place of a hidden count, if any other table can.
WIDTH = 5
_NOTHING = 1e-6


@dataclass(frozen=True, eq=False)
class Tied:
    """Counts and what ties them.

    `relations` has a row for each sum that is known to be kept and a column for each count. `cost` says how much is
    lost with each count. `block` numbers counts that are tied closely, so that the search stays small; −1 stands for
    those that tie blocks to one another.
    """

    counts: np.ndarray
    relations: csr_array
    cost: np.ndarray
    block: np.ndarray


@dataclass(frozen=True, eq=False)
class Hidden:
    """Which counts are hidden, and which of these no other table can stand for because published sums fix them."""

    mask: np.ndarray
    unsafe: np.ndarray


def protect(tied: Tied, small: np.ndarray, width: int = WIDTH) -> Hidden:
    """Hides the counts that are `small`, and as cheaply as it goes what would give one of the hidden ones away.

    A hidden count may be any number from nought. Everything is decided in the order of the counts, so that the same
    counts always give the same answer.
    """
    mask, safe, unsafe = small.copy(), np.zeros(len(small), bool), np.zeros(len(small), bool)
    while (waiting := np.flatnonzero(mask & ~safe & ~unsafe)).size:
        one = int(waiting[0])
        other = _other_table(tied, mask, one, width)
        if other is None:
            unsafe[one] = True
            continue
        mask |= np.abs(other) > _NOTHING
        safe |= np.abs(other) > min(width, abs(other[one])) - _NOTHING
        safe[one] = True
    return Hidden(mask, unsafe)


def _other_table(tied: Tied, mask: np.ndarray, one: int, width: int) -> np.ndarray | None:
    """How the nearest other table differs: by `width` upwards or downwards, else by one; None when there is none."""
    down = min(width, tied.counts[one])
    near = (tied.block == tied.block[one]) if tied.block[one] >= 0 else np.ones(len(mask), bool)
    searched = [near] if near.all() else [near, np.ones(len(mask), bool)]
    for step in dict.fromkeys((width, -down, 1, -min(down, 1))):
        for free in searched if step else ():
            if (found := _cheapest(tied, mask, one, step, free)) is not None:
                return found
    return None


def _cheapest(tied: Tied, mask: np.ndarray, one: int, step: float, free: np.ndarray) -> np.ndarray | None:
    """The cheapest difference that changes this count by `step` and touches only the counts that are free."""
    places = np.flatnonzero(free)
    cost = np.where(mask[places], 0.001, tied.cost[places])
    counts = tied.counts[places].astype(float)
    relations = tied.relations[:, places]
    relations = relations[np.flatnonzero(np.diff(relations.indptr))]
    highest = np.concatenate([np.full(len(places), np.inf), counts])
    lowest = np.zeros(2 * len(places))
    at = int(np.searchsorted(places, one))
    up, gone = (at, len(places) + at) if step > 0 else (len(places) + at, at)
    lowest[up] = highest[up] = abs(step)
    highest[gone] = 0.0
    found = linprog(
        np.concatenate([cost, cost]),
        A_eq=hstack([relations, -relations], format="csr"),
        b_eq=np.zeros(relations.shape[0]),
        bounds=np.column_stack([lowest, highest]),
        method="highs",
    )
    if found.status != 0:
        return None
    other = np.zeros(len(mask))
    other[places] = found.x[: len(places)] - found.x[len(places) :]
    return other
