"""What the map of deciles can show: one value an area from the readers' frames, missing where there is no denominator.

A measure is `desil` (families or persons in some deciles), `kemiskinan` (published poverty) or `cakupan-…` (coverage).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.figures import guard_register
from data.figures.counts import few_changed
from data.figures.outcome import Report
from data.read import register
from data.store.disclosure import OPEN_LEVELS, WITHHELD, hide, withheld
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter

KINDS = ("desil", "cakupan-pkh", "cakupan-sembako", "cakupan-pbi", "kemiskinan")
#: Ranges of deciles by their code in the address.
DECILES = {
    "1": (1, 1), "1-2": (1, 2), "1-4": (1, 4), "1-5": (1, 5), **{str(n): (n, n) for n in range(2, 11)}, "0": (0, 0),
}  # fmt: skip
UNITS = ("families", "persons")
FORMS = ("share", "number")


@dataclass(frozen=True)
class Measure:
    """What is mapped: its kind, and for deciles which, of what, and whether as share (0–1) or number."""

    kind: str
    deciles: str = "1-4"
    unit: str = "families"
    form: str = "share"

    @property
    def is_share(self) -> bool:
        return self.kind != "desil" or self.form == "share"

    @property
    def programme(self) -> str:
        """The programme of a coverage, upper case; empty for the other kinds."""
        return self.kind.removeprefix("cakupan-").upper() if self.kind.startswith("cakupan-") else ""


def area_values(store: Store, scope: Scope, quarter: Quarter, level: str, measure: Measure) -> pd.DataFrame:
    """``desil_values`` of the areas of a level within the scope, as they may be shown."""
    values = desil_values(register.desil(store, scope, quarter, level), measure)
    return hide(values, ["value", "families"], _lost(store, quarter, level, values["code"], measure))


def _lost(store: Store, quarter: Quarter, level: str, codes: pd.Series, measure: Measure) -> list[bool]:
    """Which areas' values are hidden: a share with its denominator."""
    if level in OPEN_LEVELS:
        return [False] * len(codes)
    first, last = DECILES[measure.deciles]
    needed = {first if first == last else measure.deciles}
    if measure.form == "share":
        needed.add("ranked" if first else guard_register.ALL)
    known = {province: guard_register.hidden(store, province, quarter) for province in {code[:2] for code in codes}}
    names = [(guard_register.ALL,) if one == guard_register.ALL else ("decile", one) for one in needed]
    return [any((code, *name) in known[code[:2]] for name in names) for code in codes]


def by_decile(store: Store, scope: Scope, quarter: Quarter, level: str) -> pd.DataFrame:
    """Columns code, decile (0 = not ranked), families, persons of the one area that the scope is; hidden ones NA."""
    rows = register.desil(store, scope, quarter, level)
    if level in OPEN_LEVELS:
        return rows
    codes = set(rows["code"])
    known = frozenset().union(*(guard_register.hidden(store, province, quarter) for province in {c[:2] for c in codes}))
    told = pd.MultiIndex.from_product([sorted(codes), range(11)], names=["code", "decile"])
    rows = rows.set_index(["code", "decile"])
    nought = [name not in rows.index and (name[0], "decile", name[1]) in known for name in told]
    rows = pd.concat([rows, pd.DataFrame(0, told[nought], rows.columns)]).sort_index()
    lost = [(code, "decile", decile) in known for code, decile in rows.index]
    return hide(rows.reset_index(), ["families", "persons"], lost)


def desil_values(frame: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Columns code, value, families: the share or number in the measure's deciles.

    The denominator of a share is the ranked families (persons) of the area, or all of them when decile 0 is asked for.
    `families` counts those in these deciles, whatever is mapped, so that small counts can be hidden.
    """
    first, last = DECILES[measure.deciles]
    inside = frame["decile"].between(first, last)
    ranked = frame["decile"].between(0 if first == 0 else 1, 10)
    codes = pd.Index(sorted(frame["code"].unique()), name="code")
    count = frame[inside].groupby("code")[[*UNITS]].sum().reindex(codes, fill_value=0)
    if measure.form == "number":
        value = count[measure.unit].astype(float)
    else:
        whole = frame[ranked].groupby("code")[measure.unit].sum().reindex(codes, fill_value=0)
        value = count[measure.unit] / whole.where(whole > 0)
    return pd.DataFrame({"value": value, "families": count["families"]}).reset_index()


def coverage_values(report: Report, level: str, programme: str) -> pd.DataFrame:
    """Columns code, value, families: eligible recipients ÷ eligible of one programme; families are the eligible.

    They are those of the simulator's own table: below the province of the perturbed register, and hidden as there.
    """
    table = report.table(level)
    rows = table[table["programme"] == programme].reset_index(drop=True)
    told = np.where(withheld(rows, "coverage_share"), "value families", "")
    values = {"code": rows["group"], "value": rows["coverage_share"], "families": rows["eligible"], WITHHELD: told}
    return pd.DataFrame(values)


def change(now: pd.DataFrame, before: pd.DataFrame, level: str, form: str) -> pd.DataFrame:
    """`value` now minus before, by code; missing where either is, and `withheld` as either was. `families` is the
    smaller of the two counts.

    Below the province it is withheld too where one to nine families (of a number: or persons) are the difference.
    """
    both = now.merge(before, on="code", how="left", suffixes=("", "_before"))
    smaller = both[["families", "families_before"]].min(axis=1)
    told: list[Any] = [both[name].fillna("") for name in ("withheld", "withheld_before") if name in both]
    changed = pd.DataFrame({"code": both["code"], "value": both["value"] - both["value_before"], "families": smaller})
    changed = changed.assign(withheld=told[0].str.cat(told[1:], sep=" ").str.strip()) if told else changed
    if level in OPEN_LEVELS:
        return changed
    few = few_changed(both["families"], both["families_before"])
    if form == "number":
        few |= few_changed(both["value"], both["value_before"])
    return hide(changed, ["value", "families"], few)


def shares_by_decile(frame: pd.DataFrame, unit: str = "families") -> pd.Series:
    """Share of one area's ranked families (persons) in each decile 1–10; hidden counts stay missing and are left out
    of the denominator, and everything is missing where nobody is ranked."""
    counts = frame.set_index("decile")[unit].astype("Float64").reindex(range(1, 11), fill_value=0)
    total = counts.sum()
    return counts / total if total else counts.mask(counts.notna())


def recipients_by_group(table: pd.DataFrame) -> pd.DataFrame:
    """Share of each programme's recipient families by deciles 1–2, 3–4, 5, 6–10 and unranked (columns 1 to 5)."""
    decile = table["group"].astype(int)
    group = pd.cut(decile.replace(0, 11), [0, 2, 4, 5, 10, 11], labels=[1, 2, 3, 4, 5]).astype(int)
    counts = table.groupby([table["programme"], group])["recipients_before"].sum().unstack(fill_value=0)
    counts = counts.reindex(table["programme"].unique()).reindex(columns=range(1, 6), fill_value=0)
    return counts.div(counts.sum(axis=1), axis=0)
