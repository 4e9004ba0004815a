"""One area's quarter, put together once a build, scope, area and quarter; and what the areas of a quarter share."""

from __future__ import annotations

import streamlit as st

from data.figures.outcome import About
from data.figures.region import basis as region_basis
from data.figures.region.assemble import assemble
from data.figures.region.basis import RegionBasis
from data.figures.region.values import RegionQuarter
from data.store.open import Store, open_store
from data.store.scope import Scope
from pages.cached import national_cells
from pages.cached.store import folder
from terms import Quarter


def of_area(scope: Scope, area: str, quarter: Quarter, above: bool = True) -> RegionQuarter:
    """All that is said of an area; frozen values, shared and not copied."""
    return _of_area(open_store(folder()), scope, area, quarter, above, national_cells.key_digest())


def about(quarter: Quarter) -> About:
    """The build and the delivery that the figures come from."""
    return _about(open_store(folder()), quarter)


@st.cache_resource(max_entries=256, show_spinner=False)
def _of_area(store: Store, scope: Scope, area: str, quarter: Quarter, above: bool, key: str) -> RegionQuarter:
    return assemble(_basis(store, quarter, key), scope, area, above)


@st.cache_resource(max_entries=3, show_spinner=False)
def _basis(store: Store, quarter: Quarter, key: str) -> RegionBasis:
    """``key``: the digest of the site's key, empty without one."""
    return RegionBasis(
        store,
        quarter,
        lambda when, guarded: national_cells.of_store(store, when, national_cells.guard(guarded)),
        bool(key),
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _about(store: Store, quarter: Quarter) -> About:
    return region_basis.about(store, quarter)
