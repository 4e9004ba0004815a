"""The kecamatan of a kabupaten as they may be shown: families, deciles 1 to 4, recipients, proposals, verification."""

from __future__ import annotations

import pandas as pd

from data.figures import guard_kecamatan
from data.figures.guard_kecamatan import PBI_PERSONS, PROGRAMMES
from data.store.disclosure import hide
from data.store.open import Store
from data.store.scope import Scope
from terms import PBI, Quarter

#: What is shown of each kecamatan, and the counts that it is made of. Persons for PBI, else families or proposals.
SHOWN: dict[str, tuple[str, ...]] = {
    "families": ("families",),
    "poor": ("poor",),
    "poor_share": ("poor", "ranked"),
    **{one: (PBI_PERSONS,) if one == PBI else (one,) for one in PROGRAMMES},
    "overdue": ("overdue",),
    "unverified": ("unverified",),
    "unverified_share": ("unverified", "families"),
}
SHARES = tuple(name for name in SHOWN if name.endswith("_share"))


def areas(store: Store, scope: Scope, kabupaten: str, quarter: Quarter) -> pd.DataFrame:
    """One row a kecamatan of a kabupaten: code and the columns of SHOWN, hidden ones NA and named in `withheld`.

    `poor` are families in deciles 1 to 4, its share of the ranked ones; `unverified` were not verified in the field in
    this quarter or the three before, its share of all families; a share without a denominator is missing. `overdue`
    are proposals of all quarters that wait for over three months. A code ending in 00 stands for families of unknown
    kecamatan.

    Raises InputError when the kabupaten is not wholly within the scope.
    """
    scope.within(kabupaten)
    counts = guard_kecamatan.counted(store, kabupaten, quarter)
    hidden = guard_kecamatan.hidden(store, kabupaten, quarter)
    table = pd.DataFrame({name: _value(counts, name) for name in SHOWN}).rename_axis("code").reset_index()
    for name, needed in SHOWN.items():
        lost = [any((code, one) in hidden for one in needed) for code in table["code"]]
        table = hide(table, [name], lost)
    return table


def _value(counts: pd.DataFrame, name: str) -> pd.Series:
    first, *whole = SHOWN[name]
    if not whole:
        return counts[first]
    denominator = counts[whole[0]]
    return counts[first] / denominator.where(denominator > 0)
