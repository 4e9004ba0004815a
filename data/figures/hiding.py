"""Which counts must be hidden beside the small ones, so that sums which are published give none of them away.

Counts are tied by linear relations: rows add up to a total, areas to their province, flows to a closing. A small count
is safe when another table, in which it is ten or more, fits everything that is published: then neither it nor any sum
of hidden counts that it is part of is known to be small. Such a table differs from the true one by a vector that is
zero wherever a count is shown and that keeps every relation; the cheapest one is a linear programme (Kelly, Golden and
Assad 1992), and the counts that it touches are hidden too. One programme raises as many of them at once as it can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack

from data.store.disclosure import SMALLEST_SHOWN

#: By how much a hidden count that is not small, or has no room to be ten, is to differ in another table.
WIDTH = 5
#: The least by which a count must differ not to be known exactly, where it cannot be ten or more.
LEAST = 1
_NOTHING = 1e-6
#: How much cheaper it is to use a count that is hidden anyway.
_FREE = 0.001
_SOUGHT = 1000.0
#: Into how many groups the search goes: more find room for a few more counts that can hardly be ten, and take long.
_GROUPS = 8


@dataclass(frozen=True, eq=False)
class Tied:
    """Counts and what ties them.

    `relations` has a row for each sum that is known to be kept and a column for each count. `cost` says how much is
    lost with each count. `block` numbers counts that are tied closely, so that the search stays small; −1 stands for
    those that tie blocks to one another and are looked at with each.
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


def protect(tied: Tied, small: np.ndarray) -> Hidden:
    """Hides the counts that are `small`, and as cheaply as it goes what would give one of the hidden ones away.

    A hidden count may be any number from nought. Everything is decided in the order of the counts, so that the same
    counts always give the same answer.
    """
    search = _Search(tied, small.copy())
    blocks = [int(one) for one in np.unique(tied.block[small]) if one >= 0]
    everything = _part(tied, np.arange(len(tied.counts)))
    for block in blocks:
        search.raise_in(_part(tied, np.flatnonzero((tied.block == block) | (tied.block < 0))), _GROUPS)
    search.raise_in(everything, 1 if blocks else _GROUPS)
    search.move_in(everything)
    return Hidden(search.mask, search.known)


class _Search:
    """Looks for other tables until every hidden count is safe.

    `waiting` are the small counts for which none has been found in which they are ten; `reach` is by how much each
    count differs in one of those that have been found.
    """

    def __init__(self, tied: Tied, mask: np.ndarray) -> None:
        self._tied, self.mask = tied, mask
        self.reach = np.zeros(len(mask))
        self.waiting = mask & (tied.counts > 0) & (tied.counts < SMALLEST_SHOWN)
        self._wanted = np.minimum(SMALLEST_SHOWN - tied.counts, _room(tied))

    @property
    def known(self) -> np.ndarray:
        """Hidden counts for which no table has been found in which they differ; a hidden nought points at nobody."""
        return self.mask & (self._tied.counts > 0) & (self.reach < LEAST - _NOTHING)

    def raise_in(self, part: _Part, most_groups: int) -> None:
        """Other tables in which small counts are ten, or as much as there is room for; the search goes on in smaller
        groups until there are so many of them."""
        waiting = (self.waiting & (self._wanted >= LEAST))[part.places]
        for sought in _groups(waiting, most_groups):
            self._learn(part, self._other(part, sought, self._wanted[part.places], np.ones(len(sought), bool)))
            waiting &= self.waiting[part.places]

    def move_in(self, part: _Part) -> None:
        """Other tables in which counts that are known so far are smaller, and every second one larger, so that they
        make room for one another; then the other way round."""
        size = np.maximum(np.minimum(WIDTH, self._tied.counts), LEAST)[part.places].astype(float)
        for first in (False, True):
            waiting = self.known[part.places]
            for sought in _groups(waiting, 2 * len(waiting)):
                up = np.arange(len(sought)) % 2 == (0 if first else 1)
                self._learn(part, self._other(part, sought, size, up))
                waiting &= self.reach[part.places] < LEAST - _NOTHING

    def _learn(self, part: _Part, other: np.ndarray) -> None:
        """What an other table changes is hidden, and safe when it is changed by enough."""
        touched = np.abs(other)
        self.mask[part.places[touched > _NOTHING]] = True
        self.reach[part.places] = np.maximum(self.reach[part.places], touched)
        wanted = np.maximum(self._wanted, LEAST)[part.places]
        self.waiting[part.places[other > wanted - _NOTHING]] = False

    def _other(self, part: _Part, sought: np.ndarray, most: np.ndarray, up: np.ndarray) -> np.ndarray:
        """The cheapest difference that moves as many of the sought counts as it can, each by `most`, up or down."""
        size = len(part.places)
        cost = np.where(self.mask[part.places], _FREE, self._tied.cost[part.places])
        costs = np.concatenate([cost, cost])
        highest = np.concatenate([np.full(size, np.inf), self._tied.counts[part.places].astype(float)])
        moved, still = np.where(up, sought, size + sought), np.where(up, size + sought, sought)
        costs[moved], highest[moved], highest[still] = -_SOUGHT * self._tied.cost.max(), most[sought], 0.0
        found = linprog(
            costs,
            A_eq=part.relations,
            b_eq=np.zeros(part.relations.shape[0]),
            bounds=np.column_stack([np.zeros(2 * size), highest]),
            method="highs",
        )
        assert found.status == 0, found.message
        return np.asarray(found.x[:size] - found.x[size:])


def _room(tied: Tied) -> np.ndarray:
    """By how much each count could be larger at most: what the others have of the smallest sum that it is a part of."""
    room = np.full(len(tied.counts), np.inf)
    weights = abs(tied.relations)
    is_sum = np.flatnonzero(np.abs(tied.relations.sum(axis=1)) == weights.sum(axis=1))
    wholes = weights @ tied.counts
    for row in is_sum:
        places = slice(weights.indptr[row], weights.indptr[row + 1])
        parts = weights.indices[places]
        room[parts] = np.minimum(room[parts], wholes[row] / weights.data[places] - tied.counts[parts])
    return room


def _part(tied: Tied, places: np.ndarray) -> _Part:
    relations = tied.relations.tocsc()[:, places].tocsr()
    kept = relations[np.flatnonzero(np.diff(relations.indptr))]
    return _Part(places, hstack([kept, -kept], format="csr"))


def _groups(waiting: np.ndarray, most: int) -> Iterator[np.ndarray]:
    """All waiting places at once; then those that are left in two groups, in four, and so on (down to one by one, if
    so many groups are allowed), for counts that shelter one another cannot all be raised together."""
    groups = 1
    while groups <= most:
        left = np.flatnonzero(waiting)
        for group in range(min(groups, len(left))):
            sought = left[group::groups]
            if (sought := sought[waiting[sought]]).size:
                yield sought
        if groups >= len(left):
            return
        groups *= 2
