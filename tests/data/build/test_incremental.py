"""One quarter at a time gives the same store as all at once; odd orders are said clearly."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.contract.store_tables import BUILT
from data.store.open import open_store
from terms import InputError, Quarter
from tests.data.build.conftest import Build
from tests.data.build.registers import Register, Snapshot

ABOUT_BUILDS = {"provenance", "source_file"}


def contents(store: Path) -> dict[str, list[tuple]]:
    """Every row of every table but what tells of the builds themselves."""
    opened = open_store(store)
    tables = {
        table.name: [column.name for column in table.columns if column.name != "build_id"]
        for table in BUILT
        if table.name not in ABOUT_BUILDS
    }
    found = {
        name: opened.cursor().execute(f"select {', '.join(columns)} from {name} order by all").fetchall()
        for name, columns in tables.items()
    }
    opened.close()
    return found


@pytest.fixture
def snapshots() -> list[Snapshot]:
    return Register(seed=3, families=30).live(4)


def test_adding_quarters_one_by_one_equals_building_all_at_once(
    tmp_path: Path, build_store: Build, snapshots: list[Snapshot]
):
    for snapshot in snapshots:
        snapshot.write(tmp_path / "inbox")
        report = build_store()
        assert report.counted == (snapshot.quarter,)
    build_store(store=tmp_path / "at_once")
    assert contents(tmp_path / "store") == contents(tmp_path / "at_once")


def test_new_quarter_is_built_without_the_old_files(tmp_path: Path, build_store: Build, snapshots: list[Snapshot]):
    for snapshot in snapshots:
        snapshot.write(tmp_path / "inbox")
    build_store(store=tmp_path / "at_once")
    shutil.rmtree(tmp_path / "inbox")
    for snapshot in snapshots:
        folder = snapshot.write(tmp_path / "inbox")
        build_store()
        shutil.rmtree(folder)
    assert contents(tmp_path / "store") == contents(tmp_path / "at_once")


def test_rebuilding_a_changed_quarter_redoes_the_ledgers_after_it(
    tmp_path: Path, build_store: Build, snapshots: list[Snapshot]
):
    for snapshot in snapshots:
        snapshot.write(tmp_path / "inbox")
    build_store()
    changed = snapshots[1]
    changed.payments = changed.payments[: len(changed.payments) // 2]
    changed.exits = []
    changed.write(tmp_path / "inbox")
    report = build_store()
    assert report.counted == (changed.quarter,)
    build_store(store=tmp_path / "at_once")
    assert contents(tmp_path / "store") == contents(tmp_path / "at_once")


def test_unchanged_inbox_builds_nothing_and_says_so(tmp_path: Path, build_store: Build, snapshots: list[Snapshot]):
    snapshots[0].write(tmp_path / "inbox")
    first = build_store()
    snapshots[0].write(tmp_path / "inbox")
    second = build_store()
    assert second.build_id is None
    assert second.notes == (f"{snapshots[0].quarter} is in the store with the same files",)
    assert open_store(tmp_path / "store").build_id == first.build_id


def test_named_quarter_is_built_again_even_when_unchanged(
    tmp_path: Path, build_store: Build, snapshots: list[Snapshot]
):
    for snapshot in snapshots[:2]:
        snapshot.write(tmp_path / "inbox")
    build_store()
    before = contents(tmp_path / "store")
    report = build_store(quarters=(snapshots[0].quarter,))
    assert report.counted == (snapshots[0].quarter,)
    assert contents(tmp_path / "store") == before


def test_gap_between_quarters_is_refused_by_name(tmp_path: Path, build_store: Build, snapshots: list[Snapshot]):
    snapshots[0].write(tmp_path / "inbox")
    snapshots[2].write(tmp_path / "inbox")
    with pytest.raises(InputError, match="2025Q4 is missing in 2025Q3, 2026Q1"):
        build_store()


def test_quarter_that_is_not_in_the_inbox_is_named(tmp_path: Path, build_store: Build, snapshots: list[Snapshot]):
    snapshots[0].write(tmp_path / "inbox")
    with pytest.raises(InputError, match="must be in the inbox, 2030Q1 is not; it has 2025Q3"):
        build_store(quarters=(Quarter(2030, 1),))


def test_earlier_quarter_builds_all_anew_when_all_are_there(
    tmp_path: Path, build_store: Build, snapshots: list[Snapshot]
):
    for snapshot in snapshots[1:3]:
        snapshot.write(tmp_path / "inbox")
    build_store()
    snapshots[0].write(tmp_path / "inbox")
    report = build_store()
    assert report.counted == tuple(snapshot.quarter for snapshot in snapshots[:3])
    build_store(store=tmp_path / "at_once")
    assert contents(tmp_path / "store") == contents(tmp_path / "at_once")


def test_earlier_quarter_is_refused_when_later_ones_are_gone(
    tmp_path: Path, build_store: Build, snapshots: list[Snapshot]
):
    snapshots[1].write(tmp_path / "inbox")
    build_store()
    shutil.rmtree(tmp_path / "inbox")
    snapshots[0].write(tmp_path / "inbox")
    with pytest.raises(InputError, match="2025Q3 comes before the first quarter of the store, 2025Q4"):
        build_store()


def test_lost_memory_of_families_is_counted_again_or_named(
    tmp_path: Path, build_store: Build, snapshots: list[Snapshot]
):
    for snapshot in snapshots[:2]:
        snapshot.write(tmp_path / "inbox")
    build_store()
    before = contents(tmp_path / "store")
    shutil.rmtree(tmp_path / "work")
    assert build_store().counted == (snapshots[0].quarter, snapshots[1].quarter)
    assert contents(tmp_path / "store") == before
    shutil.rmtree(tmp_path / "work")
    shutil.rmtree(tmp_path / "inbox" / str(snapshots[0].quarter))
    with pytest.raises(InputError, match="2025Q3 of the store cannot be built on"):
        build_store()


def test_identifiers_that_change_their_type_are_refused(tmp_path: Path, build_store: Build, snapshots: list[Snapshot]):
    snapshots[0].write(tmp_path / "inbox")
    build_store()
    # Text that is whole numbers would be read as numbers.
    for rows in (snapshots[1].families, snapshots[1].payments, snapshots[1].exits, snapshots[1].updates):
        for row in rows:
            row["family_id"] = f"K{row['family_id']}"
    snapshots[1].write(tmp_path / "inbox", text_identifiers=True)
    with pytest.raises(InputError, match="family_id"):
        build_store()
