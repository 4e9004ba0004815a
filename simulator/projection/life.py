"""A quarter of life: deciles, families that vanish, moves, exits, a quarter older, new families."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.projection.clock import OUTSIDE, Clock
from simulator.projection.state import State, ratio, total
from targeting.flow.rates import Rates

#: Rows of kinds and bins worked on together.
PART = 32
#: Nearer to a whole than any share of movers that is seen: where all move the product leaves somebody to divide by.
_MOST_MOVING = 1.0 - 1e-9


@dataclass(frozen=True, eq=False)
class Moving:
    """How families move in a quarter, laid out for products; one for all programmes, and for all quarters without
    stayers.

    ``staying`` (kabupaten, decile before, decile after): transitions of those who do not move away; ``leaving``
    (kabupaten): so many move away for each who stays; ``arriving`` (decile, kabupaten × decile): where they come;
    ``lost`` (kabupaten, decile): the share that vanishes.
    """

    staying: np.ndarray
    leaving: np.ndarray
    arriving: np.ndarray
    lost: np.ndarray
    moves: np.ndarray
    arrive: np.ndarray

    @classmethod
    def of(cls, rates: Rates, kind: type, step: int = 1) -> Moving:
        """From the rates of the step-th quarter, in single or double precision."""
        transition, moves = rates.transition_in(step), np.minimum(rates.moves, _MOST_MOVING)
        deciles = transition.shape[2]
        arriving = np.eye(deciles)[:, None, :] * rates.arrive[:, None]
        return cls(
            np.ascontiguousarray(transition * (1.0 - moves)[:, None, None], kind),
            (moves / (1.0 - moves)).astype(kind),
            np.ascontiguousarray(arriving.reshape(deciles, -1), kind),
            1.0 - transition.sum(axis=2),
            moves,
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
    before = state.by_place
    vanished = (before * moving.lost).sum(axis=2, dtype=np.float64)
    went = moving.moves * (before.sum(axis=2, dtype=np.float64) - vanished)
    came = moving.arrive * state.counts(_move_rows(state, moving)).sum(axis=1, dtype=np.float64)[:, None]
    by_bin, reached = _move_bins(state, moving, life)
    after = state.held_places()
    left = state.places - after
    if state.tells_first:
        state.first_off += ratio(left, state.places) * state.first_on
    state.scale(state.places, after)
    state.places[:] = after
    state.off += left
    state.off += life.new
    return Lived(
        vanished[1], went[1], came[1], by_bin.T, total(left), vanished[0], went[0], came[0], total(life.new), reached
    )


def _move_rows(state: State, moving: Moving) -> np.ndarray:
    """All rows by the transitions of their kabupaten; movers keep decile, kind and aid, and are shared out where movers
    go; whoever is outside the clock with them. Gives the rows of the movers (column, decile)."""
    state.outside[:] = state.bins[:, OUTSIDE]
    pool = _moved(state.rows, state.spare_rows, moving)
    state.swap_rows()
    return pool


def _move_bins(state: State, moving: Moving, life: Life) -> tuple[np.ndarray, np.ndarray | None]:
    """The same for who is on the programme, by the clock, which they keep; then exits, and everybody's clock a quarter
    on. Gives (bin, kabupaten) those at risk, and (kabupaten, decile, kind) who passes the cap."""
    clock, first, older = state.clock, state.first, state.spare_bins
    deciles = older.shape[3]
    stay: np.ndarray = np.ascontiguousarray(life.stay.T, state.kind)
    at_risk, wide = np.zeros_like(stay), np.repeat(stay, deciles, axis=1).reshape(*stay.shape, deciles)
    ones: np.ndarray = np.ones(deciles, state.kind)
    at_risk[OUTSIDE] = state.outside.sum(axis=0) @ ones
    np.multiply(state.outside, wide[OUTSIDE], out=older[:, OUTSIDE])
    for kind, last in enumerate(state.ends):
        older[kind, 1 : first + 1], older[kind, last + 1 :] = 0.0, 0.0
        moved = older[kind, first + 1 : last + 1]
        if len(moved):
            _moved(state.bins[kind, first:last], moved, moving)
            at_risk[first:last] += moved @ ones
            moved *= wide[first:last]
    state.swap_bins()
    if not clock.runs:
        return at_risk, None
    reached = None if life.cap is None else _passing(older, clock, clock.first_over(life.cap))
    _gather_years(older, clock)
    state.grow_older()
    return at_risk, reached


def _moved(rows: np.ndarray, moved: np.ndarray, moving: Moving) -> np.ndarray:
    """Rows (…, kabupaten, decile) a quarter later into ``moved``; gives those who moved (…, decile)."""
    pool = np.empty((len(rows), rows.shape[2]), rows.dtype)
    come = np.empty((min(PART, len(rows)), moving.arriving.shape[1]), rows.dtype)
    for part in (slice(at, at + PART) for at in range(0, len(rows), PART)):
        here = moved[part]
        np.matmul(rows[part].transpose(1, 0, 2), moving.staying, out=here.transpose(1, 0, 2))
        pool[part] = moving.leaving @ here
        here += np.matmul(pool[part], moving.arriving, out=come[: len(here)]).reshape(here.shape)
    return pool


def _passing(older: np.ndarray, clock: Clock, over: int) -> np.ndarray:
    """(kabupaten, decile, kind): who is now in the first bin over the cap and was not a quarter ago."""
    return (older[:, over] * older.dtype.type(clock.going_on[over - 1])).transpose(1, 2, 0)


def _gather_years(older: np.ndarray, clock: Clock) -> None:
    """In ``older`` everybody is a bin on; of those in a bin of years some have still to go there."""
    for index in range(clock.first_year, clock.size):
        before, share = clock.going_on[index - 1 : index + 1].astype(older.dtype)
        if before != 1.0:
            older[:, index] *= before
        older[:, index] += older[:, index + 1] * (1 - share)
