"""What the page on upkeep shows of the store: proposals and what became of them, and what is known of families."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from data.figures import guard_register, guard_updates, updates
from data.figures.counts import NOT_SHOWN, small
from data.figures.updates import ALL, CHANNELS, Effect, Tally
from data.read import asked, movement
from data.read import updates as rows_of
from data.store.disclosure import OPEN_LEVELS, hide, is_small
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter


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
    told = _ProposalsTold.of(store, scope, level, quarter, kind)
    by, which = (guard_updates.ALL, ALL) if kind == ALL else (guard_updates.KIND, kind)
    ways = {way: updates.of_way(filed, way) for way in CHANNELS}
    effect, changes = told.effect(of_kind(rows_of.effects(store, scope, (quarter,)), kind))
    return Proposals(
        told.tally(filed, by, which),
        told.backlog(ever, by, which),
        {one: told.tally(of_kind(of_quarter, one), guard_updates.KIND, one).filed for one in updates.KINDS},
        {way: told.tally(rows, guard_updates.WAY, way) for way, rows in ways.items()},
        {way: told.funnel(rows, way) for way, rows in ways.items()},
        {one: told.channel(one, filed, ever, waits["channel"]) for way in CHANNELS.values() for one in way},
        told.by_quarter(updates.by_quarter(everything)),
        _days(waits[level], None, level),
        effect,
        changes,
    )


@dataclass(frozen=True)
class _ProposalsTold:
    """What may be told of the proposals of one area in a quarter, those of one kind or all.

    `hidden` names what is not, below the province; see ``guard_updates.hidden``. There nothing is told of a single kind
    by way, channel or change of decile: two of them together would be too many counts to keep from telling a few.
    """

    level: str
    code: str
    quarter: Quarter
    kind: str
    hidden: frozenset[tuple[Any, ...]]

    @staticmethod
    def of(store: Store, scope: Scope, level: str, quarter: Quarter, kind: str) -> _ProposalsTold:
        if level in OPEN_LEVELS:
            return _ProposalsTold(level, "", quarter, kind, frozenset())
        (code,) = scope.kabupaten_codes
        return _ProposalsTold(level, code, quarter, kind, guard_updates.hidden(store, code[:2]))

    def _is_lost(self, *kind: object) -> bool:
        if self.level in OPEN_LEVELS:
            return False
        return self._is_crossed(kind[0]) or (str(self.quarter), self.code, *kind) in self.hidden

    def _is_crossed(self, by: object) -> bool:
        """Whether these would be counts of one kind by something else, below the province."""
        return self.level not in OPEN_LEVELS and self.kind != ALL and by not in (guard_updates.KIND, guard_updates.ALL)

    def tally(self, rows: pd.DataFrame, by: str, which: str) -> Tally:
        """Of a kind, a channel, a way or all; those overdue are told of all quarters together."""
        lost = {name for name in (*updates.OUTCOMES, updates.FILED) if self._is_lost(by, which, name)}
        return updates.tally(rows).without(lost if self.level in OPEN_LEVELS else {*lost, "overdue"})

    def backlog(self, rows: pd.DataFrame, by: str, which: str) -> Tally:
        """Of all quarters; below the province only how many are overdue."""
        found = updates.tally(rows)
        if self.level in OPEN_LEVELS:
            return found
        name = (guard_updates.EVER, self.code, guard_updates.OVERDUE, by, which)
        lost = {"overdue"} if self._is_crossed(by) or name in self.hidden else set()
        return found.without({*updates.OUTCOMES, updates.FILED, *lost})

    def funnel(self, rows: pd.DataFrame, way: str) -> pd.Series | None:
        """None where nobody came this way, or how many did is hidden; later stages are hidden one by one."""
        found = updates.funnel(rows, way)
        lost = [self._is_lost(guard_updates.REACHED, way, stage) for stage in found.index]
        if lost[0] or not found.iloc[0]:
            return None
        return found if self.level in OPEN_LEVELS else found.astype("Int64").mask(np.array(lost, bool))

    def channel(self, name: str, filed: pd.DataFrame, ever: pd.DataFrame, waits: pd.DataFrame) -> Channel:
        of_quarter, of_all = (rows[rows["channel"] == name] for rows in (filed, ever))
        tally = self.tally(of_quarter, guard_updates.CHANNEL, name)
        return Channel(tally, self.backlog(of_all, guard_updates.CHANNEL, name), _days(waits, name, self.level))

    def by_quarter(self, table: pd.DataFrame) -> pd.DataFrame:
        """Filed by quarter and kind."""
        if self.level in OPEN_LEVELS:
            return table
        lost = [
            [(quarter, self.code, guard_updates.KIND, kind, updates.FILED) in self.hidden for kind in table.columns]
            for quarter in table.index
        ]
        return table.astype("Int64").mask(np.array(lost, bool).reshape(table.shape))

    def effect(self, rows: pd.DataFrame) -> tuple[Effect, pd.Series | None]:
        """What acceptance did, and how often; the mean is told only where every change is."""
        found, changes = updates.effect(rows), updates.changes(rows)
        if self.level in OPEN_LEVELS:
            return found, changes if found.proposals else None
        if not found.proposals or self._is_lost(guard_updates.CHANGE, guard_updates.KNOWN):
            return Effect(0, *[NOT_SHOWN] * 4), None
        lost = [self._is_lost(guard_updates.CHANGE, step) for step in changes.index]
        sums = {"down": guard_updates.DOWN, "same": 0, "up": guard_updates.UP}
        gone = {name for name, step in sums.items() if self._is_lost(guard_updates.CHANGE, step)}
        if any(lost):
            gone.add("mean")
        shown = {name: NOT_SHOWN if name in gone else vars(found)[name] for name in ("down", "same", "up", "mean")}
        return Effect(found.proposals, **shown), changes.astype("Int64").mask(np.array(lost, bool))


def of_kind(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The rows of one kind, or of all."""
    return rows if kind == ALL else rows[rows["kind"] == kind]


