"""What a policy would do in one area alone, for its page: by the engine and the door of the simulator, kept once.

Whoever has not the right to exact cells gets a kabupaten, and whatever names kabupaten, from the perturbed register.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.figures.outcome import Report
from data.figures.perturbed import names_kabupaten
from data.figures.region import what_if
from data.figures.region.what_if import AreaAnswer
from data.store.open import Store
from data.store.scope import Scope
from pages.cached import national_cells, places, simulation, store
from pages.cached.guard import EXACT, Guard
from pages.cached.register import KABUPATEN
from pages.cached.store import kept
from simulator.cells import Cells
from simulator.error import Shares
from simulator.policy.files import Policy
from terms import Quarter


@dataclass(frozen=True)
class AreaQuestion:
    """A policy beside its reference (with its name on the screen) in an area; ``places`` are those of the area."""

    area: str
    quarter: Quarter
    policy: Policy
    reference: tuple[Policy, str]
    programme: str
    places: float | None


def answer(scope: Scope, asked: AreaQuestion, sees_exact: bool = False) -> AreaAnswer:
    """The answer for the area; InputError when it is not wholly within the scope, when a policy cannot be computed, and
    when one would tell of areas beyond the scope."""
    reference, after = asked.reference[0], report(scope, asked, sees_exact)
    before = simulation.report(
        scope, asked.quarter, reference, sees_exact=sees_exact, beside=(asked.policy,), area=asked.area
    )
    errors = tuple(_errors(asked, one, sees_exact) for one in (reference, asked.policy))
    return what_if.answer(asked.area, asked.programme, before, after, (errors[0], errors[1]), asked.places)


def report(scope: Scope, asked: AreaQuestion, sees_exact: bool = False) -> Report:
    """What the policy does, as the simulator shows it to whoever sees this area alone; InputError as of ``answer``."""
    return simulation.report(
        scope, asked.quarter, asked.policy, asked.reference, sees_exact=sees_exact, area=asked.area
    )


def quotas(scope: Scope, area: str, quarter: Quarter, programme: str) -> dict[str, int]:
    """Places of a programme as they were delivered, by kabupaten of the area; empty where none were."""
    rows: pd.DataFrame = places.left(scope.within(area), quarter, KABUPATEN)
    own = rows[rows["programme"] == programme]
    return {str(code): int(quota) for code, quota in zip(own["code"], own["quota"], strict=True)}


def _errors(asked: AreaQuestion, policy: Policy, sees_exact: bool) -> Shares:
    named = any(names_kabupaten(one, asked.quarter) for one in (asked.policy, asked.reference[0]))
    by = national_cells.own_guard() if ("." in asked.area or named) and not sees_exact else EXACT
    return {} if by is None else _shares(store.build(), asked.area, asked.quarter, policy, asked.programme, by)


@kept(64)
def _shares(served: Store, area: str, quarter: Quarter, policy: Policy, programme: str, by: Guard) -> Shares:
    whole = simulation.outcome_by(served, quarter, policy, by)
    entitled = simulation.entitlements(quarter).table.get(programme)
    return what_if.error_shares(_cells(served, area, quarter, by), whole, policy, programme, entitled)


@kept(2)
def _cells(served: Store, area: str, quarter: Quarter, by: Guard) -> Cells:
    return what_if.of_area(national_cells.of_store(served, quarter, by), area)
