"""The ledgers that the view of the ledger is made of."""

from __future__ import annotations

from data.figures.ledger import Ledger
from pages.cached import movement, register
from pages.movement.choice import MovementChoice
from pages.shared import controls
from pages.shared.session import Viewer
from terms import Quarter


def ledger_of(viewer: Viewer, chosen: MovementChoice, quarters: tuple[Quarter, ...]) -> Ledger:
    """The ledger of the chosen programme and area over these quarters."""
    scope = controls.scope_of(viewer, chosen.area)
    return movement.ledger(scope, chosen.programme, chosen.unit, chosen.level, quarters)


def now(viewer: Viewer, chosen: MovementChoice) -> Ledger:
    """The ledger of the chosen period."""
    return ledger_of(viewer, chosen, chosen.quarters)


def before(viewer: Viewer, chosen: MovementChoice) -> Ledger | None:
    """The ledger of the period before, if it has one."""
    has_one = chosen.before[0].previous() in register.quarters(viewer.scope)
    return ledger_of(viewer, chosen, chosen.before) if has_one else None
