"""Cells: families of one quarter counted by everything that a policy may look at. The engine's only input."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from terms import PBI, PKH, SEMBAKO, Quarter

COMPONENT = 1
ELDERLY = 2
SEVERE_DISABILITY = 4
PREGNANT_OR_YOUNG_CHILD = 8
WORKING_AGE = 16
FAMILY_TYPES = 32
DECILES = 11

COMPONENTS = ("pregnant", "children_0_6", "pupils_sd", "pupils_smp", "pupils_sma", "elderly", "severe_disability")
PUPILS = ("sd", "smp", "sma")
TIMED = (PKH, SEMBAKO)
PAID = (PKH, SEMBAKO, PBI)

Made = TypeVar("Made")
#: Arrays by name, such as sums that every policy needs.
Arrays = Mapping[str, np.ndarray]
#: Gives the arrays of a key, made by the function where whoever keeps them has none.
Keeps = Callable[[tuple[str, ...], Callable[[], Arrays]], Arrays]
#: The value of today and the one that is tried.
VARIANTS = 2


@dataclass(frozen=True, eq=False)
class Cells:
    """One row a cell: the families of one kabupaten that look alike to every policy.

    ``family_type`` is a sum of COMPONENT (has a PKH component), ELDERLY, SEVERE_DISABILITY, PREGNANT_OR_YOUNG_CHILD
    and WORKING_AGE (has a working-age able adult). ``quarters_on`` is 0 for families not on the programme, exact
    from 1 to 24, then the upper end of whole years (28, 32 … 72), then 73 for longer. Counts are weighted families
    and persons; ``components`` are counted within the limit of persons a family, ``pupils`` before it; ``rupiah``
    is what was paid in the quarter.
    """

    quarter: Quarter
    kabupaten_codes: tuple[str, ...]
    kabupaten: np.ndarray
    decile: np.ndarray
    family_type: np.ndarray
    quarters_on: Mapping[str, np.ndarray]
    on_pbi: np.ndarray
    families: np.ndarray
    persons: np.ndarray
    pbi_persons: np.ndarray
    components: Mapping[str, np.ndarray]
    pupils: Mapping[str, np.ndarray]
    rupiah: Mapping[str, np.ndarray]
    #: Where large sums of these very cells lie; a copy with other columns has none of them.
    keeps: Keeps | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        if list(self.kabupaten_codes) != sorted(set(self.kabupaten_codes)):
            raise ValueError("cells: kabupaten_codes must be sorted and different")
        for name, given, wanted in (
            ("quarters_on", self.quarters_on, TIMED),
            ("components", self.components, COMPONENTS),
            ("pupils", self.pupils, PUPILS),
            ("rupiah", self.rupiah, PAID),
        ):
            if set(given) != set(wanted):
                raise ValueError(f"cells: {name} must have {', '.join(wanted)}, got {', '.join(given)}")
        lengths = {len(column) for column in self._columns()}
        if len(lengths) != 1:
            raise ValueError(f"cells: all columns must be equally long, got lengths {sorted(lengths)}")

    def __len__(self) -> int:
        return len(self.families)

    def select(self, mask: np.ndarray) -> Cells:
        """The cells where ``mask`` (one boolean a cell) is true, with only the kabupaten that are left."""
        return self._taken(mask, np.unique(self.kabupaten[mask]))

    def of_kabupaten(self, first: int, last: int) -> Cells:
        """The cells of the kabupaten at these places of ``kabupaten_codes``, the last one included; without a copy
        where the cells lie in the order of their kabupaten."""
        starts = self.prepare("starts", self._starts)
        if starts is None:
            return self.select((self.kabupaten >= first) & (self.kabupaten <= last))
        rows = slice(int(starts[first]), int(starts[last + 1]))
        return self._taken(rows, np.unique(self.kabupaten[rows]))

    def in_order(self) -> Cells:
        """The same cells in the order of their kabupaten."""
        everybody = np.arange(len(self.kabupaten_codes))
        return self._taken(np.argsort(self.kabupaten, kind="stable"), everybody)

    def _starts(self) -> np.ndarray | None:
        """(kabupaten + 1): where the cells of each begin; None where they do not lie in this order."""
        if (self.kabupaten[1:] < self.kabupaten[:-1]).any():
            return None
        return np.searchsorted(self.kabupaten, np.arange(len(self.kabupaten_codes) + 1))

    def _taken(self, rows: np.ndarray | slice, present: np.ndarray) -> Cells:
        position = np.zeros(len(self.kabupaten_codes), np.int16)
        position[present] = np.arange(len(present))
        return Cells(
            self.quarter,
            tuple(self.kabupaten_codes[index] for index in present),
            position[self.kabupaten[rows]],
            self.decile[rows],
            self.family_type[rows],
            {name: column[rows] for name, column in self.quarters_on.items()},
            self.on_pbi[rows],
            self.families[rows],
            self.persons[rows],
            self.pbi_persons[rows],
            {name: column[rows] for name, column in self.components.items()},
            {name: column[rows] for name, column in self.pupils.items()},
            {name: column[rows] for name, column in self.rupiah.items()},
        )

    @cached_property
    def types(self) -> np.ndarray:
        """The family types that occur, in order: some 18 of 32 in a real register."""
        return np.flatnonzero(np.bincount(self.family_type, minlength=FAMILY_TYPES))

    @cached_property
    def shape(self) -> tuple[int, int, int]:
        """Kabupaten, deciles, family types that occur: the grid that results are counted on."""
        return len(self.kabupaten_codes), DECILES, len(self.types)

    @cached_property
    def group(self) -> np.ndarray:
        """Each cell's place in the flattened grid of kabupaten, decile and family type."""
        position = np.zeros(FAMILY_TYPES, np.int32)
        position[self.types] = np.arange(len(self.types))
        place = self.kabupaten.astype(np.int32) * DECILES + self.decile
        return place * len(self.types) + position[self.family_type]

    def prepare(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` gives, made at the first call with this key."""
        if key not in self.prepared:
            self.prepared[key] = make()
        found: Made = self.prepared[key]
        return found

    def prepare_arrays(self, key: tuple[str, ...], make: Callable[[], Arrays]) -> Arrays:
        """As ``prepare``, of large arrays: whoever holds the cells may keep them elsewhere (``kept_by``)."""
        return self.prepare(key, lambda: make() if self.keeps is None else self.keeps(key, make))

    def kept_by(self, keeps: Keeps) -> Cells:
        """The same cells, whose large sums somebody keeps."""
        found = replace(self)
        object.__setattr__(found, "keeps", keeps)
        return found

    def apart(self) -> Cells:
        """The same cells, which remember nothing but where their large sums are kept."""
        return replace(self) if self.keeps is None else self.kept_by(self.keeps)

    def prepare_last(self, key: Hashable, variant: Hashable, make: Callable[[], Made]) -> Made:
        """As ``prepare``, of what depends on a value that people change: the last VARIANTS of it are kept."""
        last: list[tuple[Hashable, Any]] = self.prepared.get(key, [])
        found = [one for known, one in last if known == variant] or [make()]
        others = [(known, one) for known, one in last if known != variant]
        self.prepared[key] = [(variant, found[0]), *others][:VARIANTS]
        made: Made = found[0]
        return made

    @cached_property
    def prepared(self) -> dict[Hashable, Any]:
        """Sums that every policy needs, kept here so that they are made once per process and die with the cells."""
        return {}

    def _columns(self) -> list[np.ndarray]:
        single = (self.kabupaten, self.decile, self.family_type, self.on_pbi)
        counts = (self.families, self.persons, self.pbi_persons)
        grouped = (self.quarters_on, self.components, self.pupils, self.rupiah)
        return [*single, *counts, *(column for group in grouped for column in group.values())]
