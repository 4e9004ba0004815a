"""The ledger of one area over a quarter or a year, and of many areas: sums, hidden counts, whether it balances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.contract.movement import ENTRY_REASONS, FLOWS
from data.figures import counts, guard_ledger
from data.read import movement
from data.store.disclosure import OPEN_LEVELS, WITHHELD
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter

__all__ = ["ENTRY_REASONS"]

SIGNS = {"opening": 1, "entered": 1, "moved_in": 1, "exited": -1, "moved_out": -1}
#: Measures of the map, as shares of the opening.
RATES = ("net", "entry", "exit")
#: The flows that a rate is made of.
_MADE_OF = {
    "net": ("opening", "closing"),
    "entry": ("opening", "entered", "moved_in"),
    "exit": ("opening", "exited", "moved_out"),
}
Hidden = frozenset[tuple[Any, ...]]


@dataclass(frozen=True, eq=False)
class Ledger:
    """Flows by name and reasons (columns flow, reason, given, count) in one unit; a hidden count is NA.

    `gap` is opening + entered + moved in − exited − moved out − closing, from the counts before any is hidden. `level`
    is that of the area: below the province no difference under ten is told.
    """

    flows: Mapping[str, float]
    reasons: pd.DataFrame
    gap: int
    level: str

    @property
    def is_balanced(self) -> bool:
        return self.gap == 0

    @property
    def net(self) -> Any:
        """Closing less opening; NA where one is hidden, or where they differ by fewer than may be told."""
        return self.since(self.flows["closing"], self.flows["opening"])

    @property
    def is_about_the_same(self) -> bool:
        """Whether opening and closing are both told, and differ by so few that their difference is not."""
        return not (pd.isna(self.flows["opening"]) or pd.isna(self.flows["closing"])) and bool(pd.isna(self.net))

    def since(self, now: Any, then: Any) -> Any:
        """The difference of two counts of the area as it may be told; NA where it may not."""
        return counts.difference(now, then, self.level)

    def by_reason(self, flow: str) -> pd.Series:
        """Counts of entered or exited by reason, given and derived together, the largest first; zeros are left out."""
        rows = self.reasons[self.reasons["flow"] == flow]
        found = rows.groupby("reason")["count"].apply(_sum)
        return found[found.isna() | (found > 0)].sort_values(ascending=False, na_position="last")


def area(store: Store, scope: Scope, programme: str, unit: str, level: str, quarters: tuple[Quarter, ...]) -> Ledger:
    """The ledger of the one area that the scope is, over these quarters; see ``of_area``."""
    rows = movement.ledger(store, scope, programme, level, quarters)
    return of_area(rows, unit, level, _decided(store, programme, rows, level))


def areas(
    store: Store, scope: Scope, programme: str, unit: str, level: str, quarters: tuple[Quarter, ...]
) -> pd.DataFrame:
    """The ledgers of the areas of a level within the scope, over these quarters; see ``of_areas``."""
    rows = movement.ledger(store, scope, programme, level, quarters)
    return of_areas(rows, unit, level, _decided(store, programme, rows, level))


def reasons(store: Store, scope: Scope, programme: str, unit: str, level: str, quarter: Quarter) -> pd.DataFrame:
    """Columns code, flow, reason, count: why recipients entered and exited in a quarter, those given and those derived
    together as in ``Ledger.by_reason``; hidden counts are NA, zeros are left out."""
    rows = movement.ledger(store, scope, programme, level, (quarter,))
    found = _reasons(rows, unit, _decided(store, programme, rows, level))
    told = found[found["flow"].isin(guard_ledger.REASONED)].groupby(["code", "flow", "reason"])["count"]
    counts = told.sum().mask(told.apply(lambda parts: bool(parts.isna().any())))
    return counts[counts.isna() | (counts > 0)].reset_index()


def _decided(store: Store, programme: str, rows: pd.DataFrame, level: str) -> Hidden:
    """What is hidden of these areas, whichever of them are asked for."""
    if level in OPEN_LEVELS:
        return frozenset()
    provinces = sorted({code[:2] for code in rows["code"]})
    return frozenset().union(*(guard_ledger.hidden(store, programme, province) for province in provinces))


def of_area(rows: pd.DataFrame, unit: str, level: str, hidden: Hidden | None = None) -> Ledger:
    """The ledger of one area over the quarters in `rows`, in their order; the unit is families or persons.

    Opening is that of the first quarter, closing that of the last. `hidden` names the counts that are hidden below the
    province (see ``guard_ledger.hidden_of``, which decides when it is not given); a year with a hidden quarter is
    hidden with it.
    """
    chosen = _hidden(rows, level, hidden)
    exact = _flows(rows, unit)
    reasons = _reasons(rows, unit, chosen)
    summed = reasons.groupby(["flow", "reason", "given"])["count"].apply(_sum).reset_index()
    return Ledger(_over_period(_without(exact, chosen)), summed, _gap(_over_period(exact)), level)


def of_areas(rows: pd.DataFrame, unit: str, level: str, hidden: Hidden | None = None) -> pd.DataFrame:
    """One row an area over the quarters in `rows`: code, the flows, net, entry and exit as shares of the opening.

    Areas without an opening have no shares; what is hidden below the province is so in every ledger that shows it, and
    `withheld` names the columns hidden.
    """
    exact = _flows(rows, unit)
    known = _without(exact, _hidden(rows, level, hidden))
    table = _each_over_period(known)
    opening = table["opening"].astype("Float64").where(table["opening"] > 0)
    table["net"] = (table["closing"] - table["opening"]) / opening
    table["entry"] = (table["entered"] + table["moved_in"]) / opening
    table["exit"] = (table["exited"] + table["moved_out"]) / opening
    told = table[list(FLOWS)].isna()
    for rate, flows in _MADE_OF.items():
        told[rate] = told[list(flows)].any(axis=1)
    if level not in OPEN_LEVELS:
        told["net"] |= counts.few_changed(table["closing"], table["opening"])
        table["net"] = table["net"].mask(told["net"])
    if told.to_numpy().any():
        table[WITHHELD] = [" ".join(told.columns[row]) for row in told.to_numpy()]
    return table.reset_index()


def _hidden(rows: pd.DataFrame, level: str, decided: Hidden | None) -> Hidden:
    if level in OPEN_LEVELS:
        return frozenset()
    return guard_ledger.hidden_of(rows, is_province=False) if decided is None else decided


def _flows(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Columns quarter, code, flow, count: every flow of every quarter of every area, by quarter."""
    known = rows.groupby(["quarter", "code", "flow"])[unit].sum().unstack("flow")
    flows: Any = known.reindex(columns=list(FLOWS)).fillna(0).stack()
    return flows.rename("count").astype("Int64").reset_index()


