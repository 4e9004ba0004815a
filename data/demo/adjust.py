"""Bring a kabupaten's total to its target by changing a few random families by one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

ROUNDS = 40


def starts(group: np.ndarray, groups: int) -> np.ndarray:
    """First row of each group in a sorted column, and the end."""
    return np.searchsorted(group, np.arange(groups + 1))


def random_rows(generator: np.random.Generator, start: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """``wanted[g]`` random rows of each group ``g``, with repeats; groups without rows give none."""
    rows = np.diff(start)
    group = np.repeat(np.arange(len(wanted)), np.where(rows > 0, wanted, 0))
    return start[group] + (generator.random(len(group)) * rows[group]).astype(np.int64)


def nudge(
    generator: np.random.Generator,
    start: np.ndarray,
    change: np.ndarray,
    apply: Callable[[np.ndarray, int], np.ndarray],
) -> None:
    """Change random rows by one until each group's total has moved by ``change`` (in rows).

    ``apply(rows, sign)`` changes those of the distinct rows that can be changed and says which.
    Groups that still miss their target after some rounds are left near it.
    """
    remaining = change.astype(np.int64).copy()
    for _ in range(ROUNDS):
        if not remaining.any():
            return
        for sign in (1, -1):
            wanted = np.maximum(remaining * sign, 0)
            rows = np.unique(random_rows(generator, start, wanted))
            changed = rows[apply(rows, sign)]
            remaining -= sign * np.bincount(np.searchsorted(start, changed, "right") - 1, minlength=len(change))
