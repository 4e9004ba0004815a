"""`tepat build` and `tepat status` as a person meets them in a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

import cli
from data.store.open import open_store
from terms import InputError
from tests.data.build.registers import Register, Snapshot


@pytest.fixture
def snapshots() -> list[Snapshot]:
    return Register(seed=31, families=30).live(2)


def tepat(tmp_path: Path, *words: str) -> Result:
    folders = {"TEPAT_INBOX": str(tmp_path / "inbox"), "TEPAT_STORE": str(tmp_path / "store")}
    return CliRunner(env=folders).invoke(cli.app, words)


def test_build_says_what_was_counted_and_where_it_is(tmp_path: Path, snapshots: list[Snapshot]):
    for snapshot in snapshots:
        snapshot.write(tmp_path / "inbox")
    result = tepat(tmp_path, "build", "--memory", "1GB")
    assert result.exit_code == 0
    assert f"Build {open_store(tmp_path / 'store').build_id} published in" in result.output
    again = tepat(tmp_path, "build")
    assert "2025Q4 is in the store with the same files." in again.output
    assert "Nothing to build" in again.output


def test_status_prints_the_same_figures_for_programs(tmp_path: Path, snapshots: list[Snapshot]):
    for snapshot in snapshots:
        snapshot.write(tmp_path / "inbox")
    tepat(tmp_path, "build", "--memory", "1GB")
    rows = json.loads(tepat(tmp_path, "status", "--format", "json").stdout)
    assert [row["quarter"] for row in rows] == [str(snapshot.quarter) for snapshot in snapshots]
    assert [row["family_rows"] for row in rows] == [len(snapshot.families) for snapshot in snapshots]
    text = tepat(tmp_path, "status").output
    assert f"Build {rows[-1]['build_id']}" in text
    assert "synthetic data" in text


def test_share_without_quarantine_is_refused(tmp_path: Path):
    result = tepat(tmp_path, "build", "0.01")
    assert isinstance(result.exception, InputError)
    assert "share: must be 0 to 1 and follow --quarantine, got 0.01" in str(result.exception)


def test_status_without_a_store_says_how_to_make_one(tmp_path: Path):
    result = tepat(tmp_path, "status")
    assert isinstance(result.exception, InputError)
    assert "make one with: tepat build" in str(result.exception)


def test_semicolon_csv_with_quarantine_builds_the_same_cells(tmp_path: Path, snapshots: list[Snapshot]):
    folder = snapshots[0].write(tmp_path / "inbox")
    tepat(tmp_path, "build", "--memory", "1GB")
    query = "select * exclude (quarter) from cell order by all"
    expected = open_store(tmp_path / "store").cursor().execute(query).fetchall()
    for path in folder.glob("*.parquet"):
        duckdb.read_parquet(str(path)).write_csv(str(path.with_suffix(".csv")), sep=";")
        path.unlink()
    with (folder / "families.csv").open("a", encoding="utf-8") as file:
        file.write("this is no row;\n")
    assert isinstance(tepat(tmp_path, "build", "--memory", "1GB").exception, InputError)
    result = tepat(tmp_path, "build", "--memory", "1GB", "--quarantine", "0.1")
    assert "2025Q3 has rows set aside" in result.output
    assert open_store(tmp_path / "store").cursor().execute(query).fetchall() == expected
