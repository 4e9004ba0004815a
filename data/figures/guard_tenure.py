"""What is hidden of how long the recipients of a province's kabupaten are on aid."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.figures import guard_ledger
from data.figures.decided import kept
from data.figures.sums import HiddenSums
from data.read import movement
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter

#: Names of all recipients of the register, and of those past so many years.
ALL, PAST = "all", "past"


@kept(256)
def hidden(
    store: Store, programme: str, province: str, quarter: Quarter, years: tuple[int, ...], milestones: tuple[int, ...]
) -> frozenset[tuple[Any, ...]]:
    """Names (code, year of aid), (code, ALL) and (code, PAST, years) of the hidden counts of the kabupaten.

    A ledger's closing less the recipients of the register tells how many are paid outside it, and is kept from telling
    of a few.
    """
    closing = movement.ledger(store, Scope.provinces(province), programme, "kabupaten", (quarter,))
    paid_by: Any = closing[closing["flow"] == "closing"].groupby("code")["families"].sum()
    kept_back = guard_ledger.hidden(store, programme, province)
    rows = movement.years_on_aid_by_kabupaten(store, Scope.provinces(province), quarter)
    counts = rows[rows["programme"] == programme].set_index(["code", "year_of_aid"])["families"]
    sums, also = HiddenSums(), []
    for code, paid in paid_by.items():
        by_year = pd.Series({year: counts.get((code, year), 0) for year in years})
        names = _area(sums, code, by_year, milestones, int(paid))
        if (str(quarter), code, "closing", "", False) in kept_back:
            also += names
    for year in years:
        sums.kept([(code, year) for code in paid_by.index])
    return sums.hide(also)[0]


def _area(
    sums: HiddenSums, code: str, by_year: pd.Series, milestones: tuple[int, ...], paid: int
) -> list[tuple[Any, ...]]:
    for year, count in by_year.items():
        sums.count((code, year), count)
    sums.count((code, ALL), by_year.sum(), 8.0)
    sums.kept({(code, ALL): 1.0} | {(code, year): -1.0 for year in by_year.index})
    for years in milestones:
        past = [year for year in by_year.index if year > years]
        sums.count((code, PAST, years), by_year[past].sum(), 4.0)
        sums.kept({(code, PAST, years): 1.0} | {(code, year): -1.0 for year in past})
    sums.count((code, "outside"), max(paid - by_year.sum(), 0))
    sums.kept([(code, ALL), (code, "outside")])
    return [(code, ALL), *((code, PAST, years) for years in milestones), *((code, year) for year in by_year.index)]
