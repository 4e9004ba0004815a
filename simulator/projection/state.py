"""One programme's families in a quarter, in one block of memory, and how a quarter of life moves them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.projection.clock import Clock
from simulator.projection.grid import Grid


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

    ``on`` (kabupaten, decile, kind, bin), ``off`` (…, kind), ``rest`` (…, kind, quarters still to wait) and ``value``
    (…, channel, kind) are views of it. Changed in place by ``live`` and by the rules.
    """

    def __init__(self, start: Grid, clock: Clock, reentry_quarters: int | None) -> None:
        areas, deciles, kinds, bins = start.on.shape
        waits, self.returns = reentry_quarters or 1, reentry_quarters is not None
        channels = len(start.value)
        widths = np.cumsum([0, kinds * bins, kinds, kinds * waits, channels * kinds])
        self.clock = clock
        self.mass = np.zeros((areas, deciles, int(widths[-1])))
        self.spare = np.empty_like(self.mass)
        self._widths, self._shape = widths, (areas, deciles, kinds, bins, waits, channels)
        self._view()
        self.on[:] = start.on
        self.off[:] = start.off
        self.value[:] = start.value.transpose(1, 2, 0, 3)

    def _view(self) -> None:
        areas, deciles, kinds, bins, waits, channels = self._shape
        parts = [self.mass[:, :, a:b] for a, b in zip(self._widths[:-1], self._widths[1:], strict=True)]
        self.on = parts[0].reshape(areas, deciles, kinds, bins)
        self.off = parts[1]
        self.rest = parts[2].reshape(areas, deciles, kinds, waits)
        self.value = parts[3].reshape(areas, deciles, channels, kinds)
        self.families = self.mass[:, :, : self._widths[3]]
        assert np.shares_memory(self.on, self.mass)

    @property
    def on_places(self) -> np.ndarray:
        """(kabupaten, decile, kind): families on the programme."""
        return summed(self.on)

    def by_area(self) -> np.ndarray:
        """All families of each kabupaten."""
        found: np.ndarray = self.families.sum(axis=(1, 2))
        return found

    def live(self, life: Life, cap: int | None) -> Lived:
        """A quarter: deciles, vanishing, moves, exits, ageing, new families; ``cap`` counts who reaches it."""
        width = int(self._widths[1])
        before, before_on = self.by_area(), self.mass[:, :, :width].sum(axis=(1, 2))
        np.matmul(life.transition.transpose(0, 2, 1), self.mass, out=self.spare)
        self.mass, self.spare = self.spare, self.mass
        self._view()
        after, after_on = self.by_area(), self.mass[:, :, :width].sum(axis=(1, 2))
        went, on_went = life.moves * after, life.moves * after_on
        came, on_came = self._move(life, width)
        by_bin = self.on.sum(axis=(1, 2))
        exits, reached = self._leave_and_age(life.stay, cap)
        self.off += life.new
        return Lived(
            before_on - after_on,
            on_went,
            on_came,
            by_bin,
            exits,
            before - after,
            went,
            came,
            life.new.sum(axis=(1, 2)),
            reached,
        )

    def _move(self, life: Life, width: int) -> tuple[np.ndarray, np.ndarray]:
        """Movers go into one pool of the nation, keep decile, kind and clock, and are shared out where movers go."""
        areas = len(self.mass)
        flat = self.mass.reshape(areas, -1)
        if not life.moves.any():
            return np.zeros(areas), np.zeros(areas)
        pool = life.moves @ flat
        flat *= (1.0 - life.moves)[:, None]
        np.multiply(life.arrive[:, None], pool[None], out=self.spare.reshape(areas, -1))
        flat += self.spare.reshape(areas, -1)
        places = pool.reshape(self.mass.shape[1:])
        return life.arrive * places[:, : self._widths[3]].sum(), life.arrive * places[:, :width].sum()

    def _leave_and_age(self, stay: np.ndarray, cap: int | None) -> tuple[np.ndarray, np.ndarray]:
        """Exits go off the programme and take their share of the value; who stays is a quarter older."""
        before = self.on_places
        self.on *= stay[:, None, None, :]
        staying = self.on_places
        gone = before - staying
        self.off += gone
        self.scale_value(before, staying)
        share = self.clock.going_on
        first = None if cap is None else self.clock.first_over(cap)
        reached = np.zeros_like(before) if first is None else self.on[..., first - 1] * share[first - 1]
        if self.clock.runs:
            _age(self.on, share)
        return gone.sum(axis=(1, 2)), reached

    def scale_value(self, before: np.ndarray, after: np.ndarray) -> None:
        """The value follows the families at each place: its mean a family stays."""
        share = np.divide(after, before, out=np.zeros_like(after), where=before > 0)
        self.value *= share[:, :, None, :]

    def return_rested(self) -> None:
        """Whoever has waited long enough is off the programme like others; the rest waits a quarter less."""
        if self.returns:
            self.off += self.rest[..., 0]
            self.rest[..., :-1] = self.rest[..., 1:].copy()
            self.rest[..., -1] = 0.0


def _age(on: np.ndarray, share: np.ndarray) -> None:
    """In place, from the last bin down; the exact quarters go on whole."""
    whole = np.flatnonzero(share == 1.0)
    last = int(whole[-1])
    for index in range(len(share) - 1, last, -1):
        on[..., index] *= 1.0 - share[index]
        if index - 1 > last:
            on[..., index] += on[..., index - 1] * share[index - 1]
    on[..., last + 1] += on[..., last]
    on[..., 2 : last + 1] = on[..., 1:last].copy()
    on[..., 1] = 0.0


def summed(on: np.ndarray) -> np.ndarray:
    """Over the bins, by one product."""
    found: np.ndarray = on @ np.ones(on.shape[-1])
    return found
