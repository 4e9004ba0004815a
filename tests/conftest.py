"""One small synthetic store for all tests that need one, made once a session, whatever number of workers runs it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from data.build.build import build
from data.build.options import Options
from data.demo import generate
from terms import Quarter

QUARTERS = (Quarter(2025, 4), Quarter(2026, 1))

#: A loaded machine is no fault of the code: no test of ours fails for the time that one example takes.
settings.register_profile("tepat", deadline=None)
settings.load_profile("tepat")


@contextmanager
def held(lock: Path) -> Iterator[None]:
    """Only one worker at a time gets past a held lock."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def small_store(tmp_path_factory):
    """A store of two quarters, at least 30 rows a kabupaten; only to be read."""
    return _made_once(tmp_path_factory, "small", scale=0.0005, quarters=QUARTERS, floor=30)


@pytest.fixture(scope="session")
def demonstration_store(tmp_path_factory):
    """The store that the README's reader makes: the demonstration of five quarters as it comes; only to be read."""
    return _made_once(tmp_path_factory, "demonstration")


def _made_once(tmp_path_factory, name: str, **asked) -> Path:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    inbox, store = shared / name / "inbox", shared / name / "store"
    inbox.mkdir(parents=True, exist_ok=True)
    with held(shared / name / "lock"):
        if not (store / "current").exists():
            generate(inbox, **asked)
            build(Options(inbox, store), lambda stage, rows, share: None)
    return store
