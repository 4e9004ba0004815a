"""Readers of places by programme, and of what empowerment programmes did; nothing outside the scope is given."""

from __future__ import annotations

import pandas as pd

from data.read import register
from data.read.asked import known_level, read
from data.read.register import recipients
from data.store.open import Store
from data.store.scope import Scope
from terms import PBI, Quarter


def quotas(store: Store, scope: Scope, quarter: Quarter, level: str) -> pd.DataFrame:
    """Places of each programme in each area of ``level`` (nation, province or kabupaten): code, programme, quota.

    Families, for PBI persons. No row where the quarter's files gave no quota: that is not a quota of 0.
    """
    return read(store, scope, "quota", {"quarter": register.held(store, quarter), "level": known_level(level)})


def places_left(store: Store, scope: Scope, quarter: Quarter, level: str) -> pd.DataFrame:
    """``quotas`` with those on the programme (families, for PBI members covered; payments outside the register too):
    code, programme, quota, recipients, left. Left is below 0 where more are paid than there are places, and counts the
    areas together: a kabupaten that is over its quota takes places from the nation's sum."""
    places = quotas(store, scope, quarter, level)
    paid = recipients(store, scope, quarter, level)
    counted = paid["persons"].where(paid["programme"] == PBI, paid["families"])
    found = places.merge(paid[["code", "programme"]].assign(recipients=counted), on=["code", "programme"], how="left")
    found["recipients"] = found["recipients"].fillna(0).astype("int64")
    return found.assign(left=found["quota"] - found["recipients"])


def empowerment(store: Store, scope: Scope, quarter: Quarter, level: str) -> pd.DataFrame:
    """Families in empowerment programmes: code, pillar, programme, outcome (joined, completed, graduated, dropped_out),
    on_pkh, on_sembako, on_pbi (on it this quarter, or left it in it), families (weighted; one in two programmes counts
    twice). Families that neither register nor payments know are in the nation alone."""
    return read(store, scope, "empowerment", {"quarter": register.held(store, quarter), "level": known_level(level)})


def relapse(store: Store, scope: Scope, quarter: Quarter, level: str) -> pd.DataFrame:
    """Families who graduated one to four quarters ago, followed up to a quarter: code, programme, quarter_graduated,
    poor_then, poor_since (decile 1 to 4 then; in some quarter since), back_on_aid, families (weighted)."""
    return read(store, scope, "relapse", {"quarter": register.held(store, quarter), "level": known_level(level)})
