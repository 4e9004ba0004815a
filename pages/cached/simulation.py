"""What the page on simulation computes once for everybody: outcomes and frontiers of the whole nation, never copied.

Kept by build, quarter and the digest of the policy, so that a changed scenario is never answered with an older one's
figures. A viewer's scope only restricts what is shown of them.

Whoever has not the right to exact cells (``sees_exact``) gets what is below the province from the perturbed register
of ``data.figures.perturbed``; so does a scenario that names kabupaten, at every level: the nation with and without one
kabupaten's rule would tell that kabupaten exactly. The right is part of every key.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from data.figures import outcome_tables
from data.figures.beyond import refuse_beyond
from data.figures.outcome import About, Below, Reference, Report
from data.figures.perturbed import names_kabupaten
from data.read.accuracy import models
from data.read.accuracy.models import Entitlements
from data.store.open import Store
from data.store.scope import Scope
from pages.cached import national_cells, store
from pages.cached.guard import EXACT, Guard
from pages.cached.national_cells import guard
from pages.cached.register import build, quarter_facts
from pages.cached.store import kept
from simulator.cells import Cells
from simulator.engine.outcome import Outcome
from simulator.engine.simulate import simulate
from simulator.error import Shares, shares
from simulator.frontier import frontier as all_points
from simulator.policy.enacted import draws_another_line
from simulator.policy.files import ENACTED, Policy, named
from simulator.quotas import entitled_by_kabupaten, in_proportion
from terms import NATION, Quarter


def outcome(quarter: Quarter, policy: Policy, sees_exact: bool = False, beside: Collection[Policy] = ()) -> Outcome:
    """What a policy does with the whole nation's register of a quarter; InputError when it cannot be evaluated.

    ``beside`` are the policies that it is held against: where one of them must use the perturbed register, all do, so
    that what differs is theirs.
    """
    guarded = not sees_exact and any(names_kabupaten(one, quarter) for one in (policy, *beside))
    return outcome_by(store.build(), quarter, policy, guard(guarded))


#: Which key the counts below the province are perturbed with: whatever is kept of them is kept by it.
perturbed_by = national_cells.key_digest


def within(scope: Scope, quarter: Quarter) -> tuple[str, ...] | None:
    """The kabupaten of the quarter that a scope may see; None for the nation."""
    if scope.is_national:
        return None
    return tuple(code for code in cells(quarter).kabupaten_codes if scope.allows(code))


def report(
    scope: Scope,
    quarter: Quarter,
    policy: Policy,
    against: tuple[Policy, str] | None = None,
    *,
    sees_exact: bool = False,
    beside: Collection[Policy] = (),
    area: str = NATION,
) -> Report:
    """The outcome with its rules and its origin, as far as the scope and the right to exact cells allow; with ``area``,
    of that part of the scope alone.

    It is read against a policy under a name; without one, against aid as it is paid. ``beside`` as in ``outcome``.
    InputError where one cannot be evaluated, or would tell of areas beyond the scope (``data.figures.beyond``).
    """
    shown, others = scope.within(area), (*beside, *(() if against is None else (against[0],)))
    for one in (policy, *others):
        refuse_beyond(scope, one, (quarter,))
    held = None
    if against is not None:
        given = outcome(quarter, against[0], sees_exact, (policy, *others))
        held = Reference(given, *against, _below(quarter, against[0], sees_exact))
    found, below = outcome(quarter, policy, sees_exact, others), _below(quarter, policy, sees_exact)
    return Report(found, policy, about(quarter), within(shown, quarter), held, below, sees_exact)


def _below(quarter: Quarter, policy: Policy, sees_exact: bool) -> Below | None:
    """The policy over the perturbed register; None for whoever sees exact cells, and where the site has no key."""
    by = None if sees_exact else national_cells.own_guard()
    if by is None:
        return None
    served = store.build()
    return lambda: outcome_by(served, quarter, policy, by)


def faults(scope: Scope, quarter: Quarter, policy: Policy) -> tuple[str, ...]:
    """The programmes whose parts do not add up in what a scope may see; see ``results.faults``."""
    return _faults(store.build(), scope, quarter, policy)


def about(quarter: Quarter) -> About:
    """The build and the delivery that the figures come from."""
    made, facts = build(), quarter_facts(quarter)
    return About(made.build_id, made.built_at.date(), made.code_version, facts.as_of, facts.sent_by, facts.synthetic)


def frontier(scope: Scope, quarter: Quarter, policy: Policy, programme: str, sees_exact: bool = False) -> pd.DataFrame:
    """Every cut-off and cap of a programme, for the nation; not to be changed, for everybody shares it."""
    refuse_beyond(scope, policy, (quarter,))
    guarded = not sees_exact and names_kabupaten(policy, quarter)
    return _frontier(store.build(), quarter, policy, programme, guard(guarded))


def error_shares(scope: Scope, quarter: Quarter, policy: Policy, programme: str, sees_exact: bool = False) -> Shares:
    """The nation's targeting errors of a programme, every draw of them; empty where the build holds no estimate."""
    refuse_beyond(scope, policy, (quarter,))
    if programme not in entitlements(quarter).table:
        return {}
    guarded = not sees_exact and names_kabupaten(policy, quarter)
    return _error_shares(store.build(), quarter, policy, programme, guard(guarded))


