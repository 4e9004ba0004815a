"""What the store holds already: its quarters, their files, and whether a build can go on from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.build_plan import SourceFile
from data.build_quarter import Memory
from data.contract_built import BUILT
from data.publish import DATABASE, Workplace, current_build_id, record
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


def held(place: Workplace) -> Held:
    """Read what the current store holds."""
    build_id = current_build_id(place.store)
    if build_id is None:
        return Held((), None, (), {})
    owners = {Quarter.parse(quarter): owner for quarter, owner in record(place, build_id).items()}
    database = place.build(build_id) / DATABASE
    with duckdb.connect() as connection:
        connection.execute("attach $path as served (read_only)", {"path": str(database)})
        connection.execute("use served")
        if not _has_declared_tables(connection):
            return Held(tuple(owners), None, (), {})
        rows = connection.execute(
            "select quarter, table_name, file, sha256, bytes, modified from source_file order by all"
        ).fetchall()
    files = tuple((quarter, SourceFile(*entry)) for quarter, *entry in rows)
    memories = {quarter: Memory(place.remembered(str(quarter), owner)) for quarter, owner in owners.items()}
    whole = {quarter: memory for quarter, memory in memories.items() if memory.is_whole}
    return Held(tuple(owners), database, files, whole)


def _has_declared_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() where database_name = 'served'"
    ).fetchall()
    wanted = [(table.name, column.name, column.type) for table in BUILT for column in table.columns]
    return sorted(found) == sorted(wanted)
