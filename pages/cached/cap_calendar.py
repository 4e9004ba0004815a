"""The calendar of the cap that the page on projection shows, kept by build, question and scope."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from data.figures import calendar
from data.figures import projection as shown
from data.figures.calendar import CapGroup
from data.store.open import Store
from data.store.scope import Scope
from pages.cached.guard import Guard
from pages.cached.projection import KEY, Compared, ProjectionQuestion, fit, laid, projected, refuse
from pages.cached.store import build
from simulator.projection.groups import family_types, freeing_as, trait_by_trait
from simulator.projection.run import run
from terms import NATION


def by_area(scope: Scope, compared: Compared, level: str, programme: str, province: str = "") -> pd.DataFrame:
    """The first question's calendar of the cap by area of a level; see ``data.figures.calendar.by_area``."""
    refuse(scope, compared)
    inner = replace(compared, area="." if level == "kabupaten" else NATION)
    return _by_area(build(), scope, inner.asked[0], inner.by, level, programme, province)


def by_decile(scope: Scope, compared: Compared, programme: str) -> tuple[CapGroup, ...]:
    """The first question's calendar of the cap by decile in the area."""
    refuse(scope, compared)
    return _by_decile(build(), scope, compared.asked[0], compared.by, compared.area, programme)


def by_type(scope: Scope, compared: Compared, programme: str) -> tuple[CapGroup, ...]:
    """As ``by_decile``, by family type: the projection is made once more with every trait told apart."""
    refuse(scope, compared)
    return _by_type(build(), scope, compared.asked[0], compared.by, compared.area, programme)


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs=KEY)
def _by_area(
    store: Store,
    scope: Scope,
    asked: ProjectionQuestion,
    by: Guard,
    level: str,
    programme: str,
    province: str,
) -> pd.DataFrame:
    return calendar.by_area(shown.opened(projected(store, asked, by, programme), scope), level, programme, province)


@st.cache_data(max_entries=256, show_spinner=False, hash_funcs=KEY)
def _by_decile(
    store: Store, scope: Scope, asked: ProjectionQuestion, by: Guard, area: str, programme: str
) -> tuple[CapGroup, ...]:
    return calendar.by_decile(shown.opened(projected(store, asked, by, programme), scope), area, programme)


@st.cache_data(max_entries=256, show_spinner=False, hash_funcs=KEY)
def _by_type(
    store: Store, scope: Scope, asked: ProjectionQuestion, by: Guard, area: str, programme: str
) -> tuple[CapGroup, ...]:
    made = laid(store, asked, by, programme, trait_by_trait(asked.policy, asked.quarter, programme))
    types = family_types(made, asked.policy, programme)
    if not types:
        return ()
    apart = freeing_as(run(made, fit(store, asked.quarter).rates), projected(store, asked, by, programme), programme)
    return calendar.by_kind(shown.opened(apart, scope), area, programme, types)
