"""Says why cells are empty: three states (`data.figures.gaps`), three signs."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pages.shared.session import Viewer
from terms import NO_DATA, NOT_ESTIMABLE, WITHHELD

STATES = (WITHHELD, NOT_ESTIMABLE, NO_DATA)


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
