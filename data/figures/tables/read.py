"""One table as it may be told: asked for through the figures that the pages show, in one form for every way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from data.figures.tables import accuracy, movement, registered, upkeep
from data.figures.tables.catalogue import OpenTable, known
from data.figures.tables.question import TableQuestion, seen
from data.store.disclosure import SMALLEST_SHOWN, WITHHELD
from data.store.open import Store
from data.store.scope import Scope
from geo import regions
from terms import NATION

NATION_NAME = "Indonesia"
#: Fewer families are told of nowhere below the province.
FEWEST_TOLD = SMALLEST_SHOWN
#: Tables in which a row depends on the rows beside it: all that somebody may see are read, then those asked for.
AMONG_MANY = ("errors",)
_TYPES = {"string": "string", "integer": "Int64", "number": "Float64"}
_READERS: dict[str, Callable[[Store, Scope, TableQuestion], pd.DataFrame]] = {
    "desil": registered.desil,
    "recipients": registered.recipients,
    "register": registered.totals,
    "ledger": movement.ledger,
    "reasons": movement.reasons,
    "transitions": movement.transitions,
    "errors": accuracy.errors,
    "proposals": upkeep.proposals,
    "quality": upkeep.quality,
}


def read(store: Store, scope: Scope, asked: TableQuestion) -> pd.DataFrame:
    """The rows in the columns of the catalogue, by its key; hidden counts are missing, and `withheld` names them.

    NotWithinScope for areas that the scope does not hold whole; InputError where the store cannot tell.
    """
    table = known(asked.table)
    inner = seen(scope, asked)
    if asked.table not in AMONG_MANY:
        return typed(_named(_READERS[asked.table](store, inner, asked), asked), table)
    rows = _READERS[asked.table](store, seen(scope, replace(asked, area=NATION)), asked)
    held = np.array([_holds(inner, code) for code in rows["code"]], bool)
    return typed(_named(rows[held], asked), table)


def _holds(scope: Scope, code: str) -> bool:
    if scope.is_national:
        return True
    return scope.allows(code) if "." in code else code in scope.province_codes


def typed(rows: pd.DataFrame, table: OpenTable) -> pd.DataFrame:
    """The columns of the catalogue with its types, sorted by its key."""
    whole = rows.assign(**{WITHHELD: rows[WITHHELD].fillna("") if WITHHELD in rows else ""})
    cast = whole.reindex(columns=list(table.names)).astype({one.name: _TYPES[one.type] for one in table.columns})
    return cast.sort_values(list(table.key), kind="stable", ignore_index=True)


def _named(rows: pd.DataFrame, asked: TableQuestion) -> pd.DataFrame:
    names = {code: NATION_NAME if code == NATION else regions.name(code) for code in rows["code"].unique()}
    return rows.assign(quarter=str(asked.quarter), level=asked.level, area=rows["code"].map(names))
