"""Where nobody says how much memory may be used, it follows from what is free; the number of shards from both."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from data.inbox.how_many import rows_in, shards_for
from data.inbox.machine import free_memory, usual_limit
from tests.data.check.test_fuzz import claim_rows
from tests.data.deliveries import write_inbox

NATION = 164_131_714


@pytest.mark.parametrize(
    ("free", "limit", "shards"),
    [(None, "4GB", 1), (32e9, "4GB", 1), (4.7e9, "2GB", 8), (2e9, "1GB", 16), (1.5e9, "500MB", 32), (3e8, "500MB", 32)],
)
def test_memory_and_shards_of_a_national_quarter_follow_from_what_is_free(free, limit, shards):
    assert usual_limit(free) == limit
    assert shards_for(NATION, limit) == shards


def test_a_container_with_less_than_its_machine_counts(tmp_path):
    machine, group = tmp_path / "meminfo", tmp_path / "group"
    machine.write_text("MemTotal: 24000000 kB\nMemFree: 100 kB\nMemAvailable:   8000000 kB\n")
    assert free_memory(machine, group) == 8_000_000 * 1024
    group.mkdir()
    (group / "memory.current").write_text("1500000000\n")
    (group / "memory.max").write_text("max\n")
    assert free_memory(machine, group) == 8_000_000 * 1024
    (group / "memory.max").write_text("3000000000\n")
    (group / "memory.stat").write_text("anon 900000000\nfile 600000000\n")
    assert free_memory(machine, group) == 2_100_000_000
    assert free_memory(tmp_path / "none", tmp_path / "none") is None


def test_footer_that_claims_more_rows_than_its_bytes_can_hold_cuts_nothing_into_shards(tmp_path):
    folder = write_inbox(tmp_path / "inbox", ("2026Q1",), families=30) / "2026Q1"
    claim_rows(folder)
    assert pq.read_metadata(folder / "families.parquet").num_rows == 10_000_000_000
    assert shards_for(rows_in(folder), "1GB") == 1


def test_rows_of_a_folder_are_those_of_the_files_of_families(tmp_path):
    inbox = write_inbox(tmp_path / "inbox", ("2026Q1",), families=150)
    found = rows_in(inbox / "2026Q1")
    assert 150 <= found < 1_000
    (inbox / "2026Q1" / "families.csv").write_text("family_id\n")
    assert 0 < rows_in(inbox / "2026Q1") < found
