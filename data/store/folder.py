"""One builder of a store at a time, one atomic switch to a finished build, and leftovers removed only after it.

``store/builds/<build_id>/tepat.duckdb`` and ``build.json`` are one finished build; ``store/current`` names it, as a
relative link or a small file. A build says in ``build.json`` which folders of the memory are its own, so that switching
``current`` switches them too.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import pointer
from data.contract.store_tables import LAYOUT
from data.store import finished
from data.store.finished import DATABASE, RECORD, Finished
from data.store.version import code_version
from data.store.workplace import Workplace, sign, sync, writable, write_durably
from terms import JAKARTA, InputError


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """Hold the store for one builder; InputError names the process that holds it already.

    The lock goes with the process, however it ends, so none is ever left over.
    """
    with writable(store):
        handle = os.open(store / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            holder = os.pread(handle, 1000, 0).decode("utf-8", "replace").strip() or "another process"
            raise InputError(f"store: {store} is being built by {holder}; wait until it ends or stop it") from fault
        # Who holds it is a courtesy: a full disk keeps nobody from the lock.
        with suppress(OSError):
            os.ftruncate(handle, 0)
            since = f"{datetime.now(JAKARTA):%Y-%m-%d %H:%M} WIB"
            os.pwrite(handle, f"process {os.getpid()} on {socket.gethostname()} since {since}".encode(), 0)
        yield
    finally:
        os.close(handle)


def new_build_id() -> str:
    """A name that tells the time (WIB) and is never given twice. It says nothing of the order: clocks are set back."""
    return f"{datetime.now(JAKARTA):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def publish(place: Workplace, build_id: str, remembered: dict[str, str], before: str | None) -> Finished:
    """Make a finished build the one that is served, in one rename; ``before`` is the one served until now."""
    folder = place.build(build_id)
    for quarter, owner in remembered.items():
        for path in place.remembered(quarter, owner).iterdir():
            sync(path)
    sync(folder / DATABASE)
    number = 1 + max((build.number for build in finished.all_of(place.store)), default=0)
    size = (folder / DATABASE).stat().st_size
    build = Finished(build_id, remembered, number, before, LAYOUT, code_version(), size)
    write_durably(folder / RECORD, build.text())
    sync(folder.parent)
    pointer.write(place.current, Path("builds") / build_id)
    sync(place.store)
    return build


def abandon(place: Workplace, build_id: str) -> None:
    """Remove what a build that failed has made, and nothing else; a build that is served already stays."""
    with suppress(finished.StoreFault):
        if finished.current_build_id(place.store) == build_id:
            return
    for path in place.work.glob(f"*.{build_id}"):
        shutil.rmtree(path, ignore_errors=True)
    shutil.rmtree(place.build(build_id), ignore_errors=True)


def settle(place: Workplace, served: Finished) -> tuple[str, ...]:
    """After ``served`` was published: note it in the memory, and remove what it made superfluous.

    Only builds of this store go, and only memory that they own. What cannot be removed stays, and is told.
    """
    try:
        sign(place)
        _remove_superfluous(place, served)
    except OSError as fault:
        return (f"leftovers of earlier builds could not be removed ({fault}); the new build is served",)
    return ()


def _remove_superfluous(place: Workplace, served: Finished) -> None:
    """Keep the served build and the one served before it; later ones that were never served go too."""
    builds = {build.build_id: build for build in finished.all_of(place.store)}
    earlier = [build for build in builds.values() if build.order < served.order]
    before = served.before or (earlier[-1].build_id if earlier else None)
    kept = {served.build_id, before}
    owned = frozenset(
        place.remembered(*item).name for name in builds.keys() & kept for item in builds[name].quarters.items()
    )
    for folder in sorted((place.store / "builds").iterdir()):
        if folder.name not in kept:
            _remove_build(place, folder.name, owned)
    for link in place.store.glob(f".{finished.CURRENT}-*"):
        link.unlink()
    shutil.rmtree(place.scratch(served.build_id), ignore_errors=True)


def _remove_build(place: Workplace, build_id: str, kept: frozenset[str]) -> None:
    """One build with the memory that it owns; the memory goes first, since the build's record is what leads to it."""
    build = finished.read(place.store, build_id)
    named = {place.remembered(*item).name for item in build.quarters.items()} if build else set()
    named |= {path.name for path in place.work.glob(f"*.{build_id}")}
    for name in sorted(named - kept):
        shutil.rmtree(place.work / name, ignore_errors=True)
    folder = place.build(build_id)
    if folder.is_dir():
        shutil.rmtree(folder)
