"""Sums of the cells that a programme's rule needs, made once per process: the grid of one programme.

A grid has one place for each kabupaten, decile and family type. At each place a programme sees families that are
on it, of which some are over a cap, and families that are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.cells import COMPONENTS, TIMED, Arrays, Cells
from simulator.policy.fields import EXACT_QUARTERS, LONGEST_CAP
from terms import PBI, PKH, QUARTERS_A_YEAR

LAST_BIN = EXACT_QUARTERS + (LONGEST_CAP - EXACT_QUARTERS) // QUARTERS_A_YEAR + 1
BINS = LAST_BIN + 1
ANY = "any"


def bin_of(quarters: np.ndarray | int) -> np.ndarray:
    """The bin of a number of quarters on aid: itself to 24, then one bin a year, then one for all beyond 72."""
    years = EXACT_QUARTERS + (np.asarray(quarters, np.int32) - EXACT_QUARTERS + QUARTERS_A_YEAR - 1) // QUARTERS_A_YEAR
    return np.minimum(np.where(np.asarray(quarters) <= EXACT_QUARTERS, quarters, years), LAST_BIN)


def quarters_of(bins: np.ndarray) -> np.ndarray:
    """The number of quarters as cells write those of each bin: the upper end of a year, LONGEST_CAP + 1 beyond."""
    given = np.asarray(bins, np.int32)
    years = EXACT_QUARTERS + (given - EXACT_QUARTERS) * QUARTERS_A_YEAR
    return np.minimum(np.where(given <= EXACT_QUARTERS, given, years), LONGEST_CAP + 1)


@dataclass(frozen=True, eq=False)
class ProgrammeSums:
    """One programme's sums, each ``(measure, place)`` with the grid's places in one row.

    Measures are: what is counted (families, or pupils), persons, then the PKH components. ``on`` sums the families
    on the programme, ``off`` the others; ``paid`` is the rupiah paid. Sums are exact below 2**53.
    """

    on: np.ndarray
    off: np.ndarray
    paid: np.ndarray


@dataclass(frozen=True, eq=False)
class Timed:
    """For any cap, the families at each place that are over it, by one look-up.

    ``last[place, bin]`` is the last row at the place whose bin is not above ``bin`` (every place has a row below
    all bins); ``beyond[row]`` sums each measure over the place's rows after that one. ``place`` and ``bins`` (row).
    """

    beyond: np.ndarray
    last: np.ndarray
    place: np.ndarray
    bins: np.ndarray

    def over(self, max_quarters: int) -> np.ndarray:
        """``(measure, place)``: the families whose quarters on aid are more than ``max_quarters``."""
        row = self.last[:, int(bin_of(max_quarters))]
        return np.take(self.beyond, row, axis=0).T.astype(np.float64, order="C")

    def own(self, measures: slice = slice(None)) -> np.ndarray:
        """``(measure, row)``: the families of each row alone."""
        beyond = self.beyond[:, measures].T
        found = np.zeros(beyond.shape)
        same = self.place[1:] == self.place[:-1]
        np.multiply(beyond[:, :-1] - beyond[:, 1:], same, out=found[:, 1:])
        return found

    def count(self) -> np.ndarray:
        """``(row)``: what is counted of each row alone, such as families."""
        counted: np.ndarray = self.own(slice(1))[0]
        return counted


def margin(cells: Cells, programme: str, unit: str) -> ProgrammeSums:
    """The programme's sums, from memory when they were made before."""
    arrays = cells.prepare_arrays(("margin", programme, unit), lambda: vars(_margin(cells, programme, unit)))
    return ProgrammeSums(**arrays)


def timed(cells: Cells, programme: str, unit: str, clock: str) -> Timed | None:
    """The programme's families by the clock, from memory when made before; None when no clock can be over a cap."""
    if programme not in (*TIMED, PBI) or (clock != ANY and programme not in TIMED):
        return None

    def made() -> Arrays:
        quarters, on = clock_of(cells, programme, clock), is_on(cells, programme)
        assert quarters is not None and on is not None
        return vars(_timed(cells, _measures(cells, programme, unit, True), on, quarters))

    return Timed(**cells.prepare_arrays(("timed", programme, unit, clock), made))


def is_on(cells: Cells, programme: str) -> np.ndarray | None:
    """Which cells are on the programme; None for a programme that the register does not have."""
    if programme == PBI:
        return cells.on_pbi
    return cells.quarters_on[programme] > 0 if programme in TIMED else None


def clock_of(cells: Cells, programme: str, clock: str) -> np.ndarray | None:
    """Each cell's quarters on aid by the clock: of this programme, or the longest of PKH and Sembako (any)."""
    if clock == ANY:
        return cells.prepare("longest", lambda: np.maximum(*(cells.quarters_on[name] for name in TIMED)))
    return cells.quarters_on.get(programme)


def _margin(cells: Cells, programme: str, unit: str) -> ProgrammeSums:
    ours, others = (_measures(cells, programme, unit, on) for on in (True, False))
    on = is_on(cells, programme)
    size = int(np.prod(cells.shape))
    if on is None:
        everyone = np.stack([np.bincount(cells.group, weights=measure, minlength=size) for measure in others])
        return ProgrammeSums(np.zeros_like(everyone), everyone, np.zeros(size))
    place = cells.group * 2 + on
    both = [
        np.bincount(place, weights=np.where(on, *pair), minlength=2 * size) for pair in zip(ours, others, strict=True)
    ]
    paid = np.bincount(cells.group, weights=cells.rupiah[programme], minlength=size)
    return ProgrammeSums(np.stack([sums[1::2] for sums in both]), np.stack([sums[::2] for sums in both]), paid)


def _measures(cells: Cells, programme: str, unit: str, on: bool) -> list[np.ndarray]:
    """What is counted, persons, then components. PBI: those on it keep their covered members, the newly admitted
    are covered with all their persons."""
    if programme == PKH:
        return [cells.families, cells.persons, *(cells.components[kind] for kind in COMPONENTS)]
    if programme == PBI and on:
        return [cells.families, cells.pbi_persons]
    if unit == "pupil":
        pupils = sum(cells.pupils.values(), np.zeros(len(cells), np.int64))
        return [pupils, pupils]
    return [cells.families, cells.persons]


def _timed(cells: Cells, measures: Sequence[np.ndarray], on: np.ndarray, quarters: np.ndarray) -> Timed:
    size = int(np.prod(cells.shape))
    rows = np.flatnonzero(on)
    place = cells.group[rows]
    present = np.zeros((size, BINS + 1), bool)
    present[:, 0] = True
    column = bin_of(quarters[rows]) + 1
    present[place, column] = True
    last = np.cumsum(present.ravel(), dtype=np.int32).reshape(size, BINS + 1) - 1
    row, end = last[place, column], last[:, -1]
    count = int(end[-1]) + 1
    of_place = np.repeat(np.arange(size), np.diff(end, prepend=-1))
    beyond = np.empty((count, len(measures)), np.int32)
    for index, measure in enumerate(measures):
        running = np.cumsum(np.bincount(row, weights=measure[rows], minlength=count))
        beyond[:, index] = running[end][of_place] - running
    bins = np.zeros(count, np.int8)
    bins[row] = column - 1
    return Timed(beyond, np.ascontiguousarray(last[:, 1:]), of_place.astype(np.int32), bins)