def _without(flows: pd.DataFrame, hidden: Hidden) -> pd.DataFrame:
    names = zip(flows["quarter"], flows["code"], flows["flow"], strict=True)
    return flows.assign(count=flows["count"].mask(np.array([(*name, "", False) in hidden for name in names], bool)))


def _reasons(rows: pd.DataFrame, unit: str, hidden: Hidden) -> pd.DataFrame:
    """Columns flow, reason, given, count by quarter; a nought that is hidden has a row as any other hidden count."""
    named = rows[rows["reason"] != ""].set_index(guard_ledger.NAME)[unit].astype("Int64").rename("count")
    quarters, codes = set(rows["quarter"]), set(rows["code"])
    unseen = sorted(one for one in hidden if one[3] and one[0] in quarters and one[1] in codes)
    missing = pd.MultiIndex.from_tuples([one for one in unseen if one not in named.index], names=guard_ledger.NAME)
    named = named.mask(np.array([name in hidden for name in named.index], bool))
    return pd.concat([named, pd.Series(pd.NA, missing, dtype="Int64", name="count")]).reset_index()


def _over_period(flows: pd.DataFrame) -> dict[str, float]:
    """Each flow of one area over its quarters; a sum with a hidden part is hidden (NA)."""
    if flows.empty:
        return dict.fromkeys(FLOWS, 0)
    table = flows.pivot(index="quarter", columns="flow", values="count").sort_index()
    found = {flow: _sum(table[flow]) for flow in FLOWS}
    return found | {"opening": table["opening"].iloc[0], "closing": table["closing"].iloc[-1]}


def _each_over_period(flows: pd.DataFrame) -> pd.DataFrame:
    """As ``_over_period``, of every area at once: a row a code, a column a flow."""
    by_quarter: Any = flows.set_index(["code", "quarter", "flow"])["count"].unstack("flow").sort_index()
    areas = by_quarter.reindex(columns=list(FLOWS)).groupby(level="code")
    ends = {"opening": areas["opening"].first(skipna=False), "closing": areas["closing"].last(skipna=False)}
    return areas.sum(skipna=False).assign(**ends).astype("Int64").rename_axis(columns=None)


def _gap(flows: Mapping[str, float]) -> int:
    return int(sum(sign * flows[flow] for flow, sign in SIGNS.items()) - flows["closing"])


def _sum(parts: pd.Series) -> Any:
    """The sum, or NA when one is hidden."""
    return pd.NA if parts.isna().any() else int(parts.sum())
