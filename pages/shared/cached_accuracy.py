"""What the page on targeting error reads from the store, kept by build, scope and question; a part of `cached`."""

from __future__ import annotations

import pandas as pd

from data import (
    errors,
    errors_compliance,
    errors_floor,
    errors_small,
    errors_verification,
    errors_why,
    published,
    rule_in_force,
    spotcheck,
)
from data.scope import Scope
from data.spotcheck import Subject
from pages.shared import cached
from pages.shared.cached_movement import of_store
from terms import PKH, REGISTER_PROGRAMMES, Quarter

ERRORS = spotcheck.ERRORS
INCLUSION, EXCLUSION = ERRORS
YARDSTICKS = tuple(spotcheck.YARDSTICKS)
TRAITS = spotcheck.TRAITS
PROGRAMMES = tuple(one.code for one in REGISTER_PROGRAMMES)
PARTS = (errors_why.DESIGN, errors_why.DATA, errors_why.DELIVERY, errors_why.UNPAID)
SPECIFICITIES = errors_verification.SPECIFICITIES
Floor = errors_floor.Floor
Corrected = errors_verification.Corrected
SmallAreas = errors_small.SmallAreas
without_weak_points = errors.without_weak_points
kappa, recheck_of = errors_verification.kappa, errors_verification.recheck_of
sensitivity_table = errors_verification.sensitivity_table
rule = rule_in_force.rule_in_force

has_spotcheck = of_store(spotcheck.has_spotcheck)
lacks_links = of_store(spotcheck.lacks_links)
linked_visits = of_store(spotcheck.linked_visits)
errors_of = of_store(errors.errors)
errors_of_traits = of_store(errors.errors_of_traits)
small_areas = of_store(errors_small.small_areas)
compliance = of_store(errors_compliance.compliance)
floor = of_store(errors_floor.floor)
causes = of_store(errors_why.causes)
wrong_by_decile = of_store(errors_why.wrong_by_decile)
response = of_store(errors_verification.response)
response_adjusted = of_store(errors_verification.response_adjusted)
rechecked = of_store(errors_verification.rechecked)
corrected = of_store(errors_verification.corrected)
_over_time = of_store(errors.errors_over_time)


def all_errors(scope: Scope, quarter: Quarter, yardstick: str) -> pd.DataFrame:
    """The six rows of a quarter: three programmes by two errors, for all that the scope holds."""
    subjects = tuple(Subject(quarter, code, kind, yardstick) for code in PROGRAMMES for kind in ERRORS)
    return _over_time(scope, subjects, cached.NATION)


def course(scope: Scope, last: Quarter, error: str, yardstick: str, domain: str = spotcheck.ALL) -> pd.DataFrame:
    """An error of the three programmes over the visited quarters up to `last`; `domain`: all or one of TRAITS."""
    known = [quarter for quarter in cached.quarters(scope) if quarter <= last]
    visited = [quarter for quarter in known if has_spotcheck(quarter) and not lacks_links(scope, quarter)]
    subjects = tuple(Subject(quarter, code, error, yardstick) for code in PROGRAMMES for quarter in visited)
    return _over_time(scope, subjects, cached.NATION, errors.TARGET, domain)


def traits_of(programme: str) -> tuple[str, ...]:
    """The traits that entitled families of a programme can have: none of PKH's is without a component."""
    return tuple(trait for trait in TRAITS if programme != PKH or trait != "no_component")


def of_others() -> pd.DataFrame:
    """Errors that others published."""
    return published.errors_of_others()
