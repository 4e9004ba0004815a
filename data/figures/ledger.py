"""The ledger of one area over a quarter or a year, and of many areas: sums, hidden counts, whether it balances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from data.contract.movement import FLOWS
from data.store.disclosure import WITHHELD, suppress

SIGNS = {"opening": 1, "entered": 1, "moved_in": 1, "exited": -1, "moved_out": -1}
#: Measures of the map, as shares of the opening.
RATES = ("net", "entry", "exit")
#: What is hidden together with a flow that is hidden.
_GIVES_AWAY = {
    "opening": [*FLOWS, *RATES],
    "closing": [*FLOWS, *RATES],
    "entered": ["entry"],
    "moved_in": ["entry"],
    "exited": ["exit"],
    "moved_out": ["exit"],
}


@dataclass(frozen=True, eq=False)
class Ledger:
    """Flows by name and reasons (columns flow, reason, given, count) in one unit; a hidden count is NA.

    `gap` is opening + entered + moved in − exited − moved out − closing, from the counts before any is hidden.
    """

    flows: Mapping[str, float]
    reasons: pd.DataFrame
    gap: int

    @property
    def is_balanced(self) -> bool:
        return self.gap == 0

    @property
    def net(self) -> float:
        """Closing less opening."""
        return self.flows["closing"] - self.flows["opening"]

    def by_reason(self, flow: str) -> pd.Series:
        """Counts of entered or exited by reason, given and derived together, the largest first; zeros are left out."""
        rows = self.reasons[self.reasons["flow"] == flow]
        counts = rows.groupby("reason")["count"].apply(_sum)
        return counts[counts.isna() | (counts > 0)].sort_values(ascending=False, na_position="last")


def of_area(rows: pd.DataFrame, unit: str, level: str) -> Ledger:
    """The ledger of one area over the quarters in `rows`, in their order; the unit is families or persons.

    Opening is that of the first quarter, closing that of the last. Below the province counts under ten families are
    hidden, and a year with a hidden quarter with them.
    """
    flows = _hidden(_totals(rows, ["quarter", "flow"]), level, ["quarter"])
    reasons = rows[rows["reason"] != ""].drop(columns="code")
    reasons = _hidden(reasons, level, ["quarter", "flow"])
    summed = reasons.groupby(["flow", "reason", "given"])[unit].apply(_sum).rename("count").reset_index()
    return Ledger(_over_period(flows, unit), summed, _gap(_over_period(_totals(rows, ["quarter", "flow"]), unit)))


def of_areas(rows: pd.DataFrame, unit: str, level: str) -> pd.DataFrame:
    """One row an area over the quarters in `rows`: code, the flows, net, entry and exit as shares of the opening.

    Areas without an opening have no shares; below the province small counts are hidden, and what they give away, and
    `withheld` names the columns hidden.
    """
    table, deciding = _period_by_area(rows, unit), _deciding(_period_by_area(rows, "families"), rows, unit)
    opening = table["opening"].astype("Float64").where(table["opening"] > 0)
    table["net"] = (table["closing"] - table["opening"]) / opening
    table["entry"] = (table["entered"] + table["moved_in"]) / opening
    table["exit"] = (table["exited"] + table["moved_out"]) / opening
    marked = table.join(deciding.add_prefix("deciding_")).reset_index()
    for flow, derived in _GIVES_AWAY.items():
        marked = suppress(marked, [f"deciding_{flow}", flow], level, derived=derived)
    return marked[["code", *FLOWS, *RATES, *([WITHHELD] if WITHHELD in marked else [])]]


def _period_by_area(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Flows (columns) by area over the quarters in `rows`."""
    by_flow = rows.groupby(["code", "quarter", "flow"])[unit].sum().unstack("flow", fill_value=0)
    by_quarter = cast(pd.DataFrame, by_flow.reindex(columns=list(FLOWS), fill_value=0).unstack("quarter", fill_value=0))
    table = by_quarter.T.groupby(level="flow").sum().T.reindex(columns=list(FLOWS))
    quarters = by_quarter.columns.get_level_values("quarter")
    return table.assign(
        opening=by_quarter["opening", quarters.min()], closing=by_quarter["closing", quarters.max()]
    ).astype("Int64")


def _deciding(families: pd.DataFrame, rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Families decide what is hidden; members that join families which stay have none, so their own number does."""
    return families.where(families > 0, _period_by_area(rows, unit))


def _totals(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    return rows.groupby(key)[["families", "persons"]].sum().reset_index()


def _hidden(rows: pd.DataFrame, level: str, group: list[str]) -> pd.DataFrame:
    """Members that join or leave families which stay have no families of their own: their number decides."""
    deciding = rows["families"].where(rows["families"] > 0, rows["persons"]).fillna(0).astype("int64")
    marked = rows.assign(deciding=deciding).reset_index(drop=True)
    return suppress(marked, ["deciding", "families", "persons"], level, group=group)


def _over_period(totals: pd.DataFrame, unit: str) -> dict[str, float]:
    by_flow = {flow: part.sort_values("quarter")[unit] for flow, part in totals.groupby("flow")}
    found = {flow: _sum(by_flow[flow]) if flow in by_flow else 0 for flow in FLOWS}
    first, last = totals["quarter"].min(), totals["quarter"].max()
    return found | {"opening": _at(totals, "opening", first, unit), "closing": _at(totals, "closing", last, unit)}


def _at(totals: pd.DataFrame, flow: str, quarter: str, unit: str) -> float:
    found = totals.loc[(totals["flow"] == flow) & (totals["quarter"] == quarter), unit]
    return found.iloc[0] if len(found) else 0


def _gap(flows: Mapping[str, float]) -> int:
    return int(sum(sign * flows[flow] for flow, sign in SIGNS.items()) - flows["closing"])


def _sum(counts: pd.Series) -> Any:
    """The sum, or NA when one is hidden."""
    return pd.NA if counts.isna().any() else int(counts.sum())
