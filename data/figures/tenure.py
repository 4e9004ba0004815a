"""Time on aid from grouped spells: how it is spread, how many stay, and why the others left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from targeting.flow.tenure import STILL_ON_AID, Spells, cumulative_incidence, survival

QUARTERS_A_YEAR = 4
LAST_YEAR = 19
MILESTONES = (5, 10, 18)
FAMILIES = ("elderly_or_disabled", "young", "other")
_ELDERLY_OR_DISABLED, _YOUNG = 2 | 4, 8


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
