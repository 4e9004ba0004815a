"""What earlier builds remember of families, cut as this build is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from data.build.memory import Memory
from data.inbox.cut import Piece, cut_all, shard_files
from data.inbox.cut_quarter import Sharding

KNOWN = ("known_family", "told_exit")
EXITS = ("exit_seen",)


def shaped(connection: duckdb.DuckDBPyConnection, memory: Memory, sharding: Sharding, names: Sequence[str]) -> Memory:
    """A memory in as many shards as the build has: itself, or these of its files cut anew below the scratch folder."""
    if memory.cut == sharding.cut:
        return memory
    target = Memory(sharding.scratch.done(f"memory-{memory.folder.name}"))
    target.folder.mkdir(exist_ok=True)
    for name in names:
        recut(connection, memory, target, sharding, name)
    return target


def recut(connection: duckdb.DuckDBPyConnection, memory: Memory, target: Memory, sharding: Sharding, name: str) -> None:
    """Write one kind of file of a memory into another, in the shards of the build."""
    files = [getattr(part, name) for part in memory.parts(memory.cut)]
    parts = target.parts(sharding.cut)
    if Path(getattr(parts[0], name)).exists():
        return
    rows = connection.read_parquet(files)
    if sharding.shards == 1:
        rows.write_parquet(getattr(target, name), compression="zstd")
        return
    types = tuple(zip(rows.columns, map(str, rows.types), strict=True))
    is_text = dict(types)["family_id"] == "VARCHAR"
    title = f"recut-{memory.folder.name}-{name}"
    piece = Piece(title, tuple(files), types, is_text, sharding.shards, sharding.scratch, sharding.limits)
    cut_all(sharding.engine, [piece], lambda done, of, workers: None)
    for number, part in enumerate(parts):
        found = shard_files(sharding.scratch, title, number)
        shard = connection.read_parquet(list(found), hive_partitioning=False) if found else rows.limit(0)
        shard.write_parquet(getattr(part, name), compression="zstd")
