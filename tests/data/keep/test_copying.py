"""A copy of the application's database taken while it is used comes back whole on an empty machine, or not at all."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing

import pytest
from typer.testing import CliRunner

from cli import app
from data.keep import audit, chain, copying, database, kept_cells, records, scenarios
from data.keep.audit import Event
from terms import InputError
from tests.data.keep.conftest import SCENARIO

SAW = Event("sub-1", "analyst", audit.SAW, "sebaran", "35.15")


@pytest.fixture
def used(store, run):
    """A store with a scenario, a record, a trail, and a connection that has written without a checkpoint."""
    scenarios.save(store, "sub-1", "Rencana", SCENARIO)
    records.record(store, run)
    audit.note(store, SAW)
    with closing(sqlite3.connect(database.path_of(store))) as held:
        held.execute("select count(*) from scenario").fetchone()
        audit.note(store, SAW)
        yield store


def test_copy_comes_back_whole_on_an_empty_machine_and_goes_on(used, tmp_path, run):
    copying.copy(used, tmp_path / "copy")
    other = tmp_path / "other"
    copying.restore(tmp_path / "copy", other)
    assert [one.name for one in scenarios.of(other, "sub-1")] == ["Rencana"]
    assert records.get(other, 1).run == run
    assert audit.every(other) == audit.every(used) and len(audit.every(other)) == 2
    assert audit.note(other, SAW).id == 3 and records.record(other, run).id == 2
    assert audit.look(other).faults == () and chain.faults(other) == ()


def test_copy_is_its_owners_alone(used, tmp_path):
    names = copying.copy(used, tmp_path / "copy")
    assert {"app.sqlite", "records.key", "records.anchor", "audit.anchor"} <= set(names)
    for path in [tmp_path / "copy", *(tmp_path / "copy" / name for name in names)]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_copy_with_a_cut_tail_is_refused_and_leaves_nothing(used, tmp_path):
    copying.copy(used, tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy" / database.FILE, isolation_level=None)) as connection:
        connection.execute("drop trigger audit_is_never_deleted")
        connection.execute("delete from audit_event where id = 2")
    with pytest.raises(InputError, match="is not whole: audit rows 2 to 2 are missing at the end"):
        copying.restore(tmp_path / "copy", tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_copy_that_could_not_be_finished_leaves_no_part_of_one(used, tmp_path):
    """Whoever finds the folder takes it for a copy, and the next one is refused its name."""
    database.path_of(used).write_bytes(b"no database " * 1000)
    with pytest.raises(InputError, match=r"copy: .* could not be filled: .*; nothing stays there"):
        copying.copy(used, tmp_path / "copies" / "one")
    assert list((tmp_path / "copies").iterdir()) == []


def test_restore_that_could_not_be_finished_leaves_no_keys(used, tmp_path):
    copying.copy(used, tmp_path / "copy")
    blocked = tmp_path / "other" / f".{database.FILE}.copying"
    blocked.mkdir(parents=True)
    with pytest.raises(InputError, match=r"restore: .* could not be filled: .*; nothing stays there"):
        copying.restore(tmp_path / "copy", tmp_path / "other")
    assert [path.name for path in (tmp_path / "other").iterdir()] == [blocked.name]
    blocked.rmdir()
    copying.restore(tmp_path / "copy", tmp_path / "other")


def test_kept_cells_that_are_being_written_are_in_no_copy(used, tmp_path):
    cells = used / kept_cells.FOLDER
    cells.mkdir(exist_ok=True)
    for name in ("whole.npz", ".half.npz"):
        (cells / name).write_bytes(b"cells")
    assert kept_cells.FOLDER in copying.copy(used, tmp_path / "copy")
    copying.restore(tmp_path / "copy", tmp_path / "other")
    for folder in ("copy", "other"):
        assert [path.name for path in (tmp_path / folder / kept_cells.FOLDER).glob(".*")] == []
        assert (tmp_path / folder / kept_cells.FOLDER / "whole.npz").read_bytes() == b"cells"


def test_restore_never_writes_over_a_database_or_a_key(used, tmp_path):
    copying.copy(used, tmp_path / "copy")
    with pytest.raises(InputError, match=r"has app\.sqlite, .* already"):
        copying.restore(tmp_path / "copy", used)
    with pytest.raises(InputError, match="exists already"):
        copying.copy(used, tmp_path / "copy")


def test_database_of_a_newer_version_is_a_sentence_when_restored_or_used(used, tmp_path):
    copying.copy(used, tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy" / database.FILE)) as connection:
        connection.execute(f"pragma user_version = {database.LAYOUT + 1}")
    with pytest.raises(InputError, match="was written by a newer version"):
        copying.restore(tmp_path / "copy", tmp_path / "other")


def test_commands_copy_restore_and_verify_with_sentences(used, tmp_path):
    def said(*arguments):
        done = CliRunner().invoke(app, [str(one) for one in arguments])
        return done.exit_code, " ".join(done.output.split())

    assert said("application", "backup", tmp_path / "copy", "--store", used)[0] == 0
    assert said("application", "restore", tmp_path / "copy", "--store", tmp_path / "other")[0] == 0
    code, text = said("audit", "verify", "--store", tmp_path / "other")
    assert code == 0 and "2 rows of the audit trail" in text
    (tmp_path / "other" / audit.ANCHOR_FILE).unlink()
    code, text = said("audit", "verify", "--store", tmp_path / "other")
    assert code == 1 and "audit.anchor is missing" in text
