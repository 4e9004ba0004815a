"""Cuts the tables of families into shards by a hash of ``family_id``: all rows of a family, of every table and quarter,
lie in one.

Every table that a build counts is a sum over families, so shards can be counted one by one and added up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from data.engine.engine import Engine
from data.inbox.aside import Scratch
from data.inbox.csv_header import plain_name
from data.inbox.how_many import amount
from data.inbox.workbench import Limits, workbench
from data.statements import run_folder, statement

#: Rows of one file that one task cuts where several run at once.
ROWS_AT_ONCE = 5_000_000
ROW = "file_row_number"
#: What a row of families takes while it is cut; how many rows are gathered at least, and at most (as DuckDB does).
ROW_BYTES, LEAST_HELD, MOST_HELD = 200, 2_048, 524_288


@dataclass(frozen=True)
class Piece:
    """Rows of one table to be cut: of these Parquet files all, or of the one file those from the first to before the
    second of ``rows``. ``columns`` are the names and types to be written; ``is_text``: identifiers are."""

    name: str
    files: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    is_text: bool
    shards: int
    scratch: Scratch
    limits: Limits
    rows: tuple[int, int] | None = None


@cache
def shard_hash() -> str:
    """What tells the hash of this version of DuckDB from another."""
    with duckdb.connect() as connection:
        return connection.execute(statement("inbox/cut/hash")).fetchall()[0][0]


def cut(piece: Piece) -> None:
    """Write the rows of a piece into a folder a shard."""
    with piece.scratch.writing(piece.name) as (folder, spill), workbench(piece.limits, spill) as connection:
        run_folder(connection, "inbox/macros")
        run_folder(connection, "inbox/identifier/text" if piece.is_text else "inbox/identifier/integer")
        connection.execute("set variable shards = $value", {"value": piece.shards})
        connection.execute("set variable cut_folder = $value", {"value": str(folder / "shards")})
        connection.execute(statement("inbox/cut/shard_of"))
        connection.execute("set partitioned_write_flush_threshold = $value", {"value": rows_held(piece.limits)})
        _rows(connection, piece).create_view("uncut")
        connection.execute(statement("inbox/cut/rows"))


def rows_held(limits: Limits) -> int:
    """How many rows each thread gathers before it hands them to the files of the shards, so that all of them together
    take an eighth of the memory: DuckDB does not put these aside on the disk. Fewer rows are faster, too."""
    rows = amount(limits.memory) / 8 / (ROW_BYTES * limits.threads)
    return int(min(max(rows, LEAST_HELD), MOST_HELD))


def cut_all(engine: Engine, pieces: list[Piece], told: Callable[[int, int, str], None]) -> None:
    """Cut the pieces; where several tasks run at once, great files in parts. Told how many parts are done, of how many,
    and the state of the workers."""
    parts = [part for piece in pieces for part in (_parts(piece) if engine.workers > 1 else (piece,))]
    engine.map(cut, parts, lambda done, workers: told(done, len(parts), workers))


def shard_files(scratch: Scratch, name: str, shard: int) -> tuple[str, ...]:
    """The files of one shard of the pieces of a name, in a fixed order; none when it is empty."""
    folders = sorted((*scratch.folder.glob(f"done/{name}"), *scratch.folder.glob(f"done/{name}+*")))
    return tuple(str(path) for one in folders for path in sorted((one / "shards" / f"shard={shard}").glob("*.parquet")))


def _rows(connection: duckdb.DuckDBPyConnection, piece: Piece) -> duckdb.DuckDBPyRelation:
    files = list(piece.files)
    rows = connection.read_parquet(files, union_by_name=True, file_row_number=True, hive_partitioning=False)
    if piece.rows is not None:
        row = duckdb.ColumnExpression(ROW)
        rows = rows.filter((row >= piece.rows[0]) & (row < piece.rows[1]))
    given = {plain_name(name): name for name in rows.columns}
    return rows.select(*(_column(given.get(name), kind).alias(name) for name, kind in piece.columns))


def _column(name: str | None, kind: str) -> duckdb.Expression:
    column = duckdb.ConstantExpression(None) if name is None else duckdb.ColumnExpression(name)
    return column.cast(duckdb.dtype(kind))


def _parts(piece: Piece) -> Iterator[Piece]:
    number = 0
    for file in piece.files:
        total = pq.read_metadata(Path(file)).num_rows
        for first in range(0, total, ROWS_AT_ONCE):
            name = f"{piece.name}+{number:05}"
            rows = (first, first + ROWS_AT_ONCE)
            yield Piece(name, (file,), piece.columns, piece.is_text, piece.shards, piece.scratch, piece.limits, rows)
            number += 1
