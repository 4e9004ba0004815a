"""One area's quarter, put together once a build, scope, area and quarter; and what the areas of a quarter share."""

from __future__ import annotations

import pandas as pd

from data.figures.next_visits import VisitGroups
from data.figures.outcome import About
from data.figures.region import basis as region_basis
from data.figures.region.assemble import assemble
from data.figures.region.basis import RegionBasis
from data.figures.region.first_page import FirstPage
from data.figures.region.first_page import assemble as assemble_first
from data.figures.region.undecided import most_undecided
from data.figures.region.values import RegionQuarter
from data.store.open import Store
from data.store.scope import Scope
from pages.cached import national_cells, store
from pages.cached.guard import EXACT, Guard
from pages.cached.store import kept, of_store
from terms import Quarter

#: What the areas of a quarter share is kept of the newest one and of a year before it: small, once sums are on disk.
MOST_QUARTERS = 5
#: The error of which most kabupaten of a scope have no verdict, and the sample that would give one.
undecided = of_store(most_undecided)


def of_area(scope: Scope, area: str, quarter: Quarter, sees_above: bool = True) -> RegionQuarter:
    """All that is said of an area; frozen values, shared and not copied. ``sees_above`` as in ``assemble``."""
    return _of_area(store.build(), national_cells.own_guard(), scope, area, quarter, sees_above)


def first_page(scope: Scope, area: str, quarter: Quarter) -> FirstPage:
    """What the first page says of an area; frozen values, shared and not copied."""
    return _first_page(store.build(), national_cells.own_guard(), scope, area, quarter)


def about(quarter: Quarter) -> About:
    """The build and the delivery that the figures come from."""
    return _about(store.build(), quarter)


@kept(256)
def _of_area(
    served: Store, by: Guard | None, scope: Scope, area: str, quarter: Quarter, sees_above: bool
) -> RegionQuarter:
    return assemble(_basis(served, by, quarter), scope, area, sees_above)


@kept(64)
def _first_page(served: Store, by: Guard | None, scope: Scope, area: str, quarter: Quarter) -> FirstPage:
    return assemble_first(_basis(served, by, quarter), scope, area)


@kept(MOST_QUARTERS)
def _basis(served: Store, by: Guard | None, quarter: Quarter) -> RegionBasis:
    return RegionBasis(
        served,
        quarter,
        lambda when, guarded: national_cells.of_store(served, when, by if guarded and by is not None else EXACT),
        "" if by is None else by.digest(),
        _tables(served, by),
        _visits(served, by),
    )


@kept(2)
def _tables(_served: Store, _by: Guard | None) -> dict[tuple[Quarter, str], pd.DataFrame]:
    """The rules in force over the register, by quarter and level, of all bases of a build: small, and never changed."""
    return {}


@kept(2)
def _visits(_served: Store, _by: Guard | None) -> dict[str, VisitGroups]:
    """The groups worth a visit, by programme, of all bases of a build."""
    return {}


@kept(16)
def _about(served: Store, quarter: Quarter) -> About:
    return region_basis.about(served, quarter)
