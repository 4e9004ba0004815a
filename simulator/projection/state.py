"""One programme's families in a quarter, in two blocks of memory that a quarter of life moves as a whole.

What has no clock lies in memory with its kinds first and the deciles last, so that whatever is asked of all places of a
kind is one long row. What has one lies in the same order bin after bin, and those that hold somebody follow each other.
What is given out has the usual order of axes (kabupaten, decile, kind).
"""

from __future__ import annotations

import numpy as np

from simulator.projection.clock import Clock
from simulator.projection.grid import Grid

#: Below any share of a family; it keeps a division by nobody finite.
_SMALLEST = 1e-30


class State:
    """Families on a programme, off it, and resting after a cap.

    ``on`` (kabupaten, decile, kind, bin) is a view of one block. ``rows`` (column, kabupaten, decile) is the other, and
    these are views of it: ``places`` (kabupaten, decile, kind), the sum of ``on`` over its bins, ``off``, ``rest`` (…,
    quarters still to wait); ``first_on``, ``first_off`` and ``first_rest``: those of them who were on the programme at
    the first quarter, for whom the chance of being entitled is another; ``above``: those on it who stood above the
    limit a quarter ago; and ``value`` (channel, …). ``by_place`` (2, kabupaten, decile) and ``by_area`` (2, kabupaten):
    all families and those on the programme, the latter in double precision, when they were last counted; ``outside``
    (kind, kabupaten, decile) is where who is outside the clock moves with the rows.

    Changed in place by life and by the rules; whoever changes ``on`` changes ``places`` with it. ``first`` is the first
    bin of quarters that may hold anybody, ``ends`` (kind) the bin after the last. ``is_for_band``: in single precision
    nothing is kept of it but what a band shows. Without ``tells_first`` nobody asks who was on it at the first quarter:
    nothing is kept of that, and ``first_on``, ``first_off`` and ``first_rest`` are to be left alone.
    """

    def __init__(
        self,
        start: Grid,
        clock: Clock,
        reentry_quarters: int | None,
        kind: type = np.float64,
        tells_first: bool = True,
    ) -> None:
        areas, deciles, kinds, _ = start.on.shape
        waits, self.returns = reentry_quarters or 1, reentry_quarters is not None
        channels = 1 + len(start.value)
        own, first = (kinds, kinds * waits), kinds * tells_first
        widths = (kinds, *own, channels * kinds, first, first, first * waits, kinds)
        self._edges = np.cumsum([0, *widths])
        self._shape, self.tells_first = (kinds, waits, channels), tells_first
        self.clock, self.kind, self.is_for_band = clock, kind, kind is np.float32
        # A bin more than the clock has: there life lays the oldest, a bin on, before it gathers them.
        self._all_bins: np.ndarray = np.zeros((kinds, clock.size + 1, areas, deciles), kind)
        self.spare_bins = np.zeros_like(self._all_bins)
        self._all_bins[:, :-1] = start.on.transpose(2, 3, 0, 1)
        self.rows: np.ndarray = np.zeros((int(self._edges[-1]), areas, deciles), kind)
        self.spare_rows = np.empty_like(self.rows)
        self._view()
        self._view_bins()
        self.places[:] = start.on.sum(axis=-1)
        if tells_first:
            self.first_on[:] = self.places
        self.off[:] = start.off
        self.value[:] = start.value
        self.find_ends()
        self.count()

    def swap_bins(self) -> None:
        """What stands in ``spare_bins`` is the state from now on."""
        self._all_bins, self.spare_bins = self.spare_bins, self._all_bins
        self._view_bins()

    def _view_bins(self) -> None:
        self.bins = self._all_bins[:, :-1]
        self.on = self.bins.transpose(2, 3, 0, 1)

    def swap_rows(self) -> None:
        """What stands in ``spare_rows`` is the state from now on."""
        self.rows, self.spare_rows = self.spare_rows, self.rows
        self._view()

    def _view(self) -> None:
        (kinds, waits, channels), areas = self._shape, self.rows.shape[1:]
        parts = [self.rows[a:b] for a, b in zip(self._edges[:-1], self._edges[1:], strict=True)]
        self.places, self.off = (parts[index].transpose(1, 2, 0) for index in (0, 1))
        self.rest = parts[2].reshape(waits, kinds, *areas).transpose(2, 3, 1, 0)
        following = self.rows[self._edges[3] : self._edges[5]].reshape(-1, kinds, *areas)
        self.following = following.transpose(0, 2, 3, 1)
        self.above, self.value = self.following[0], self.following[1:channels]
        self.outside = parts[7]
        if self.tells_first:
            self.first_on, self.first_off = self.following[channels], parts[5].transpose(1, 2, 0)
            self.first_rest = parts[6].reshape(waits, kinds, *areas).transpose(2, 3, 1, 0)

    def find_ends(self) -> None:
        """Look which bins of quarters hold anybody."""
        held = np.asarray(self.bins.any(axis=(2, 3)))
        held[:, 0] = False
        quarters = [np.flatnonzero(one).tolist() for one in held]
        self.first = min([*(one[0] for one in quarters if one), self.clock.first_year])
        self.ends = [one[-1] + 1 if one else 0 for one in quarters]

    def grow_older(self) -> None:
        """Everybody is a bin on; who is in a bin of years may still be in it."""
        self.first = min(self.first + 1, self.clock.first_year)
        self.ends = [min(end + 1, self.clock.size) if end else 0 for end in self.ends]

    def enter(self, entry_bin: int) -> None:
        """Somebody of any kind may be in this bin of quarters now."""
        if self.clock.runs:
            self.first = min(self.first, entry_bin)
            self.ends = [max(end, entry_bin + 1) for end in self.ends]

    def held_places(self) -> np.ndarray:
        """(kabupaten, decile, kind): the sum of ``on`` over its bins."""
        found = self.bins[:, 0].copy()
        for summed, bins, end in zip(found, self.bins, self.ends, strict=True):
            flat = bins[self.first : end].reshape(-1, summed.size)
            if len(flat):
                summed += (np.ones(len(flat), self.kind) @ flat).reshape(summed.shape)
        return found.transpose(1, 2, 0)

    def counts(self, rows: np.ndarray) -> np.ndarray:
        """(2, …) from (column, …): all families, and those on the programme."""
        kinds, families = int(self._edges[1]), int(self._edges[3])
        on = rows[:kinds].sum(axis=0)
        return np.stack([on + rows[kinds:families].sum(axis=0), on])

    def count(self) -> np.ndarray:
        """Keeps ``by_place`` and ``by_area`` as they are now, and gives the latter."""
        self.by_place = self.counts(self.rows)
        self.by_area: np.ndarray = self.by_place.sum(axis=2, dtype=np.float64)
        return self.by_area

    def resting(self) -> np.ndarray:
        """(kabupaten, decile, kind): who rests after a cap."""
        return np.asarray(self.rest.sum(axis=-1))

    def first_resting(self) -> np.ndarray:
        """(kabupaten, decile, kind): those of them who were on it at the first quarter."""
        return np.asarray(self.first_rest.sum(axis=-1))

    def scale(self, before: np.ndarray, after: np.ndarray) -> None:
        """What follows the families at each place: its mean a family stays."""
        self.following *= ratio(after, before)

    def return_rested(self) -> None:
        """Whoever has waited long enough is off the programme like others; the rest waits a quarter less."""
        if self.returns:
            whole = [(self.off, self.rest)]
            for off, rest in [*whole, (self.first_off, self.first_rest)] if self.tells_first else whole:
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
