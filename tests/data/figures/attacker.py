"""Plays somebody who writes down every number that is published and works out what the hidden ones must be."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Name = Hashable
#: Numbers that lie closer are one, for the solver works with this much of error.
NEAR = 1e-6


@dataclass(frozen=True)
class Bounds:
    """Between which numbers a count lies for the attacker."""

    low: float
    high: float

    @property
    def is_known(self) -> bool:
        """Whether only one whole number is left."""
        return np.floor(self.high + NEAR) - np.ceil(self.low - NEAR) < 1

    @property
    def width(self) -> float:
        return self.high - self.low


@dataclass
class Attacker:
    """What was published, as sums over counts that are no less than nought."""

    _place: dict[Name, int] = field(default_factory=dict)
    _sums: list[tuple[dict[int, float], float]] = field(default_factory=list)

    def reads(self, name: Name, count: float) -> None:
        """The count itself was published."""
        self.knows({name: 1.0}, count)

    def knows(self, signs: Mapping[Name, float] | Iterable[Name], total: float) -> None:
        """These counts, each times its sign, add up to a number."""
        signs = signs if isinstance(signs, Mapping) else dict.fromkeys(signs, 1.0)
        places = {self._place.setdefault(name, len(self._place)): float(sign) for name, sign in signs.items()}
        self._sums.append((places, float(total)))

    def works_out(self, names: Iterable[Name]) -> dict[Name, Bounds]:
        """The bounds of each of these counts; one that no sum speaks of has none and is left out."""
        relations, totals = self._matrix()
        _, group = connected_components(abs(relations.T @ relations), directed=False)
        found = {}
        for name in (one for one in names if one in self._place):
            place = self._place[name]
            columns = np.flatnonzero(group == group[place])
            part = relations[:, columns]
            rows = np.flatnonzero(np.diff(part.indptr))
            found[name] = _bounds(part[rows], totals[rows], int(np.searchsorted(columns, place)))
        return found

    def _matrix(self) -> tuple[csr_array, np.ndarray]:
        """The sums, less what single counts tell."""
        told = {place: total / places[place] for places, total in self._sums if len(places) == 1 for place in places}
        rows, totals = [], []
        for places, total in self._sums:
            left = {place: sign for place, sign in places.items() if place not in told}
            rest = total - sum(sign * told[place] for place, sign in places.items() if place in told)
            if left:
                rows.append(left)
                totals.append(rest)
            else:
                assert abs(rest) < NEAR * 10, f"what was published contradicts itself by {rest}"
        for place, value in told.items():
            rows.append({place: 1.0})
            totals.append(value)
        at = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        columns = np.array([place for row in rows for place in row])
        signs = np.array([sign for row in rows for sign in row.values()])
        return csr_array((signs, (at, columns)), shape=(len(rows), len(self._place))), np.array(totals)


def _bounds(relations: csr_array, totals: np.ndarray, place: int) -> Bounds:
    ends = []
    for sign in (1.0, -1.0):
        aim = np.zeros(relations.shape[1])
        aim[place] = sign
        found = linprog(aim, A_eq=relations, b_eq=totals, bounds=(0, None), method="highs")
        assert found.status in (0, 3), f"what was published contradicts itself: {found.message}"
        ends.append(sign * found.fun if found.status == 0 else np.inf)
    return Bounds(*ends)
