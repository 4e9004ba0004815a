"""Sets broken rows of a checked quarter aside, so that the rest can be built: no row is dropped in silence.

A row goes by its table's key: every row whose key breaks a claim goes, with all its reasons. What depends on a row that
went (the payment of a family, the recheck of a visit) is judged again, until nothing more breaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.check.claims import Claim
from data.check.findings import ERROR
from data.check.judge import Examined
from data.contract import columns, input_tables
from data.spreadsheet import Writer
from data.statements import run_folder, statement
from terms import InputError

DEFAULT_SHARE = 0.005
ROWS_AT_ONCE = 10_000


@dataclass(frozen=True)
class SetAside:
    """One table's balance: ``rows_in`` (lines of CSV that are no rows too) = ``rows_kept`` + ``rows_set_aside``."""

    table: str
    rows_in: int
    rows_kept: int
    rows_set_aside: int

    @property
    def share(self) -> float:
        return self.rows_set_aside / self.rows_in if self.rows_in else 0.0

    def with_other(self, other: SetAside) -> SetAside:
        """The balance of both parts of a table."""
        parts = zip(*((one.rows_in, one.rows_kept, one.rows_set_aside) for one in (self, other)), strict=True)
        return SetAside(self.table, *map(sum, parts))


def set_aside(examined: Examined, rejects_path: Path, share: float = DEFAULT_SHARE) -> tuple[SetAside, ...]:
    """Set the rows of a staged quarter that break an error aside, into a Parquet or CSV file with their reasons.

    Afterwards the connection's tables (families, payments, …) are those without the broken rows: schema ``kept``, then
    ``staged``, is searched. Raises InputError, and writes nothing, when more than ``share`` of a table would go. Faults
    of whole files cannot be set aside; refuse them first.
    """
    balances = take_aside(examined)
    refuse_too_many(balances, share)
    if rejects_path.suffix.lower() == ".csv":
        write_csv(examined.connection, rejects_path, "check/quarantine/set_aside_rows")
    else:
        examined.connection.sql(statement("check/quarantine/set_aside_rows")).write_parquet(str(rejects_path))
    return balances


def take_aside(examined: Examined) -> tuple[SetAside, ...]:
    """As ``set_aside``, without looking at how many they are; the rows are in the table ``staged.set_aside``."""
    connection = examined.connection
    connection.execute("drop schema if exists memory.kept cascade")
    connection.execute("create schema memory.kept")
    for table in input_tables.INPUT:
        _no_broken_keys(connection, table)
    run_folder(connection, "check/quarantine/kept")
    connection.execute("set search_path = 'memory.kept,memory.staged'")
    while _note_broken_keys(examined):
        examined.refresh()
    run_folder(connection, "check/quarantine/reasons")
    connection.execute(statement("check/quarantine/set_aside"))
    return tuple(_balance(connection, table.name) for table in input_tables.INPUT)


def write_csv(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """The rows of a statement, one by one through the one place that makes cells, in parts of bounded size."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer, found = Writer(file), connection.execute(statement(name))
        writer.row(name for name, *_ in found.description)
        while rows := found.fetchmany(ROWS_AT_ONCE):
            for row in rows:
                writer.row(row)


def _no_broken_keys(connection: duckdb.DuckDBPyConnection, table: columns.Table) -> None:
    """``broken_<table>``: keys to be set aside, each with a claim that it breaks; none yet."""
    reason = duckdb.ConstantExpression("").cast("VARCHAR").alias("reason")
    keys = connection.view(f"staged.{table.name}").select(*_columns(table), reason)
    keys.limit(0).create(f"staged.broken_{table.name}")


def _note_broken_keys(examined: Examined) -> bool:
    """Note the keys of all rows that break an error; whether any of them is new.

    All claims about a table are looked at in one statement, so that a row that goes for one reason is judged for all.
    """
    connection = examined.connection
    before = _broken_keys(connection)
    broken: dict[str, duckdb.DuckDBPyRelation] = {}
    for claim in examined.judged_claims():
        if claim.severity == ERROR:
            keys = _keys(connection, claim)
            broken[claim.table] = broken[claim.table].union(keys) if claim.table in broken else keys
    for table, keys in broken.items():
        keys.insert_into(f"staged.broken_{table}")
    return _broken_keys(connection) > before


def _keys(connection: duckdb.DuckDBPyConnection, claim: Claim) -> duckdb.DuckDBPyRelation:
    reason = duckdb.ConstantExpression(claim.name).alias("reason")
    return connection.sql(claim.query).select(*_columns(input_tables.table(claim.table)), reason)


def _broken_keys(connection: duckdb.DuckDBPyConnection) -> int:
    return sum(
        connection.table(f"staged.broken_{table.name}").select(*_columns(table)).distinct().count("*").fetchall()[0][0]
        for table in input_tables.INPUT
    )


def _columns(table: columns.Table) -> list[duckdb.Expression]:
    return [duckdb.ColumnExpression(name) for name in table.key]


def _balance(connection: duckdb.DuckDBPyConnection, table: str) -> SetAside:
    """Count what came, what is kept and what is set aside, each for itself; they must agree."""
    connection.execute("set variable table_name = $name", {"name": table})
    mine = "table_name = getvariable('table_name')"
    unread = _count(connection.table("staged.unread_line").filter(mine))
    given = _count(connection.view(f"staged.{table}")) + unread
    kept = _count(connection.view(f"kept.{table}"))
    gone = _count(connection.table("staged.set_aside").filter(mine))
    if given != kept + gone:
        raise AssertionError(f"{table}: {given} rows in, but {kept} kept and {gone} set aside")
    return SetAside(table, given, kept, gone)


def _count(rows: duckdb.DuckDBPyRelation) -> int:
    return rows.count("*").fetchall()[0][0]


def refuse_too_many(balances: tuple[SetAside, ...], share: float) -> None:
    """Raise InputError when more than this share of a table's rows (0–1) would go."""
    faults = [
        f"{entry.table}: {entry.rows_set_aside:,} of {entry.rows_in:,} rows ({100 * entry.share:.2f} %)"
        for entry in balances
        if entry.share > share
    ]
    if faults:
        raise InputError(f"quarantine: at most {100 * share:g} % of a table may be set aside, got {'; '.join(faults)}")
