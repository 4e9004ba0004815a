"""A programme's rule in one quarter of the projection: the engine's own decision, laid on the state."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulator.engine.decision import COUNT, PERSONS, RUPIAH, Decision, Sides, Tests, decide
from simulator.policy.rules import Rule
from simulator.projection.clock import OUTSIDE
from simulator.projection.grid import Grid
from simulator.projection.state import State, blocks, scale, summed


@dataclass(frozen=True, eq=False)
class Settling:
    """A rule in a quarter: its tests, the channel of its rupiah, how many times they have risen, where who enters
    starts on the clock, and ``checked`` (kabupaten, decile, kind): the share above the limit that was checked before
    and is not checked again."""

    rule: Rule
    tests: Tests
    channel: int
    index: float
    entry_bin: int
    checked: np.ndarray | float = 0.0


@dataclass(frozen=True, eq=False)
class Settled:
    """Families by (kabupaten, decile, kind): what the rule did; ``freed`` is the rupiah of those whom the cap ends."""

    dropped_decile: np.ndarray
    dropped_component: np.ndarray
    dropped_cap: np.ndarray
    dropped_budget: np.ndarray
    admitted: np.ndarray
    eligible: np.ndarray
    waiting: np.ndarray
    over: np.ndarray
    freed: np.ndarray


def settle(state: State, start: Grid, turn: Settling, exact: Sides | None) -> Settled:
    """Apply the rule; ``exact`` are the engine's own sums of the first quarter, later ones follow the mean value."""
    sides = exact or sides_of_state(state, start, turn)
    stays = crossing(turn, sides.on[COUNT].shape)
    checked = Sides(sides.on * stays, None if sides.over is None else sides.over * stays, sides.off)
    decision = decide(_indexed(checked, turn.index), _crossed(turn.rule), turn.tests)
    over = np.zeros_like(stays) if checked.over is None else checked.over[COUNT] * turn.tests.has_component
    ended = decision.dropped_cap
    money = 0.0 if checked.over is None else checked.over[RUPIAH] * turn.index
    counted = 0.0 if checked.over is None else checked.over[COUNT]
    freed = np.divide(ended * money, counted, out=np.zeros_like(ended), where=counted > 0)
    found = Settled(
        sides.on[COUNT] * (1.0 - stays),
        decision.dropped_component,
        ended,
        decision.dropped_budget,
        decision.admitted[COUNT],
        decision.eligible,
        decision.eligible * sides.off[COUNT] - decision.admitted[COUNT],
        over,
        freed,
    )
    _move(state, start, turn, decision, stays, found)
    return found


def sides_of_state(state: State, start: Grid, turn: Settling) -> Sides:
    """The state as the engine wants it: families, persons and rupiah of those on it, over the cap, and off it."""
    on = np.stack([state.places, state.value[:, :, 0], state.value[:, :, turn.channel]])
    off = state.off * np.stack([np.ones_like(state.off), start.off_value[0], start.off_value[turn.channel]])
    if turn.rule.max_quarters is None or not state.clock.runs:
        return Sides(on, None, off)
    over = summed(state.on[..., state.clock.first_over(turn.rule.max_quarters) :])
    share = np.divide(over, on[COUNT], out=np.zeros_like(over), where=on[COUNT] > 0)
    return Sides(on, on * share, off)


def crossing(turn: Settling, shape: tuple[int, ...]) -> np.ndarray:
    """(kabupaten, decile, kind): the share whose decile lets them stay, a field check included.

    Above the limit who was checked before stays; of those who are new there the share kept by the check does.
    """
    kept = float(turn.rule.crossing_keep_share or 0.0) if turn.rule.crossing_mode == "suspend" else 0.0
    before = turn.checked if kept else 0.0
    above = np.broadcast_to(before + (1.0 - before) * kept, shape)
    return np.where(turn.tests.decile_passes[:, :, None], 1.0, above)


def _crossed(rule: Rule) -> Rule:
    """The rule for families whose decile was looked at already."""
    return replace(rule, crossing_mode="suspend", crossing_keep_share=1.0)


def _indexed(sides: Sides, index: float) -> Sides:
    if index == 1.0:
        return sides
    factor = np.array([1.0, 1.0, index])[:, None, None, None]
    return Sides(sides.on * factor, None if sides.over is None else sides.over * factor, sides.off * factor)


def _move(state: State, start: Grid, turn: Settling, decision: Decision, stays: np.ndarray, found: Settled) -> None:
    before = state.places.copy()
    cap = turn.rule.max_quarters if state.clock.runs else None
    first = state.on.shape[-1] if cap is None else state.clock.first_over(cap)
    shares = (stays * decision.within, stays * decision.over)
    settled = np.flatnonzero(~turn.tests.exempt) if cap is not None else np.zeros(0, int)
    for rows in blocks(len(stays)):
        _keep(state.on[rows], first, shares[0][rows], shares[1][rows], settled)
    state.places[:] = decision.kept[COUNT]
    scale(state.value, before, state.places)
    state.value[:, :, 0] = decision.kept[PERSONS]
    state.value[:, :, turn.channel] = decision.kept[RUPIAH] / turn.index
    state.off += found.dropped_decile + found.dropped_component + found.dropped_budget
    state.rest[..., -1] += found.dropped_cap
    admit(state, start, found.admitted, turn.entry_bin)


def _keep(on: np.ndarray, first: int, within: np.ndarray, over: np.ndarray, settled: np.ndarray) -> None:
    """The shares that stay; of the kinds that are not exempt who stays over the cap was assessed, and is outside the
    clock from now on, so that nobody is assessed twice."""
    share = np.empty_like(on)
    share[..., :first] = within[..., None]
    share[..., first:] = over[..., None]
    on *= share
    if len(settled):
        past = on[:, :, settled, first:]
        on[:, :, settled, OUTSIDE] += past.sum(axis=-1)
        on[:, :, settled, first:] = 0.0


def admit(state: State, start: Grid, admitted: np.ndarray, entry_bin: int) -> None:
    """Take these families onto the programme, each with the mean value of those who could enter at its place."""
    state.off -= admitted
    state.on[..., entry_bin] += admitted
    state.places += admitted
    state.value += (admitted * start.off_value).transpose(1, 2, 0, 3)
