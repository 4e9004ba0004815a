"""What the page on projection computes once for everybody: fits, projections, and the plain values shown of them.

Kept by build, quarter, digest of the policy and options. What is shown is kept as plain values by scope and area.
Whoever has not the right to exact cells gets what is below the province from the perturbed register, as on the page on
simulation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from data.figures import projection as shown
from data.figures.projection import AreaCourse
from data.store.open import Store, open_store
from data.store.scope import Scope
from pages.cached import national_cells
from pages.cached.store import folder
from simulator.policy.files import Policy
from simulator.projection.options import ProjectionOptions
from simulator.projection.result import Projection
from simulator.projection.run import Ready, ready, run
from targeting.flow.observed import FlowFit
from terms import Quarter


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


_KEY: dict[str | type[Any], Callable[[Any], Any]] = {ProjectionQuestion: ProjectionQuestion.key}


def course(scope: Scope, asked: ProjectionQuestion, area: str, programme: str) -> AreaCourse:
    """One programme of one area, quarter by quarter; InputError when it cannot be computed."""
    return _course(open_store(folder()), scope, asked, area, programme)


def programmes(asked: ProjectionQuestion) -> tuple[str, ...]:
    """The programmes that the projection carries on."""
    return tuple(_projection(open_store(folder()), asked, guard(asked, "")).tracks)


def guard(asked: ProjectionQuestion, area: str) -> bool:
    """Whether figures of an area come from the perturbed register."""
    return shown.needs_guard((asked.policy,), asked.quarters, area, asked.sees_exact)


@st.cache_data(max_entries=512, show_spinner=False, hash_funcs=_KEY)
def _course(store: Store, scope: Scope, asked: ProjectionQuestion, area: str, programme: str) -> AreaCourse:
    made = _projection(store, asked, guard(asked, area))
    return shown.course(shown.opened(made, scope), area, programme)


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=_KEY)
def _projection(store: Store, asked: ProjectionQuestion, guarded: bool) -> Projection:
    return run(_ready(store, asked, guarded), fit(store, asked.quarter).rates)


@st.cache_resource(max_entries=2, show_spinner=False, hash_funcs=_KEY)
def _ready(store: Store, asked: ProjectionQuestion, guarded: bool) -> Ready:
    return ready(national_cells.of_store(store, asked.quarter, guarded), asked.policy, asked.options)


@st.cache_resource(max_entries=2, show_spinner=False)
def fit(store: Store, quarter: Quarter) -> FlowFit:
    """What the quarters up to this one say of those to come."""
    return shown.fit(store, national_cells.of_store(store, quarter, False))
