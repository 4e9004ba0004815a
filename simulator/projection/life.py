"""A quarter of life: deciles, families that vanish, moves, exits, a quarter older, new families."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.projection.clock import Clock
from simulator.projection.state import State, summed, total
from targeting.flow.rates import Rates

#: Kabupaten worked on together, so that the processor's own memory holds them.
BLOCK = 64


@dataclass(frozen=True, eq=False)
class Moving:
    """How families move in every quarter, laid out for products; one for all programmes and quarters of a run.

    ``staying`` (kabupaten, decile after, decile before): transitions of those who do not move away; ``leaving`` (decile
    after, kabupaten × decile before): of those who do; ``lost`` (kabupaten, decile): the share that vanishes.
    """

    staying: np.ndarray
    leaving: np.ndarray
    lost: np.ndarray
    moves: np.ndarray
    arrive: np.ndarray

    @classmethod
    def of(cls, rates: Rates, kind: type) -> Moving:
        """From the rates, in single or double precision."""
        moves = rates.moves[:, None, None]
        leaving = (rates.transition * moves).reshape(-1, rates.transition.shape[2]).T
        return cls(
            np.ascontiguousarray((rates.transition * (1.0 - moves)).transpose(0, 2, 1), kind),
            np.ascontiguousarray(leaving, kind),
            1.0 - rates.transition.sum(axis=2),
            rates.moves,
            rates.arrive,
        )


@dataclass(frozen=True, eq=False)
class Life:
    """What a quarter does to one programme: ``stay`` (kabupaten, bin): the share of those on it whom no exit takes,
    ``new`` (kabupaten, decile, kind): families new in the register; ``cap``: the cap whose passing is counted."""

    stay: np.ndarray
    new: np.ndarray
    cap: int | None = None


@dataclass(frozen=True, eq=False)
class Lived:
    """What happened, by kabupaten: families on the programme who vanished, moved away, moved in; ``by_bin`` (kabupaten,
    bin) those then at risk of an exit, ``exits``; of all families ``vanished``, ``came``, ``went``, ``born``. Then
    ``reached`` (kabupaten, decile, kind): families whose clock has now passed the cap; None without one."""

    on_vanished: np.ndarray
    on_went: np.ndarray
    on_came: np.ndarray
    by_bin: np.ndarray
    exits: np.ndarray
    vanished: np.ndarray
    went: np.ndarray
    came: np.ndarray
    born: np.ndarray
    reached: np.ndarray | None


def live(state: State, moving: Moving, life: Life) -> Lived:
    """A quarter, in place; see ``Lived``."""
    before = state.counts(state.rows)
    vanished = np.einsum("adc,ad->ac", before, moving.lost, dtype=np.float64)
    went = moving.moves[:, None] * (before.sum(axis=1, dtype=np.float64) - vanished)
    arriving = state.counts(_move(state, moving)).sum(axis=0, dtype=np.float64)
    came = moving.arrive[:, None] * arriving
    by_bin, reached = _leave_and_age(state, life)
    after = summed(state.on)
    left = state.places - after
    gone = np.divide(left, state.places, out=np.zeros_like(left), where=state.places > 0) * state.first_on
    state.scale(state.places, after)
    state.places[:] = after
    state.off += left
    state.off += life.new
    state.first_off += gone
    return Lived(
        vanished[:, 1], went[:, 1], came[:, 1], by_bin, total(left), vanished[:, 0], went[:, 0], came[:, 0],
        total(life.new), reached,
    )  # fmt: skip


def blocks(areas: int) -> list[slice]:
    """Kabupaten in parts."""
    return [slice(first, first + BLOCK) for first in range(0, areas, BLOCK)]


def _move(state: State, moving: Moving) -> np.ndarray:
    """Everybody by the transitions of his kabupaten; movers keep decile, kind, clock and aid, and are shared out where
    movers go. Leaves ``on`` in its spare, not yet aged; gives the rows of the movers (decile, column)."""
    areas, deciles = state.rows.shape[:2]
    pools = []
    for block, spare in ((state.on, state.spare_on), (state.rows, state.spare_rows)):
        flat = block.reshape(areas, deciles, -1)
        pool = moving.leaving @ flat.reshape(areas * deciles, -1)
        for rows in blocks(areas):
            moved = spare.reshape(flat.shape)[rows]
            np.matmul(moving.staying[rows], flat[rows], out=moved)
            moved += moving.arrive[rows, None, None].astype(pool.dtype) * pool
        pools.append(pool)
    state.swap()
    return pools[1]


def _leave_and_age(state: State, life: Life) -> tuple[np.ndarray, np.ndarray | None]:
    """From the spare of ``on`` into ``on``: exits, and everybody's clock a quarter on. Gives those at risk by bin and
    who passes the cap."""
    areas, deciles, kinds, bins = state.on.shape
    stay = np.ascontiguousarray(life.stay, state.on.dtype)
    at_risk = np.empty((areas, bins), state.on.dtype)
    everyone = np.ones(deciles * kinds, state.on.dtype)
    last = None if life.cap is None or not state.clock.runs else state.clock.first_over(life.cap) - 1
    reached = None if last is None else np.empty((areas, deciles, kinds), state.on.dtype)
    for rows in blocks(areas):
        on = state.spare_on[rows]
        np.matmul(everyone, on.reshape(len(on), -1, bins), out=at_risk[rows])
        if reached is not None and last is not None:
            share = state.clock.going_on[last] * stay[rows, None, None, last]
            np.multiply(on[..., last], share, out=reached[rows])
        _aged(on, stay[rows], state.clock, state.on[rows])
    return at_risk, reached


def _aged(on: np.ndarray, stay: np.ndarray, clock: Clock, out: np.ndarray) -> None:
    """Who stays, in the bin of a quarter later; the exact quarters go on whole."""
    areas, bins = len(on), on.shape[-1]
    if not clock.runs:
        np.multiply(on, stay[:, None, None, :], out=out)
        return
    wide = np.tile(stay, (1, on.shape[2]))[:, None, :]
    whole, later = on.reshape(areas, on.shape[1], -1), out.reshape(areas, on.shape[1], -1)
    # One bin on for all places at once; the bins at either end of a place are put right below.
    np.multiply(whole[..., :-1], wide[..., :-1], out=later[..., 1:])
    out[..., 0], out[..., 1] = on[..., 0] * stay[:, None, None, 0], 0.0
    share = clock.going_on.astype(on.dtype)
    exact = int(np.flatnonzero(share == 1.0)[-1])
    waits, goes = stay * (1 - share), stay * share
    out[..., exact + 1] += on[..., exact + 1] * waits[:, None, None, exact + 1]
    for index in range(exact + 2, bins):
        out[..., index] = on[..., index] * waits[:, None, None, index]
        out[..., index] += on[..., index - 1] * goes[:, None, None, index - 1]
