"""The one form of identifiers: whole numbers if all of a quarter can be, otherwise text; never one that lost digits."""

from __future__ import annotations

import re
from collections.abc import Iterable

import duckdb

from data.inbox.fault import Fault
from data.inbox.files import Source
from data.inbox.kinds import GREAT, IDENTIFIERS, NOTHING, WHOLE, is_whole
from data.statements import statement

ROUNDED = "identifiers_keep_all_digits"


def first_text(connection: duckdb.DuckDBPyConnection, sources: Iterable[Source]) -> str | None:
    """Where a family_id of the quarter is no whole number in whatever form, with what it looks like, never its value;
    None when all are: then they are kept as integers, which join and follow in whatever form they came."""
    for source in sources:
        given = connection.view(f"given_{source.table.name}")
        kind = dict(zip(given.columns, map(str, given.types), strict=True)).get("family_id", NOTHING)
        if kind == NOTHING or kind in WHOLE:
            continue
        value = duckdb.ColumnExpression("family_id").cast("VARCHAR")
        is_text = duckdb.FunctionExpression("is_text_identifier", value)
        found = given.filter(is_text).select(value).limit(1).fetchall()
        if found:
            return f"{source.table.name} has one like {_looks(found[0][0])}"
    return None


def identifier_faults(connection: duckdb.DuckDBPyConnection, source: Source, hashed: bool) -> list[Fault]:
    """The columns of identifiers of which some were rounded by a spreadsheet or a data frame."""
    faults = []
    for name in source.usable_columns:
        count = _rounded(connection, source, name, hashed) if _can_be_rounded(source, name) else 0
        if count:
            text = (
                f"{source.table.name}: {name} has lost digits in {count:,} rows (such as 6,00007E+07, or a number with"
                " a fraction): write identifiers as text or as whole numbers"
            )
            faults.append(Fault(source.table.name, ROUNDED, text))
    return faults


def _can_be_rounded(source: Source, name: str) -> bool:
    """Texts of great Parquet tables are hashes, too many to look at; whole numbers have all their digits."""
    is_great = source.types[name] == "VARCHAR" and not source.is_csv and source.table.name in GREAT
    return name in IDENTIFIERS and not is_whole(source.types[name]) and not is_great


def _rounded(connection: duckdb.DuckDBPyConnection, source: Source, name: str, hashed: bool) -> int:
    """How many values lost digits, in the file, or in what was read of it: a CSV file is read once where it can be."""
    is_kept = source.is_csv and not (hashed and name == "family_id")
    rows = connection.view(f"given_{source.table.name}") if is_kept else source.relation
    test = duckdb.FunctionExpression("is_rounded", duckdb.ColumnExpression(name))
    count = rows.filter(test).aggregate("count(*)").fetchall()[0][0]
    if source.is_csv:
        connection.execute(statement("inbox/forget_rejects"))
    return count


def _looks(value: str) -> str:
    """The shape of a value: A for a letter, 9 for a digit."""
    letters = re.sub(r"[^\W\d_]", "A", value[:40])
    return re.sub(r"\d", "9", letters)
