"""What the page on projection computes once for everybody: fits, projections, and the plain values shown of them.

Kept by build, quarter, digest of the policy and options. What is shown is kept as plain values by scope and area.
Whoever has not the right to exact cells gets what is below the province from the perturbed register, as on the page on
simulation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from data.figures import projection as shown
from data.figures.beyond import refuse_beyond
from data.figures.projection import AreaCourse
from data.store.open import Store
from data.store.scope import Scope
from pages.cached import national_cells, simulation
from pages.cached.guard import EXACT, Guard
from pages.cached.store import build
from pages.cached.turns import turns
from simulator.policy.files import Policy
from simulator.projection.options import ProjectionOptions
from simulator.projection.ready import Ready, ready
from simulator.projection.result import Projection
from simulator.projection.run import run
from targeting.flow.observed import FlowFit
from terms import LEVELS, Quarter


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


@dataclass(frozen=True)
class Compared:
    """Questions that are answered together, with the same draws, in one area; the first is the page's scenario.

    Where one of them must use the perturbed register, all do, so that what differs is theirs; ``beside_guarded`` says
    that one must which is asked elsewhere.
    """

    asked: tuple[ProjectionQuestion, ...]
    area: str
    beside_guarded: bool = False

    @property
    def is_guarded(self) -> bool:
        """Whether the figures come from the perturbed register."""
        policies = [one.policy for one in self.asked]
        return self.beside_guarded or shown.needs_guard(
            policies, self.asked[0].quarters, self.area, self.asked[0].sees_exact
        )

    @property
    def by(self) -> Guard:
        """By what cells are changed before they answer."""
        return national_cells.guard(self.is_guarded)

    def key(self) -> tuple[object, ...]:
        """What tells it from others in a cache: the area's level, not the area."""
        return shown.level_of(self.area), self.by.digest(), *(one.key() for one in self.asked)

    def key_here(self) -> tuple[object, ...]:
        """As ``key``, of this area."""
        return self.area, *self.key()


KEY: dict[str | type[Any], Callable[[Any], Any]] = {
    ProjectionQuestion: ProjectionQuestion.key,
    Compared: Compared.key_here,
    Guard: Guard.digest,
}


def courses(scope: Scope, compared: Compared, programme: str) -> tuple[AreaCourse, ...]:
    """A programme under each of the questions, quarter by quarter; InputError when one cannot be computed, or would
    tell of areas beyond the scope."""
    refuse(scope, compared)
    return _courses(scope, compared, programme)


def refilled(scope: Scope, compared: Compared, filled: Policy, programme: str) -> AreaCourse:
    """The course of the first question's policy with places that the page itself gives it (``filled``)."""
    refuse(scope, compared)
    asked = replace(compared.asked[0], policy=filled)
    return _courses(scope, replace(compared, asked=(asked,)), programme)[0]


def refuse(scope: Scope, compared: Compared) -> None:
    """InputError where one of the questions would tell of areas beyond the scope; see ``data.figures.beyond``."""
    for one in compared.asked:
        refuse_beyond(scope, one.policy, one.quarters)


def _courses(scope: Scope, compared: Compared, programme: str) -> tuple[AreaCourse, ...]:
    store = build()
    with turns().of((store, scope, programme, compared.key_here())):
        return tuple(_course(store, scope, one, compared.by, compared.area, programme) for one in compared.asked)


def by_quarter(scope: Scope, asked: Compared, programme: str, province: str = "") -> dict[str, pd.DataFrame]:
    """The first question's courses of all kabupaten (of a province); see ``data.figures.projection.by_quarter``."""
    refuse(scope, asked)
    inner = replace(asked, area=".")
    return _by_quarter(build(), scope, inner.asked[0], inner.by, programme, province)


def has_stayers(quarter: Quarter) -> bool:
    """Whether the projection tells families that never change decile from the others, for quarters do not forget."""
    return fit(build(), quarter).rates.stayers is not None


@st.cache_data(max_entries=512, show_spinner=False, hash_funcs=KEY)
def _course(store: Store, scope: Scope, asked: ProjectionQuestion, by: Guard, area: str, programme: str) -> AreaCourse:
    return shown.course(shown.opened(projected(store, asked, by, programme), scope), area, programme)


@st.cache_data(max_entries=16, show_spinner=False, hash_funcs=KEY)
def _by_quarter(
    store: Store, scope: Scope, asked: ProjectionQuestion, by: Guard, programme: str, province: str
) -> dict[str, pd.DataFrame]:
    years = shown.opened(projected(store, asked, by, programme), scope)
    return shown.by_quarter(years, LEVELS[-1], programme, province)


# Some 10 MB each: what is drawn just now, each beside its reference. What pages draw of one is kept by itself.
@st.cache_resource(max_entries=6, show_spinner=False, hash_funcs=KEY)
def projected(store: Store, asked: ProjectionQuestion, by: Guard, programme: str) -> Projection:
    """One programme over the whole nation, exact: not to be shown, nor to be changed, for everybody shares it."""
    return run(laid(store, asked, by, programme), fit(store, asked.quarter).rates)


def laid(store: Store, asked: ProjectionQuestion, by: Guard, programme: str, beside: tuple[Policy, ...] = ()) -> Ready:
    """The question laid on the nation's cells, with who is entitled; ``beside`` as in ``projection.ready``."""
    cells, entitled = national_cells.of_store(store, asked.quarter, by), simulation.entitlements(asked.quarter).table
    return ready(cells, asked.policy, asked.options, beside, entitled, programme)


@st.cache_resource(max_entries=8, show_spinner=False)
def fit(store: Store, quarter: Quarter) -> FlowFit:
    """What the quarters up to this one say of those to come."""
    return shown.fit(store, national_cells.of_store(store, quarter, EXACT))
