"""One count by itself, or the difference of two, as it may be shown."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.store.disclosure import OPEN_LEVELS, is_small

NOT_SHOWN = float("nan")


def small(number: float, level: str) -> float:
    """The count, or NaN when it is under ten below the province."""
    return NOT_SHOWN if level not in OPEN_LEVELS and is_small(number) else number


def difference(now: Any, then: Any, level: str) -> Any:
    """`now` less `then`; NA where one of them is, and where it is under ten (up or down) below the province."""
    found = now - then
    if pd.isna(found):
        return pd.NA
    return pd.NA if level not in OPEN_LEVELS and is_small(abs(found)) else found


def few_changed(now: pd.Series, then: pd.Series) -> pd.Series:
    """Row by row, whether two counts differ by one to nine families; not where one of them is missing."""
    differences = (now.astype("Float64") - then.astype("Float64")).abs()
    return differences.map(lambda one: not pd.isna(one) and is_small(one)).astype(bool)
