"""The published store, opened read-only and hardened: the only way from the app to the figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from data.publish import DATABASE
from terms import InputError

OPEN_BUILDS = 2
LIMITS = {"threads": 2, "memory_limit": "2GB", "enable_external_access": False, "lock_configuration": True}


@dataclass(frozen=True)
class Store:
    """One finished build. Equal builds are equal values, so that results can be cached by it."""

    path: Path
    build_id: str

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one read; a shared connection refuses a second reader at the same time."""
        return _connection(self).cursor()

    def close(self) -> None:
        """Let go of the file; a read that runs ends first, and the next one opens it anew."""
        _connection.cache_clear()


def open_store(path: Path) -> Store:
    """The build that ``store/current`` points at now: cheap, so ask each time, and a new build is noticed.

    Raises InputError when there is no finished build, or when it cannot be opened.
    """
    try:
        build = (path / "current").resolve(strict=True)
    except OSError as fault:
        raise InputError(f"store: there is no finished build in {path}; make one with: tepat build") from fault
    store = Store(path.resolve(), build.name)
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


@lru_cache(maxsize=OPEN_BUILDS)
def _connection(store: Store) -> duckdb.DuckDBPyConnection:
    """One connection a build and process; an older build is closed with its last reader."""
    file = store.path / "builds" / store.build_id / DATABASE
    try:
        return duckdb.connect(file, read_only=True, config=LIMITS)
    except duckdb.Error as fault:
        raise InputError(f"store: build {store.build_id} in {store.path} cannot be opened: {fault}") from fault
