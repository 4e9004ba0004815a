"""One programme's families in a quarter, in one block of memory, and how a quarter of life moves them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.projection.clock import Clock
from simulator.projection.grid import Grid

#: Kabupaten worked on together.
BLOCK = 32


@dataclass(frozen=True, eq=False)
class Life:
    """What life does in one quarter: ``transition`` and movers as in Rates, ``stay`` (kabupaten, bin): the share of
    those on the programme whom no exit takes, ``new`` (kabupaten, decile, kind): families new in the register."""

    transition: np.ndarray
    moves: np.ndarray
    arrive: np.ndarray
    stay: np.ndarray
    new: np.ndarray


@dataclass(frozen=True, eq=False)
class Lived:
    """What happened, by kabupaten: families on the programme who vanished, moved away, moved in; ``by_bin`` (kabupaten,
    bin) those then at risk of an exit, ``exits``; of all families ``vanished``, ``came``, ``went``, ``born``. Then
    ``reached`` (kabupaten, decile, kind): families whose clock has now passed the cap."""

    on_vanished: np.ndarray
    on_went: np.ndarray
    on_came: np.ndarray
    by_bin: np.ndarray
    exits: np.ndarray
    vanished: np.ndarray
    went: np.ndarray
    came: np.ndarray
    born: np.ndarray
    reached: np.ndarray


class State:
    """Families on a programme, off it, and resting after a cap; ``mass`` (kabupaten, decile, column) holds all.

    ``on`` (kabupaten, decile, kind, bin), its sum over the bins ``places``, ``off`` (…, kind), ``rest`` (…, kind,
    quarters still to wait) and ``value`` (…, channel, kind) are views of it. Changed in place by ``live`` and by the
    rules; whoever changes ``on`` changes ``places`` with it.
    """

    def __init__(self, start: Grid, clock: Clock, reentry_quarters: int | None, kind: type = np.float64) -> None:
        areas, deciles, kinds, bins = start.on.shape
        waits, self.returns = reentry_quarters or 1, reentry_quarters is not None
        channels = len(start.value)
        self._widths = np.cumsum([0, kinds * bins, kinds, kinds, kinds * waits, channels * kinds])
        self._shape = (areas, deciles, kinds, bins, waits, channels)
        self.clock = clock
        self.mass: np.ndarray = np.zeros((areas, deciles, int(self._widths[-1])), kind)
        self.spare = np.empty_like(self.mass)
        self._view()
        self.on[:] = start.on
        self.places[:] = start.on.sum(axis=-1)
        self.off[:] = start.off
        self.value[:] = start.value.transpose(1, 2, 0, 3)

    def _view(self) -> None:
        areas, deciles, kinds, bins, waits, channels = self._shape
        parts = [self.mass[:, :, a:b] for a, b in zip(self._widths[:-1], self._widths[1:], strict=True)]
        self.on = parts[0].reshape(areas, deciles, kinds, bins)
        self.places, self.off = parts[1], parts[2]
        self.rest = parts[3].reshape(areas, deciles, kinds, waits)
        self.value = parts[4].reshape(areas, deciles, channels, kinds)
        self._families = self.mass[:, :, self._widths[1] : self._widths[4]]
        assert np.shares_memory(self.on, self.mass)

    def by_area(self) -> np.ndarray:
        """All families of each kabupaten."""
        return total(self._families)

    def live(self, life: Life, cap: int | None) -> Lived:
        """A quarter: deciles, vanishing, moves, exits, ageing, new families; ``cap`` counts who reaches it."""
        before, before_on = self.by_area(), total(self.places)
        pool = self._change_decile(life)
        after, after_on = self.by_area(), total(self.places)
        found = np.zeros((len(before), self.on.shape[-1]))
        reached = np.zeros(self.off.shape)
        left = np.zeros(self.off.shape)
        for rows in blocks(len(before)):
            self._arrive(life, pool, rows)
            found[rows], left[rows] = self._leave(life.stay, rows)
            self._age(cap, rows, reached)
        self.off += left + life.new
        places = pool.reshape(self.mass.shape[1:])
        return Lived(
            before_on - after_on,
            life.moves * after_on,
            life.arrive * float(places[:, self._widths[1] : self._widths[2]].sum()),
            found,
            total(left),
            before - after,
            life.moves * after,
            life.arrive * float(places[:, self._widths[1] : self._widths[4]].sum()),
            total(life.new),
            reached,
        )

    def _change_decile(self, life: Life) -> np.ndarray:
        """Everybody by the transitions of his kabupaten; gives the movers as one pool of the nation."""
        pool = np.zeros(self.mass[0].size, self.mass.dtype)
        moved = life.transition.transpose(0, 2, 1).astype(self.mass.dtype, copy=False)
        moves = life.moves.astype(self.mass.dtype, copy=False)
        for rows in blocks(len(self.mass)):
            np.matmul(moved[rows], self.mass[rows], out=self.spare[rows])
            pool += moves[rows] @ self.spare[rows].reshape(len(moves[rows]), -1)
        self.mass, self.spare = self.spare, self.mass
        self._view()
        return pool

    def _arrive(self, life: Life, pool: np.ndarray, rows: slice) -> None:
        """Movers keep decile, kind and clock, and are shared out where movers go."""
        block = self.mass[rows].reshape(len(life.moves[rows]), -1)
        block *= (1.0 - life.moves[rows]).astype(block.dtype)[:, None]
        block += life.arrive[rows].astype(block.dtype)[:, None] * pool

    def _leave(self, stay: np.ndarray, rows: slice) -> tuple[np.ndarray, np.ndarray]:
        """Exits take their share of the value; gives those at risk by bin, and who left by place."""
        on, before = self.on[rows], self.places[rows].copy()
        at_risk = on.sum(axis=1).sum(axis=1)
        on *= stay[rows].astype(on.dtype)[:, None, None, :]
        staying = summed(on)
        self.places[rows] = staying
        scale(self.value[rows], before, staying)
        return at_risk, before - staying

    def _age(self, cap: int | None, rows: slice, reached: np.ndarray) -> None:
        share = self.clock.going_on
        if cap is not None and self.clock.runs:
            last = self.clock.first_over(cap) - 1
            reached[rows] = self.on[rows][..., last] * share[last]
        if self.clock.runs:
            _older(self.on[rows], share)

    def return_rested(self) -> None:
        """Whoever has waited long enough is off the programme like others; the rest waits a quarter less."""
        if self.returns:
            self.off += self.rest[..., 0]
            self.rest[..., :-1] = self.rest[..., 1:].copy()
            self.rest[..., -1] = 0.0


def blocks(areas: int) -> list[slice]:
    """Kabupaten in parts that the processor's own memory holds."""
    return [slice(first, first + BLOCK) for first in range(0, areas, BLOCK)]


def scale(value: np.ndarray, before: np.ndarray, after: np.ndarray) -> None:
    """The value follows the families at each place, in place: its mean a family stays."""
    share = np.divide(after, before, out=np.zeros_like(after), where=before > 0)
    value *= share[:, :, None, :]


def _older(on: np.ndarray, share: np.ndarray) -> None:
    """In place, from the last bin down; the exact quarters go on whole."""
    last = int(np.flatnonzero(share == 1.0)[-1])
    for index in range(len(share) - 1, last, -1):
        on[..., index] *= on.dtype.type(1.0 - share[index])
        if index - 1 > last:
            on[..., index] += on[..., index - 1] * on.dtype.type(share[index - 1])
    on[..., last + 1] += on[..., last]
    on[..., 2 : last + 1] = on[..., 1:last].copy()
    on[..., 1] = 0.0


def total(column: np.ndarray) -> np.ndarray:
    """(kabupaten): over all its places, in double precision."""
    found: np.ndarray = column.sum(axis=(1, 2), dtype=np.float64)
    return found


def summed(on: np.ndarray) -> np.ndarray:
    """Over the bins, by one product."""
    found: np.ndarray = on @ np.ones(on.shape[-1], on.dtype)
    return found
