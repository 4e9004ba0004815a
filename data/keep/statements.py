"""The SQL files of ``data/keep/sql``: SQLite, for the application's own database of scenarios and records."""

from __future__ import annotations

from pathlib import Path

from data import statements

SQL = Path(__file__).parent / "sql"


def statement(name: str) -> str:
    """The text of ``data/keep/sql/<name>.sql``."""
    return statements.statement(name, SQL)


def names(folder: str) -> tuple[str, ...]:
    """The statements of a folder of ``data/keep/sql``, in order, as names for ``statement``."""
    return statements.names(folder, SQL)
