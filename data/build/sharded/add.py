"""Adds up what shards counted: the same key, the sum of the counts. In a tree where several tasks run at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.contract.columns import BuiltTable
from data.contract.store_tables import BUILT
from data.inbox.aside import Scratch
from data.inbox.cut_quarter import Sharding
from data.inbox.workbench import Limits, workbench

#: So many files are added in one task.
FAN_IN = 8
#: Tables that the build fills in turns, the newest earlier quarter first.
TURNS = {"decile_flow": "quarter_before", "relapse": "quarter_graduated"}


@dataclass(frozen=True)
class Addition:
    """Files of parts of one table, to be added into one file."""

    name: str
    table: str
    files: tuple[str, ...]
    scratch: Scratch
    limits: Limits


def added(connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[str]) -> duckdb.DuckDBPyRelation:
    """The rows of a table of the store, added up from its parts, in the order that a build in one piece gives them."""
    table = _table(name)
    counts = {column.name: column.type for column in table.columns if column.is_count}
    keys = [column.name for column in table.columns if column.name not in counts]
    sums = [
        duckdb.FunctionExpression("sum", duckdb.ColumnExpression(column.name))
        .cast(duckdb.dtype(counts[column.name]))
        .alias(column.name)
        if column.name in counts
        else duckdb.ColumnExpression(column.name)
        for column in table.columns
    ]
    rows = connection.read_parquet(list(files)).aggregate(sums, ", ".join(keys))
    turn = [duckdb.ColumnExpression(TURNS[name]).desc()] if name in TURNS else []
    return rows.sort(*turn, *map(duckdb.ColumnExpression, keys))


def add(sums: Addition) -> str:
    """The task that adds some parts of a table; the file of their sum."""
    with sums.scratch.writing(sums.name) as (folder, spill), workbench(sums.limits, spill) as connection:
        added(connection, sums.table, sums.files).write_parquet(str(folder / "sum.parquet"))
    return str(sums.scratch.done(sums.name) / "sum.parquet")


def few_parts(phase: str, files: dict[str, tuple[str, ...]], sharding: Sharding) -> dict[str, tuple[str, ...]]:
    """The parts of each table, added in a tree until they are few; one worker leaves that to the last sum."""
    level = 0
    while sharding.engine.workers > 1 and any(len(parts) > FAN_IN for parts in files.values()):
        tasks = [
            Addition(f"sum-{phase}-{table}-{level}-{first:04}", table, parts[first : first + FAN_IN], *_means(sharding))
            for table, parts in files.items()
            for first in range(0, len(parts), FAN_IN)
        ]
        found = sharding.map(f"{phase} sums", add, tasks)
        made = list(zip(tasks, found, strict=True))
        files = {table: tuple(file for task, file in made if task.table == table) for table in files}
        level += 1
    return files


def part_files(folders: Sequence[Path], tables: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The files of each of the tables in the folders of tasks; tables that none of them made are left out."""
    found = {table: [str(path) for one in folders if (path := one / f"{table}.parquet").exists()] for table in tables}
    return {table: tuple(files) for table, files in found.items() if files}


def _means(sharding: Sharding) -> tuple[Scratch, Limits]:
    return sharding.scratch, sharding.limits


def _table(name: str) -> BuiltTable:
    return next(table for table in BUILT if table.name == name)
