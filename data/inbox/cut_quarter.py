"""Cuts a quarter that was staged to be cut, on an engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import duckdb

from data.contract.input_tables import CUT
from data.engine.engine import Engine
from data.inbox.aside import Scratch
from data.inbox.cut import Piece, cut_all, shard_hash
from data.inbox.shards import CutQuarter, CutTable
from data.inbox.staging import UNREADABLE, Staged
from data.inbox.workbench import Limits

Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Sharding:
    """How a build or check is cut: into so many shards, on this engine, below this scratch folder; what one task may
    use; and who is told the phase, how many of its tasks are done, of how many, and the state of the workers."""

    shards: int
    engine: Engine
    scratch: Scratch
    limits: Limits
    told: Callable[[str, int, int, str], None]

    @property
    def cut(self) -> tuple[int, str]:
        """How many shards, and by which hash; one piece is by none."""
        return (self.shards, shard_hash() if self.shards > 1 else "")

    def map(self, phase: str, task: Callable[[Item], Answer], items: Sequence[Item]) -> list[Answer]:
        """The answers of the task to the items."""
        self.told(phase, 0, len(items), "")
        return self.engine.map(task, items, lambda done, workers: self.told(phase, done, len(items), workers))


def cut_quarter(connection: duckdb.DuckDBPyConnection, staged: Staged, name: str, sharding: Sharding) -> CutQuarter:
    """Cut the tables of families of the quarter staged in the connection's current schema; ``name`` is any."""
    broken = {fault.table for fault in staged.faults if fault.claim == UNREADABLE}
    tables = tuple(
        CutTable(source.table.name, tuple(source.types.items()), source.is_csv, source.empty_columns)
        for source in staged.sources
        if source.table.name not in broken
    )
    quarter = CutQuarter(name, sharding.scratch, sharding.shards, tables, staged.text_identifier, staged.readings)
    files = dict(staged.files)
    pieces = [
        Piece(
            quarter.piece(table.name),
            files[table.name],
            _columns(connection, table.name, staged.text_identifier is not None),
            staged.text_identifier is not None,
            sharding.shards,
            sharding.scratch,
            sharding.limits,
        )
        for table in tables
        if table.name in CUT and files.get(table.name)
    ]
    phase = f"{name} cut into shards"
    sharding.told(phase, 0, 1, "")
    cut_all(sharding.engine, pieces, lambda done, of, workers: sharding.told(phase, done, of, workers))
    return quarter


def _columns(connection: duckdb.DuckDBPyConnection, table: str, is_text: bool) -> tuple[tuple[str, str], ...]:
    """The columns of a table as it came, with their types; identifiers in the one form of the quarter."""
    raw = connection.view(f"raw_{table}")
    kinds = zip(raw.columns, map(str, raw.types), strict=True)
    identifier = "VARCHAR" if is_text else "BIGINT"
    return tuple((name, identifier if name == "family_id" else kind) for name, kind in kinds)
