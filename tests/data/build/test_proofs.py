"""Each claim that a store must meet before it is served is broken once: it alone, or with others, stops publication."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from data.build.prove import prove
from data.statements import names
from data.store import finished
from data.store.open import Store
from terms import InputError

#: A change that a fault of the builder could make, by the claim that must notice it.
HARM = {
    "every_count_has_a_kabupaten": "update movement set kabupaten_code = null where rowid = 0",
    "every_family_is_in_exactly_one_cell": "update cell set families = families + 1 where rowid = 0",
    "every_family_is_in_exactly_one_kecamatan": "update kecamatan_register set families = families + 1 where rowid = 0",
    "every_registered_family_is_in_the_decile_flow": "delete from decile_flow where quarter = '2026Q1'",
    "families_that_move_out_move_in_elsewhere": "update movement set families = families + 1 where flow = 'moved_in'",
    "graduates_followed_are_those_who_left": "insert into relapse values"
    " ('2026Q1', '2025Q4', '35.15', 'PKH', false, false, false, 1)",
    "opening_equals_last_closing": "update movement set families = families + 1 where flow = 'opening'",
    "recipients_in_cells_and_unmatched_are_the_closing": "update movement set families = families + 1"
    " where flow = 'closing'",
    "recipients_in_kecamatan_are_the_closing": "update kecamatan_recipient set families = families + 1 where rowid = 0",
    "rows_in_equal_rows_built_plus_set_aside": "update row_account set rows_built = rows_built + 1 where rowid = 0",
    "rows_mapped_are_used_set_aside_or_left_out": "insert into mapped_rows values"
    " ('2026Q1', 1, 'families', 'keluarga.xlsx', 10, 8, 1, 0, 0, 8, 'one is lost')",
    "the_ledger_balances": "update movement set families = families + 1 where flow = 'exited'",
    "the_register_balances": "update register_flow set families = families + 1 where flow = 'closing'",
    "waiting_in_kecamatan_are_those_of_their_kabupaten": "insert into kecamatan_waiting values"
    " ('2026Q1', '35.15', '35.15.01', false, 1)",
}


@pytest.fixture
def copied(built: Store, tmp_path: Path) -> duckdb.DuckDBPyConnection:
    """A copy of a whole build, as the builder holds it before it publishes."""
    source = finished.folder_of(built.path, built.build_id) / finished.DATABASE
    shutil.copy2(source, tmp_path / "copy.duckdb")
    connection = duckdb.connect()
    connection.execute(f"attach '{tmp_path / 'copy.duckdb'}' as store")
    return connection


def test_every_claim_is_broken_here_once():
    assert [f"build/claims/{claim}" for claim in HARM] == sorted(names("build/claims"))


def test_whole_build_is_proved_with_all_claims(copied: duckdb.DuckDBPyConnection):
    assert sorted(prove(copied)) == list(HARM)


@pytest.mark.parametrize("claim", HARM)
def test_build_that_breaks_a_claim_is_not_published(copied: duckdb.DuckDBPyConnection, claim: str):
    copied.execute("use store")
    changed = copied.execute(HARM[claim]).fetchall()[0][0]
    copied.execute("use memory")
    assert changed > 0
    with pytest.raises(InputError, match="the counts do not agree, so nothing is published") as fault:
        prove(copied)
    assert claim.replace("_", " ") in str(fault.value)
