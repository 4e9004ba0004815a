"""Proves what a store must meet before it is served: ``data/sql/claims/``, each a query of what breaks the claim."""

from __future__ import annotations

import duckdb

from data.statements import names, statement
from terms import InputError

SHOWN_ROWS = 3


def prove(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The names of all claims, when all of them hold in the attached ``store``; otherwise one InputError with all
    claims that fail, how often, and the first rows."""
    connection.execute("use store")
    try:
        faults = [fault for claim in names("claims") if (fault := _fault(connection, claim))]
    finally:
        connection.execute("use memory")
    if faults:
        raise InputError("the counts do not agree, so nothing is published: " + "; ".join(faults))
    return tuple(claim.removeprefix("claims/") for claim in names("claims"))


def _fault(connection: duckdb.DuckDBPyConnection, claim: str) -> str | None:
    relation = connection.sql(statement(claim))
    rows = relation.fetchall()
    if not rows:
        return None
    first = "; ".join(
        ", ".join(f"{name} {value}" for name, value in zip(relation.columns, row, strict=True))
        for row in rows[:SHOWN_ROWS]
    )
    sentence = claim.removeprefix("claims/").replace("_", " ")
    return f"{sentence}: fails {len(rows)} times, first at {first}"
