"""Why a figure is missing: not counted, not to be told, or beyond the sample: three states, three signs."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.store import disclosure
from geo.figure import NO_DATA, NOT_ESTIMABLE, WITHHELD
from pages.shared.session import Viewer

STATES = (WITHHELD, NOT_ESTIMABLE, NO_DATA)


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


def explained(viewer: Viewer, shown: pd.DataFrame, states: Mapping[str, pd.Series]) -> pd.DataFrame:
    """The table with a last column that says why cells of these columns (heading to states) are empty, if any are."""
    said = [_said(viewer, {name: kinds.iloc[row] for name, kinds in states.items()}) for row in range(len(shown))]
    return shown.assign(**{viewer.say("umum.col_gaps"): said}) if any(said) else shown


def _said(viewer: Viewer, kinds: Mapping[str, str]) -> str:
    """`ditahan: Penerima, Galat (%); tidak ada data: n`; without names where all columns share one state."""
    parts = []
    for state in STATES:
        names = [name for name, kind in kinds.items() if kind == state]
        if names:
            word = viewer.say(f"umum.gap_{state}")
            parts.append(word if len(names) == len(kinds) else f"{word}: {', '.join(names)}")
    return "; ".join(parts)
