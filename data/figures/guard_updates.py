"""What is hidden of the proposals of a province's kabupaten: one decision for the tiles, funnels, channels and the map.

Below the province proposals are told by kind, by channel and way, by stage, and by change of decile, never by two of
these together; each by what became of them. So every table is tied to the others by what it shares with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from data.contract.values import UPDATE_STAGES
from data.figures.decided import kept
from data.figures.sums import BETWEEN, HiddenSums, Name
from data.figures.updates import ALL, CHANNELS, FILED, KINDS, OUTCOMES, STAGES, changes
from data.read import asked, updates
from data.store.open import Store
from data.store.scope import Scope

#: Proposals that are decided, and the pending ones by their age: those of a quarter long past are all overdue.
LEAVES = ("accepted", "rejected", "overdue", "fresh")
PENDING = ("overdue", "fresh")
KIND, CHANNEL, WAY, REACHED, CHANGE, OVERDUE = "kind", "channel", "way", "reached", "change", "overdue"
#: Accepted ones with a decile before and after: all, those that fell and those that rose; and those without.
KNOWN, DOWN, UP, UNKNOWN = "known", "down", "up", "unknown"
EVER = ""


@kept(128)
def hidden(store: Store, province: str) -> frozenset[Name]:
    """Names of the hidden counts of the kabupaten, over all quarters.

    (quarter, code, KIND, CHANNEL, WAY or ALL, which, outcome or FILED), (quarter, code, REACHED, way, stage),
    (quarter, code, CHANGE, number of deciles, KNOWN, DOWN or UP), (EVER, code, OVERDUE, KIND, CHANNEL or ALL, which).
    """
    flows, effects = _rows(store, province)
    sums, codes = HiddenSums(), sorted(flows["code"].unique())
    quarters = sorted(flows["quarter"].unique())
    for quarter in quarters:
        own, effect = flows[flows["quarter"] == quarter], effects[effects["quarter"] == quarter]
        _quarter(_Quarter(sums, quarter, quarters.index(quarter), codes), own, effect)
    _overdue(sums, codes, quarters)
    return sums.hide()[0]


def _rows(store: Store, province: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The readers' rows of every kabupaten with its code; flows with their leaf and way, effects with their quarter."""
    quarters, flows, effects = asked.quarters(store), [], []
    codes = updates.areas(store, Scope.provinces(province), "kabupaten", quarters)["code"]
    for code in codes:
        scope = Scope.kabupaten(code)
        flows.append(updates.flows(store, scope, quarters).assign(code=code))
        effects += [updates.effects(store, scope, (one,)).assign(code=code, quarter=str(one)) for one in quarters]
    if not flows:
        empty = pd.DataFrame(columns=["quarter", "code"])
        return empty, empty
    rows = pd.concat(flows, ignore_index=True)
    leaf = rows["outcome"].mask(rows["outcome"] == "pending", rows["overdue"].map({True: "overdue", False: "fresh"}))
    way = {channel: way for way, channels in CHANNELS.items() for channel in channels}
    return rows.assign(leaf=leaf, way=rows["channel"].map(way)), pd.concat(effects, ignore_index=True)


class _Quarter:
    """The sums of one quarter's proposals in every kabupaten, as they are put together."""

    def __init__(self, sums: HiddenSums, quarter: str, block: int, codes: list[str]) -> None:
        self.sums, self.quarter, self.block, self.codes = sums, quarter, block, codes

    def counted(self, kind: tuple[Any, ...], by_code: pd.Series, worth: float = 1.0) -> None:
        """A count of each kabupaten."""
        for code in self.codes:
            self.sums.count((self.quarter, code, *kind), by_code.get(code, 0), worth, self.block)

    def whole(self, kind: tuple[Any, ...], parts: Iterable[tuple[Any, ...]], worth: float) -> None:
        """A count that is the sum of others, in each kabupaten."""
        for code in self.codes:
            names = [(self.quarter, code, *part) for part in parts]
            total = sum(self.sums.value(name) for name in names)
            self.sums.count((self.quarter, code, *kind), total, worth, self.block)
            self.sums.kept({(self.quarter, code, *kind): 1.0} | dict.fromkeys(names, -1.0))

    def same(self, kind: tuple[Any, ...], parts: Iterable[tuple[Any, ...]]) -> None:
        """The parts add up to a count that is there already."""
        for code in self.codes:
            names = [(self.quarter, code, *part) for part in parts]
            self.sums.kept({(self.quarter, code, *kind): 1.0} | dict.fromkeys(names, -1.0))

    def of_province(self, kind: tuple[Any, ...]) -> None:
        """The province tells what the kabupaten add up to."""
        self.sums.kept([(self.quarter, code, *kind) for code in self.codes])


