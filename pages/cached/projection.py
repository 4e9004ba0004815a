"""What the page on projection computes once for everybody: fits, projections, and the plain values shown of them.

Kept by build, quarter, digest of the policy and options. What is shown is kept as plain values by scope and area.
Whoever has not the right to exact cells gets what is below the province from the perturbed register, as on the page on
simulation.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from data.figures import projection as shown
from data.figures.projection import AreaCourse, Values
from data.store.open import Store, open_store
from data.store.scope import Scope
from pages.cached import national_cells
from pages.cached.store import folder
from simulator.policy.files import Policy
from simulator.projection.bands import bands
from simulator.projection.options import ProjectionOptions
from simulator.projection.result import Projection
from simulator.projection.run import Ready, ready, run
from targeting.flow.observed import FlowFit
from terms import Quarter

DRAWS, MOST_KEPT = 100, 16


@dataclass(frozen=True)
class ProjectionQuestion:
    """A policy carried on from a quarter; ``sees_exact`` is the right to exact cells below the province."""

    quarter: Quarter
    policy: Policy
    options: ProjectionOptions
    sees_exact: bool = False

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarter of the register and those to come."""
        return tuple(self.quarter.shift(step) for step in range(self.options.quarters + 1))

    def key(self) -> tuple[str, str, str, bool]:
        """What tells it from others in a cache."""
        return str(self.quarter), self.policy.digest(), repr(self.options), self.sees_exact


Edges = dict[tuple[str, str], tuple[Values, Values]]


@dataclass(eq=False)
class _Kept:
    """Bands that were drawn in this process, the oldest forgotten first; one drawing at a time."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    tables: dict[tuple[object, ...], tuple[pd.DataFrame, ...]] = field(default_factory=dict)


_KEY: dict[str | type[Any], Callable[[Any], Any]] = {ProjectionQuestion: ProjectionQuestion.key}


@dataclass(frozen=True)
class Compared:
    """Questions that are answered together, with the same draws, in one area; the first is the page's scenario.

    Where one of them must use the perturbed register, all do, so that what differs is theirs.
    """

    asked: tuple[ProjectionQuestion, ...]
    area: str

    @property
    def is_guarded(self) -> bool:
        """Whether the figures come from the perturbed register."""
        policies = [one.policy for one in self.asked]
        return shown.needs_guard(policies, self.asked[0].quarters, self.area, self.asked[0].sees_exact)

    def key(self) -> tuple[object, ...]:
        """What tells it from others in a cache: the area's level, not the area."""
        return shown.level_of(self.area), self.is_guarded, *(one.key() for one in self.asked)


def courses(scope: Scope, compared: Compared, programme: str) -> tuple[AreaCourse, ...]:
    """A programme under each of the questions, quarter by quarter; InputError when one cannot be computed."""
    store, guarded = open_store(folder()), compared.is_guarded
    return tuple(_course(store, scope, one, guarded, compared.area, programme) for one in compared.asked)


def programmes(compared: Compared) -> tuple[str, ...]:
    """The programmes that the first question carries on."""
    return tuple(_projection(open_store(folder()), compared.asked[0], compared.is_guarded).tracks)


def edges(scope: Scope, compared: Compared, which: int) -> Edges | None:
    """The bands of one of the questions in the area, by programme and column; None until they were drawn."""
    store = open_store(folder())
    drawn = _kept().tables.get((store.build_id, *compared.key()))
    return None if drawn is None else _edges(store, scope, compared, which, _Table(drawn[which]))


def draw(compared: Compared, told: Callable[[int], None]) -> None:
    """Draw the bands and keep them; ``told`` hears how many draws are done, and may raise to stop: then none is kept.

    While somebody else's are drawn it waits, and tells 0 meanwhile.
    """
    store, kept = open_store(folder()), _kept()
    while not kept.turn.acquire(timeout=0.3):
        told(0)
    try:
        key = store.build_id, *compared.key()
        if key not in kept.tables:
            asked, policies = compared.asked, tuple(one.policy for one in compared.asked)
            made = [_laid(store, one, compared.is_guarded, policies) for one in asked]
            drawn = bands(made, fit(store, asked[0].quarter), shown.level_of(compared.area), DRAWS, told=told)
            kept.tables[key] = tuple(drawn.table(which) for which in range(len(asked)))
            for old in list(kept.tables)[:-MOST_KEPT]:
                kept.tables.pop(old, None)
    finally:
        kept.turn.release()


@dataclass(frozen=True, eq=False)
class _Table:
    """A table of bands beside the key of what it was drawn for."""

    rows: pd.DataFrame


@st.cache_resource(show_spinner=False)
def _kept() -> _Kept:
    return _Kept()


@st.cache_data(
    max_entries=256,
    show_spinner=False,
    hash_funcs={Compared: lambda one: (one.area, one.key()), _Table: lambda _: ""},
)
def _edges(store: Store, scope: Scope, compared: Compared, which: int, table: _Table) -> Edges:
    made = _projection(store, compared.asked[which], compared.is_guarded)
    return shown.edges(shown.opened(made, scope), table.rows, compared.area)


@st.cache_data(max_entries=512, show_spinner=False, hash_funcs=_KEY)
def _course(
    store: Store, scope: Scope, asked: ProjectionQuestion, guarded: bool, area: str, programme: str
) -> AreaCourse:
    return shown.course(shown.opened(_projection(store, asked, guarded), scope), area, programme)


def _laid(store: Store, asked: ProjectionQuestion, guarded: bool, beside: tuple[Policy, ...] = ()) -> Ready:
    return ready(national_cells.of_store(store, asked.quarter, guarded), asked.policy, asked.options, beside)


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs=_KEY)
def _projection(store: Store, asked: ProjectionQuestion, guarded: bool) -> Projection:
    return run(_laid(store, asked, guarded), fit(store, asked.quarter).rates)


@st.cache_resource(max_entries=2, show_spinner=False)
def fit(store: Store, quarter: Quarter) -> FlowFit:
    """What the quarters up to this one say of those to come."""
    return shown.fit(store, national_cells.of_store(store, quarter, False))
