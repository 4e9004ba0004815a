"""The app's own database under several processes, kills and faults of the disk."""

from __future__ import annotations

import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from data.keep import chain, database, records
from terms import InputError

ROOT = Path(__file__).parents[3]
START = """
import json, sys
from pathlib import Path
from data.keep import chain, database, records
from data.keep.statements import statement
store, run = Path(sys.argv[1]), records.Run(**json.loads(sys.argv[2]))
"""
RECORD_MANY = """
for _ in range(int(sys.argv[3])):
    print(records.record(store, run).id, flush=True)
"""
STOP_BEFORE_THE_END = """
with database.writing(store) as connection:
    connection.execute(statement("record_insert"), json.loads(sys.argv[3]))
    print(connection.execute("select count(*) from run_record").fetchone()[0], flush=True)
    sys.stdin.read()
"""


def process(program, store, run, *arguments):
    """Another process that has the store and the run; it says on its output how far it is."""
    command = [sys.executable, "-c", START + program, str(store), json.dumps(asdict(run)), *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def kill(running):
    running.send_signal(signal.SIGKILL)
    rest = running.communicate()[0]
    assert running.returncode == -signal.SIGKILL
    return rest


@contextmanager
def held(store):
    """The database as another process holds it while it writes."""
    with closing(sqlite3.connect(database.path_of(store), isolation_level=None)) as connection:
        connection.execute("begin immediate")
        yield
        connection.execute("rollback")


def let_others_come_to(folder):
    """Opens the test's own folders to other users, up to the system's folder for temporary files."""
    for each in (folder, *folder.parents):
        if each == Path(tempfile.gettempdir()):
            return
        each.chmod(0o755)


@contextmanager
def without_rights(folder):
    """The folder as somebody sees it who may read it but not write to it; also when the tests run as root."""
    was, owner = folder.stat().st_mode, os.geteuid()
    folder.chmod(0o555)
    if owner == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(owner)
        folder.chmod(was)


def test_processes_that_write_at_once_lose_nothing(store, run):
    """All three begin with no file at all, so they also make it at once."""
    running = [process(RECORD_MANY, store, run, "25") for _ in range(3)]
    told = [int(number) for one in running for number in one.communicate(timeout=120)[0].split()]
    assert [one.returncode for one in running] == [0, 0, 0]
    assert sorted(told) == list(range(1, 76))
    assert chain.faults(store) == ()


def test_process_killed_between_writes_leaves_what_it_had_told(store, run):
    running = process(RECORD_MANY, store, run, "100000")
    told = [int(running.stdout.readline()) for _ in range(20)]
    told += [int(number) for number in kill(running).split()]
    assert records.get(store, told[-1]).run == run
    assert chain.faults(store) == ()
    assert records.record(store, run).id in (told[-1] + 1, told[-1] + 2), "at most one more was kept and not yet told"


def test_process_killed_in_the_middle_of_a_write_leaves_no_trace(store, run):
    first = records.record(store, run)
    half = {**asdict(run), "id": 2, "recorded_at": "2026", "scenario_sha256": "half", "sha256": "half", "seal": ""}
    running = process(STOP_BEFORE_THE_END, store, run, json.dumps({**half, "previous_sha256": first.sha256}))
    assert running.stdout.readline() == "2\n", "it had written its row"
    kill(running)
    with pytest.raises(InputError, match="there is no run record 2"):
        records.get(store, 2)
    assert records.record(store, run).previous_sha256 == first.sha256
    assert chain.faults(store) == ()


def test_fault_in_a_block_takes_back_the_whole_block(store, run):
    records.record(store, run)
    with pytest.raises(InputError, match="on purpose"), database.writing(store) as connection:
        connection.execute("create table other (one)")
        raise InputError("on purpose")
    with database.writing(store) as connection:
        assert connection.execute("select 1 from sqlite_schema where name = 'other'").fetchone() is None


def test_database_held_by_another_is_named_after_a_wait(store, run, monkeypatch):
    records.record(store, run)
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.05)
    with held(store):
        with pytest.raises(InputError, match=r"app\.sqlite is in use by another process; waited 0\.05 seconds"):
            records.record(store, run)
        assert records.get(store, 1).run == run, "reading goes on while another writes"
    assert records.record(store, run).id == 2


