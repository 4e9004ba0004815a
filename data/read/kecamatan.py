"""Readers of what is counted by kecamatan; a code ending in 00 stands for what is known by kabupaten alone."""

from __future__ import annotations

import pandas as pd

from data.read.asked import held, read
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter


def register(store: Store, scope: Scope, quarter: Quarter) -> pd.DataFrame:
    """Columns code, families, poor (deciles 1 to 4), unranked, verified (in this quarter or the three before)."""
    return read(store, scope, "kecamatan_register", {"quarter": held(store, (quarter,))[0]})


def recipients(store: Store, scope: Scope, quarter: Quarter) -> pd.DataFrame:
    """Columns code, programme, families, persons (members covered by PBI), payments outside the register included."""
    return read(store, scope, "kecamatan_recipient", {"quarter": held(store, (quarter,))[0]})


def overdue(store: Store, scope: Scope, filed_in: tuple[Quarter, ...]) -> pd.DataFrame:
    """Columns code, overdue: proposals filed in these quarters that wait for a decision for over three months, as of
    the last day that the deliveries tell of."""
    return read(store, scope, "kecamatan_overdue", {"quarters": held(store, filed_in)})
