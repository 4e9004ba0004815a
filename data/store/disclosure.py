"""Hides small counts: below the province, fewer than ten families could point at one of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

SMALLEST_SHOWN = 10
WITHHELD = "withheld"
OPEN_LEVELS = ("nation", "province")


def is_small(count: float) -> bool:
    """Whether so few families could point at one of them; none points at nobody."""
    return 0 < count < SMALLEST_SHOWN


def suppress(
    frame: pd.DataFrame,
    count_columns: Sequence[str],
    level: str,
    *,
    group: Sequence[str] = (),
    derived: Sequence[str] = (),
) -> pd.DataFrame:
    """The frame with counts under ten families set to NA below province level, and what is derived from them.

    The first of ``count_columns`` counts families and decides; the others (persons, rupiah) and the ``derived`` shares
    of the row are hidden with it. Zero is shown: it points at nobody. ``group`` names the columns within which rows add
    up to a shown total: when exactly one row of a group is hidden, its smallest other row is hidden too, so that the
    total minus the rest does not reveal it. The column ``withheld`` tells what was hidden in each row, the columns'
    names with spaces between, on top of what it held: hidden is another thing than not known.
    """
    if level in OPEN_LEVELS or frame.empty:
        return frame
    families = frame[count_columns[0]]
    hidden = ((families > 0) & (families < SMALLEST_SHOWN)).fillna(False).astype(bool)
    if group:
        hidden |= _revealing(frame, families, hidden, list(group))
    return hide(frame, (*count_columns, *derived), hidden)


def hide(frame: pd.DataFrame, columns: Sequence[str], hidden: Sequence[bool] | pd.Series) -> pd.DataFrame:
    """The frame without the values of these columns in the rows that are `hidden`; ``withheld`` tells of them."""
    chosen = pd.Series(np.asarray(hidden, bool), index=frame.index)
    shown, told = frame.copy(), _told(frame)
    for column in (one for one in columns if one in shown):
        told = told.where(~chosen | shown[column].isna(), told + f" {column}")
        shown[column] = shown[column].convert_dtypes().mask(chosen)
    return shown.assign(**{WITHHELD: told.str.strip()})


def withheld(frame: pd.DataFrame, column: str) -> pd.Series:
    """Whether ``suppress`` hid the column's value, row by row."""
    return (" " + _told(frame) + " ").str.contains(f" {column} ", regex=False)


def _told(frame: pd.DataFrame) -> pd.Series:
    empty = pd.Series("", index=frame.index, dtype="object")
    return frame[WITHHELD].fillna("") if WITHHELD in frame else empty


def _revealing(frame: pd.DataFrame, families: pd.Series, hidden: pd.Series, group: list[str]) -> pd.Series:
    """The smallest shown, non-zero row of each group in which exactly one row is hidden."""
    keys = [frame[name] for name in group]
    alone = hidden.groupby(keys).transform("sum") == 1
    candidates = families.where(alone & ~hidden & (families > 0))
    smallest = candidates.groupby(keys).transform("min")
    first = candidates.eq(smallest) & ~candidates.eq(smallest).groupby(keys).cumsum().gt(1)
    return first.fillna(False)
