"""A quarter whose tables of families were cut into shards: all that a task must know to stage one of them."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from data.contract import input_tables
from data.inbox.aside import Scratch
from data.inbox.codes import CodeReading
from data.inbox.cut import shard_files
from data.inbox.files import Source


@dataclass(frozen=True)
class CutTable:
    """One table of the quarter as its files gave it (see ``data.inbox.files.Source``)."""

    name: str
    types: tuple[tuple[str, str], ...]
    is_csv: bool
    empty_columns: frozenset[str]

    def source(self, connection: duckdb.DuckDBPyConnection) -> Source:
        """The table as staging and checks speak of it, on a connection that has its rows."""
        rows = connection.view(f"raw_{self.name}")
        table = input_tables.table(self.name)
        return Source(table, rows, dict(self.types), (), self.is_csv, self.empty_columns)


@dataclass(frozen=True)
class CutQuarter:
    """``name`` is that of its pieces in ``scratch``; ``tables`` are those that were given, of families or not."""

    name: str
    scratch: Scratch
    shards: int
    tables: tuple[CutTable, ...]
    text_identifier: str | None
    readings: tuple[CodeReading, ...]

    def piece(self, table: str) -> str:
        return f"cut-{self.name}-{table}"

    def files(self, table: str, shard: int) -> tuple[str, ...]:
        """The files of one shard of a table; none when it is empty, or is not cut."""
        return shard_files(self.scratch, self.piece(table), shard) if table in input_tables.CUT else ()
