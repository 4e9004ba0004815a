"""Checks a quarter before it is counted: an error stops the build, unless its rows can be set aside."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path

import duckdb

from data.build.steps import BuildProgress
from data.check import quarantine, run
from data.check.claims import all_claims
from data.check.findings import Finding
from data.contract import input_tables
from data.inbox.delivery import Delivery
from data.statements import statement
from terms import InputError

SHOWN_ERRORS = 10


@dataclass(frozen=True)
class Admission:
    """How a quarter is let in: the site key if identifiers are hashed, and the largest share of a table's rows (0–1)
    that may be set aside as broken; None when any error stops the build; ``unlinked``: the share of a join's rows (0–1)
    that may find nobody, where it is not the usual 10 %."""

    key: bytes | None
    quarantine: float | None
    unlinked: float | None = None


def admit(
    connection: duckdb.DuckDBPyConnection, given: Delivery, how: Admission, rejects: Path, progress: BuildProgress
) -> tuple[Finding, ...]:
    """Stage a quarter of the inbox and check it; all its findings, once it may be counted.

    Afterwards ``families``, ``payments`` and so on are the rows to count; the temporary table ``set_aside_rows`` says
    how many rows of each table came and went. Rows set aside are in the file ``rejects``, with their reasons. Raises
    InputError with the errors that stop the build.
    """
    delivery = run.QuarterCheck(given.quarter, given.folder, None, how.key, how.unlinked)
    checked = run.check_delivery(connection, delivery, _by_claim(given, progress))
    progress(f"{given.quarter} check", 0, 1.0)
    errors = checked.errors if how.quarantine is None else checked.errors_of_files
    if errors:
        raise InputError(_sentence(given, errors, how))
    if checked.errors and how.quarantine is not None:
        balances = quarantine.set_aside(checked.examined, rejects, how.quarantine)
        account = {entry.table: (entry.rows_in, entry.rows_set_aside) for entry in balances}
    else:
        account = {table.name: (_rows(connection, table.name), 0) for table in input_tables.INPUT}
    names, counts = ("tables", "rows_in", "rows_set_aside"), [(name, *rows) for name, rows in account.items()]
    columns = {name: [row[place] for row in counts] for place, name in enumerate(names)}
    connection.execute(statement("build/family/set_aside_rows"), columns)
    return checked.findings


def _by_claim(given: Delivery, progress: BuildProgress) -> run.CheckProgress:
    """Tells how far the check has come by the claims looked at."""
    steps = count(1)
    return lambda _: progress(f"{given.quarter} check", 0, min(next(steps) / (len(all_claims()) + 4), 0.99))


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return connection.view(f"given_{table}").aggregate("count(*)").fetchall()[0][0]


def _sentence(given: Delivery, errors: tuple[Finding, ...], how: Admission) -> str:
    """The errors in one paragraph, and what can be done about them."""
    listed = "; ".join(error.sentence for error in errors[:SHOWN_ERRORS])
    more = f"; and {len(errors) - SHOWN_ERRORS} more" if len(errors) > SHOWN_ERRORS else ""
    way = "" if how.quarantine is not None else "; set broken rows aside with --quarantine"
    return f"{given.quarter} is not built, it has errors: {listed}{more}. See all with tepat check{way}."
