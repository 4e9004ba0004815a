"""A build is published whole or not at all, whatever stops it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data.store.folder import locked
from data.store.open import open_store
from terms import InputError
from tests.data.build.conftest import Build
from tests.data.build.registers import Register

ROOT = Path(__file__).parents[3]
BUILD = """
import resource, sys
from pathlib import Path
from data.build.build import build
from data.build.options import Options
size = int(sys.argv[3]) if len(sys.argv) > 3 else 0
print("ready", flush=True)
if size:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
build(Options(Path(sys.argv[1]), Path(sys.argv[2]), memory="1GB"), lambda stage, rows, share: print(stage, flush=True))
"""
KILLS = 10


def start(tmp_path: Path, *more: str) -> subprocess.Popen[str]:
    """A build in a process of its own, already past its imports."""
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(tmp_path / "inbox"), str(tmp_path / "store"), *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def served(store: Path) -> tuple[str, list[tuple]]:
    """The build that is served, and the families of each quarter in it."""
    opened = open_store(store)
    query = "select quarter, sum(families)::bigint from cell group by quarter order by quarter"
    found = opened.build_id, opened.cursor().execute(query).fetchall()
    opened.close()
    return found


def test_build_killed_at_any_moment_leaves_the_old_store_served_whole(tmp_path: Path, build_store: Build):
    first, second = Register(seed=5, families=60).live(2)
    first.write(tmp_path / "inbox")
    build_store()
    old = served(tmp_path / "store")
    second.write(tmp_path / "inbox")
    began = time.monotonic()
    trial = tmp_path / "trial"
    build_store(store=trial)
    duration = time.monotonic() - began
    dice = random.Random(1)
    killed = 0
    for _ in range(KILLS):
        process = start(tmp_path)
        time.sleep(dice.random() * duration)
        process.kill()
        _, complaint = process.communicate()
        assert process.returncode in (0, -signal.SIGKILL), complaint
        if served(tmp_path / "store") == old:
            killed += 1
        else:
            assert served(tmp_path / "store")[1] == served(trial)[1]
            old = served(tmp_path / "store")
            first.payments.pop()
            first.write(tmp_path / "inbox")
    assert killed
    build_store(quarters=(second.quarter,))
    assert served(tmp_path / "store")[1] == served(trial)[1]
    assert_no_leftovers(tmp_path)


def assert_no_leftovers(tmp_path: Path) -> None:
    """Only finished builds, at most two, and only the memory that they own."""
    builds = list((tmp_path / "store" / "builds").iterdir())
    records = [json.loads((folder / "build.json").read_text())["quarters"] for folder in builds]
    owned = {f"{quarter}.{owner}" for record in records for quarter, owner in record.items()}
    identity = (tmp_path / "store" / "id").read_text()
    assert len(builds) <= 2
    assert {path.name for path in (tmp_path / "work" / identity).iterdir()} == owned | {"store.json"}
    assert not list((tmp_path / "store").glob(".current-*"))


def test_leftovers_of_a_killed_build_are_removed_by_the_next(tmp_path: Path, build_store: Build):
    register = Register(seed=6)
    register.live(1)[0].write(tmp_path / "inbox")
    process = start(tmp_path)
    while "cell" not in process.stdout.readline():
        pass
    process.kill()
    process.communicate()
    assert list((tmp_path / "store" / "builds").iterdir())
    assert not (tmp_path / "store" / "current").exists()
    build_store()
    assert_no_leftovers(tmp_path)


def test_last_two_builds_are_kept_and_older_ones_removed(tmp_path: Path, build_store: Build):
    snapshot = Register(seed=8).live(1)[0]
    made = []
    for _ in range(4):
        snapshot.payments.pop()
        snapshot.write(tmp_path / "inbox")
        made.append(build_store().build_id)
    assert sorted(folder.name for folder in (tmp_path / "store" / "builds").iterdir()) == made[-2:]
    assert_no_leftovers(tmp_path)


def test_second_builder_is_told_which_process_holds_the_store(tmp_path: Path, build_store: Build):
    Register(seed=9).live(1)[0].write(tmp_path / "inbox")
    build_store()
    with locked(tmp_path / "store"):
        _, complaint = start(tmp_path).communicate()
    assert f"is being built by process {os.getpid()} on" in complaint


def test_lock_of_a_killed_builder_is_free_again(tmp_path: Path, build_store: Build):
    Register(seed=9).live(1)[0].write(tmp_path / "inbox")
    process = start(tmp_path)
    while "cell" not in process.stdout.readline():
        pass
    with pytest.raises(InputError, match=f"process {process.pid} on"):
        build_store()
    process.kill()
    process.communicate()
    assert build_store().build_id


def test_full_disk_is_one_clear_sentence_and_changes_nothing(tmp_path: Path, build_store: Build):
    first, second = Register(seed=10, families=60).live(2)
    first.write(tmp_path / "inbox")
    build_store()
    old = served(tmp_path / "store")
    second.write(tmp_path / "inbox")
    _, complaint = start(tmp_path, "8192").communicate()
    assert "terms.InputError" in complaint.splitlines()[-1]
    assert "nothing was changed" in complaint.splitlines()[-1]
    assert served(tmp_path / "store") == old
    assert_no_leftovers(tmp_path)


@pytest.mark.skipif(os.geteuid() != 0, reason="another user is needed to be refused")
def test_folder_that_may_not_be_written_is_one_clear_sentence(tmp_path: Path, build_store: Build):
    Register(seed=11).live(1)[0].write(tmp_path / "inbox")
    for folder in (tmp_path, *tmp_path.parents[:-1]):
        folder.chmod(0o755)
    os.seteuid(65534)
    try:
        with pytest.raises(InputError, match="store: cannot be written: Permission denied; nothing was changed"):
            build_store()
    finally:
        os.seteuid(0)


def test_store_inside_a_file_is_one_clear_sentence(tmp_path: Path, build_store: Build):
    Register(seed=11).live(1)[0].write(tmp_path / "inbox")
    (tmp_path / "store").write_text("not a folder")
    with pytest.raises(InputError, match=r"store: cannot be written: .*nothing was changed"):
        build_store()


def test_running_application_notices_a_new_store(tmp_path: Path, build_store: Build):
    snapshots = Register(seed=12).live(2)
    snapshots[0].write(tmp_path / "inbox")
    build_store()
    before = open_store(tmp_path / "store")
    reading = before.cursor()
    snapshots[1].write(tmp_path / "inbox")
    build_store()
    after = open_store(tmp_path / "store")
    assert after != before
    assert reading.execute("select count(*) from quarter_info").fetchall() == [(1,)]
    assert after.cursor().execute("select count(*) from quarter_info").fetchall() == [(2,)]


def test_log_beside_the_store_tells_stages_and_faults(tmp_path: Path, build_store: Build):
    snapshot = Register(seed=13).live(1)[0]
    snapshot.write(tmp_path / "inbox")
    report = build_store()
    text = (tmp_path / "store" / "log" / f"{report.build_id}.log").read_text()
    assert f"{snapshot.quarter} cell: " in text
    with pytest.raises(InputError, match="memory: must look like 4GB, got 'much'"):
        build_store(memory="much", quarters=(snapshot.quarter,))
    latest = max((tmp_path / "store" / "log").iterdir())
    assert "stopped: memory: must look like 4GB" in latest.read_text()