def test_store_that_nobody_may_write_to_is_still_read(tmp_path_factory, run):
    store = tmp_path_factory.mktemp("readable")
    let_others_come_to(store)
    kept = records.record(store, run)
    database.path_of(store).chmod(0o644)
    with without_rights(store):
        assert records.get(store, 1) == kept
        with pytest.raises(InputError, match=r"app\.sqlite cannot be written: .*read-only; nothing was saved"):
            records.record(store, run)


def test_new_database_in_a_read_only_folder_is_refused_clearly(tmp_path_factory, run):
    store = tmp_path_factory.mktemp("readable")
    let_others_come_to(store)
    with without_rights(store), pytest.raises(InputError, match=r"app\.sqlite cannot be opened: look at the rights"):
        records.record(store, run)


def test_store_that_is_no_folder_is_refused(tmp_path, run):
    with pytest.raises(InputError, match="the store must be a folder"):
        records.record(tmp_path / "nowhere", run)


def test_file_that_is_no_database_is_named(store, run):
    database.path_of(store).write_text("not a database at all, but long enough to look like one" * 20)
    with pytest.raises(InputError, match=r"app\.sqlite is not a database"):
        records.record(store, run)
    with pytest.raises(InputError, match=r"app\.sqlite is not a database"):
        records.get(store, 1)


def test_file_of_a_newer_version_is_left_alone(store, run):
    records.record(store, run)
    with closing(sqlite3.connect(database.path_of(store))) as connection:
        connection.execute(f"pragma user_version = {database.LAYOUT + 1}")
    with pytest.raises(InputError, match="written by a newer version"):
        records.record(store, run)
    with pytest.raises(InputError, match="written by a newer version"):
        records.get(store, 1)


@contextmanager
def locked_whole(store):
    """The database as a process holds it that lets nobody even read."""
    with closing(sqlite3.connect(database.path_of(store), isolation_level=None)) as connection:
        connection.execute("pragma locking_mode = exclusive")
        connection.execute("begin exclusive")
        connection.execute("update sqlite_sequence set seq = seq")
        yield
        connection.execute("rollback")


def test_database_that_lets_nobody_read_is_one_typed_answer_at_once(store, run):
    kept = records.record(store, run)
    with locked_whole(store), pytest.raises(database.Unavailable, match=r"waited 0\.25 seconds") as caught:
        records.get(store, 1)
    assert caught.value.reason == "busy"
    assert records.get(store, 1) == kept
    assert database.READ_SECONDS < 1 and database.WAIT_SECONDS < 5, "a page waits for this"


def layout(number):
    def change(path):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"pragma user_version = {number}")

    return change


def no_tables(path):
    path.unlink()
    layout(database.LAYOUT)(path)


def half(path):
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (layout(database.LAYOUT + 1), "newer"),
        (layout(-5), "foreign"),
        (no_tables, "foreign"),
        (lambda path: path.write_text("x" * 5000), "foreign"),
        (half, "damaged"),
        (lambda path: (path.unlink(), path.mkdir()), "disk closed"),
    ],
)
def test_every_fault_of_the_file_is_the_same_typed_answer(store, run, change, reason):
    records.record(store, run)
    change(database.path_of(store))
    for use in (lambda: records.get(store, 1), lambda: records.record(store, run)):
        with pytest.raises(database.Unavailable) as caught:
            use()
        assert caught.value.reason in reason.split(), str(caught.value)


def test_full_disk_keeps_the_database_as_it_was_and_says_so(store, run, monkeypatch):
    kept = records.record(store, run)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("data.keep.seals.written_beside", full)
        with pytest.raises(database.Unavailable, match="nothing was saved") as caught:
            records.record(store, run)
    assert caught.value.reason == "full"
    assert records.every(store) == (kept,) and chain.faults(store) == ()
