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


@dataclass(frozen=True, eq=False)
class _Part:
    """Some of the counts, by place, with the sums that they take part in: of what is added, and of what is taken."""

    places: np.ndarray
    relations: csr_array


def protect(tied: Tied, small: np.ndarray, width: int = WIDTH) -> Hidden:
    """Hides the counts that are `small`, and as cheaply as it goes what would give one of the hidden ones away.

    A hidden count may be any number from nought. Everything is decided in the order of the counts, so that the same
    counts always give the same answer.
    """
    mask, safe, unsafe = small.copy(), np.zeros(len(small), bool), np.zeros(len(small), bool)
    parts = _parts(tied)
    while (waiting := np.flatnonzero(mask & ~safe & ~unsafe)).size:
        one = int(waiting[0])
        searched = [parts[number] for number in dict.fromkeys((int(tied.block[one]), -1))]
        other = _other_table(tied, mask, one, width, searched)
        if other is None:
            unsafe[one] = True
            continue
        mask |= np.abs(other) > _NOTHING
        safe |= np.abs(other) > min(width, abs(other[one])) - _NOTHING
        safe[one] = True
    return Hidden(mask, unsafe)


def _parts(tied: Tied) -> dict[int, _Part]:
    """The counts of each block, and all of them as −1."""
    by_column, found = tied.relations.tocsc(), {}
    for block in (*np.unique(tied.block[tied.block >= 0]), -1):
        places = np.flatnonzero(tied.block == block) if block >= 0 else np.arange(len(tied.block))
        relations = by_column[:, places].tocsr()
        kept = relations[np.flatnonzero(np.diff(relations.indptr))]
        found[int(block)] = _Part(places, hstack([kept, -kept], format="csr"))
    return found


def _other_table(tied: Tied, mask: np.ndarray, one: int, width: int, searched: list[_Part]) -> np.ndarray | None:
    """How the nearest other table differs: by `width` upwards or downwards, else by one; None when there is none."""
    for size in dict.fromkeys((width, 1)):
        for part in searched:
            for step in (size, -min(size, int(tied.counts[one]))):
                if step and (found := _cheapest(tied, mask, one, step, part)) is not None:
                    return found
    return None


def _cheapest(tied: Tied, mask: np.ndarray, one: int, step: float, part: _Part) -> np.ndarray | None:
    """The cheapest difference that changes this count by `step` and touches only the counts of the part."""
    places = part.places
    cost = np.where(mask[places], 0.001, tied.cost[places])
    highest = np.concatenate([np.full(len(places), np.inf), tied.counts[places].astype(float)])
    lowest = np.zeros(2 * len(places))
    at = int(np.searchsorted(places, one))
    changed, gone = (at, len(places) + at) if step > 0 else (len(places) + at, at)
    lowest[changed] = highest[changed] = abs(step)
    highest[gone] = 0.0
    found = linprog(
        np.concatenate([cost, cost]),
        A_eq=part.relations,
        b_eq=np.zeros(part.relations.shape[0]),
        bounds=np.column_stack([lowest, highest]),
        method="highs",
    )
    if found.status != 0:
        return None
    other = np.zeros(len(mask))
    other[places] = found.x[: len(places)] - found.x[len(places) :]
    return other
