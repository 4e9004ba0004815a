"""One programme's families in a quarter, in two blocks of memory that a quarter of life moves as a whole.

What has no clock lies in memory with its kinds first and the deciles last, so that whatever is asked of all places of a
kind is one long row. What has one lies in the same order bin after bin, and those that hold somebody follow each other.
What is given out has the usual order of axes (kabupaten, decile, kind).
"""

from __future__ import annotations

import numpy as np

from simulator.policy.fields import EXACT_QUARTERS
from simulator.projection.clock import Clock
from simulator.projection.grid import Grid

#: What follows the families on the programme besides persons and rupiah: see ``State``.
_FOLLOWING = 2
#: Below any share of a family; it keeps a division by nobody finite.
_SMALLEST = 1e-30


class State:
    """Families on a programme, off it, and resting after a cap.

    ``on`` (kabupaten, decile, kind, bin) is a view of one block. ``rows`` (column, kabupaten, decile) is the other, and
    these are views of it: ``places`` (kabupaten, decile, kind), the sum of ``on`` over its bins, ``off``, ``rest`` (…,
    quarters still to wait); ``first_on``, ``first_off`` and ``first_rest``: those of them who were on the programme at
    the first quarter, for whom the chance of being entitled is another; ``above``: those on it who stood above the
    limit a quarter ago; and ``value`` (channel, …). Changed in place by life and by the rules; whoever changes ``on``
    changes ``places`` with it. ``first`` is the first bin of quarters that may hold anybody. ``is_for_band``: in single
    precision nothing is kept of it but what a band shows.
    """

    def __init__(self, start: Grid, clock: Clock, reentry_quarters: int | None, kind: type = np.float64) -> None:
        areas, deciles, kinds, _ = start.on.shape
        waits, self.returns = reentry_quarters or 1, reentry_quarters is not None
        channels = _FOLLOWING + len(start.value)
        widths = (kinds, kinds, kinds * waits, kinds, kinds * waits, channels * kinds)
        self._edges = np.cumsum([0, *widths])
        self._shape = (kinds, waits, channels)
        self.clock, self.kind, self.is_for_band = clock, kind, kind is np.float32
        # A bin more than the clock has: there life lays the oldest, a bin on, before it gathers them.
        self._all_bins, self.spare_bins = (np.zeros((clock.size + 1, kinds, areas, deciles), kind) for _ in range(2))
        self._all_bins[:-1] = start.on.transpose(3, 2, 0, 1)
        self.rows: np.ndarray = np.zeros((int(self._edges[-1]), areas, deciles), kind)
        self.spare_rows = np.empty_like(self.rows)
        self._view()
        self._view_bins()
        self.places[:] = self.first_on[:] = start.on.sum(axis=-1)
        self.off[:] = start.off
        self.value[:] = start.value
        self.find_first()

    def swap_bins(self) -> None:
        """What stands in ``spare_bins`` is the state from now on."""
        self._all_bins, self.spare_bins = self.spare_bins, self._all_bins
        self._view_bins()

    def _view_bins(self) -> None:
        self.bins = self._all_bins[:-1]
        self.on = self.bins.transpose(2, 3, 1, 0)

    def swap_rows(self) -> None:
        """What stands in ``spare_rows`` is the state from now on."""
        self.rows, self.spare_rows = self.spare_rows, self.rows
        self._view()

    def _view(self) -> None:
        (kinds, waits, channels), areas = self._shape, self.rows.shape[1:]
        parts = [self.rows[a:b] for a, b in zip(self._edges[:-1], self._edges[1:], strict=True)]
        self.places, self.off, self.first_off = (parts[index].transpose(1, 2, 0) for index in (0, 1, 3))
        self.rest, self.first_rest = (
            parts[index].reshape(waits, kinds, *areas).transpose(2, 3, 1, 0) for index in (2, 4)
        )
        self.following = parts[5].reshape(channels, kinds, *areas).transpose(0, 2, 3, 1)
        self.first_on, self.above = self.following[0], self.following[1]
        self.value = self.following[_FOLLOWING:]

    def find_first(self) -> None:
        """Look which is the first bin of quarters that holds anybody; a year's bins keep some of theirs."""
        held = np.flatnonzero(self.bins[1:].any(axis=(1, 2, 3)))
        self.first = 1 + min([*held.tolist(), EXACT_QUARTERS]) if self.clock.runs else 1

    @property
    def held(self) -> slice:
        """The bins of quarters that may hold anybody; none without a clock."""
        return slice(self.first, self.clock.size)

    def held_places(self) -> np.ndarray:
        """(kabupaten, decile, kind): the sum of ``on`` over its bins."""
        flat = self.bins[self.held].reshape(-1, self.bins[0].size)
        summed = self.bins[0] + (np.ones(len(flat), self.kind) @ flat).reshape(self.bins.shape[1:])
        return summed.transpose(1, 2, 0)

    def counts(self, rows: np.ndarray) -> np.ndarray:
        """(2, …) from (column, …): all families, and those on the programme."""
        kinds, families = int(self._edges[1]), int(self._edges[3])
        on = rows[:kinds].sum(axis=0)
        return np.stack([on + rows[kinds:families].sum(axis=0), on])

    def by_area(self) -> np.ndarray:
        """(2, kabupaten): all families of each kabupaten, and those on the programme, in double precision."""
        return np.asarray(self.counts(self.rows).sum(axis=2, dtype=np.float64))

    def resting(self) -> tuple[np.ndarray, np.ndarray]:
        """(kabupaten, decile, kind): who rests after a cap, and those of them who were on it at the first quarter."""
        return self.rest.sum(axis=-1), self.first_rest.sum(axis=-1)

    def scale(self, before: np.ndarray, after: np.ndarray) -> None:
        """What follows the families at each place: its mean a family stays."""
        self.following *= ratio(after, before)

    def return_rested(self) -> None:
        """Whoever has waited long enough is off the programme like others; the rest waits a quarter less."""
        if self.returns:
            for off, rest in ((self.off, self.rest), (self.first_off, self.first_rest)):
                off += rest[..., 0]
                rest[..., :-1] = rest[..., 1:].copy()
                rest[..., -1] = 0.0


def total(column: np.ndarray) -> np.ndarray:
    """(kabupaten) from (kabupaten, decile, kind), in double precision."""
    flat = np.ascontiguousarray(column.transpose(2, 0, 1))
    found = flat.reshape(-1, flat.shape[2]) @ np.ones(flat.shape[2], flat.dtype)
    return np.asarray(found.reshape(flat.shape[:2]).sum(axis=0, dtype=np.float64))


def ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """0 where there is nothing to divide by."""
    found: np.ndarray = part / np.maximum(whole, _SMALLEST)
    found *= whole > 0
    return found
