"""Shards on a real cluster of two processes: the same store, and what happens when a part of it is lost."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from data.build.build import build
from data.build.options import Options
from data.build.sharded import add
from data.engine.cluster import MARK, Expected, code
from data.store.finished import current_build_id
from tests.data.build.registers import Register, Snapshot
from tests.data.build.stores import silent
from tests.data.build.test_same_bytes import contents, differing

dask = pytest.importorskip("dask", reason="the packages of requirements-cluster.lock are needed")
distributed = pytest.importorskip("distributed", reason="the packages of requirements-cluster.lock are needed")
#: Dask warns of ports and of workers that are slow on a busy machine; neither is a fault of ours.
pytestmark = pytest.mark.filterwarnings("ignore")
ROOT = Path(__file__).parents[3]
LIMITS = {"memory": "500MB", "threads": 1}


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    """A scheduler and two workers, each a process that is started again when it dies."""
    patient = {"distributed.comm.timeouts.connect": "120s", "distributed.comm.timeouts.tcp": "120s"}
    alone = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None, "memory_limit": 0}
    with pytest.MonkeyPatch.context() as patch:
        # A test of a page leaves its script behind as the main module, which each new process would run again.
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        with dask.config.set(patient), distributed.LocalCluster(**alone) as cluster:
            yield cluster


@pytest.fixture(scope="module")
def snapshots() -> list[Snapshot]:
    return Register(seed=11, families=16).live(2)


@pytest.fixture(scope="module")
def served(snapshots: list[Snapshot], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inbox and store of the first quarter."""
    folder = tmp_path_factory.mktemp("served")
    snapshots[0].write(folder / "inbox")
    build(Options(folder / "inbox", folder / "store", **LIMITS), silent)
    return folder


@pytest.fixture
def inbox(served: Path, tmp_path: Path, snapshots: list[Snapshot]) -> Path:
    """The first quarter is counted and served already; the second has come since."""
    shutil.copytree(served, tmp_path, symlinks=True, dirs_exist_ok=True)
    snapshots[1].write(tmp_path / "inbox")
    return tmp_path / "inbox"


