"""What is hidden of empowerment, of graduates and of who is on a programme in the kabupaten of a province."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from data.figures import guard_ledger
from data.figures.sums import HiddenSums, Name
from data.read import asked, places
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter

GRADUATED = "graduated"
#: Families who graduated, and those of them who are back or were poor then.
FAMILIES = "families"
MARKS = ("back_in_decile", "back_on_aid", "back", "poor_then")


def closing_hidden(store: Store, programme: str, code: str, quarter: Quarter) -> bool:
    """Whether the ledger of a kabupaten hides who is on a programme: then nothing else may tell it."""
    return (str(quarter), code, "closing", "", False) in guard_ledger.hidden(store, programme, code[:2])


@lru_cache(maxsize=64)
def empowered(store: Store, province: str) -> frozenset[Name]:
    """Names (quarter, code, pillar, programme, outcome) of the hidden counts of the kabupaten, over all quarters."""
    scope = Scope.provinces(province)
    return empowered_of(
        {str(quarter): places.empowerment(store, scope, quarter, "kabupaten") for quarter in asked.quarters(store)}
    )


def empowered_of(by_quarter: dict[str, pd.DataFrame]) -> frozenset[Name]:
    """As ``empowered``, from the rows of ``places.empowerment`` of each quarter."""
    sums = HiddenSums()
    for block, (quarter, rows) in enumerate(by_quarter.items()):
        counts: dict[Any, int] = rows.groupby(["code", "pillar", "programme", "outcome"])["families"].sum().to_dict()
        codes = sorted({name[0] for name in counts})
        for kind in sorted({name[1:] for name in counts}):
            for code in codes:
                sums.count((quarter, code, *kind), counts.get((code, *kind), 0), 1.0, block)
            sums.kept([(quarter, code, *kind) for code in codes])
    return sums.hide()[0]


@lru_cache(maxsize=256)
def relapse(store: Store, province: str, programme: str, quarter: Quarter) -> frozenset[Name]:
    """Names (quarter graduated, code, FAMILIES or one of MARKS) of what is hidden of the kabupaten's graduates."""
    rows = places.relapse(store, Scope.provinces(province), quarter, "kabupaten")
    left = {name[:2] for name in guard_ledger.hidden(store, programme, province) if name[2:4] == ("exited", GRADUATED)}
    return relapse_of(rows[rows["programme"] == programme], left)


def relapse_of(rows: pd.DataFrame, left: set[Name]) -> frozenset[Name]:
    """As ``relapse``, from the rows of ``places.relapse`` of a programme; `left`: (quarter, code) of which the ledger
    hides how many graduated. Where it tells them, they are known here too."""
    sums, also = HiddenSums(), [(*name, FAMILIES) for name in left]
    for then, part in rows.groupby("quarter_graduated"):
        codes = sorted(part["code"].unique())
        for code in codes:
            _graduates(sums, (str(then), code), part[part["code"] == code])
            if (str(then), code) not in left:
                sums.kept([(str(then), code, FAMILIES)])
        for mark in (FAMILIES, *MARKS):
            sums.kept([(str(then), code, mark) for code in codes])
    return sums.hide(also)[0]


def _graduates(sums: HiddenSums, key: Name, rows: pd.DataFrame) -> None:
    """The graduates of a quarter in a kabupaten: by all that is told of them together, and each mark. A few who have
    not the mark are parts of one to nine, which hide already."""
    marked = marks(rows).astype(bool)
    parts: dict[Any, int] = rows["families"].groupby([marked[name] for name in MARKS]).sum().to_dict()
    for part, count in parts.items():
        sums.count((*key, part), count)
    sums.count((*key, FAMILIES), sum(parts.values()), 8.0)
    sums.kept({(*key, FAMILIES): 1.0} | {(*key, part): -1.0 for part in parts})
    for at, mark in enumerate(MARKS):
        inside = [part for part in parts if part[at]]
        sums.count((*key, mark), sum(parts[part] for part in inside), 2.0)
        sums.kept({(*key, mark): 1.0} | {(*key, part): -1.0 for part in inside})


def marks(rows: pd.DataFrame) -> pd.DataFrame:
    """Whether families of each row are back in decile 1 to 4 from above, back on aid, either; and were poor then."""
    rose = rows["poor_since"] & ~rows["poor_then"]
    return pd.DataFrame(
        dict(zip(MARKS, (rose, rows["back_on_aid"], rose | rows["back_on_aid"], rows["poor_then"]), strict=True))
    )
