"""The SQL files of ``data/sql``, read once. Values never become part of a statement; whole files do."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb

SQL = Path(__file__).parent / "sql"


@cache
def statement(name: str, sql: Path = SQL) -> str:
    """The text of ``data/sql/<name>.sql``, or of that file of another such folder."""
    return (sql / f"{name}.sql").read_text(encoding="utf-8")


@cache
def names(folder: str, sql: Path = SQL) -> tuple[str, ...]:
    """The statements of a folder of ``data/sql``, in order, as names for ``statement``."""
    return tuple(f"{folder}/{path.stem}" for path in sorted((sql / folder).glob("*.sql")))


def run_folder(connection: duckdb.DuckDBPyConnection, folder: str) -> None:
    """Run every statement of a folder in order."""
    for name in names(folder):
        connection.execute(statement(name))