def own_error_shares(
    scope: Scope, quarter: Quarter, policy: Policy, programme: str, sees_exact: bool = False
) -> Shares:
    """As ``error_shares``, were those entitled whom the policy's own rule means; empty where that cannot be estimated,
    and where the rule draws the line as the enacted one does."""
    refuse_beyond(scope, policy, (quarter,))
    if not draws_another_line(policy, quarter, programme):
        return {}
    guarded = not sees_exact and names_kabupaten(policy, quarter)
    return _own_error_shares(store.build(), quarter, policy, programme, guard(guarded))


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
    return _entitlements(store.build(), quarter)


# A cube of every kabupaten, decile and family type: pages keep what they have drawn of it, not it.
@kept(12)
def outcome_by(served: Store, quarter: Quarter, policy: Policy, by: Guard) -> Outcome:
    """``outcome`` of a build that is open, over its exact or its perturbed register."""
    return simulate(national_cells.of_store(served, quarter, by), policy)


@kept(256)
def _faults(served: Store, scope: Scope, quarter: Quarter, policy: Policy) -> tuple[str, ...]:
    return outcome_tables.faults(outcome_by(served, quarter, policy, EXACT), within(scope, quarter))


@kept(32)
def _frontier(served: Store, quarter: Quarter, policy: Policy, programme: str, by: Guard) -> pd.DataFrame:
    held, known = national_cells.of_store(served, quarter, by), entitlements(quarter).table.get(programme)
    return all_points(held, policy, programme, known)


@kept(256)
def _error_shares(served: Store, quarter: Quarter, policy: Policy, programme: str, by: Guard) -> Shares:
    enacted = named(ENACTED).rules(quarter)[programme]
    rule, known = policy.rules(quarter).get(programme), entitlements(quarter).table[programme]
    return shares(outcome_by(served, quarter, policy, by), programme, known, enacted, rule)


@kept(64)
def _own_error_shares(served: Store, quarter: Quarter, policy: Policy, programme: str, by: Guard) -> Shares:
    rule = policy.rules(quarter)[programme]
    known = models.entitled_by(served, Scope.national(), quarter, programme, rule, _entitlements(served, quarter))
    return {} if known is None else shares(outcome_by(served, quarter, policy, by), programme, known, rule, rule)


@kept(4)
def _entitlements(served: Store, quarter: Quarter) -> Entitlements:
    return models.entitled(served, Scope.national(), quarter)
