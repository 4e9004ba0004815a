"""Mends ``store/current`` after a copy that lost it, or after a build that was served was damaged. Deletes nothing."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

import duckdb

import pointer
from data.duckdb_faults import first_line
from data.statements import statement
from data.store import finished
from data.store.finished import CURRENT, DATABASE, RECORD, Finished
from data.store.folder import locked
from data.store.open import cut_off
from data.store.workplace import writable
from terms import InputError


@dataclass(frozen=True)
class Repaired:
    """The build that is served now, whether ``current`` had to be changed for it, and what was found, a line each."""

    build_id: str
    changed: bool
    lines: tuple[str, ...]


def repair(store: Path) -> Repaired:
    """Let the store serve the newest whole build, unless the one that it serves is whole.

    Raises InputError when no build is whole: then all must be counted anew.
    """
    if not finished.holds_builds(store):
        raise InputError(f"store: there is no finished build in {store}; make one with: tepat build")
    with locked(store), writable(store):
        lines = _set_copy_aside(store)
        whole = []
        for build in reversed(finished.all_of(store)):
            fault = fault_of(store, build)
            lines.append(f"{build.build_id} ({_quarters(build)}): {fault or 'whole'}")
            whole += [] if fault else [build]
        if not whole:
            raise InputError(
                f"store: no build in {store} is whole ({'; '.join(lines)}); count every quarter of the inbox anew with:"
                f" tepat build --anew"
            )
        served = _served(store)
        if served in {build.build_id for build in whole}:
            return Repaired(served, False, tuple(lines))
        newest = max(whole, key=lambda build: (build.layout, build.order))
        pointer.write(store / CURRENT, Path("builds") / newest.build_id)
    return Repaired(newest.build_id, True, tuple(lines))


def fault_of(store: Path, build: Finished) -> str:
    """What is wrong with a finished build, every table read to its end; empty when it is whole."""
    file = finished.folder_of(store, build.build_id) / DATABASE
    if lack := cut_off(file, build.bytes):
        return lack
    try:
        # Attached, since a process that serves the file already may not open it in another way.
        with duckdb.connect() as connection:
            connection.execute("attach $path as examined (read_only)", {"path": str(file)})
            connection.execute("use examined")
            tables = connection.execute(statement("read/tables")).fetchall()
            for (table,) in tables:
                _read_to_its_end(connection.table(table))
    except duckdb.Error as fault:
        return first_line(fault)
    return "" if tables else "it holds no table"


def _read_to_its_end(table: duckdb.DuckDBPyRelation) -> None:
    """Every value takes part in a hash: DuckDB checks a block only when it is read."""
    values = duckdb.FunctionExpression("hash", *map(duckdb.ColumnExpression, table.columns))
    table.aggregate([duckdb.FunctionExpression("bit_xor", values)]).fetchall()


def _quarters(build: Finished) -> str:
    return ", ".join(sorted(build.quarters)) or "no quarter"


def _served(store: Path) -> str:
    try:
        return finished.current_build_id(store) or ""
    except finished.StoreFault:
        return ""


def _set_copy_aside(store: Path) -> list[str]:
    """A copy that follows links makes ``current`` a folder: a second copy of a build, or the only one."""
    copied = store / CURRENT
    if copied.is_symlink() or not copied.is_dir():
        return []
    build_id = _told_id(copied)
    if build_id and not finished.folder_of(store, build_id).exists():
        (store / "builds").mkdir(exist_ok=True)
        copied.rename(finished.folder_of(store, build_id))
        return [f"{copied} was the build {build_id} itself: moved into {store / 'builds'}"]
    aside = store / f"{CURRENT}.copy-{secrets.token_hex(3)}"
    copied.rename(aside)
    return [f"{copied} was a folder, not a link: now {aside}, which may be deleted"]


def _told_id(folder: Path) -> str:
    """The name of the build that a folder holds; empty when it tells none that can be a name."""
    try:
        name = str(json.loads((folder / RECORD).read_text(encoding="utf-8"))["build_id"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return name if name.replace("-", "").isalnum() else ""
