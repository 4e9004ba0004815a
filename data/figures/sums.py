"""Counts with names, and the sums that tie them, put together for `hiding`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from data.figures.hiding import Hidden, Tied, protect
from data.store.disclosure import is_small

Name = tuple[Any, ...]
#: Ties blocks to one another.
BETWEEN = -1


@dataclass
class HiddenSums:
    """Counts by name and the sums they take part in; a sum is its counts by name, each with its sign."""

    _place: dict[Name, int] = field(default_factory=dict)
    _counts: list[int] = field(default_factory=list)
    _cost: list[float] = field(default_factory=list)
    _block: list[int] = field(default_factory=list)
    _relations: list[tuple[list[int], list[float]]] = field(default_factory=list)

    def count(self, name: Name, count: float, worth: float = 1.0, block: int = 0) -> None:
        """A count that a page may show; what is `worth` more is hidden less readily, and so is a larger one."""
        self._place[name] = len(self._counts)
        self._counts.append(int(count))
        self._cost.append(worth * (1.0 + np.log1p(count)) if count else 4.0 * worth)
        self._block.append(block)

    def alike(self, name: Name, other: Name) -> None:
        """Another name of a count, as the opening is that of the closing before."""
        self._place[name] = self._place[other]

    def kept(self, names: Iterable[Name] | Mapping[Name, float]) -> None:
        """These counts, each times its sign (1 without), add up to what is published, or to nought."""
        signs = names if isinstance(names, Mapping) else dict.fromkeys(names, 1.0)
        if signs:
            self._relations.append(([self._place[name] for name in signs], [float(sign) for sign in signs.values()]))

    def __contains__(self, name: Name) -> bool:
        return name in self._place

    def value(self, name: Name) -> int:
        return self._counts[self._place[name]]

    def hide(self, also: Iterable[Name] = ()) -> tuple[frozenset[Name], frozenset[Name]]:
        """The names of the counts to hide, those that are `also` hidden for another reason among them; and of these
        the ones that published sums fix whatever is hidden."""
        counts = np.array(self._counts)
        small = np.array([is_small(count) for count in counts], bool)
        small[[self._place[name] for name in also if name in self._place]] = True
        found = protect(self._tied(counts), small) if small.any() else Hidden(small, small)
        return self._named(found.mask), self._named(found.unsafe)

    def _named(self, chosen: np.ndarray) -> frozenset[Name]:
        return frozenset(name for name, place in self._place.items() if chosen[place])

    def _tied(self, counts: np.ndarray) -> Tied:
        rows = np.repeat(np.arange(len(self._relations)), [len(places) for places, _ in self._relations])
        columns = np.concatenate([places for places, _ in self._relations]) if self._relations else np.array([], int)
        signs = np.concatenate([signs for _, signs in self._relations]) if self._relations else np.array([])
        shape = (len(self._relations), len(counts))
        relations = csr_array((signs, (rows, columns)), shape=shape)
        return Tied(counts, relations, np.array(self._cost), np.array(self._block))
