"""The published store, opened read-only and hardened: the only way from the app to the figures."""

from __future__ import annotations

import weakref
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd

from data.duckdb_faults import first_line, is_unreadable
from data.statements import run_folder
from data.store import finished, layout
from data.store.finished import DATABASE, StoreFault
from data.store.version import code_version
from terms import InputError

Read = TypeVar("Read")
OPEN_BUILDS = 2
#: More than people who read at the same moment; others are closed when they are done with.
IDLE_CURSORS = 8
LIMITS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "256MB",
    "enable_external_access": False,
    "lock_configuration": True,
}


@dataclass(frozen=True)
class Store:
    """One finished build. Equal builds are equal values, so that results can be cached by it."""

    path: Path
    build_id: str

    def cursor(self) -> Reading:
        """A cursor for one read; a shared connection refuses a second reader at the same time.

        It has the macros of ``data/sql/read/macros``, which are no part of the file, so that older builds read alike.
        Making them costs more than many a read, so that cursors whose readers are gone are used again.
        """
        opened = _connection(self)
        try:
            cursor = opened.idle.pop()
        except IndexError:
            cursor = opened.connection.cursor()
            run_folder(cursor, "read/macros")
        reading = Reading(self, cursor)
        weakref.finalize(reading, opened.idle.append, cursor).atexit = False
        return reading

    def close(self) -> None:
        """Let go of the file; a read that runs ends first, and the next one opens it anew."""
        _connection.cache_clear()


@dataclass(frozen=True, eq=False)
class Reading:
    """One read of a build. What DuckDB says of a damaged file becomes a StoreFault with the ways on."""

    store: Store
    cursor: duckdb.DuckDBPyConnection

    def execute(self, statement: str, values: object = None) -> Reading:
        self._said_clearly(lambda: self.cursor.execute(statement, values))
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._said_clearly(self.cursor.fetchall)

    def fetchnumpy(self) -> dict[str, Any]:
        return self._said_clearly(self.cursor.fetchnumpy)

    def df(self) -> pd.DataFrame:
        return self._said_clearly(self.cursor.df)

    def _said_clearly(self, read: Callable[[], Read]) -> Read:
        try:
            return read()
        except duckdb.Error as fault:
            if not is_unreadable(fault):
                raise
            raise finished.damaged(self.store.path, self.store.build_id, first_line(fault)) from fault


def open_store(path: Path) -> Store:
    """The build that ``store/current`` names now: cheap, so ask each time, and a new build is noticed.

    Raises StoreFault when there is no finished build, or when it cannot be read by this code.
    """
    build_id = finished.current_build_id(path)
    if build_id is None:
        raise StoreFault("none", f"store: there is no finished build in {path}; make one with: tepat build")
    store = Store(path.resolve(), build_id)
    _connection(store)
    return store


def open_build(path: Path, build_id: str) -> Store:
    """The build of this name, served or still kept behind it: another one never answers in its place.

    Raises InputError, which names the build that is served, when it is no longer there.
    """
    served = open_store(path)
    kept = {file.parent.name for file in (served.path / "builds").glob(f"*/{DATABASE}")}
    if build_id not in kept:
        raise InputError(
            f"build: {build_id} was asked for, and {path} serves build {served.build_id};"
            f" kept are {', '.join(sorted(kept))}"
        )
    store = Store(served.path, build_id)
    _connection(store)
    return store


@dataclass(frozen=True, eq=False)
class OpenBuild:
    """The one connection to a build, and cursors of it that nobody reads with."""

    connection: duckdb.DuckDBPyConnection
    idle: deque[duckdb.DuckDBPyConnection]


@lru_cache(maxsize=OPEN_BUILDS)
def _connection(store: Store) -> OpenBuild:
    """One connection a build and process; an older build is closed with its last reader."""
    build = finished.read(store.path, store.build_id)
    if build is None:
        raise finished.damaged(store.path, store.build_id, f"its {finished.RECORD} is missing or cannot be read")
    file = finished.folder_of(store.path, store.build_id) / DATABASE
    if lack := cut_off(file, build.bytes):
        raise finished.damaged(store.path, store.build_id, lack)
    try:
        connection = duckdb.connect(file, read_only=True, config=LIMITS)
        differs = layout.difference(connection, file.stem, build.layout)
    except duckdb.Error as fault:
        raise finished.damaged(store.path, store.build_id, first_line(fault)) from fault
    if differs:
        connection.close()
        raise finished.other_layout(build, differs, code_version())
    return OpenBuild(connection, deque(maxlen=IDLE_CURSORS))


def cut_off(file: Path, size: int | None) -> str:
    """What is wrong with the length of a database; empty when it is as noted, or was not noted."""
    if not file.is_file():
        return f"its {file.name} is missing"
    found = file.stat().st_size
    return f"its {file.name} has {found:,} bytes, not {size:,}" if size not in (None, found) else ""
