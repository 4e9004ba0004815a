"""Says what came and how to write it, for values that cannot be read as their column's type."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from data.contract import columns
from data.inbox.personal_text import shown_name

SUFFIX = "_values_can_be_read"
TESTS = {
    "TINYINT": "unread_tiny",
    "INTEGER": "unread_whole",
    "BIGINT": "unread_long",
    "DOUBLE": "unread_decimal",
    "BOOLEAN": "unread_truth",
    "DATE": "unread_day",
}
FORMS = {
    "TINYINT": "a whole number in digits alone",
    "INTEGER": "a whole number in digits alone, such as 1250, without marks of thousands",
    "BIGINT": "a whole number in digits alone, such as 1250000, without marks of thousands, Rp or decimals",
    "DOUBLE": "a number such as 850.5 or 850,5, without marks of thousands",
    "BOOLEAN": "true or false (also 1 or 0, yes or no, ya or tidak)",
    "DATE": "a day such as 2026-02-05; 05/02/2026 can be two days and is not read",
}


@dataclass(frozen=True)
class Unread:
    """A column of a table with values that cannot be read: how many, and the first of them in order."""

    table: str
    column: columns.Column
    count: int
    first: str

    def sentence(self, shows_value: bool) -> str:
        """What came, how often, and how to write it."""
        came = f" {shown_name(self.first)!r}" if shows_value else ""
        rows = f"{self.count:,} row" if self.count == 1 else f"{self.count:,} rows"
        allowed = "" if self.column.type in ("BOOLEAN", "DATE") else f" ({self.column.allowed_text})"
        return f"{self.column.name}{came} in {rows} must be {FORMS[self.column.type]}{allowed}"


def unread_columns(connection: duckdb.DuckDBPyConnection, table: columns.Table) -> tuple[Unread, ...]:
    """The columns of a staged table with values that came and cannot be read."""
    raw = connection.view(f"raw_{table.name}")
    found = []
    for column in table.columns:
        if column.type not in TESTS:
            continue
        value = duckdb.ColumnExpression(column.name)
        rows = raw.filter(duckdb.FunctionExpression(TESTS[column.type], value))
        count = rows.aggregate("count(*)").fetchall()[0][0]
        if count:
            first = rows.aggregate([duckdb.FunctionExpression("min", value.cast("VARCHAR"))]).fetchall()[0][0]
            found.append(Unread(table.name, column, count, first))
    return tuple(found)


def unread_keys(
    connection: duckdb.DuckDBPyConnection, table: columns.Table, column: columns.Column
) -> duckdb.DuckDBPyRelation:
    """The keys of a staged table's rows of which this column cannot be read."""
    raw = connection.view(f"raw_{table.name}")
    test = duckdb.FunctionExpression(TESTS[column.type], duckdb.ColumnExpression(column.name))
    return raw.filter(test).select(*map(duckdb.ColumnExpression, table.key)).distinct()
