"""Why a figure is missing: not counted, not to be told, or beyond the sample."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.store import disclosure
from terms import NO_DATA, WITHHELD


def states(table: pd.DataFrame, column: str, otherwise: str = NO_DATA) -> pd.Series:
    """Row by row the state of a column: empty with a value, `withheld` where it was hidden, else `otherwise`."""
    hidden = disclosure.withheld(table, column)
    missing = table[column].isna()
    return pd.Series(otherwise, index=table.index, dtype="object").mask(hidden, WITHHELD).where(missing, "")


def carried(table: pd.DataFrame, sources: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """The table in which a derived column (its sources beside it) is withheld where one of its sources is."""
    if disclosure.WITHHELD not in table:
        return table
    told = table[disclosure.WITHHELD]
    for name, needed in sources.items():
        hidden = pd.concat([disclosure.withheld(table, source) for source in needed], axis=1).any(axis=1)
        told = told.where(~hidden, told + f" {name}")
    return table.assign(**{disclosure.WITHHELD: told.str.strip()})
