"""Runs the statements of ``data/sql/`` with their variables, telling how far each has come."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

from data.statements import statement

POLL_SECONDS = 0.5

BuildProgress = Callable[[str, int, float], None]
"""Told the stage, its rows and the share of them done (0–1), again and again while it runs."""

SETTERS = {
    "quarter": "set variable quarter = $value",
    "ordinal": "set variable ordinal = $value::smallint",
    "quarter_before": "set variable quarter_before = $value",
    "first_ordinal": "set variable first_ordinal = $value::smallint",
    "known_family_file": "set variable known_family_file = $value",
    "known_family_before": "set variable known_family_before = $value",
    "known_family_then": "set variable known_family_then = $value",
    "known_family_span": "set variable known_family_span = $value::varchar[]",
    "known_family_before_then": "set variable known_family_before_then = $value",
    "known_family_since": "set variable known_family_since = $value::varchar[]",
    "told_exit_then": "set variable told_exit_then = $value",
    "exit_then": "set variable exit_then = $value",
    "told_exit_file": "set variable told_exit_file = $value",
    "exit_file": "set variable exit_file = $value",
    "earlier_exit_files": "set variable earlier_exit_files = $value::varchar[]",
    "judged_anew": "set variable judged_anew = $value::varchar[]",
    "part_files": "set variable part_files = $value::varchar[]",
    "asked_files": "set variable asked_files = $value::varchar[]",
    "place_files": "set variable place_files = $value::varchar[]",
    "update_file": "set variable update_file = $value",
    "update_files": "set variable update_files = $value::varchar[]",
}


def set_variables(connection: duckdb.DuckDBPyConnection, **values: object) -> None:
    """Give the statements what they ask for with ``getvariable``."""
    for name, value in values.items():
        connection.execute(SETTERS[name], {"value": value})


def run(connection: duckdb.DuckDBPyConnection, *names: str) -> None:
    """Execute these statement files in order."""
    for name in names:
        connection.execute(statement(name))


@contextmanager
def watched(connection: duckdb.DuckDBPyConnection, progress: BuildProgress, stage: str, rows: int) -> Iterator[None]:
    """While the block runs, tell ``progress`` how far DuckDB's current statement has come."""
    ended = threading.Event()

    def poll() -> None:
        while not ended.wait(POLL_SECONDS):
            progress(stage, rows, max(connection.query_progress(), 0.0) / 100)

    watcher = threading.Thread(target=poll, daemon=True)
    progress(stage, rows, 0.0)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
    progress(stage, rows, 1.0)
