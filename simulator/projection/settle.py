"""A programme's rule in one quarter of the projection: the engine's own decision, laid on the state."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulator.engine.decision import COUNT, PERSONS, RUPIAH, Decision, Sides, Tests, decide
from simulator.policy.rules import Rule
from simulator.projection.clock import OUTSIDE
from simulator.projection.grid import Grid
from simulator.projection.state import State, ratio


@dataclass(frozen=True, eq=False)
class Settling:
    """A rule in a quarter: its tests, the channel of its rupiah, how many times they have risen, where who enters
    starts on the clock, and ``checked`` (kabupaten, decile, kind): the share above the limit that was checked before
    and is not checked again; it is one for all clocks of a place, whoever of them came there lately."""

    rule: Rule
    tests: Tests
    channel: int
    index: float
    entry_bin: int
    checked: np.ndarray | float = 0.0


@dataclass(frozen=True, eq=False)
class Settled:
    """Families by (kabupaten, decile, kind): what the rule did; ``freed`` is the rupiah of those whom the cap ends. No
    band shows that, nor the ``waiting``: None where the state is for one."""

    dropped_decile: np.ndarray
    dropped_component: np.ndarray
    dropped_cap: np.ndarray
    dropped_budget: np.ndarray
    admitted: np.ndarray
    eligible: np.ndarray
    waiting: np.ndarray | None
    over: np.ndarray
    freed: np.ndarray | None


def settle(state: State, start: Grid, turn: Settling, exact: Sides | None) -> Settled:
    """Apply the rule; ``exact`` are the engine's own sums of the first quarter, later ones follow the mean value."""
    sides = exact or sides_of_state(state, start, turn)
    stays = crossing(turn, sides.on[COUNT])
    checked = Sides(sides.on * stays, None if sides.over is None else sides.over * stays, sides.off)
    decision = decide(_indexed(checked, turn.index), _crossed(turn.rule), turn.tests)
    over = np.zeros_like(stays) if checked.over is None else checked.over[COUNT] * turn.tests.has_component
    found = Settled(
        sides.on[COUNT] * (1.0 - stays),
        decision.dropped_component,
        decision.dropped_cap,
        decision.dropped_budget,
        decision.admitted[COUNT],
        decision.eligible,
        None if state.is_for_band else decision.eligible * sides.off[COUNT] - decision.admitted[COUNT],
        over,
        None if state.is_for_band else decision.dropped_cap * _worth(state, turn, exact),
    )
    _move(state, start, turn, decision, stays, found)
    if exact is not None:
        state.value[0] = decision.kept[PERSONS] + decision.admitted[COUNT] * start.off_value[0]
        paid = decision.admitted[COUNT] * start.off_value[turn.channel]
        state.value[turn.channel] = decision.kept[RUPIAH] / turn.index + paid
    return found


def sides_of_state(state: State, start: Grid, turn: Settling) -> Sides:
    """The state as the engine wants it: families on it, over the cap, and off it; with their persons where places are
    persons, and their rupiah too where a budget counts them."""
    channels = _channels(turn)
    on = _stacked([state.places, *(state.value[one] for one in channels)])
    off = _stacked([state.off, *(state.off * start.off_value[one] for one in channels)])
    if turn.rule.max_quarters is None or not state.clock.runs:
        return Sides(on, None, off)
    over = state.on[..., state.clock.first_over(turn.rule.max_quarters) :].sum(axis=-1)
    return Sides(on, on * ratio(over, on[COUNT]) if channels else over[None], off)


def crossing(turn: Settling, on: np.ndarray) -> np.ndarray:
    """(kabupaten, decile, kind): the share whose decile lets them stay, a field check included; as ``on`` in memory.

    Above the limit who was checked before stays; of those who are new there the share kept by the check does.
    """
    kept = float(turn.rule.crossing_keep_share or 0.0) if turn.rule.crossing_mode == "suspend" else 0.0
    before = turn.checked if kept else 0.0
    found = np.empty_like(on)
    found[:] = before + (1.0 - before) * kept
    np.copyto(found, 1.0, where=turn.tests.decile_passes[:, :, None])
    return found


