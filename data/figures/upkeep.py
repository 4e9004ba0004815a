"""What the page on upkeep shows of the store: proposals and what became of them, and what is known of families."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.figures import guard_register, updates
from data.figures.counts import NOT_SHOWN, small
from data.figures.updates import CHANNELS, Effect, Tally
from data.read import asked, movement
from data.read import updates as rows_of
from data.store.disclosure import OPEN_LEVELS, SMALLEST_SHOWN
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter

ALL = "all"


@dataclass(frozen=True)
class Days:
    """Within how many days half and nine in ten of the decisions came; NaN where there are too few."""

    median: float = NOT_SHOWN
    nine_in_ten: float = NOT_SHOWN


@dataclass(frozen=True, eq=False)
class Channel:
    """What came by one channel in the quarter, the backlog of all quarters, and how long decisions took."""

    tally: Tally
    backlog: Tally
    days: Days


@dataclass(frozen=True, eq=False)
class Proposals:
    """Proposals of one area filed in a quarter, of one kind or of all, as they may be shown; hidden counts are NaN.

    `by_kind` counts those of the quarter whatever their kind; `funnels` and `ways` are by way in (a funnel is None
    where it cannot be shown), `channels` by channel, `by_quarter` by quarter (rows) and kind; `changes` may be None.
    """

    tally: Tally
    backlog: Tally
    by_kind: Mapping[str, float]
    ways: Mapping[str, Tally]
    funnels: Mapping[str, pd.Series | None]
    channels: Mapping[str, Channel]
    by_quarter: pd.DataFrame
    days: Days
    effect: Effect
    changes: pd.Series | None


def proposals(store: Store, scope: Scope, level: str, quarter: Quarter, kind: str) -> Proposals:
    """Of the one area that the scope is; the backlog is that of all quarters of the store."""
    everything = rows_of.flows(store, scope, asked.quarters(store))
    ever = of_kind(everything, kind)
    filed, of_quarter = (rows[rows["quarter"] == str(quarter)] for rows in (ever, everything))
    waits = {by: rows_of.waits(store, scope, by, (quarter,)).set_index("code") for by in (level, "channel")}
    effects = of_kind(rows_of.effects(store, scope, (quarter,)), kind)
    effect = updates.effect(effects)
    is_told = bool(effect.proposals) and effect.proposals == small(effect.proposals, level)
    counts = of_quarter.groupby("kind")["proposals"].sum()
    ways = {way: updates.of_way(filed, way) for way in CHANNELS}
    return Proposals(
        updates.tally(filed).shown(level),
        updates.tally(ever).shown(level),
        {one: small(int(counts.get(one, 0)), level) for one in updates.KINDS},
        {way: updates.tally(rows).shown(level) for way, rows in ways.items()},
        {way: _funnel(rows, way, level) for way, rows in ways.items()},
        {one: _channel(one, filed, ever, waits["channel"], level) for way in CHANNELS.values() for one in way},
        _few_hidden(updates.by_quarter(everything), level),
        _days(waits[level], None, level),
        effect,
        _few_hidden(updates.changes(effects), level) if is_told else None,
    )


def of_kind(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The rows of one kind, or of all."""
    return rows if kind == ALL else rows[rows["kind"] == kind]


def proposal_areas(store: Store, scope: Scope, quarter: Quarter, level: str) -> pd.DataFrame:
    """Proposals filed in a quarter area by area; see ``updates.areas``."""
    filed, ever = (rows_of.areas(store, scope, level, when) for when in ((quarter,), asked.quarters(store)))
    return updates.areas(filed, ever, rows_of.waits(store, scope, level, (quarter,)), level)


def last_day(store: Store) -> date | None:
    """The last day that the deliveries of proposals tell of; None when there are none."""
    return rows_of.span(store).last_day


@dataclass(frozen=True, eq=False)
class RegisterFigures:
    """What the register knows of the families of one area: the row of ``updates.quality``, families by the registers
    that knew them and by the civil registry's answer, those that came and that left (NaN where hidden, None for the
    first quarter)."""

    area: pd.Series
    overlaps: pd.Series
    civil: pd.Series
    came: float | None
    left: float | None


def register(store: Store, scope: Scope, quarter: Quarter, level: str) -> RegisterFigures | None:
    """Of the one area that the scope is; None where it has no families."""
    rows = rows_of.register_quality(store, scope, quarter, level)
    if rows.empty:
        return None
    hidden = _hidden(store, quarter, level, rows)
    came, left = None, None
    if quarter.previous() in asked.quarters(store):
        flows = movement.register_flows(store, scope, level, (quarter,)).groupby("flow")["families"].sum()
        came, left = (_flow(int(flows.get(flow, 0)), rows["code"].iloc[0], flow, hidden) for flow in ("born", "left"))
    known = (updates.overlaps(rows, level, hidden), updates.civil(rows, level, hidden))
    return RegisterFigures(updates.quality(rows, level, hidden).iloc[0], *known, came, left)


def register_areas(store: Store, scope: Scope, quarter: Quarter, level: str) -> pd.DataFrame:
    """What the register knows of families, area by area; see ``updates.quality``."""
    rows = rows_of.register_quality(store, scope, quarter, level)
    return updates.quality(rows, level, _hidden(store, quarter, level, rows))


def _hidden(store: Store, quarter: Quarter, level: str, rows: pd.DataFrame) -> frozenset[tuple[Any, ...]]:
    if level in OPEN_LEVELS:
        return frozenset()
    provinces = sorted({code[:2] for code in rows["code"]})
    return frozenset().union(*(guard_register.hidden(store, province, quarter) for province in provinces))


def _flow(families: int, code: str, flow: str, hidden: frozenset[tuple[Any, ...]]) -> float:
    return NOT_SHOWN if (code, flow) in hidden else families


def _funnel(rows: pd.DataFrame, way: str, level: str) -> pd.Series | None:
    """None where nobody came this way, or few did; later stages that few reached are hidden."""
    counts = updates.funnel(rows, way)
    if not counts.iloc[0] or small(int(counts.iloc[0]), level) != counts.iloc[0]:
        return None
    return _few_hidden(counts, level)


def _channel(name: str, filed: pd.DataFrame, ever: pd.DataFrame, waits: pd.DataFrame, level: str) -> Channel:
    tally, backlog = (updates.tally(rows[rows["channel"] == name]).shown(level) for rows in (filed, ever))
    return Channel(tally, backlog, _days(waits, name, level))


def _days(waits: pd.DataFrame, code: str | None, level: str) -> Days:
    """Of a group, or of the first; nothing is told of fewer than ten decisions below the province."""
    rows = waits if code is None else waits[waits.index == code]
    if rows.empty or small(int(rows["decided"].iloc[0]), level) != rows["decided"].iloc[0]:
        return Days()
    return Days(float(rows["median_days"].iloc[0]), float(rows["p90_days"].iloc[0]))


def _few_hidden(counts: Any, level: str) -> Any:
    """Each count by itself."""
    if level in OPEN_LEVELS:
        return counts
    return counts.astype("Int64").mask((counts > 0) & (counts < SMALLEST_SHOWN))
