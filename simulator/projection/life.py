"""A quarter of life: deciles, families that vanish, moves, exits, a quarter older, new families."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.projection.state import State, ratio, total
from targeting.flow.rates import Rates

#: Rows of kinds and bins worked on together.
PART = 32


@dataclass(frozen=True, eq=False)
class Moving:
    """How families move in a quarter, laid out for products; one for all programmes, and for all quarters without
    stayers.

    ``staying`` (kabupaten, decile before, decile after): transitions of those who do not move away; ``leaving``
    (kabupaten × decile before, decile after): of those who do; ``arriving`` (decile, kabupaten × decile): where they
    come; ``lost`` (kabupaten, decile): the share that vanishes.
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
        transition = rates.transition_in(step)
        moves, deciles = rates.moves[:, None, None], transition.shape[2]
        arriving = np.eye(deciles)[:, None, :] * rates.arrive[:, None]
        return cls(
            np.ascontiguousarray(transition * (1.0 - moves), kind),
            np.ascontiguousarray((transition * moves).reshape(-1, deciles), kind),
            np.ascontiguousarray(arriving.reshape(deciles, -1), kind),
            1.0 - transition.sum(axis=2),
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
    vanished = (before * moving.lost).sum(axis=2, dtype=np.float64)
    went = moving.moves * (before.sum(axis=2, dtype=np.float64) - vanished)
    came = moving.arrive * state.counts(_move(state, moving)).sum(axis=1, dtype=np.float64)[:, None]
    by_bin, reached = _leave_and_age(state, life)
    after = (state.bins[:, 0] + state.bins[:, state.held].sum(axis=1)).transpose(1, 2, 0)
    left = state.places - after
    gone = ratio(left, state.places) * state.first_on
    state.scale(state.places, after)
    state.places[:] = after
    state.off += left
    state.off += life.new
    state.first_off += gone
    return Lived(
        vanished[1], went[1], came[1], by_bin, total(left), vanished[0], went[0], came[0], total(life.new), reached
    )


def _move(state: State, moving: Moving) -> np.ndarray:
    """Everybody by the transitions of his kabupaten; movers keep decile, kind, clock and aid, and are shared out where
    movers go. Leaves ``bins`` in its spare, not yet aged; gives the rows of the movers (column, decile)."""
    pools = []
    for block, spare in ((state.bins, state.spare_bins), (state.rows, state.spare_rows)):
        areas, deciles = block.shape[-2:]
        flat, moved = (one.reshape(-1, areas, deciles) for one in (block, spare))
        pool = np.zeros((len(flat), deciles), flat.dtype)
        somebody: np.ndarray = np.asarray(flat.reshape(len(flat), -1).any(axis=1))
        moved[~somebody] = 0.0
        for rows in _runs(somebody):
            np.matmul(flat[rows].transpose(1, 0, 2), moving.staying, out=moved[rows].transpose(1, 0, 2))
            pool[rows] = flat[rows].reshape(-1, areas * deciles) @ moving.leaving
            moved[rows] += (pool[rows] @ moving.arriving).reshape(-1, areas, deciles)
        pools.append(pool)
    state.swap_rows()
    return pools[1]


def _runs(somebody: np.ndarray) -> list[slice]:
    """The rows that hold somebody, in parts that follow each other and that the processor's own memory holds."""
    ends = np.flatnonzero(np.diff(np.concatenate([[False], somebody, [False]]))).reshape(-1, 2)
    return [slice(at, min(at + PART, last)) for first, last in ends.tolist() for at in range(first, last, PART)]


def _leave_and_age(state: State, life: Life) -> tuple[np.ndarray, np.ndarray | None]:
    """From the spare of ``bins`` into ``bins``: exits, and everybody's clock a quarter on. Gives (kabupaten, bin) those
    at risk, and (kabupaten, decile, kind) who passes the cap."""
    bins, aged, clock = state.spare_bins, state.bins, state.clock
    deciles = bins.shape[-1]
    at_risk = np.zeros((bins.shape[1], bins.shape[2]), bins.dtype)
    for part in (slice(0, 1), state.held):
        at_risk[part] = bins[:, part].sum(axis=0) @ np.ones(deciles, bins.dtype)
    stay = np.repeat(np.asarray(life.stay, bins.dtype).T, deciles, axis=1).reshape(-1, *bins.shape[2:])
    if not clock.runs:
        np.multiply(bins, stay, out=aged)
        return at_risk.T, None
    share = clock.going_on.astype(bins.dtype)
    exact = int(np.flatnonzero(share == 1.0)[-1])
    first = state.first
    aged[:, 0], aged[:, 1 : first + 1] = bins[:, 0] * stay[0], 0.0
    np.multiply(bins[:, first : exact + 1], stay[first : exact + 1], out=aged[:, first + 1 : exact + 2])
    aged[:, exact + 1] += bins[:, exact + 1] * (stay[exact + 1] * (1 - share[exact + 1]))
    state.first = min(first + 1, exact + 1)
    for index in range(exact + 2, bins.shape[1]):
        np.multiply(bins[:, index], stay[index] * (1 - share[index]), out=aged[:, index])
        aged[:, index] += bins[:, index - 1] * (stay[index - 1] * share[index - 1])
    if life.cap is None:
        return at_risk.T, None
    last = clock.first_over(life.cap) - 1
    return at_risk.T, (bins[:, last] * (stay[last] * share[last])).transpose(1, 2, 0)