def _channels(turn: Settling) -> tuple[int, ...]:
    """What a decision counts besides families: channels of ``value``."""
    if turn.rule.budget_limit is not None:
        return 0, turn.channel
    return (0,) if turn.rule.unit == "person" and turn.rule.admission == "quota" else ()


def _stacked(channels: list[np.ndarray]) -> np.ndarray:
    """(channel, kabupaten, decile, kind), with the kinds first in memory as in the state."""
    found = np.empty((len(channels), channels[0].shape[2], *channels[0].shape[:2]), channels[0].dtype)
    for place, one in zip(found, channels, strict=True):
        place[:] = one.transpose(2, 0, 1)
    return found.transpose(0, 2, 3, 1)


def _worth(state: State, turn: Settling, exact: Sides | None) -> np.ndarray:
    """(kabupaten, decile, kind): rupiah a quarter of a family whose aid the cap ends."""
    if exact is not None:
        nothing = np.zeros_like(exact.on[COUNT])
        return nothing if exact.over is None else turn.index * ratio(exact.over[RUPIAH], exact.over[COUNT])
    return turn.index * ratio(state.value[turn.channel], state.places)


def _crossed(rule: Rule) -> Rule:
    """The rule for families whose decile was looked at already."""
    return replace(rule, crossing_mode="suspend", crossing_keep_share=1.0)


def _indexed(sides: Sides, index: float) -> Sides:
    if index == 1.0 or len(sides.on) <= RUPIAH:
        return sides
    factor = np.array([1.0, 1.0, index])[:, None, None, None]
    return Sides(sides.on * factor, None if sides.over is None else sides.over * factor, sides.off * factor)


def _move(state: State, start: Grid, turn: Settling, decision: Decision, stays: np.ndarray, found: Settled) -> None:
    cap = turn.rule.max_quarters if state.clock.runs else None
    settled = np.flatnonzero(~turn.tests.exempt) if cap is not None else np.zeros(0, int)
    first = 0 if cap is None else state.clock.first_over(cap)
    _keep(state, first, stays * decision.within, stays * decision.over, settled)
    admits = bool(found.admitted.any())
    known = ratio(state.first_on, state.places) if state.tells_first else None
    waiting = ratio(state.first_off, state.off) if state.tells_first and admits else None
    after = decision.kept[COUNT].astype(state.kind)
    state.scale(state.places, after)
    state.places[:] = after
    dropped = found.dropped_decile + found.dropped_component + found.dropped_budget
    state.off += dropped
    state.rest[..., -1] += found.dropped_cap
    if known is not None:
        state.first_off += known * dropped
        state.first_rest[..., -1] += known * found.dropped_cap
    if admits:
        admit(state, start, found.admitted, turn.entry_bin, waiting)


def _keep(state: State, first: int, within: np.ndarray, over: np.ndarray, settled: np.ndarray) -> None:
    """The shares that stay; of the kinds that are not exempt (``settled``) who stays over the cap was assessed, and is
    outside the clock from now on, so that nobody is assessed twice. The exempt stay alike within and over it."""
    share: np.ndarray = np.ascontiguousarray(within.transpose(2, 0, 1), state.kind)
    past = [(on, on[first:].sum(axis=0) * over[..., kind]) for kind, on in enumerate(state.bins) if kind in settled]
    for on, of_kind, end in zip(state.bins, share, state.ends, strict=True):
        for part in (slice(0, 1), slice(state.first, end)):
            on[part] *= of_kind
    for on, families in past:
        on[first:] = 0.0
        on[OUTSIDE] += families
    for kind in settled:
        state.ends[kind] = min(state.ends[kind], first)


def admit(state: State, start: Grid, admitted: np.ndarray, entry_bin: int, waiting: np.ndarray | None = None) -> None:
    """Take these families onto the programme, each with the mean value of those who could enter at its place;
    ``waiting`` is the share of those who were on it at the first quarter (None: as of all who are off it now)."""
    if state.tells_first:
        first = admitted * (ratio(state.first_off, state.off) if waiting is None else waiting)
        state.first_off -= first
        state.first_on += first
    state.off -= admitted
    state.on[..., entry_bin] += admitted
    state.enter(max(entry_bin, 1))
    state.places += admitted
    state.value += admitted * start.off_value
