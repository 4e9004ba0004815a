"""Checks a quarter before it is counted: an error stops the build, unless its rows can be set aside."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path

import duckdb

from data.build.steps import BuildProgress
from data.check import quarantine
from data.check.claims import all_claims
from data.check.delivery import Checked, CheckProgress, QuarterCheck, check_delivery
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
    delivery = QuarterCheck(given.quarter, given.folder, None, how.key, how.unlinked)
    checked = check_delivery(connection, delivery, _by_claim(given, progress))
    progress(f"{given.quarter} check", 0, 1.0)
    refuse_errors(given, checked, how)
    if checked.errors and how.quarantine is not None:
        balances = quarantine.set_aside(checked.examined, rejects, how.quarantine)
        account = {entry.table: (entry.rows_in, entry.rows_set_aside) for entry in balances}
    else:
        account = {table.name: (given_rows(connection, table.name), 0) for table in input_tables.INPUT}
    note_account(connection, account)
    return checked.findings


def refuse_errors(given: Delivery, checked: Checked, how: Admission) -> None:
    """Raise InputError when a quarter has errors that stop the build."""
    errors = checked.errors if how.quarantine is None else checked.errors_of_files
    if errors:
        raise InputError(_sentence(given, errors, how))


def note_account(connection: duckdb.DuckDBPyConnection, account: dict[str, tuple[int, int]]) -> None:
    """The temporary table ``set_aside_rows``, from the rows of each table and those set aside."""
    names, counts = ("tables", "rows_in", "rows_set_aside"), [(name, *rows) for name, rows in account.items()]
    columns = {name: [row[place] for row in counts] for place, name in enumerate(names)}
    connection.execute(statement("build/family/set_aside_rows"), columns)


def given_rows(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """The rows of a table as they came."""
    return connection.view(f"given_{table}").aggregate("count(*)").fetchall()[0][0]


def _by_claim(given: Delivery, progress: BuildProgress) -> CheckProgress:
    """Tells how far the check has come by the claims looked at."""
    steps = count(1)
    return lambda _: progress(f"{given.quarter} check", 0, min(next(steps) / (len(all_claims()) + 4), 0.99))


def _sentence(given: Delivery, errors: tuple[Finding, ...], how: Admission) -> str:
    """The errors in one paragraph, and what can be done about them."""
    listed = "; ".join(error.sentence for error in errors[:SHOWN_ERRORS])
    more = f"; and {len(errors) - SHOWN_ERRORS} more" if len(errors) > SHOWN_ERRORS else ""
    way = "" if how.quarantine is not None else "; set broken rows aside with --quarantine"
    return f"{given.quarter} is not built, it has errors: {listed}{more}. See all with tepat check{way}."
