"""The rows of a quarter as they came: ``given_<table>``, one view a table with those of the contract's columns that can
be used, text without blanks at its ends and identifiers in their one form. Nothing else of a file is read into the
build.

CSV, tables whose identifiers are to be hashed, and those that are not great are rewritten once as Parquet into the
connection's ``temp_directory``, which its owner removes: every later query is then as cheap as on plain Parquet, a bad
line is met once, and a clear identifier is nowhere kept.
"""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path

import duckdb

from data.contract.columns import Table
from data.inbox.csv_lines import mixed_end
from data.inbox.csv_source import REJECTS_LIMIT, tidied
from data.inbox.files import Source, first_line
from data.inbox.kinds import GREAT, IDENTIFIERS, MANY_ROWS, is_whole
from data.statements import statement
from terms import InputError

BLOCK_BYTES = 64


def make_given_view(
    connection: duckdb.DuckDBPyConnection, source: Source, key: bytes | None, in_files: bool = False
) -> tuple[str, ...]:
    """Make ``given_<table>``, hashed under ``key`` if there is one. Raises InputError when rows cannot be read.

    Returns the Parquet files that hold its rows; with ``in_files`` they hold them as they are in the view, names of
    columns and their order aside.
    """
    usable = source.usable_columns
    hashed_with = key if "family_id" in usable else None
    files = tuple(map(str, source.files)) if usable else ()
    try:
        is_tidy = _is_great(source) and _is_tidy(source)
        columns = _columns(source, is_tidy)
        if not usable:
            relation = connection.sql(statement("inbox/no_rows"))
        else:
            relation = source.relation.select(*columns)
        if hashed_with is not None:
            relation = pseudonymised(connection, relation, hashed_with)
        is_changed = in_files and list(map(str, columns)) != [str(duckdb.ColumnExpression(name)) for name in usable]
        is_dear = not in_files and source.table.name not in GREAT and not is_tidy
        if hashed_with is not None or (usable and (source.is_csv or is_changed or is_dear)):
            files = (str(_written(connection, relation)),)
            relation = connection.read_parquet(files[0])
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as fault:
        raise InputError(_unreadable(source, fault)) from fault
    relation.create_view(f"given_{source.table.name}", replace=True)
    if source.is_csv:
        _note_unread_lines(connection, source)
    return files


def _is_great(source: Source) -> bool:
    """Whether a table has so many rows in Parquet that it is rewritten only if it must be."""
    if source.is_csv or source.table.name in GREAT:
        return not source.is_csv
    return source.relation.aggregate("count(*)").fetchall()[0][0] > MANY_ROWS


def _is_tidy(source: Source) -> bool:
    """Whether no text of a great Parquet table has blanks at its ends or an identifier in another form than its one.

    On columns of few different values this costs next to nothing.
    """
    texts = [name for name in source.usable_columns if source.types[name] == "VARCHAR"]
    others = [name for name in source.usable_columns if name in IDENTIFIERS and name not in texts]
    if not all(is_whole(source.types[name]) for name in others):
        return False
    # Column by column: a filter of one is answered by the dictionary of its values, one of all looks at every row.
    return not any(source.relation.filter(_is_untidy(name)).limit(1).fetchall() for name in texts)


def _is_untidy(name: str) -> duckdb.Expression:
    test = "is_uncanonical" if name in IDENTIFIERS else "is_untidy"
    return duckdb.FunctionExpression(test, duckdb.ColumnExpression(name))


def _columns(source: Source, tidy: bool) -> list[duckdb.Expression]:
    """The columns to be used, in their tidy form."""
    columns = []
    for name in source.usable_columns:
        column, kind = duckdb.ColumnExpression(name), source.types[name]
        if not tidy and name in IDENTIFIERS and not is_whole(kind):
            column = duckdb.FunctionExpression("canonical", column).alias(name)
        elif not tidy and kind == "VARCHAR" and not source.is_csv:
            column = tidied(name).alias(name)
        columns.append(column)
    return columns


def _unreadable(source: Source, fault: duckdb.Error) -> str:
    """What is wrong with files that DuckDB gives up on: for CSV most often lines that end in two ways."""
    ends = [sentence for path in source.files if source.is_csv and (sentence := mixed_end(path))]
    return "; ".join(ends) or f"{source.table.name} cannot be read: {first_line(fault)}"


def make_empty_view(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make ``given_<table>`` of a table that was not given."""
    connection.sql(statement("inbox/no_rows")).create_view(f"given_{table.name}", replace=True)


def rewritten(connection: duckdb.DuckDBPyConnection, relation: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """The same rows, read from a new Parquet file in the connection's ``temp_directory``."""
    return connection.read_parquet(str(_written(connection, relation)))


def _written(connection: duckdb.DuckDBPyConnection, relation: duckdb.DuckDBPyRelation) -> Path:
    folder = Path(connection.sql("select current_setting('temp_directory')").fetchall()[0][0])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"given-{uuid.uuid4().hex}.parquet"
    relation.write_parquet(str(path), compression="zstd")
    return path


def pseudonymised(
    connection: duckdb.DuckDBPyConnection, relation: duckdb.DuckDBPyRelation, key: bytes
) -> duckdb.DuckDBPyRelation:
    """The same rows, their ``family_id`` as a keyed hash; the relation can be asked until the next call."""
    # HMAC as RFC 2104 has it: the key, padded to a block, is combined with two constants.
    block = (key if len(key) <= BLOCK_BYTES else hashlib.sha256(key).digest()).ljust(BLOCK_BYTES, b"\0")
    connection.execute("set variable site_key_inner = $pad", {"pad": bytes(byte ^ 0x36 for byte in block)})
    connection.execute("set variable site_key_outer = $pad", {"pad": bytes(byte ^ 0x5C for byte in block)})
    relation.create_view("given_in_clear", replace=True)
    return connection.sql(statement("inbox/pseudonymised"))


def _note_unread_lines(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Move what DuckDB rejected while reading a CSV table into ``unread_line``."""
    connection.execute("set variable table_name = $name", {"name": source.table.name})
    connection.execute(statement("inbox/new_unread_lines"))
    lines = connection.table("unread_line").filter("table_name = getvariable('table_name')").count("*").fetchall()[0][0]
    connection.execute(statement("inbox/forget_rejects"))
    if lines >= REJECTS_LIMIT:
        raise InputError(f"{source.table.name}: {lines:,} lines or more cannot be read as rows, is it a CSV file?")
