"""A quarter's folder is whole, the old one or the new one, whenever the writing stops."""

from __future__ import annotations

import pyarrow as pa
import pytest

from data.demo.write import QuarterFolder
from terms import Quarter

QUARTER = Quarter(2025, 1)
ROWS = pa.table({"number": [1, 2, 3]})


def write(inbox, manifest):
    with QuarterFolder(inbox, QUARTER) as folder:
        folder.add("families", ROWS)
        folder.finish(manifest)


def test_new_quarter_replaces_the_earlier_and_leaves_nothing_beside(tmp_path):
    write(tmp_path, "first")
    write(tmp_path, "second")
    assert (tmp_path / "2025Q1" / "manifest.toml").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["2025Q1"]


def test_failure_while_writing_keeps_the_earlier_quarter(tmp_path):
    write(tmp_path, "first")
    with pytest.raises(pa.ArrowInvalid), QuarterFolder(tmp_path, QUARTER) as folder:
        folder.add("families", pa.table({"number": pa.array([1]), "code": pa.array(["a", "b"])}))
    assert (tmp_path / "2025Q1" / "manifest.toml").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["2025Q1"]


def test_earlier_quarter_returns_when_a_run_was_killed_between_two_renames(tmp_path):
    write(tmp_path, "first")
    (tmp_path / "2025Q1").rename(tmp_path / ".2025Q1.earlier")
    with QuarterFolder(tmp_path, QUARTER):
        assert (tmp_path / "2025Q1" / "manifest.toml").read_text() == "first"


def test_table_without_rows_is_not_sent(tmp_path):
    with QuarterFolder(tmp_path, QUARTER) as folder:
        folder.add("families", ROWS)
        folder.add("exits", ROWS.slice(0, 0))
        folder.finish("first")
    assert sorted(path.name for path in (tmp_path / "2025Q1").iterdir()) == ["families.parquet", "manifest.toml"]
