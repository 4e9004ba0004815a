"""What the page on targeting error reads from the store, kept by build, scope and question; a part of `cached`."""

from __future__ import annotations

import pandas as pd

from data.figures import next_visits
from data.figures.next_visits import VisitGroups
from data.read import published
from data.read.accuracy import agreement as read_agreement
from data.read.accuracy import causes as read_causes
from data.read.accuracy import compliance as read_compliance
from data.read.accuracy import errors, models, spotcheck, visits
from data.read.accuracy import floor as read_floor
from data.read.accuracy import intra_cluster as read_intra_cluster
from data.read.accuracy import small_areas as read_small_areas
from data.read.accuracy.spotcheck import Subject
from data.store.open import Store
from data.store.scope import Scope
from pages.cached import national_cells, register, store
from pages.cached.guard import EXACT, Guard
from pages.cached.store import kept, of_store
from simulator.policy import enacted
from targeting.model.visit_priority import Standing
from terms import PBI, PKH, REGISTER_PROGRAMMES, Quarter

ERRORS = spotcheck.ERRORS
INCLUSION, EXCLUSION = ERRORS
YARDSTICKS = spotcheck.YARDSTICKS
DECILE = spotcheck.DECILE
UNITS = spotcheck.UNITS
FAMILIES, PERSONS = UNITS
TRAITS = spotcheck.TRAITS
PROGRAMMES = tuple(one.code for one in REGISTER_PROGRAMMES)
PARTS = (read_causes.DESIGN, read_causes.DATA, read_causes.DELIVERY, read_causes.UNPAID)
SPECIFICITIES = visits.SPECIFICITIES
Floor = read_floor.Floor
CAUTIOUS, FEWEST_UNITS = read_intra_cluster.CAUTIOUS, read_intra_cluster.FEWEST_UNITS
Corrected = visits.Corrected
SmallAreas = read_small_areas.SmallAreas
Agreement = read_agreement.Agreement
without_weak_points = errors.without_weak_points
kappa, recheck_of = visits.kappa, visits.recheck_of
sensitivity_table = visits.sensitivity_table
rule = enacted.rule_in_force

has_spotcheck = of_store(spotcheck.has_spotcheck)
lacks_links = of_store(spotcheck.lacks_links)
linked_visits = of_store(spotcheck.linked_visits)
errors_of = of_store(errors.errors)
intra_cluster = of_store(errors.intra_cluster_of)
errors_of_traits = of_store(errors.errors_of_traits)
small_areas = of_store(read_small_areas.small_areas)
compliance = of_store(read_compliance.compliance)
floor = of_store(read_floor.floor)
causes = of_store(read_causes.causes)
wrong_by_decile = of_store(read_causes.wrong_by_decile)
response = of_store(visits.response)
response_adjusted = of_store(visits.response_adjusted)
rechecked = of_store(visits.rechecked)
corrected = of_store(visits.corrected)
agreement = of_store(read_agreement.agreement)
_over_time = of_store(errors.errors_over_time)


def all_errors(scope: Scope, quarter: Quarter, yardstick: str, unit: str = FAMILIES) -> pd.DataFrame:
    """The six rows of a quarter: three programmes by two errors, for all that the scope holds; `unit` is PBI's."""
    subjects = (_subject(quarter, code, kind, yardstick, unit) for code in PROGRAMMES for kind in ERRORS)
    return _over_time(scope, tuple(subjects), register.NATION)


def course(
    scope: Scope, last: Quarter, error: str, yardstick: str, domain: str = spotcheck.ALL, unit: str = FAMILIES
) -> pd.DataFrame:
    """An error of the three programmes over the visited quarters up to `last`; `domain`: all or one of TRAITS."""
    known = [quarter for quarter in register.quarters(scope) if quarter <= last]
    visited = [quarter for quarter in known if has_spotcheck(quarter) and not lacks_links(scope, quarter)]
    subjects = (_subject(quarter, code, error, yardstick, unit) for code in PROGRAMMES for quarter in visited)
    return _over_time(scope, tuple(subjects), register.NATION, errors.TARGET, domain)


def _subject(quarter: Quarter, programme: str, error: str, yardstick: str, unit: str) -> Subject:
    return Subject(quarter, programme, error, yardstick, unit if programme == PBI else FAMILIES)


def traits_of(programme: str) -> tuple[str, ...]:
    """The traits that entitled families of a programme can have: none of PKH's is without a component."""
    return tuple(trait for trait in TRAITS if programme != PKH or trait != "no_component")


def of_others() -> pd.DataFrame:
    """Errors that others published."""
    return published.errors_of_others()


SIDES = models.SIDES


def groups(scope: Scope, programme: str, side: str, sees_exact: bool = False) -> pd.DataFrame | None:
    """The groups worth a visit, see ``VisitGroups.listed``; None for want of the key of the site."""
    by = _guard(sees_exact)
    return None if by is None else _groups(store.build(), scope, programme, side, by)


def standing(scope: Scope, programme: str, sees_exact: bool = False) -> Standing | None:
    """How the programme stands by the model, see ``VisitGroups.standing``; None as for ``groups``."""
    by = _guard(sees_exact)
    return None if by is None else _visit_groups(store.build(), programme, by).standing(scope)


#: Which key the groups are perturbed with: whatever is kept of them is kept by it.
perturbed_by = national_cells.key_digest


def _guard(sees_exact: bool) -> Guard | None:
    return EXACT if sees_exact else national_cells.own_guard()


@kept(64)
def _groups(served: Store, scope: Scope, programme: str, side: str, by: Guard) -> pd.DataFrame:
    return _visit_groups(served, programme, by).listed(scope, side)


@kept(6)
def _visit_groups(served: Store, programme: str, by: Guard) -> VisitGroups:
    return next_visits.known(served, programme, lambda quarter: national_cells.of_store(served, quarter, by))


quality = of_store(models.checking_quality)


assisted = of_store(models.assisted_errors)


rounds = of_store(models.rounds)
