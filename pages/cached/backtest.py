"""The backtest of the projection, made once for a build and a quarter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from data.figures.backtest import DRAWS, Backtested, backtested
from pages.cached import national_cells
from pages.cached.guard import EXACT
from pages.cached.long_work import Waits, in_silence, queue
from pages.cached.store import build
from terms import Quarter

MOST_KEPT = 8
Key = tuple[str, Quarter]


@dataclass(eq=False)
class _Backtests:
    """Backtests that were made in this process, the oldest forgotten first."""

    found: dict[Key, tuple[Backtested, ...]] = field(default_factory=dict)


def of(
    quarter: Quarter, told: Callable[[int], None] = lambda done: None, waits: Waits = in_silence
) -> tuple[Backtested, ...]:
    """The quarter predicted without it; InputError where the quarters before it do not tell how families move.

    ``told`` hears how many of the DRAWS are done, and may raise to stop: then nothing is kept. While other long work
    is done it stands in line, and ``waits`` hears for how long; Full is raised where that is full.
    """
    store, kept = build(), _kept()
    key = store.build_id, quarter
    if key in kept.found:
        return kept.found[key]
    with queue().turn(waits):
        if key not in kept.found:
            before, after = (national_cells.of_store(store, each, EXACT) for each in (quarter.previous(), quarter))
            kept.found[key] = backtested(store, before, after, told)
            for old in list(kept.found)[:-MOST_KEPT]:
                kept.found.pop(old, None)
        return kept.found[key]


def is_made(quarter: Quarter) -> bool:
    """Whether this backtest is at hand."""
    return (build().build_id, quarter) in _kept().found


@st.cache_resource(show_spinner=False)
def _kept() -> _Backtests:
    return _Backtests()


__all__ = ["DRAWS", "is_made", "of"]