@pytest.fixture(scope="module")
def whole(served: Path, snapshots: list[Snapshot], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple]]:
    """The store of both quarters, counted here in one piece."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(served, folder, symlinks=True, dirs_exist_ok=True)
    snapshots[1].write(folder / "inbox")
    build(Options(folder / "inbox", folder / "store", **LIMITS), silent)
    return contents(folder / "store")


def options(inbox: Path, address: str | None, shards: int = 2) -> Options:
    return Options(inbox, inbox.parent / "store", shards=shards, cluster=address, **LIMITS)


def pids(cluster: Any) -> list[int]:
    return [nanny.pid for nanny in cluster.workers.values() if nanny.pid]


def is_right(inbox: Path, whole: dict[str, list[tuple]]) -> None:
    """The store is that of the whole, and nothing is left beside it."""
    found = contents(inbox.parent / "store")
    assert {name: differing(rows, found[name]) for name, rows in whole.items() if rows != found[name]} == {}
    left = [path.name for path in (inbox.parent / "work").rglob("*scratch*")]
    left += [path.name for path in (inbox.parent / "store" / "builds").iterdir() if not (path / "build.json").exists()]
    assert left == []


def at_phase(word: str, act: Callable[[], None]) -> Callable[[str, int, float], None]:
    """Do something once, when a phase of that name begins."""
    done: list[str] = []

    def told(stage: str, rows: int, share: float) -> None:
        if stage.endswith(word) and word not in done:
            done.append(word)
            act()

    return told


def test_store_is_right_although_a_worker_dies_in_every_phase(
    inbox: Path, whole: dict[str, list[tuple]], workers: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(add, "FAN_IN", 2)
    killed: list[str] = []

    def kill(phase: str) -> Callable[[], None]:
        def act() -> None:
            os.kill(pids(workers)[0], signal.SIGKILL)
            killed.append(phase)

        return act

    phases = (" cut into shards", " shards counted", " ledger of shards", " sums")
    acts = [at_phase(phase, kill(phase)) for phase in phases]
    states: list[str] = []
    report = build(
        options(inbox, workers.scheduler_address, 3), lambda *stage: [act(*stage) for act in acts], states.append
    )
    assert report.build_id == current_build_id(inbox.parent / "store")
    # Sums go to workers only where there are several; on a busy machine the one that died may not be back by then.
    assert {*killed, " sums"} == set(phases)
    is_right(inbox, whole)
    # What the terminal is told of the workers while they work: each that lives with its memory.
    assert any(re.fullmatch(r"\d 0\.[1-9] GB(, \d 0\.\d GB)?", state) for state in states), states


def test_shared_folder_that_is_lost_leaves_the_old_store_served(
    inbox: Path, whole: dict[str, list[tuple]], workers: Any
):
    served = current_build_id(inbox.parent / "store")

    def lose() -> None:
        for path in (inbox.parent / "work").glob("*/scratch.*"):
            path.rename(path.with_name("lost"))

    with pytest.raises(Exception, match=r"shared folder|cannot be|No such"):
        build(options(inbox, workers.scheduler_address), at_phase(" ledger of shards", lose))
    shutil.rmtree(next((inbox.parent / "work").glob("*/lost")))
    assert current_build_id(inbox.parent / "store") == served
    build(options(inbox, None), silent)
    is_right(inbox, whole)


def test_full_scratch_disk_of_the_workers_is_one_sentence_and_leaves_the_old_store_served(
    inbox: Path, whole: dict[str, list[tuple]], workers: Any
):
    served = current_build_id(inbox.parent / "store")
    with distributed.Client(workers.scheduler_address, set_as_default=False) as client:
        client.run(most_bytes, 100)
        try:
            with pytest.raises(Exception, match=r"nothing was changed|cannot be"):
                build(options(inbox, workers.scheduler_address), silent)
        finally:
            client.run(most_bytes, resource.RLIM_INFINITY)
    assert current_build_id(inbox.parent / "store") == served
    build(options(inbox, workers.scheduler_address), silent)
    is_right(inbox, whole)


def most_bytes(limit: int) -> None:
    """No file of this process may grow beyond so many bytes: to it the disk is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def test_client_that_is_killed_leaves_the_old_store_served_and_the_next_build_cleans_up(
    inbox: Path, whole: dict[str, list[tuple]], workers: Any
):
    served = current_build_id(inbox.parent / "store")
    words = [sys.executable, str(ROOT / "cli.py"), "build", "--inbox", str(inbox), "--store"]
    words += [str(inbox.parent / "store"), "--cluster", workers.scheduler_address, "--shards", "4", "--threads", "1"]
    client = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list((inbox.parent / "work").glob("*/scratch.*/aside/*")) and client.poll() is None:
        time.sleep(0.02)
    client.kill()
    client.wait()
    assert current_build_id(inbox.parent / "store") == served
    build(options(inbox, None), silent)
    is_right(inbox, whole)


def test_worker_with_other_code_is_refused_in_one_sentence(inbox: Path, workers: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("data.engine.cluster.code_version", lambda: "0.0.0+other")
    sentence = r"^cluster: worker \S+ has another version of the code: \S+ with DuckDB \S+, not 0\.0\.0\+other"
    with pytest.raises(Exception, match=sentence):
        build(options(inbox, workers.scheduler_address), silent)


def test_worker_without_the_folder_or_with_another_is_refused(tmp_path: Path):
    expected = Expected(tmp_path, "this build", code())
    assert expected.lack() == f"does not see the shared folder {tmp_path}"
    (tmp_path / MARK).write_text("another build")
    assert "does not see" in expected.lack()
    (tmp_path / MARK).write_text("this build")
    assert expected.lack() == ""


def test_scheduler_that_does_not_answer_is_told(inbox: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("data.engine.cluster.CONNECT_SECONDS", 0.2)
    with pytest.raises(Exception, match=r"^cluster: no scheduler answers at tcp://127\.0\.0\.1:1"):
        build(options(inbox, "tcp://127.0.0.1:1"), silent)
