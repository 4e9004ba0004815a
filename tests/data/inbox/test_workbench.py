"""The one connection of check and build: its limits, its folder, and what it says when they do not suffice."""

from __future__ import annotations

import subprocess
import sys

import duckdb
import pytest

from data.inbox.workbench import Limits, said_clearly, workbench
from terms import InputError


def test_limits_are_those_asked_for_and_nothing_is_fetched(tmp_path):
    with workbench(Limits("300MB", 1), tmp_path / "spill") as connection:
        names = ("threads", "temp_directory", "autoinstall_known_extensions")
        found = [connection.execute(f"select current_setting('{name}')").fetchone()[0] for name in names]
    assert found == [1, str(tmp_path / "spill"), False]


def test_more_memory_than_allowed_is_one_sentence():
    limits = Limits("30MB", 1)
    refused = pytest.raises(InputError, match="memory: 30MB was not enough; give more with --memory")
    with refused, said_clearly(limits, str), workbench(limits) as connection:
        connection.execute("set max_temp_directory_size = '1MB'")
        connection.execute("select list(i order by hash(i)) from range(20_000_000) t(i)").fetchone()


def test_a_file_that_cannot_be_read_is_said_by_whoever_reads():
    refused = pytest.raises(InputError, match=r"^disk: .*nowhere")
    with refused, said_clearly(Limits(), "disk: {}".format), workbench(Limits()) as connection:
        connection.execute("select * from '/nowhere.parquet'")


def test_a_fault_of_the_program_stays_one():
    with pytest.raises(duckdb.CatalogException), said_clearly(Limits(), str), workbench(Limits()) as connection:
        connection.execute("select * from no_table")


def test_no_bars_are_drawn_in_a_process_without_a_program():
    # So workers of a cluster are started; DuckDB then takes itself to be talked to.
    program = (
        "from data.inbox.workbench import Limits, workbench\n"
        "with workbench(Limits()) as connection:\n"
        "    print(connection.execute(\"select current_setting('enable_progress_bar')\").fetchone()[0])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    assert told.stdout.strip() == "False"
