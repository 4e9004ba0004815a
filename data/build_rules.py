"""The enacted rules that the ledger and the spot check's sums are measured by."""

from __future__ import annotations

from datetime import date

import duckdb

from data.statements import statement
from simulator import policy
from terms import REGISTER_PROGRAMMES, Quarter


def make_enacted_rules(connection: duckdb.DuckDBPyConnection, quarter: Quarter) -> None:
    """The temporary table ``enacted_rule`` of a quarter: only programmes with a limit in force on its first day."""
    day = date(quarter.year, quarter.number * 3 - 2, 1)
    enacted = policy.named(policy.ENACTED)
    rules = []
    for programme in REGISTER_PROGRAMMES:
        limit = enacted.in_force(programme.code, "max_decile", day)
        component = enacted.in_force(programme.code, "needs_component", day)
        if limit is not None:
            rules.append((programme.code, limit.value, component is not None and component.value))
    names = ("programmes", "max_deciles", "need_component")
    columns = {name: [rule[place] for rule in rules] for place, name in enumerate(names)}
    connection.execute(statement("16_enacted_rule"), columns)
