"""What freed places do if they are refilled from those who wait: the scenario with today's recipients as a quota."""

from __future__ import annotations

from data.figures.projection import AreaCourse
from data.store.scope import Scope
from pages.cached import projection, simulation
from pages.cached.projection import Compared
from pages.projection.choice import ProjectionChoice
from pages.scenario import draft
from pages.shared.session import Viewer
from simulator.policy import edit
from simulator.policy.files import Policy
from terms import Quarter


def course(viewer: Viewer, chosen: ProjectionChoice) -> AreaCourse | None:
    """The chosen programme and area when every freed place is offered to those who wait, poorest decile first; None
    without a rule, or where today's recipients may not be told."""
    places = _places(viewer, chosen)
    if places is None:
        return None
    asked = chosen.asked
    filled = refilled(asked.policy, asked.quarter, chosen.programme, places)
    return projection.refilled(viewer.scope, Compared((asked,), chosen.area), filled, chosen.programme)


def refilled(policy: Policy, quarter: Quarter, programme: str, places: int) -> Policy:
    """The scenario that admits up to so many places (families, for PBI persons)."""
    with_quota = edit.with_field(policy, quarter, programme, "quota", places, draft.wording())
    return edit.with_field(with_quota, quarter, programme, "admission", "quota", draft.wording())


def _places(viewer: Viewer, chosen: ProjectionChoice) -> int | None:
    """Those on the programme as it is paid, in the nation; None for a programme without a rule."""
    rule = edit.rule_of(chosen.asked.policy, chosen.asked.quarter, chosen.programme)
    if rule is None:
        return None
    nation, exact = Scope.national(), viewer.sees_exact
    table = simulation.report(nation, chosen.asked.quarter, chosen.asked.policy, sees_exact=exact).table("nation")
    row = table[table["programme"] == chosen.programme].iloc[0]
    return round(float(row["persons_before" if rule.unit == "person" else "recipients_before"]))
