"""What the page on simulation computes once for everybody: outcomes and frontiers of the whole nation, never copied.

Kept by build, quarter, the digest of the policy and that of the site's key, so that a changed scenario is never
answered with an older one's figures, nor a changed key with cells changed under the one before. A viewer's scope only
restricts what is shown of them.

Whoever has not the right to exact cells (``sees_exact``) gets what is below the province from the perturbed register
of ``data.figures.perturbed``; so does a scenario that names kabupaten, at every level: the nation with and without one
kabupaten's rule would tell that kabupaten exactly. The right is part of every key.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from data.figures import outcome_tables
from data.figures.outcome import About, Below, Reference, Report
from data.figures.perturbed import names_kabupaten
from data.read.accuracy import models
from data.read.accuracy.models import Entitlements
from data.store.open import Store, open_store
from data.store.scope import Scope
from pages.cached import national_cells
from pages.cached.national_cells import EXACT, Guard, guard
from pages.cached.register import build, quarter_facts
from pages.cached.store import folder
from simulator.cells import Cells
from simulator.engine.outcome import Outcome
from simulator.engine.simulate import simulate
from simulator.error import Shares, shares
from simulator.frontier import frontier as all_points
from simulator.policy.files import ENACTED, Policy, named
from simulator.quotas import entitled_by_kabupaten, in_proportion
from terms import Quarter


@dataclass(frozen=True)
class _Asked:
    """A policy as a key of a cache: what it says is in the digest."""

    policy: Policy

    def digest(self) -> str:
        return self.policy.digest()


_KEY: dict[str | type[Any], Callable[[Any], Any]] = {_Asked: _Asked.digest, **national_cells.BY_DIGEST}


def outcome(quarter: Quarter, policy: Policy, sees_exact: bool = False, beside: Collection[Policy] = ()) -> Outcome:
    """What a policy does with the whole nation's register of a quarter; InputError when it cannot be evaluated.

    ``beside`` are the policies that it is held against: where one of them must use the perturbed register, all do, so
    that what differs is theirs.
    """
    guarded = not sees_exact and any(names_kabupaten(one, quarter) for one in (policy, *beside))
    return _outcome(open_store(folder()), quarter, _Asked(policy), guard(guarded))


def within(scope: Scope, quarter: Quarter) -> tuple[str, ...] | None:
    """The kabupaten of the quarter that a scope may see; None for the nation."""
    if scope.is_national:
        return None
    return tuple(code for code in cells(quarter).kabupaten_codes if scope.allows(code))


def table(scope: Scope, quarter: Quarter, policy: Policy, by: str) -> pd.DataFrame:
    """The outcome's table of what a scope may see; small counts are not hidden yet."""
    return outcome(quarter, policy).table(by, within(scope, quarter))


def report(
    scope: Scope,
    quarter: Quarter,
    policy: Policy,
    against: tuple[Policy, str] | None = None,
    *,
    sees_exact: bool = False,
    beside: Collection[Policy] = (),
) -> Report:
    """The outcome with its rules and its origin, shown as far as the scope and the right to exact cells allow.

    It is read against a policy under a name; without one, against aid as it is paid. ``beside`` as in ``outcome``.
    """
    others = (*beside, *(() if against is None else (against[0],)))
    held = None
    if against is not None:
        given = outcome(quarter, against[0], sees_exact, (policy, *others))
        held = Reference(given, *against, _below(quarter, against[0], sees_exact))
    found, below = outcome(quarter, policy, sees_exact, others), _below(quarter, policy, sees_exact)
    return Report(found, policy, about(quarter), within(scope, quarter), held, below, sees_exact)


def _below(quarter: Quarter, policy: Policy, sees_exact: bool) -> Below | None:
    """The policy over the perturbed register; None for whoever sees exact cells, and where the site has no key."""
    by = None if sees_exact else national_cells.own_guard()
    if by is None:
        return None
    store = open_store(folder())
    return lambda: _outcome(store, quarter, _Asked(policy), by)


def faults(scope: Scope, quarter: Quarter, policy: Policy) -> tuple[str, ...]:
    """The programmes whose parts do not add up in what a scope may see; see ``results.faults``."""
    return _faults(open_store(folder()), scope, quarter, _Asked(policy))


def about(quarter: Quarter) -> About:
    """The build and the delivery that the figures come from."""
    made, facts = build(), quarter_facts(quarter)
    return About(made.build_id, made.built_at.date(), made.code_version, facts.as_of, facts.sent_by, facts.synthetic)


def frontier(quarter: Quarter, policy: Policy, programme: str, sees_exact: bool = False) -> pd.DataFrame:
    """Every cut-off and cap of a programme, for the nation; not to be changed, for everybody shares it."""
    guarded = not sees_exact and names_kabupaten(policy, quarter)
    return _frontier(open_store(folder()), quarter, _Asked(policy), programme, guard(guarded))


def error_shares(quarter: Quarter, policy: Policy, programme: str, sees_exact: bool = False) -> Shares:
    """The nation's targeting errors of a programme, every draw of them; empty where the build holds no estimate."""
    if programme not in entitlements(quarter).table:
        return {}
    guarded = not sees_exact and names_kabupaten(policy, quarter)
    return _error_shares(open_store(folder()), quarter, _Asked(policy), programme, guard(guarded))


def places_by_need(
    quarter: Quarter, programme: str, unit: str, places: int, sees_exact: bool = False
) -> dict[str, int]:
    """National places divided among kabupaten by their estimated entitled families; empty without an estimate."""
    known = entitlements(quarter).table.get(programme)
    if known is None or places <= 0:
        return {}
    held = national_cells.cells(quarter, guarded=not sees_exact)
    need = entitled_by_kabupaten(held, programme, unit, known)
    return in_proportion(held.kabupaten_codes, need, places)


def cells(quarter: Quarter) -> Cells:
    """The nation's cells of a quarter, one copy a process."""
    return national_cells.cells(quarter)


def entitlements(quarter: Quarter) -> Entitlements:
    """Who is entitled, by programme, as far as this build's sample tells; an empty table where it does not."""
    return _entitlements(open_store(folder()), quarter)


@st.cache_resource(max_entries=128, show_spinner=False, hash_funcs=_KEY)
def _outcome(store: Store, quarter: Quarter, asked: _Asked, by: Guard) -> Outcome:
    return simulate(national_cells.of_store(store, quarter, by), asked.policy)


@st.cache_resource(max_entries=256, show_spinner=False, hash_funcs=_KEY)
def _faults(store: Store, scope: Scope, quarter: Quarter, asked: _Asked) -> tuple[str, ...]:
    return outcome_tables.faults(_outcome(store, quarter, asked, EXACT), within(scope, quarter))


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_KEY)
def _frontier(store: Store, quarter: Quarter, asked: _Asked, programme: str, by: Guard) -> pd.DataFrame:
    held, known = national_cells.of_store(store, quarter, by), entitlements(quarter).table.get(programme)
    return all_points(held, asked.policy, programme, known)


@st.cache_resource(max_entries=256, show_spinner=False, hash_funcs=_KEY)
def _error_shares(store: Store, quarter: Quarter, asked: _Asked, programme: str, by: Guard) -> Shares:
    enacted = named(ENACTED).rules(quarter)[programme]
    rule, known = asked.policy.rules(quarter).get(programme), entitlements(quarter).table[programme]
    return shares(_outcome(store, quarter, asked, by), programme, known, enacted, rule)


@st.cache_resource(max_entries=4, show_spinner=False)
def _entitlements(store: Store, quarter: Quarter) -> Entitlements:
    return models.entitled(store, Scope.national(), quarter)
