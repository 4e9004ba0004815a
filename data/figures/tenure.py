"""Time on aid from grouped spells: how it is spread, how many stay, and why the others left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.figures import guard_tenure
from data.figures.counts import NOT_SHOWN
from data.read import movement
from data.store.disclosure import OPEN_LEVELS
from data.store.open import Store
from data.store.scope import Scope
from targeting.flow.tenure import STILL_ON_AID, Spells, cumulative_incidence, survival
from terms import QUARTERS_A_YEAR, REGISTER_PROGRAMMES, Quarter

LAST_YEAR = 19
MILESTONES = (5, 10, 18)
FAMILIES = ("elderly_or_disabled", "young", "other")
_ELDERLY_OR_DISABLED, _YOUNG = 2 | 4, 8


@dataclass(frozen=True, eq=False)
class YearsOnAid:
    """Families by year of aid (1 to 18, and 19 for longer), all of them, and those past each of MILESTONES years.

    Hidden counts are NA in `by_year` and NaN elsewhere.
    """

    by_year: pd.Series
    total: float
    past: Mapping[int, float]

    def share_past(self, years: int) -> float:
        """Of all; NaN where one is hidden or nobody is on the programme."""
        return self.past[years] / self.total if self.total else np.nan


def years_on_aid(store: Store, scope: Scope, programme: str, quarter: Quarter, level: str) -> YearsOnAid:
    """How long the recipients of the one area that the scope is are on aid; of a kabupaten those in the register."""
    by_year = _by_year(store, scope, programme, quarter, level)
    if level in OPEN_LEVELS:
        return _shown(by_year, "", frozenset())
    (code,) = scope.kabupaten_codes
    return _shown(
        by_year, code, guard_tenure.hidden(store, programme, code[:2], quarter, tuple(by_year.index), MILESTONES)
    )


def _by_year(store: Store, scope: Scope, programme: str, quarter: Quarter, level: str) -> pd.Series:
    if level in OPEN_LEVELS:
        return years_running(movement.spells(store, scope, programme, quarter))
    rows = movement.years_on_aid(store, scope, quarter)
    return filled(rows[rows["programme"] == programme].set_index("year_of_aid")["families"])


def _shown(by_year: pd.Series, code: str, hidden: frozenset[tuple[Any, ...]]) -> YearsOnAid:
    counts = by_year.mask(np.array([(code, year) in hidden for year in by_year.index], bool))
    total = NOT_SHOWN if (code, guard_tenure.ALL) in hidden else int(by_year.sum())
    lost = {years for years in MILESTONES if (code, guard_tenure.PAST, years) in hidden}
    return YearsOnAid(
        counts, total, {years: NOT_SHOWN if years in lost else past(by_year, years) for years in MILESTONES}
    )


def curves_by_group(
    store: Store, scope: Scope, programme: str, quarter: Quarter
) -> tuple[pd.DataFrame | None, dict[str, pd.DataFrame]]:
    """Curves of staying on a programme: of all its families (None when nobody was watched), and of each of FAMILIES.

    Spells are kept by province, so that a scope of single kabupaten has no curve.
    """
    spells = movement.spells(store, scope, programme, quarter)
    group = family_group(spells["family_type"])
    found = curves({"all": spells} | {name: spells[group == name] for name in FAMILIES})
    return found.pop("all", None), found


def curves_by_programme(store: Store, scope: Scope, quarter: Quarter) -> dict[str, pd.DataFrame]:
    """Curves of staying on each programme, by its code."""
    codes = [one.code for one in REGISTER_PROGRAMMES]
    return curves({code: movement.spells(store, scope, code, quarter) for code in codes})


def causes(store: Store, scope: Scope, programme: str, quarter: Quarter, most: int) -> pd.DataFrame | None:
    """Why families have left a programme; see ``by_cause``."""
    return by_cause(movement.spells(store, scope, programme, quarter), most)


def family_group(family_type: pd.Series) -> pd.Series:
    """Families with an elderly or severely disabled member; else with a pregnant woman or child under seven; else
    other. Those outside the register have no known type and no group (NA)."""
    bits = family_type.to_numpy().astype(int)
    known = [bits < 0, (bits & _ELDERLY_OR_DISABLED) > 0, (bits & _YOUNG) > 0]
    groups: list[Any] = [None, *FAMILIES[:2]]
    return pd.Series(np.select(known, groups, FAMILIES[2]), family_type.index, dtype="object")


def years_running(spells: pd.DataFrame) -> pd.Series:
    """Families on aid by the year of aid that they are in, 1 to 18, and 19 for longer; every year is there."""
    running = spells[spells["cause"] == STILL_ON_AID]
    year = (running["stop"] // QUARTERS_A_YEAR + 1).clip(upper=LAST_YEAR)
    return filled(running["families"].groupby(year).sum())


def filled(by_year: pd.Series) -> pd.Series:
    """The counts with a zero for each year that nobody is in."""
    return by_year.reindex(range(1, LAST_YEAR + 1), fill_value=0).astype("Int64")


def past(by_year: pd.Series, years: int) -> int:
    """Families on aid for longer than so many years."""
    return int(by_year[by_year.index > years].sum())


def grouped(spells: pd.DataFrame) -> Spells | None:
    """The spells that were watched for at least a quarter, for the estimators; None when nobody was."""
    watched = spells[(spells["entry"] < spells["stop"]) & (spells["families"] > 0)]
    if watched.empty:
        return None
    return Spells(*(watched[name].to_numpy() for name in ("entry", "stop", "cause", "families")))


def curves(parts: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Kaplan–Meier with left truncation for each part that was watched: columns of `targeting.flow.tenure.survival`."""
    known = {name: grouped(spells) for name, spells in parts.items()}
    return {name: survival(spells) for name, spells in known.items() if spells is not None}


def at(curve: pd.DataFrame, years: float) -> float:
    """Share still on aid after so many years; NaN beyond what was watched."""
    seen = curve[curve["time"] <= years * QUARTERS_A_YEAR]
    return float(seen["survival"].iloc[-1]) if len(seen) and curve["time"].max() >= years * QUARTERS_A_YEAR else np.nan


def median_quarters(curve: pd.DataFrame) -> float:
    """The first quarter by whose end half have left; NaN when more than half were still on aid at the last."""
    gone = curve.loc[curve["survival"] <= 0.5, "time"]
    return float(gone.iloc[0]) if len(gone) else np.nan


def by_cause(spells: pd.DataFrame, most: int) -> pd.DataFrame | None:
    """Aalen–Johansen: time and the share that has left for each of the `most` largest causes, the rest as "rest"."""
    known = grouped(spells)
    if known is None:
        return None
    table = cumulative_incidence(known)
    causes = table.drop(columns=["time", "survival"])
    order = causes.iloc[-1].sort_values(ascending=False).index
    found = causes[order[:most]].copy()
    if len(order) > most:
        found["rest"] = causes[order[most:]].sum(axis=1)
    return found.assign(time=table["time"])
