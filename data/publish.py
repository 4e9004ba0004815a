"""The folder of the store: one builder at a time, a build beside the old one, one atomic switch, leftovers removed.

``store/builds/<build_id>/tepat.duckdb`` and ``build.json`` are one finished build; ``store/current`` is a relative link
to it. What the build remembers of families lies beside the inbox, in ``work/<store id>/<quarter>.<build_id>/``; a
build says in ``build.json`` which of these folders are its own, so that switching the link switches them too.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from terms import InputError

DATABASE = "tepat.duckdb"
RECORD = "build.json"
KEPT_BUILDS = 2


@dataclass(frozen=True)
class Workplace:
    """The store, and the folder where this store's builds remember families."""

    store: Path
    work: Path

    @property
    def current(self) -> Path:
        return self.store / "current"

    def build(self, build_id: str) -> Path:
        return self.store / "builds" / build_id

    def remembered(self, quarter: str, build_id: str) -> Path:
        """What a build remembers of the families of a quarter."""
        return self.work / f"{quarter}.{build_id}"


def workplace(store: Path, inbox: Path) -> Workplace:
    """Make the folders of the store; ``work`` beside an inbox of that name, else ``<inbox name>.work``."""
    beside = inbox.resolve()
    work = beside.with_name("work" if beside.name == "inbox" else f"{beside.name}.work")
    with writable(store):
        (store / "builds").mkdir(parents=True, exist_ok=True)
        (store / "log").mkdir(exist_ok=True)
        identity = store / "id"
        if not identity.is_file():
            write_durably(identity, secrets.token_hex(4))
    place = Workplace(store, work / identity.read_text(encoding="utf-8").strip())
    with writable(place.work):
        place.work.mkdir(parents=True, exist_ok=True)
    return place


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Turn the system's refusal to write (read-only, full, not a folder) into one clear sentence."""
    try:
        yield
    except OSError as fault:
        raise InputError(f"{folder}: cannot be written: {fault.strerror or fault}; nothing was changed") from fault


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """Hold the store for one builder; InputError names the process that holds it already.

    The lock goes with the process, however it ends, so none is ever left over.
    """
    with writable(store):
        file = (store / "lock").open("a+", encoding="utf-8")
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise InputError(f"store: {store} is being built by {holder}; wait until it ends or stop it") from fault
        file.truncate(0)
        file.write(f"process {os.getpid()} on {socket.gethostname()} since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
        file.flush()
        yield


def new_build_id() -> str:
    """A name that sorts by time and is never given twice."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def current_build_id(store: Path) -> str | None:
    """The build that is served; None when there is none."""
    try:
        return (store / "current").readlink().name
    except OSError:
        return None


def record(place: Workplace, build_id: str) -> dict[str, str]:
    """The quarters of a finished build, each with the build that remembers its families; empty when unfinished."""
    try:
        return json.loads((place.build(build_id) / RECORD).read_text(encoding="utf-8"))["quarters"]
    except (OSError, ValueError, KeyError):
        return {}


def publish(place: Workplace, build_id: str, remembered: dict[str, str]) -> None:
    """Make a finished build the one that is served, in one rename."""
    folder = place.build(build_id)
    for quarter, owner in remembered.items():
        for path in place.remembered(quarter, owner).iterdir():
            sync(path)
    sync(folder / DATABASE)
    write_durably(folder / RECORD, json.dumps({"build_id": build_id, "quarters": remembered}, indent=2))
    sync(folder.parent)
    link = place.store / f".current-{build_id}"
    link.symlink_to(Path("builds") / build_id)
    link.replace(place.current)
    sync(place.store)


def remove_leftovers(place: Workplace) -> None:
    """Delete what unfinished builds left, and finished builds but the current and the one before."""
    kept = _kept_builds(place)
    for folder in (place.store / "builds").iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder)
    for link in place.store.glob(".current-*"):
        link.unlink()
    owned = {place.remembered(*item).name for build in kept for item in record(place, build).items()}
    for folder in place.work.iterdir():
        if folder.name not in owned:
            shutil.rmtree(folder)


def _kept_builds(place: Workplace) -> tuple[str, ...]:
    """The current build and the latest finished one before it; a later one is unfinished business, never served."""
    current = current_build_id(place.store)
    if current is None:
        return ()
    finished = sorted(path.parent.name for path in (place.store / "builds").glob(f"*/{RECORD}"))
    earlier = [build_id for build_id in finished if build_id < current]
    return (current, *earlier[1 - KEPT_BUILDS :])


def write_durably(path: Path, text: str) -> None:
    """Write a small file so that it is there whole or not at all, even after a power cut."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    beside.write_text(text, encoding="utf-8")
    sync(beside)
    beside.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
