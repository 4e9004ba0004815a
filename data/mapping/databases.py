"""Opens a table of a database by its address, read only. The database writes the statement itself, from the names as
parameters, so that no name is ever put into SQL here."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import adbc_driver_postgresql.dbapi as postgresql
import duckdb

from data.duckdb_faults import first_line
from data.inbox.csv_header import plain_name
from data.mapping.entries import FileOrigin
from data.mapping.rows import BATCH, TheirRows, named, streamed
from data.statements import statement
from terms import InputError

SQLITE, POSTGRESQL = "sqlite", ("postgresql", "postgres")
FORMS = "sqlite:FILE or postgresql://user@host:5432/database"


def open_table(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    origin: FileOrigin,
    stack: ExitStack,
    wanted: tuple[str, ...] | None,
) -> TheirRows:
    """The wanted columns of a table, or all; the database stays open as long as the stack.

    Raises InputError when the address, the password's variable or the table is wrong.
    """
    if urlsplit(origin.address).scheme in POSTGRESQL:
        return _postgresql(connection, origin, stack, wanted)
    return _sqlite(connection, folder, origin, stack, wanted)


def table_names(folder: Path, origin: FileOrigin) -> tuple[str, ...]:
    """The tables and views of a database, as a mapping names them. InputError when it cannot be read."""
    with ExitStack() as stack:
        if urlsplit(origin.address).scheme in POSTGRESQL:
            with _told(f"{_shown(origin.address)} cannot be read", postgresql.Error):
                return tuple(_tables(_postgresql_cursor(origin, stack), "postgresql"))
        path = _sqlite_file(folder, origin)
        with _told(f"{path.name} cannot be read as a SQLite database", sqlite3.Error):
            return tuple(_tables(_sqlite_cursor(path, stack), "sqlite"))


@contextmanager
def _told(said: str, kind: type[Exception]) -> Iterator[None]:
    """Faults of a database as one sentence."""
    try:
        yield
    except kind as fault:
        raise InputError(f"{said}: {first_line(fault)}") from fault


def _tables(cursor: Any, kind: str) -> list[str]:
    cursor.execute(statement(f"mapping/sources/{kind}_tables"))
    return [row[0] for row in cursor.fetchall()]


def _sqlite_file(folder: Path, origin: FileOrigin) -> Path:
    if urlsplit(origin.address).scheme != SQLITE:
        raise InputError(f"address: must be {FORMS}, got {_shown(origin.address)}")
    path = folder / origin.address.removeprefix("sqlite:").removeprefix("//")
    if not path.is_file():
        raise InputError(f"address: {path.name} is not a file in {folder.name}; write sqlite:FILE")
    return path


def _sqlite_cursor(path: Path, stack: ExitStack) -> sqlite3.Cursor:
    """On the file opened for reading; DuckDB's threads ask for the rows, one at a time."""
    place = f"{path.resolve().as_uri()}?mode=ro"
    return stack.enter_context(closing(sqlite3.connect(place, uri=True, check_same_thread=False))).cursor()


def _sqlite(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    origin: FileOrigin,
    stack: ExitStack,
    wanted: tuple[str, ...] | None,
) -> TheirRows:
    path = _sqlite_file(folder, origin)
    with _told(f"{path.name} cannot be read as a SQLite database", sqlite3.Error):
        cursor = _sqlite_cursor(path, stack)
        told = cursor.execute(statement("mapping/sources/sqlite_columns"), {"table": origin.table})
        cells = [name for (name,) in told]
        label = _label(path.name, origin, cells, _tables(cursor, "sqlite"))
        chosen = _chosen(cells, wanted)
        asked = {"table": origin.table, "columns": json.dumps(chosen)}
        rows = cursor.execute(cursor.execute(statement("mapping/sources/sqlite_select"), asked).fetchone()[0])
    return _opened(label, cells, chosen, streamed(connection, chosen, _fetched(rows)))


def _fetched(rows: sqlite3.Cursor) -> Iterator[tuple[object, ...]]:
    while batch := rows.fetchmany(BATCH):
        yield from batch


def _postgresql_cursor(origin: FileOrigin, stack: ExitStack) -> postgresql.Cursor:
    database = stack.enter_context(postgresql.connect(_with_password(origin)))
    return stack.enter_context(database.cursor())


def _postgresql(
    connection: duckdb.DuckDBPyConnection, origin: FileOrigin, stack: ExitStack, wanted: tuple[str, ...] | None
) -> TheirRows:
    with _told(f"{_shown(origin.address)} cannot be read", postgresql.Error):
        cursor = _postgresql_cursor(origin, stack)
        cursor.execute(statement("mapping/sources/postgresql_columns"), (origin.table,))
        cells = [row[0] for row in cursor.fetchall()]
        label = _label(_shown(origin.address), origin, cells, _tables(cursor, "postgresql"))
        chosen = _chosen(cells, wanted)
        cursor.execute(statement("mapping/sources/postgresql_select"), (origin.table, json.dumps(chosen)))
        cursor.execute(cursor.fetchone()[0])
        reader = cursor.fetch_record_batch()
    return _opened(label, cells, chosen, connection.from_arrow(reader))


def _with_password(origin: FileOrigin) -> str:
    """The address with the password of the variable that the mapping names; a password in the address is refused."""
    parts = urlsplit(origin.address)
    if parts.password is not None:
        raise InputError(
            'address: must hold no password; put it into a variable and name that: password = "DB_PASSWORD"'
        )
    if not origin.password:
        return origin.address
    password = os.environ.get(origin.password)
    if password is None:
        raise InputError(f"password: the variable {origin.password} is not set in the environment")
    user, _, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(password, safe='')}@{host}"))


def _label(name: str, origin: FileOrigin, cells: list[str], tables: list[str]) -> str:
    if not cells:
        raise InputError(f"table: {origin.table} is not in {name}, which has {', '.join(tables[:20]) or 'no table'}")
    return f"{name}, table {origin.table}"


def _chosen(cells: list[str], wanted: tuple[str, ...] | None) -> list[str]:
    """The columns to ask for, as the database writes them; a missing one is told when the rows are opened."""
    return [cell for cell in cells if wanted is None or plain_name(cell) in wanted] or cells[:1]


def _opened(label: str, cells: list[str], chosen: list[str], relation: duckdb.DuckDBPyRelation) -> TheirRows:
    _, twice = named(cells)
    names = {plain_name(cell): cell for cell in chosen}
    return TheirRows(label, relation, names, twice)


def _shown(address: str) -> str:
    """An address without who asks and with what password."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts.netloc else address[:60]
