"""The backtest of the projection, made once for a build and a quarter."""

from __future__ import annotations

import streamlit as st

from data.figures.backtest import Backtested, backtested
from data.store.open import Store
from pages.cached import national_cells
from pages.cached.guard import EXACT
from pages.cached.store import build
from terms import Quarter


def of(quarter: Quarter) -> tuple[Backtested, ...]:
    """The quarter predicted without it; InputError where the quarters before it do not tell how families move."""
    return _of(build(), quarter)


@st.cache_data(max_entries=8, show_spinner=False)
def _of(store: Store, quarter: Quarter) -> tuple[Backtested, ...]:
    before, after = (national_cells.of_store(store, each, EXACT) for each in (quarter.previous(), quarter))
    return backtested(store, before, after)