def _quarter(of: _Quarter, flows: pd.DataFrame, effects: pd.DataFrame) -> None:
    leaves = [leaf for leaf in LEAVES if (flows["leaf"] == leaf).any()]
    for by, values in ((KIND, KINDS), (CHANNEL, [one for way in CHANNELS.values() for one in way])):
        known = [value for value in values if (flows[by] == value).any()]
        for value in known:
            for leaf in leaves:
                rows = flows[(flows[by] == value) & (flows["leaf"] == leaf)]
                of.counted((by, value, leaf), rows.groupby("code")["proposals"].sum())
            _outcomes(of, by, value, leaves, 4.0)
            for outcome in OUTCOMES:
                of.of_province((by, value, outcome))
        _wholes(of, by, known, leaves, is_first=by == KIND)
    for way in CHANNELS:
        _way(of, way, flows[flows["way"] == way], leaves)
    _effect(of, effects)


def _outcomes(of: _Quarter, by: str, value: str, leaves: list[str], worth: float) -> None:
    """What is shown of a group: its outcomes and those filed, made of its leaves."""
    for outcome in OUTCOMES:
        parts = [leaf for leaf in leaves if leaf == outcome or (outcome == "pending" and leaf in PENDING)]
        if outcome not in leaves:
            of.whole((by, value, outcome), [(by, value, leaf) for leaf in parts], worth)
    of.whole((by, value, FILED), [(by, value, leaf) for leaf in leaves], 2 * worth)


def _wholes(of: _Quarter, by: str, values: list[str], leaves: list[str], is_first: bool) -> None:
    """Kinds and channels each add up to all proposals of the quarter."""
    for leaf in leaves:
        parts = [(by, value, leaf) for value in values]
        if is_first:
            of.whole((ALL, ALL, leaf), parts, 8.0)
        else:
            of.same((ALL, ALL, leaf), parts)
    if is_first:
        _outcomes(of, ALL, ALL, leaves, 10.0)


def _way(of: _Quarter, way: str, flows: pd.DataFrame, leaves: list[str]) -> None:
    """How far those of a way came and what became of them."""
    cells = [(stage, leaf) for stage in UPDATE_STAGES for leaf in leaves if _has(flows, stage, leaf)]
    for stage, leaf in cells:
        rows = flows[(flows["stage"] == stage) & (flows["leaf"] == leaf)]
        of.counted((WAY, way, stage, leaf), rows.groupby("code")["proposals"].sum())
    channels = [one for one in CHANNELS[way] if (flows["channel"] == one).any()]
    for leaf in leaves:
        of.whole((WAY, way, leaf), [(CHANNEL, channel, leaf) for channel in channels], 4.0)
        of.same((WAY, way, leaf), [(WAY, way, *cell) for cell in cells if cell[1] == leaf])
    _outcomes(of, WAY, way, leaves, 5.0)
    for at, stage in enumerate(UPDATE_STAGES):
        if stage in STAGES[way]:
            further = [cell for cell in cells if UPDATE_STAGES.index(cell[0]) >= at]
            of.whole((REACHED, way, stage), [(WAY, way, *cell) for cell in further], 2.0)
            of.of_province((REACHED, way, stage))


def _has(flows: pd.DataFrame, stage: str, leaf: str) -> bool:
    return bool(((flows["stage"] == stage) & (flows["leaf"] == leaf)).any())


def _effect(of: _Quarter, effects: pd.DataFrame) -> None:
    """The accepted ones by change of decile; those without a decile before or after are the rest of them."""
    if effects.empty:
        return
    by_code = {code: changes(rows) for code, rows in effects.groupby("code")}
    table = pd.DataFrame(by_code).reindex(columns=of.codes).fillna(0)
    steps = [step for step in table.index if table.loc[step].any()]
    for step in steps:
        of.counted((CHANGE, step), table.loc[step])
        of.of_province((CHANGE, step))
    for name, chosen in (
        (KNOWN, steps),
        (DOWN, [step for step in steps if step < 0]),
        (UP, [step for step in steps if step > 0]),
    ):
        of.whole((CHANGE, name), [(CHANGE, step) for step in chosen], 3.0)
    unknown = effects.groupby("code")["proposals"].sum() - table.sum()
    of.counted((CHANGE, UNKNOWN), unknown.fillna(0))
    of.same((ALL, ALL, "accepted"), [(CHANGE, KNOWN), (CHANGE, UNKNOWN)])


def _overdue(sums: HiddenSums, codes: list[str], quarters: list[str]) -> None:
    """The backlog is that of all quarters."""
    for by, values in ((KIND, KINDS), (CHANNEL, [one for way in CHANNELS.values() for one in way]), (ALL, (ALL,))):
        for value in values:
            for code in codes:
                every = [(quarter, code, by, value, "overdue") for quarter in quarters]
                parts = [name for name in every if name in sums]
                whole = (EVER, code, OVERDUE, by, value)
                sums.count(whole, sum(sums.value(name) for name in parts), 6.0, BETWEEN)
                sums.kept({whole: 1.0} | dict.fromkeys(parts, -1.0))
            sums.kept([(EVER, code, OVERDUE, by, value) for code in codes])
