"""How the register is kept up, from rows of the readers: funnels, decisions, effects, what is known of families."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.contract.values import UPDATE_STAGES
from data.figures import guard_register
from data.figures.counts import NOT_SHOWN
from data.store.disclosure import OPEN_LEVELS, hide

KINDS = ("proposal", "objection", "correction")
#: The two ways in, and the stages that each passes.
CHANNELS = {
    "formal": ("rt_rw", "siks_ng"),
    "participatory": ("cek_bansos", "pkh_companion", "command_centre", "whatsapp"),
}
STAGES = {
    "formal": UPDATE_STAGES,
    "participatory": ("filed", "village_meeting", "field_check", "bps_ranking"),
}
OUTCOMES = ("accepted", "rejected", "pending")
#: All proposals, whatever their kind, channel or way; and whatever became of them.
ALL, FILED = "all", "filed"
SOURCES = ("from_dtks", "from_regsosek", "from_p3ke")
SHARES = ("verified", "unranked", "civil")
#: How ``guard_register`` names the families that a share counts.
_NAMES = {"verified": ("verified", True), "unranked": ("decile", 0), "civil": ("civil", True)}
Hidden = frozenset[tuple[Any, ...]]


@dataclass(frozen=True)
class Tally:
    """Proposals filed and what became of them; filed = accepted + rejected + pending."""

    filed: float
    accepted: float
    rejected: float
    pending: float
    overdue: float

    @property
    def accepted_share(self) -> float:
        """Of those decided; NaN when none is, or when they are hidden."""
        decided = self.accepted + self.rejected
        return self.accepted / decided if decided else float("nan")

    def without(self, lost: Collection[str]) -> Tally:
        """Without the counts of these names: they are missing (NaN)."""
        return replace(self, **dict.fromkeys(lost, NOT_SHOWN))


def tally(rows: pd.DataFrame) -> Tally:
    """The rows of `updates.flows` added up."""
    by_outcome = rows.groupby("outcome")["proposals"].sum()
    found = {name: int(by_outcome.get(name, 0)) for name in OUTCOMES}
    overdue = int(rows.loc[rows["overdue"], "proposals"].sum())
    return Tally(sum(found.values()), **found, overdue=overdue)


def of_way(rows: pd.DataFrame, way: str) -> pd.DataFrame:
    """The rows of the formal or of the participatory channels."""
    return rows[rows["channel"].isin(CHANNELS[way])]


def funnel(rows: pd.DataFrame, way: str) -> pd.Series:
    """How many came at least as far as each stage of this way."""
    reached = rows["stage"].map({stage: place for place, stage in enumerate(UPDATE_STAGES)})
    counts = {stage: rows.loc[reached >= UPDATE_STAGES.index(stage), "proposals"].sum() for stage in STAGES[way]}
    return pd.Series(counts, dtype="int64")


def by_quarter(rows: pd.DataFrame) -> pd.DataFrame:
    """Filed by quarter (rows) and kind (columns)."""
    table = rows.groupby(["quarter", "kind"])["proposals"].sum().unstack(fill_value=0)
    return table.reindex(columns=list(KINDS), fill_value=0)


@dataclass(frozen=True)
class Effect:
    """Accepted ones with a decile before and after: how many, shares that fell, stayed and rose, mean change."""

    proposals: int
    down: float
    same: float
    up: float
    mean: float


def effect(rows: pd.DataFrame) -> Effect:
    """What acceptance did to the decile; those not ranked before or after have no change and are left out."""
    known = rows[(rows["decile_before"].fillna(0) > 0) & (rows["decile_after"].fillna(0) > 0)]
    change = known["decile_after"].astype(int) - known["decile_before"].astype(int)
    weight, total = known["proposals"], int(known["proposals"].sum())
    if not total:
        return Effect(0, *[float("nan")] * 4)
    down, same, up = (float(weight[chosen].sum() / total) for chosen in (change < 0, change == 0, change > 0))
    return Effect(total, down, same, up, float((change * weight).sum() / total))


def changes(rows: pd.DataFrame) -> pd.Series:
    """Accepted ones by change of decile, −9 to 9."""
    known = rows[(rows["decile_before"].fillna(0) > 0) & (rows["decile_after"].fillna(0) > 0)]
    change = known["decile_after"].astype(int) - known["decile_before"].astype(int)
    return known["proposals"].groupby(change).sum().reindex(range(-9, 10), fill_value=0)


def areas(filed: pd.DataFrame, ever: pd.DataFrame, waits: pd.DataFrame) -> pd.DataFrame:
    """One row an area: code, filed, accepted, rejected, pending, accepted_share (of decided), median_days, p90_days;
    and of all ever filed those overdue and overdue_share. Nothing is hidden yet."""
    backlog = ever[["code", "overdue", "filed"]].rename(columns={"filed": "ever"})
    table = filed.drop(columns="overdue").merge(backlog, on="code").merge(waits, on="code", how="left")
    decided = table["accepted"] + table["rejected"]
    table["accepted_share"] = (table["accepted"] / decided.where(decided > 0)).astype("Float64")
    table["overdue_share"] = (table["overdue"] / table["ever"].where(table["ever"] > 0)).astype("Float64")
    return table


def quality(rows: pd.DataFrame, level: str, hidden: Hidden = frozenset()) -> pd.DataFrame:
    """One row an area: code, families, and as shares of them verified (in this quarter or the three before), unranked,
    civil (not matched with the civil registry: unmatched, inactive or empty), each with its count.

    `hidden` names what is hidden below the province; see ``guard_register.hidden``.
    """
    marks = {
        "verified": rows["verified_within_year"],
        "unranked": ~rows["ranked"],
        "civil": rows["civil_match"] != "matched",
    }
    table = rows.groupby("code")["families"].sum().to_frame()
    for name, chosen in marks.items():
        table[f"{name}_families"] = rows[chosen].groupby("code")["families"].sum()
    table = table.fillna(0).astype("int64").reset_index()
    for name in SHARES:
        table[name] = (table[f"{name}_families"] / table["families"].where(table["families"] > 0)).astype("Float64")
    if level in OPEN_LEVELS:
        return table
    lost = {name: [(code, *_NAMES[name]) in hidden for code in table["code"]] for name in SHARES}
    few = [(code, guard_register.ALL) in hidden for code in table["code"]]
    for name in SHARES:
        table = hide(table, [f"{name}_families"], lost[name])
        table = hide(table, [name], [one or all_ for one, all_ in zip(lost[name], few, strict=True)])
    return hide(table, ["families"], few)


def overlaps(rows: pd.DataFrame, level: str, hidden: Hidden = frozenset()) -> pd.Series:
    """Families by which of the three registers knew them: an index of three booleans (SOURCES), largest first."""
    return _parts(rows, rows[list(SOURCES)].astype(bool).apply(tuple, axis=1), "sources", level, hidden)


def civil(rows: pd.DataFrame, level: str, hidden: Hidden = frozenset()) -> pd.Series:
    """Families by the result of matching with the civil registry; an empty result is ""."""
    return _parts(rows, rows["civil_match"].fillna(""), "match", level, hidden)


def _parts(rows: pd.DataFrame, by: pd.Series, kind: str, level: str, hidden: Hidden) -> pd.Series:
    """The families of one area by a value, largest first; a hidden nought stands there as any hidden count does."""
    counts = rows["families"].groupby(by).sum()
    if level in OPEN_LEVELS:
        return counts.sort_values(ascending=False)
    (code,) = rows["code"].unique()
    lost = [name[2] for name in hidden if name[:2] == (code, kind)]
    unseen = [value for value in sorted(lost) if value not in counts.index]
    counts = pd.concat([counts, pd.Series(0, pd.Index(unseen, dtype=object, tupleize_cols=False))])
    counts = counts.sort_index().astype("Int64").mask([value in lost for value in counts.sort_index().index])
    return counts.sort_values(ascending=False, na_position="last", kind="stable")