def proposal_areas(store: Store, scope: Scope, quarter: Quarter, level: str) -> pd.DataFrame:
    """Proposals filed in a quarter area by area; see ``updates.areas``."""
    quarters = asked.quarters(store)
    filed, ever = (rows_of.areas(store, scope, level, when) for when in ((quarter,), quarters))
    table = updates.areas(filed, ever, rows_of.waits(store, scope, level, (quarter,)))
    if level in OPEN_LEVELS:
        return table
    provinces = sorted({code[:2] for code in table["code"]})
    hidden = frozenset().union(*(guard_updates.hidden(store, province) for province in provinces))
    return _areas_told(table, hidden, quarter, quarters)


def _areas_told(
    table: pd.DataFrame, hidden: frozenset[tuple[Any, ...]], quarter: Quarter, quarters: tuple[Quarter, ...]
) -> pd.DataFrame:
    """Each count with the shares that it is in; days where ten or more were decided."""
    by = guard_updates.ALL
    lost = {
        name: table["code"].map(lambda code, name=name: (str(quarter), code, by, ALL, name) in hidden).astype(bool)
        for name in (updates.FILED, *updates.OUTCOMES)
    }
    late = table["code"].map(lambda code: (guard_updates.EVER, code, guard_updates.OVERDUE, by, ALL) in hidden)
    ever = table["code"].map(lambda code: any((str(one), code, by, ALL, updates.FILED) in hidden for one in quarters))
    few = table["decided"].fillna(0).map(is_small)
    for name, chosen in lost.items():
        table = hide(table, [name], chosen)
    table = hide(table, ["overdue"], late.astype(bool))
    table = hide(table, ["overdue_share"], late.astype(bool) | ever.astype(bool))
    table = hide(table, ["accepted_share"], lost["accepted"] | lost["rejected"])
    return hide(table, ["median_days", "p90_days"], few)


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


def _days(waits: pd.DataFrame, code: str | None, level: str) -> Days:
    """Of a group, or of the first; nothing is told of fewer than ten decisions below the province."""
    rows = waits if code is None else waits[waits.index == code]
    if rows.empty or small(int(rows["decided"].iloc[0]), level) != rows["decided"].iloc[0]:
        return Days()
    return Days(float(rows["median_days"].iloc[0]), float(rows["p90_days"].iloc[0]))
