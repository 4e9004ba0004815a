"""The nation's targeting errors of a simulated policy for the terminal: by the rules in force, and by its own."""

from __future__ import annotations

import pandas as pd

from data.read.accuracy import models
from data.store.open import Store
from data.store.scope import Scope
from simulator.engine.outcome import Outcome
from simulator.error import Errors
from simulator.error import errors as errors_of
from simulator.policy.enacted import draws_another_line
from simulator.policy.files import ENACTED, Policy, named
from terms import REGISTER_PROGRAMMES

ERRORS = ("inclusion", "exclusion")
BOUNDS = {"": "value", "_low": "low", "_high": "high"}
COLUMNS = tuple(f"{error}_error{rule}{part}" for rule in ("", "_own_rule") for error in ERRORS for part in BOUNDS)


def of_nation(store: Store, policy: Policy, outcome: Outcome) -> pd.DataFrame:
    """One row a programme of the register: programme and ``COLUMNS``, shares with 95 % intervals.

    Columns ``…_own_rule`` are the errors were those entitled whom the policy's own rule means; empty where that is as
    enacted, where no such estimate is in the build, and all are where the build has no spot check to estimate from.
    """
    rows = [_row(store, policy, outcome, one.code) for one in REGISTER_PROGRAMMES]
    return pd.DataFrame(rows, columns=["programme", *COLUMNS])


def _row(store: Store, policy: Policy, outcome: Outcome, programme: str) -> dict[str, object]:
    quarter, scope = outcome.quarter, Scope.national()
    enacted, rule = named(ENACTED).rules(quarter)[programme], policy.rules(quarter).get(programme)
    found: dict[str, object] = {"programme": programme}
    known = models.entitled(store, scope, quarter).table.get(programme)
    if known is not None:
        found |= _columns(errors_of(outcome, programme, known, enacted, rule), "")
    if rule is not None and draws_another_line(policy, quarter, programme):
        own = models.entitled_by(store, scope, quarter, programme, rule)
        found |= {} if own is None else _columns(errors_of(outcome, programme, own, rule, rule), "_own_rule")
    return found


def _columns(found: Errors, rule: str) -> dict[str, object]:
    figures = {error: getattr(found, error) for error in ERRORS}
    return {
        f"{error}_error{rule}{part}": getattr(figure, name)
        for error, figure in figures.items()
        for part, name in BOUNDS.items()
    }
