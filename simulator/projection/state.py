"""One programme's families in a quarter, in two blocks of memory that a quarter of life moves as a whole."""

from __future__ import annotations

import numpy as np

from simulator.projection.clock import Clock
from simulator.projection.grid import Grid

#: What follows the families on the programme besides persons and rupiah: see ``State``.
_FOLLOWING = 2


class State:
    """Families on a programme, off it, and resting after a cap.

    ``on`` (kabupaten, decile, kind, bin) is one block. ``rows`` (kabupaten, decile, column) is the other, and these are
    views of it: ``places`` (…, kind), the sum of ``on`` over its bins, ``off``, ``rest`` (…, kind, quarters still to
    wait); ``first_on``, ``first_off`` and ``first_rest``: those of them who were on the programme at the first quarter,
    for whom the chance of being entitled is another; ``above``: those on it who stood above the limit a quarter ago;
    and ``value`` (…, channel, kind). Changed in place by life and by the rules; whoever changes ``on`` changes
    ``places`` with it.
    """

    def __init__(self, start: Grid, clock: Clock, reentry_quarters: int | None, kind: type = np.float64) -> None:
        areas, deciles, kinds, _ = start.on.shape
        waits, self.returns = reentry_quarters or 1, reentry_quarters is not None
        channels = _FOLLOWING + len(start.value)
        self._widths = np.cumsum([0, kinds, kinds, kinds * waits, kinds, kinds * waits, channels * kinds])
        self._shape = (areas, deciles, kinds, waits, channels)
        self.clock, self.kind = clock, kind
        self.on: np.ndarray = np.array(start.on, kind, order="C")
        self.rows: np.ndarray = np.zeros((areas, deciles, int(self._widths[-1])), kind)
        self.spare_on, self.spare_rows = np.empty_like(self.on), np.empty_like(self.rows)
        self._view()
        self.places[:] = self.first_on[:] = start.on.sum(axis=-1)
        self.off[:] = start.off
        self.value[:] = start.value.transpose(1, 2, 0, 3)

    def swap(self) -> None:
        """What stands in ``spare_rows`` is the state from now on."""
        self.rows, self.spare_rows = self.spare_rows, self.rows
        self._view()

    def _view(self) -> None:
        areas, deciles, kinds, waits, channels = self._shape
        parts = [self.rows[:, :, a:b] for a, b in zip(self._widths[:-1], self._widths[1:], strict=True)]
        self.places, self.off, self.first_off = parts[0], parts[1], parts[3]
        self.rest, self.first_rest = (parts[i].reshape(areas, deciles, kinds, waits) for i in (2, 4))
        self.following = parts[5].reshape(areas, deciles, channels, kinds)
        self.first_on, self.above = self.following[:, :, 0], self.following[:, :, 1]
        self.value = self.following[:, :, _FOLLOWING:]
        assert np.shares_memory(self.rest, self.rows) and np.shares_memory(self.following, self.rows)

    def counts(self, rows: np.ndarray) -> np.ndarray:
        """(…, 2) from (…, column): all families, and those on the programme, by one product."""
        kinds, families = int(self._widths[1]), int(self._widths[3])
        weight = np.zeros((rows.shape[-1], 2), rows.dtype)
        weight[:families, 0] = weight[:kinds, 1] = 1.0
        return (rows.reshape(-1, rows.shape[-1]) @ weight).reshape(*rows.shape[:-1], 2)

    def by_area(self) -> np.ndarray:
        """All families of each kabupaten."""
        return np.asarray(self.counts(self.rows)[..., 0].sum(axis=1, dtype=np.float64))

    def scale(self, before: np.ndarray, after: np.ndarray) -> None:
        """What follows the families at each place: its mean a family stays."""
        share = np.divide(after, before, out=np.zeros_like(after), where=before > 0)
        self.following *= share[:, :, None, :]

    def return_rested(self) -> None:
        """Whoever has waited long enough is off the programme like others; the rest waits a quarter less."""
        if self.returns:
            for off, rest in ((self.off, self.rest), (self.first_off, self.first_rest)):
                off += rest[..., 0]
                rest[..., :-1] = rest[..., 1:].copy()
                rest[..., -1] = 0.0


def total(column: np.ndarray) -> np.ndarray:
    """(kabupaten): over all its places, in double precision."""
    flat = np.ascontiguousarray(column).reshape(len(column), -1)
    return np.asarray(flat @ np.ones(flat.shape[1], flat.dtype), np.float64)


def summed(on: np.ndarray) -> np.ndarray:
    """Over the last axis, by one product."""
    flat = np.ascontiguousarray(on).reshape(-1, on.shape[-1])
    return np.asarray(flat @ np.ones(on.shape[-1], on.dtype)).reshape(on.shape[:-1])
