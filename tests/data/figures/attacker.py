"""Plays somebody who writes down every number that is published and works out what the hidden ones must be."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

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


#: More than any count can be, so that no programme is without an end.
MOST = 1e5
#: Programmes that move many counts at once, before those that are left are looked at one by one.
ROUNDS = 12


@dataclass
class Attacker:
    """What was published, as sums over counts that are no less than nought."""

    _place: dict[Name, int] = field(default_factory=dict)
    _sums: list[tuple[dict[int, float], float]] = field(default_factory=list)

    def knows(self, signs: Mapping[Name, float] | Iterable[Name], total: float) -> None:
        """These counts, each times its sign, add up to a number."""
        signs = signs if isinstance(signs, Mapping) else dict.fromkeys(signs, 1.0)
        places = {self._place.setdefault(name, len(self._place)): float(sign) for name, sign in signs.items()}
        self._sums.append((places, float(total)))

    def part(self, *prefix: object) -> Part:
        """The attacker as told of one subject, whose names begin with the prefix."""
        return Part(self, prefix)

    def finds_out(self, names: Iterable[Name], seed: int = 1) -> dict[Name, Bounds]:
        """Those of these counts for which only one whole number fits all that was published.

        Many counts are moved at once, up and down at random: whichever differs in two tables that fit is not known. The
        few that are left are looked at one by one.
        """
        places = np.array(sorted({self._place[name] for name in names if name in self._place}))
        group = self._groups[places] if len(places) else np.array([], int)
        low, high = np.full(len(self._place), np.inf), np.full(len(self._place), -np.inf)
        dice = np.random.default_rng(seed)
        for one in np.unique(group):
            columns, relations, totals = self._component(one)
            sought = np.searchsorted(columns, places[group == one])
            for _ in range(ROUNDS):
                aim = np.zeros(len(columns))
                waiting = sought[~_differs(low[columns[sought]], high[columns[sought]])]
                if not len(waiting):
                    break
                aim[waiting] = dice.choice((-1.0, 1.0), len(waiting))
                table = _solved(aim, relations, totals)
                low[columns], high[columns] = np.minimum(low[columns], table), np.maximum(high[columns], table)
        is_left = {int(place) for place in places if not _differs(low[place], high[place])}
        bounds = self.works_out(name for name in names if self._place.get(name) in is_left)
        return {name: one for name, one in bounds.items() if one.is_known}

    def works_out(self, names: Iterable[Name]) -> dict[Name, Bounds]:
        """The bounds of each of these counts; one that no sum speaks of has none and is left out."""
        found = {}
        for name in (one for one in names if one in self._place):
            place = self._place[name]
            columns, relations, totals = self._component(self._groups[place])
            found[name] = _bounds(relations, totals, int(np.searchsorted(columns, place)))
        return found

    @cached_property
    def _groups(self) -> np.ndarray:
        """Which counts are tied to one another, however loosely."""
        relations, _ = self._matrix
        return connected_components(abs(relations.T @ relations), directed=False)[1]

    def _component(self, group: int) -> tuple[np.ndarray, csr_array, np.ndarray]:
        relations, totals = self._matrix
        columns = np.flatnonzero(self._groups == group)
        part = relations[:, columns]
        rows = np.flatnonzero(np.diff(part.indptr))
        return columns, part[rows], totals[rows]

    @cached_property
    def _matrix(self) -> tuple[csr_array, np.ndarray]:
        """The sums, less what single counts tell; a sum that was told twice stands once."""
        told = self._told()
        rows: dict[tuple[tuple[int, float], ...], float] = {}
        for places, total in self._sums:
            left = {place: sign for place, sign in places.items() if place not in told}
            rest = total - sum(sign * told[place] for place, sign in places.items() if place in told)
            key = tuple(sorted(left.items()))
            assert abs(rows.setdefault(key, rest) - rest) < NEAR * 10, "what was published contradicts itself"
        assert abs(rows.pop((), 0.0)) < NEAR * 10, "what was published contradicts itself"
        for place, value in told.items():
            rows[((place, 1.0),)] = value
        at = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        columns = np.array([place for row in rows for place, _ in row])
        signs = np.array([sign for row in rows for _, sign in row])
        return csr_array((signs, (at, columns)), shape=(len(rows), len(self._place))), np.array(list(rows.values()))

    def _told(self) -> dict[int, float]:
        """Counts that follow at once: told alone, or the only one of a sum that is left, again and again."""
        told: dict[int, float] = {}
        while True:
            before = len(told)
            for places, total in self._sums:
                left = [place for place in places if place not in told]
                if len(left) == 1:
                    rest = total - sum(sign * told[place] for place, sign in places.items() if place in told)
                    told[left[0]] = rest / places[left[0]]
            if len(told) == before:
                return told


@dataclass(frozen=True)
class Part:
    """The attacker, told of one subject."""

    whole: Attacker
    prefix: tuple[object, ...]

    def reads(self, name: Name, count: float) -> None:
        """The count itself was published."""
        self.knows({name: 1.0}, count)

    def knows(self, signs: Mapping[Name, float] | Iterable[Name], total: float) -> None:
        """These counts, each times its sign, add up to a number."""
        signs = signs if isinstance(signs, Mapping) else dict.fromkeys(signs, 1.0)
        self.whole.knows({(*self.prefix, name): sign for name, sign in signs.items()}, total)

    def named(self, exact: Mapping[Name, int]) -> dict[Name, int]:
        """Exact counts under the names that the whole attacker knows them by."""
        return {(*self.prefix, name): count for name, count in exact.items()}


def _differs(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Whether more than one whole number lies between the lowest and the highest that were found."""
    return np.floor(high + NEAR) - np.ceil(low - NEAR) >= 1


def _solved(aim: np.ndarray, relations: csr_array, totals: np.ndarray) -> np.ndarray:
    found = linprog(aim, A_eq=relations, b_eq=totals, bounds=(0, MOST), method="highs")
    assert found.status == 0, f"what was published contradicts itself: {found.message}"
    return np.asarray(found.x)


def _bounds(relations: csr_array, totals: np.ndarray, place: int) -> Bounds:
    aim = np.zeros(relations.shape[1])
    aim[place] = 1.0
    return Bounds(*(float(_solved(sign * aim, relations, totals)[place]) for sign in (1.0, -1.0)))
