"""What the store holds already: its quarters, their files, and whether a build can go on from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.build.memory import Memory
from data.duckdb_faults import first_line
from data.inbox.delivery import SourceFile
from data.statements import statement
from data.store import finished, layout
from data.store.finished import DATABASE
from data.store.open import cut_off
from data.store.workplace import Workplace
from terms import Quarter


@dataclass(frozen=True)
class Held:
    """The store that is served: its quarters, its database, its files, and the memory of each quarter that can be
    built on. No database when there is none, or when another version of the code made other tables."""

    quarters: tuple[Quarter, ...]
    database: Path | None
    files: tuple[tuple[str, SourceFile], ...]
    memories: dict[Quarter, Memory]

    @property
    def known_files(self) -> dict[tuple[str, str], SourceFile]:
        return {(quarter, entry.file): entry for quarter, entry in self.files}

    @property
    def lost(self) -> tuple[Quarter, ...]:
        """Quarters that are served but cannot be built on: they must be counted again."""
        return tuple(quarter for quarter in self.quarters if quarter not in self.memories)

    @property
    def contents(self) -> dict[Quarter, frozenset[tuple[str, str]]]:
        """Names and hashes of the files of each quarter that need not be counted again."""
        return {
            quarter: frozenset((entry.file, entry.sha256) for name, entry in self.files if name == str(quarter))
            for quarter in self.memories
        }


NOTHING = Held((), None, (), {})


def held(place: Workplace, build_id: str) -> Held:
    """Read what the served build holds; StoreFault when it is damaged."""
    build = finished.read(place.store, build_id)
    if build is None:
        raise finished.damaged(place.store, build_id, f"its {finished.RECORD} is missing or cannot be read")
    database = place.build(build_id) / DATABASE
    if lack := cut_off(database, build.bytes):
        raise finished.damaged(place.store, build_id, lack)
    owners = {Quarter.parse(quarter): owner for quarter, owner in build.quarters.items()}
    try:
        files = _files(database, build.layout)
    except duckdb.Error as fault:
        raise finished.damaged(place.store, build_id, first_line(fault)) from fault
    if files is None:
        return Held(tuple(owners), None, (), {})
    memories = {quarter: Memory(place.remembered(str(quarter), owner)) for quarter, owner in owners.items()}
    whole = {quarter: memory for quarter, memory in memories.items() if memory.is_whole}
    return Held(tuple(owners), database, files, whole)


def _files(database: Path, number: int) -> tuple[tuple[str, SourceFile], ...] | None:
    """The files of each quarter of a database; None when its tables are of another layout."""
    with duckdb.connect() as connection:
        connection.execute("attach $path as served (read_only)", {"path": str(database)})
        if layout.difference(connection, "served", number):
            return None
        connection.execute("use served")
        rows = connection.execute(statement("read/source_files")).fetchall()
    return tuple((quarter, SourceFile(*entry)) for quarter, *entry in rows)
