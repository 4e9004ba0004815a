"""A table is cut into shards within little memory, by many threads too."""

from __future__ import annotations

import duckdb
import pytest

from data.inbox.aside import Scratch
from data.inbox.cut import Piece, cut, rows_held, shard_files
from data.inbox.workbench import Limits

ROWS, SHARDS = 1_500_000, 2
COLUMNS = (("family_id", "BIGINT"), *((f"column_{number}", "BIGINT") for number in range(16)))


def test_a_table_far_above_the_memory_is_cut_into_shards(tmp_path):
    given = str(tmp_path / "families.parquet")
    with duckdb.connect() as connection:
        numbers = [duckdb.ColumnExpression("i").alias(name) for name, _ in COLUMNS]
        connection.sql("select i from range(1_500_000) as t (i)").select(*numbers).write_parquet(
            given, row_group_size=20_480
        )
    scratch = Scratch(tmp_path / "scratch").make()
    cut(Piece("families", (given,), COLUMNS, False, SHARDS, scratch, Limits("160MB", 8)))
    with duckdb.connect() as connection:
        parts = [connection.read_parquet(list(shard_files(scratch, "families", shard))) for shard in range(SHARDS)]
        counts = [part.aggregate("count(*), sum(family_id)").fetchall()[0] for part in parts]
    assert min(count for count, _ in counts) > 700_000
    assert [sum(column) for column in zip(*counts, strict=True)] == [ROWS, ROWS * (ROWS - 1) // 2]


@pytest.mark.parametrize(
    ("limits", "rows"),
    [(Limits("4GB", 2), 524_288), (Limits("1GB", 8), 78_125), (Limits("100MB", 2), 31_250), (Limits("1MB", 8), 2_048)],
)
def test_rows_that_wait_for_their_files_take_an_eighth_of_the_memory(limits: Limits, rows: int):
    assert rows_held(limits) == rows
