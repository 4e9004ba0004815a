"""Hides small counts: below the province, fewer than ten families could point at one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    hidden = small_each(frame, count_columns[:1], group)[:, 0]
    return hide(frame, (*count_columns, *derived), hidden)


def small_each(frame: pd.DataFrame, counts: Sequence[str], group: Sequence[str] = ()) -> np.ndarray:
    """(row, count): where each count, by itself, is under ten families or would tell one that is; see ``suppress``."""
    values = np.column_stack([frame[name].to_numpy(dtype=float, na_value=np.nan) for name in counts])
    with np.errstate(invalid="ignore"):
        hidden = (values > 0) & (values < SMALLEST_SHOWN)
    if group:
        hidden |= _revealing(values, hidden, _numbered(frame, group))
    return hidden


def hide(frame: pd.DataFrame, columns: Sequence[str], hidden: Sequence[bool] | pd.Series | np.ndarray) -> pd.DataFrame:
    """The frame without the values of these columns in the rows that are `hidden`; ``withheld`` tells of them."""
    return hide_each(frame, dict.fromkeys(columns, np.asarray(hidden, bool)))


def hide_each(frame: pd.DataFrame, hidden: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """As ``hide``, the rows (True: hidden) by column; columns that the frame has not are left out."""
    shown, told = frame.copy(), [*_told(frame)]
    for column, chosen in hidden.items():
        if column in shown:
            for row in np.flatnonzero(chosen & shown[column].notna().to_numpy()):
                told[row] += f" {column}"
            shown[column] = shown[column].convert_dtypes().mask(chosen)
    return shown.assign(**{WITHHELD: pd.Series([one.strip() for one in told], frame.index, dtype="object")})


def withheld(frame: pd.DataFrame, column: str) -> pd.Series:
    """Whether ``suppress`` hid the column's value, row by row."""
    return (" " + _told(frame) + " ").str.contains(f" {column} ", regex=False)


def _told(frame: pd.DataFrame) -> pd.Series:
    empty = pd.Series("", index=frame.index, dtype="object")
    return frame[WITHHELD].fillna("") if WITHHELD in frame else empty


def _numbered(frame: pd.DataFrame, group: Sequence[str]) -> np.ndarray:
    """The number of each row's group; -1 where one of the names is missing."""
    numbers = np.zeros(len(frame), int)
    for name in group:
        codes, known = pd.factorize(frame[name])
        numbers = np.where((codes < 0) | (numbers < 0), -1, numbers * (len(known) + 1) + codes)
    return np.where(numbers < 0, -1, np.unique(numbers, return_inverse=True)[1])


def _revealing(values: np.ndarray, hidden: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """The first of the smallest shown, non-zero rows of each group in which exactly one row is hidden, by count."""
    found = np.zeros_like(hidden)
    for count in np.flatnonzero(hidden.any(axis=0)):
        in_group = np.bincount(groups[hidden[:, count] & (groups >= 0)], minlength=len(groups))
        alone = (groups >= 0) & (in_group[groups] == 1)
        rows = np.flatnonzero(alone & ~hidden[:, count] & (values[:, count] > 0))
        rows = rows[np.lexsort((rows, values[rows, count], groups[rows]))]
        found[rows[np.r_[True, np.diff(groups[rows]) != 0][: len(rows)]], count] = True
    return found
