"""A small synthetic inbox, generated once: all quarters, a row for up to a thousand families."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from data.demo import generate
from terms import Quarter

SMALL = {"scale": 0.001, "floor": 30}
TABLES = ("families", "payments", "exits", "updates", "spotcheck", "empowerment", "quotas")


@pytest.fixture(scope="session")
def small_inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    inbox = tmp_path_factory.mktemp("demo") / "inbox"
    generate(inbox, seed=7, **SMALL)
    return inbox


@pytest.fixture
def small(small_inbox: Path) -> duckdb.DuckDBPyConnection:
    """A connection with a view for each table over all quarters, and ``ordinal('2025Q1')``."""
    connection = duckdb.connect()
    for name in TABLES:
        connection.execute(f"CREATE VIEW {name} AS FROM read_parquet('{small_inbox}/*/{name}.parquet')")
    connection.execute("CREATE MACRO ordinal(q) AS left(q, 4)::INTEGER * 4 + right(q, 1)::INTEGER - 1")
    return connection


def in_quarter(inbox: Path, quarter: Quarter, name: str) -> bytes:
    return (inbox / str(quarter) / f"{name}.parquet").read_bytes()
