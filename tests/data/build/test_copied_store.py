"""A store survives being copied, cut off, renamed and served by another version; no store touches another's memory."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

import pointer
from data.contract.store_tables import BUILT
from data.read import register
from data.store import finished
from data.store.finished import StoreFault
from data.store.open import open_store
from data.store.repair import repair
from terms import InputError
from tests.data.build.conftest import Build
from tests.data.build.registers import Register, Snapshot


@pytest.fixture
def snapshots() -> list[Snapshot]:
    return Register(seed=17, families=20).live(3)


@pytest.fixture
def two_builds(tmp_path: Path, build_store: Build, snapshots: list[Snapshot]) -> Path:
    """A store of two builds, the second of two quarters."""
    for snapshot in snapshots[:2]:
        snapshot.write(tmp_path / "inbox")
        build_store()
    return tmp_path / "store"


def files(folder: Path) -> dict[str, int]:
    """Every file under a folder with its size; links are not followed, logs and the lock left out."""
    return {
        str(path.relative_to(folder)): path.lstat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.parent.name != "log" and path.name != "lock"
    }


def quarters(store: Path) -> list[str]:
    rows = open_store(store).cursor().execute("select quarter from quarter_info order by quarter").fetchall()
    return [quarter for (quarter,) in rows]


def everything(store: Path) -> list[list[tuple]]:
    """All rows of all tables but those that tell of builds, read from the disk."""
    opened = open_store(store)
    opened.close()
    names = [table.name for table in BUILT if table.name not in ("provenance", "quarter_info", "source_file")]
    found = [opened.cursor().execute(f"select * from {name} order by all").fetchall() for name in names]
    opened.close()
    return found


def make_current_a_folder(store: Path) -> None:
    copy = store.with_name("copy")
    subprocess.run(["cp", "-rL", store, copy], check=True)
    shutil.rmtree(store)
    copy.rename(store)
    assert (store / "current").is_dir() and not (store / "current").is_symlink()


def lose_current(store: Path) -> None:
    (store / "current").unlink()


def cut_the_text(store: Path) -> None:
    lose_current(store)
    (store / "current").write_text("buil")


@pytest.mark.parametrize("harm", [make_current_a_folder, lose_current, cut_the_text])
def test_build_deletes_nothing_of_a_store_without_current_and_repair_mends_it(
    two_builds: Path, build_store: Build, snapshots: list[Snapshot], harm
):
    served = finished.current_build_id(two_builds)
    harm(two_builds)
    snapshots[2].write(two_builds.parent / "inbox")
    before = files(two_builds), files(two_builds.parent / "work")
    with pytest.raises(StoreFault, match="tepat store repair") as fault:
        build_store()
    assert fault.value.kind == "no_current"
    assert (files(two_builds), files(two_builds.parent / "work")) == before
    with pytest.raises(StoreFault, match="tepat store repair"):
        open_store(two_builds)
    mended = repair(two_builds)
    assert (mended.build_id, mended.changed) == (served, True)
    assert any(f"{served} (2025Q3, 2025Q4): whole" in line for line in mended.lines)
    build_store()
    assert quarters(two_builds) == ["2025Q3", "2025Q4", "2026Q1"]


def test_current_may_be_a_small_file_where_links_do_not_exist(
    two_builds: Path, build_store: Build, snapshots: list[Snapshot], monkeypatch: pytest.MonkeyPatch
):
    served = finished.current_build_id(two_builds)
    lose_current(two_builds)
    (two_builds / "current").write_text(f"builds/{served}\n")
    assert open_store(two_builds).build_id == served
    monkeypatch.setattr(Path, "symlink_to", _refuse)
    snapshots[2].write(two_builds.parent / "inbox")
    report = build_store()
    assert report.counted == (snapshots[2].quarter,)
    assert not (two_builds / "current").is_symlink()
    assert (two_builds / "current").read_text() == f"builds/{report.build_id}"
    assert open_store(two_builds).build_id == report.build_id


def _refuse(self: Path, target: Path, target_is_directory: bool = False) -> None:
    raise PermissionError(1, "Operation not permitted")


@pytest.mark.parametrize("target", ["..", ".", "../elsewhere", "builds/../../elsewhere"])
def test_pointer_that_leads_out_of_the_store_is_none(tmp_path: Path, target: str):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "store" / "builds").mkdir(parents=True)
    for place in (tmp_path / "store" / "link", tmp_path / "store" / "file"):
        place.symlink_to(target) if place.name == "link" else place.write_text(target)
        assert pointer.read(place) is None


def test_only_copy_of_a_build_in_a_folder_named_current_is_moved_to_its_place(two_builds: Path):
    served = finished.current_build_id(two_builds)
    make_current_a_folder(two_builds)
    shutil.rmtree(two_builds / "builds")
    assert repair(two_builds).build_id == served
    assert quarters(two_builds) == ["2025Q3", "2025Q4"]


@pytest.mark.parametrize("identity", ["", "   \n", "../../elsewhere", None])
def test_lost_identity_takes_its_memory_along_and_spares_that_of_other_stores(
    two_builds: Path, build_store: Build, snapshots: list[Snapshot], identity: str | None
):
    work = two_builds.parent / "work"
    build_store(store=two_builds.with_name("other"))
    others = files(work)
    if identity is None:
        (two_builds / "id").unlink()
    else:
        (two_builds / "id").write_text(identity)
    shutil.rmtree(two_builds.parent / "inbox")
    snapshots[2].write(two_builds.parent / "inbox")
    report = build_store()
    assert report.counted == (snapshots[2].quarter,)
    assert "has a memory of families of its own now" in report.notes[0]
    assert quarters(two_builds) == ["2025Q3", "2025Q4", "2026Q1"]
    assert others.items() <= files(work).items()


def test_copied_store_builds_on_with_a_memory_of_its_own(
    two_builds: Path, build_store: Build, snapshots: list[Snapshot]
):
    work, copy = two_builds.parent / "work", two_builds.with_name("copied")
    subprocess.run(["cp", "-a", two_builds, copy], check=True)
    shutil.rmtree(two_builds.parent / "inbox")
    snapshots[2].write(two_builds.parent / "inbox")
    before = files(work)
    report = build_store(store=copy)
    assert f"is a copy of {two_builds}" in report.notes[0]
    assert report.counted == (snapshots[2].quarter,)
    assert before.items() <= files(work).items()
    assert (copy / "id").read_text() != (two_builds / "id").read_text()
    for _ in range(3):
        build_store(store=copy, quarters=(snapshots[2].quarter,))
    assert before.items() <= files(work).items()
    assert build_store().counted == (snapshots[2].quarter,)
    assert build_store().notes == ("2026Q1 is in the store with the same files",)
    copy_of_memory = files(work / (copy / "id").read_text())
    build_store(quarters=(snapshots[2].quarter,))
    assert files(work / (copy / "id").read_text()) == copy_of_memory


def test_copy_at_the_same_path_notices_that_its_twin_has_built_on(
    two_builds: Path, build_store: Build, snapshots: list[Snapshot]
):
    """Two machines may see their copies under one path, and share one inbox."""
    aside = two_builds.with_name("aside")
    subprocess.run(["cp", "-a", two_builds, aside], check=True)
    snapshots[2].write(two_builds.parent / "inbox")
    build_store(quarters=(snapshots[2].quarter,))
    build_store(quarters=(snapshots[2].quarter,))
    twin = files(two_builds.parent / "work")
    two_builds.rename(two_builds.with_name("first"))
    aside.rename(two_builds)
    assert build_store().counted == (snapshots[2].quarter,)
    assert twin.items() <= files(two_builds.parent / "work").items()


def test_store_that_was_moved_keeps_its_memory_and_its_name(
    two_builds: Path, build_store: Build, snapshots: list[Snapshot]
):
    moved = two_builds.with_name("moved")
    identity = (two_builds / "id").read_text()
    two_builds.rename(moved)
    snapshots[2].write(two_builds.parent / "inbox")
    assert build_store(store=moved).counted == (snapshots[2].quarter,)
    assert (moved / "id").read_text() == identity
    assert [path.name for path in (two_builds.parent / "work").iterdir()] == [identity]


def test_copied_store_without_its_memory_says_that_the_ledger_starts_anew(
    two_builds: Path, build_store: Build, snapshots: list[Snapshot], tmp_path: Path
):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    subprocess.run(["cp", "-a", two_builds, elsewhere / "store"], check=True)
    (elsewhere / "store" / "id").write_text("")
    snapshots[2].write(elsewhere / "inbox")
    with pytest.raises(InputError, match="2025Q3, 2025Q4 of the store cannot be built on"):
        build_store(store=elsewhere / "store", inbox=elsewhere / "inbox")
    for snapshot in snapshots:
        snapshot.write(elsewhere / "inbox")
    (elsewhere / "store" / "id").write_text("")
    report = build_store(store=elsewhere / "store", inbox=elsewhere / "inbox")
    assert "of 2025Q3, 2025Q4 was not found, so its ledger must start anew" in report.notes[0]
    assert [str(quarter) for quarter in report.counted] == ["2025Q3", "2025Q4", "2026Q1"]


def test_failed_build_removes_only_what_it_made(two_builds: Path, build_store: Build, snapshots: list[Snapshot]):
    before = files(two_builds), files(two_builds.parent / "work")
    snapshots[2].families[0]["decile"] = 11
    snapshots[2].write(two_builds.parent / "inbox")
    with pytest.raises(InputError, match="decile"):
        build_store()
    assert (files(two_builds), files(two_builds.parent / "work")) == before


def cut_off(database: Path) -> None:
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])


def overwrite_the_middle(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[len(content) // 4 : -len(content) // 4] = b"\xff" * (len(content[len(content) // 4 : -len(content) // 4]))
    database.write_bytes(bytes(content))


def no_database(database: Path) -> None:
    database.write_bytes(b"")


@pytest.mark.parametrize("harm", [cut_off, overwrite_the_middle, no_database])
def test_damaged_build_is_one_sentence_and_is_counted_anew_beside_it(two_builds: Path, build_store: Build, harm):
    served = finished.current_build_id(two_builds)
    expected = everything(two_builds)
    harm(finished.folder_of(two_builds, served) / finished.DATABASE)
    with pytest.raises(StoreFault, match="tepat build --anew") as fault:
        everything(two_builds)
    assert fault.value.kind == "damaged"
    report = build_store(anew=True)
    assert len(report.counted) == 2
    assert finished.folder_of(two_builds, served).is_dir()
    assert everything(two_builds) == expected


def test_repair_goes_back_to_the_newest_whole_build(two_builds: Path, build_store: Build):
    served = finished.current_build_id(two_builds)
    open_store(two_builds).close()
    overwrite_the_middle(finished.folder_of(two_builds, served) / finished.DATABASE)
    mended = repair(two_builds)
    assert mended.changed and mended.build_id != served
    assert quarters(two_builds) == ["2025Q3"]
    assert len(build_store().counted) == 1
    assert quarters(two_builds) == ["2025Q3", "2025Q4"]


def test_counting_anew_refuses_to_lose_a_quarter_that_is_served(two_builds: Path, build_store: Build):
    shutil.rmtree(two_builds.parent / "inbox" / "2025Q3")
    with pytest.raises(InputError, match="2025Q3 is served, and --anew counts only what the inbox holds"):
        build_store(anew=True)


def test_renamed_column_is_one_sentence_with_both_versions(two_builds: Path, build_store: Build):
    served = finished.current_build_id(two_builds)
    database = finished.folder_of(two_builds, served) / finished.DATABASE
    with duckdb.connect(database) as connection:
        connection.execute("alter table cell rename column families to family_count")
    _note_size(database)
    with pytest.raises(StoreFault, match=r"it has no column cell\.families.*tepat build --anew") as fault:
        open_store(two_builds)
    assert fault.value.kind == "layout"
    assert fault.value.named["made"].startswith("version 0.") and "layout" in fault.value.named["wanted"]
    build_store()
    assert quarters(two_builds) == ["2025Q3", "2025Q4"]


def test_build_of_an_older_layout_is_named_with_both_numbers(two_builds: Path):
    served = finished.current_build_id(two_builds)
    record = finished.folder_of(two_builds, served) / finished.RECORD
    told = json.loads(record.read_text())
    record.write_text(json.dumps({"build_id": served, "quarters": told["quarters"]}))
    with pytest.raises(StoreFault, match=rf"\(layout 1\) than this version reads \(.*layout {finished.LAYOUT}\)"):
        open_store(two_builds)


def _note_size(database: Path) -> None:
    record = database.with_name(finished.RECORD)
    record.write_text(json.dumps(json.loads(record.read_text()) | {"bytes": database.stat().st_size}))


def test_clock_set_back_does_not_delete_the_build_that_was_served(
    two_builds: Path, build_store: Build, snapshots: list[Snapshot], monkeypatch: pytest.MonkeyPatch
):
    served = finished.current_build_id(two_builds)
    monkeypatch.setattr("data.build.log.new_build_id", lambda: "19990101T000000-abcdef")
    snapshots[2].write(two_builds.parent / "inbox")
    build_store()
    kept = sorted(path.name for path in (two_builds / "builds").iterdir())
    assert kept == ["19990101T000000-abcdef", served]
    assert register.provenance(open_store(two_builds)).build_id == "19990101T000000-abcdef"
    made = open_store(two_builds).cursor().execute("select build_id from provenance").fetchall()
    assert [build_id for (build_id,) in made[-2:]] == [served, "19990101T000000-abcdef"]
    (two_builds / "current").unlink()
    assert repair(two_builds).build_id == "19990101T000000-abcdef"
