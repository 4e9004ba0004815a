"""What is hidden of the counts of a kabupaten's kecamatan, whose sums the kabupaten itself tells.

The kabupaten's counts stand as they are, told or not, so that what hides here does not rest on what hides there: every
other table of the kecamatan has the same kabupaten. What the kabupaten does not tell, none of its kecamatan does.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pandas as pd

from data.figures import guard_ledger, guard_register, guard_updates
from data.figures.sums import HiddenSums, Name
from data.read import asked, kecamatan
from data.store.open import Store
from data.store.scope import Scope
from geo import regions
from terms import PBI, REGISTER_PROGRAMMES, Quarter

PROGRAMMES = tuple(one.code for one in REGISTER_PROGRAMMES)
#: PBI is told in persons too; they hide together with its families.
PBI_PERSONS = f"{PBI} persons"
#: Each count that is the sum of others, with its parts: a part may be a difference that stands nowhere.
WHOLES = (
    ("ranked", ("poor", "better")),
    ("families", ("ranked", "unranked")),
    ("families", ("verified", "unverified")),
)
COUNTS = (
    *("poor", "better", "unranked", "verified", "unverified", "overdue"),
    *("ranked", "families", *PROGRAMMES, PBI_PERSONS),
)
_WORTH = {"families": 20.0, "ranked": 10.0, "overdue": 4.0, **dict.fromkeys(PROGRAMMES, 4.0), PBI_PERSONS: 4.0}


@lru_cache(maxsize=1024)
def counted(store: Store, kabupaten: str, quarter: Quarter) -> pd.DataFrame:
    """The exact counts: index code (every kecamatan, and 00 where it is needed), columns COUNTS."""
    scope = Scope.kabupaten(kabupaten)
    register = kecamatan.register(store, scope, quarter).set_index("code")
    on_aid = kecamatan.recipients(store, scope, quarter)
    waits = kecamatan.overdue(store, scope, asked.quarters(store)).set_index("code")
    codes = sorted({*regions.kecamatan_of(kabupaten), *register.index, *on_aid["code"], *waits.index})
    table = register.join(waits, how="outer").reindex(codes).fillna(0).astype(int)
    for programme in PROGRAMMES:
        rows = on_aid[on_aid["programme"] == programme].set_index("code")
        table[programme] = rows["families"].reindex(codes).fillna(0).astype(int)
        if programme == PBI:
            table[PBI_PERSONS] = rows["persons"].reindex(codes).fillna(0).astype(int)
    table["ranked"] = table["families"] - table["unranked"]
    table["better"] = table["ranked"] - table["poor"]
    table["unverified"] = table["families"] - table["verified"]
    return table[[*COUNTS]].rename_axis("code")


@lru_cache(maxsize=1024)
def hidden(store: Store, kabupaten: str, quarter: Quarter) -> frozenset[Name]:
    """Names (kecamatan_code, count of COUNTS) of the hidden counts of a kabupaten's kecamatan in a quarter."""
    table = counted(store, kabupaten, quarter)
    untold = frozenset(_untold(store, kabupaten, quarter))
    also = {(code, name) for code in table.index for name in untold}
    return _together(_sums(table), also)


def _together(sums: HiddenSums, also: set[Name]) -> frozenset[Name]:
    """Families and persons of PBI hide together, and what that takes with it hides too."""
    found, _ = sums.hide(also)
    pairs = ((PBI, PBI_PERSONS), (PBI_PERSONS, PBI))
    beside = {(code, other) for one, other in pairs for code, name in found if name == one}
    return found if beside <= found else _together(sums, {*found, *beside})


def _sums(table: pd.DataFrame) -> HiddenSums:
    sums = HiddenSums()
    for code, row in table.iterrows():
        for name in COUNTS:
            sums.count((code, name), row[name], _WORTH.get(name, 1.0))
        for whole, parts in WHOLES:
            sums.kept({(code, whole): 1.0} | {(code, part): -1.0 for part in parts})
    for name in COUNTS:
        sums.kept([(code, name) for code in table.index])
    return sums


def _untold(store: Store, kabupaten: str, quarter: Quarter) -> Iterator[str]:
    """The counts that the kabupaten itself does not tell, and the differences of these."""
    province, when = kabupaten[:2], str(quarter)
    register = guard_register.hidden(store, province, quarter)
    named: dict[str, tuple[tuple[Any, ...], ...]] = {
        "poor": ((kabupaten, "decile", "1-4"),),
        "ranked": ((kabupaten, "decile", "ranked"),),
        "better": ((kabupaten, "decile", "1-4"), (kabupaten, "decile", "ranked")),
        "unranked": ((kabupaten, "decile", 0),),
        "families": ((kabupaten, guard_register.ALL),),
        "verified": ((kabupaten, "verified", True),),
        "unverified": ((kabupaten, "verified", False),),
    }
    yield from (name for name, counts in named.items() if any(one in register for one in counts))
    for programme in PROGRAMMES:
        if (when, kabupaten, "closing", "", False) in guard_ledger.hidden(store, programme, province):
            yield from (programme, PBI_PERSONS) if programme == PBI else (programme,)
    every = (guard_updates.EVER, kabupaten, guard_updates.OVERDUE, guard_updates.ALL, guard_updates.ALL)
    if every in guard_updates.hidden(store, province):
        yield "overdue"
