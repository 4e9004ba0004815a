"""Proves what a store must meet before it is served: ``data/sql/build/claims/``, each a query of what breaks it.

``data/sql/build/claims_between/`` are the checks of one quarter against the last, on what was remembered of its
families.
"""

from __future__ import annotations

import duckdb

from data.check.claims import read_claim
from data.check.findings import ERROR, Finding
from data.check.linking import LinkRows, findings_between, links_between
from data.statements import names, statement
from terms import InputError, Quarter

SHOWN_ROWS = 3
Result = tuple[str, str, int]


def prove(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The names of all claims, when all of them hold in the attached ``store``; otherwise one InputError with all
    claims that fail, how often, and the first rows."""
    connection.execute("use store")
    try:
        faults = [fault for claim in names("build/claims") if (fault := _fault(connection, claim))]
    finally:
        connection.execute("use memory")
    if faults:
        raise InputError("the counts do not agree, so nothing is published: " + "; ".join(faults))
    return tuple(claim.removeprefix("build/claims/") for claim in names("build/claims"))


def claims_between() -> tuple[str, ...]:
    """The names of the claims that need the quarter before."""
    links = tuple(link.name for link in links_between())
    return links + tuple(name.removeprefix("build/claims_between/") for name in names("build/claims_between"))


def judge_between(
    connection: duckdb.DuckDBPyConnection, quarter: Quarter, most: float, found: LinkRows
) -> tuple[list[Finding], list[Result]]:
    """What the joins of a quarter with the one before found, and name, severity and failures of these and of each claim
    about both, from the ledger's ``path``. ``most``: the share of a join's rows (0–1) that may find nobody;
    ``found``: what the joins found.

    Raises InputError when an error is among them.
    """
    told = findings_between(found, quarter, most)
    results = [(finding.claim, finding.severity, finding.count) for finding in told]
    faults = [f"{finding.claim}: {finding.message}" for finding in told if finding.severity == ERROR]
    for claim in map(read_claim, names("build/claims_between")):
        relation = connection.sql(claim.query)
        broken = relation.fetchall()
        failures = sum(row[-1] for row in broken)
        results.append((claim.name, claim.severity, failures))
        if failures and claim.severity == ERROR:
            faults.append(f"{claim.name}: {claim.meaning} ({_shown(relation.columns, broken)})")
    if faults:
        raise InputError(f"{quarter} is not built, it has errors: {'; '.join(faults)}")
    return told, results


def _fault(connection: duckdb.DuckDBPyConnection, claim: str) -> str | None:
    relation = connection.sql(statement(claim))
    rows = relation.fetchall()
    if not rows:
        return None
    sentence = claim.removeprefix("build/claims/").replace("_", " ")
    return f"{sentence}: fails {len(rows)} times, first at {_shown(relation.columns, rows)}"


def _shown(columns: list[str], rows: list[tuple[object, ...]]) -> str:
    return "; ".join(
        ", ".join(f"{name} {value}" for name, value in zip(columns, row, strict=True)) for row in rows[:SHOWN_ROWS]
    )
