"""One count by itself, as it may be shown."""

from __future__ import annotations

from data.store.disclosure import OPEN_LEVELS, is_small

NOT_SHOWN = float("nan")


def small(number: float, level: str) -> float:
    """The count, or NaN when it is under ten below the province."""
    return NOT_SHOWN if level not in OPEN_LEVELS and is_small(number) else number
