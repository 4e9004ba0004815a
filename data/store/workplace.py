"""The store, and the folder where its builds remember families: whose it is, and what a copied store does about it.

What the builds of a store remember lies beside the inbox, in ``work/<store id>/``, so that a served store holds nothing
of a family. A copy of a store has the same id; the memory says in ``store.json`` which store it belongs to, and any
other takes an id of its own and links of what it needs. No store ever cleans up or goes on in the memory of another.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.store import finished
from terms import InputError

IDENTITY = re.compile(r"[0-9a-f]{8}")
OWNER = "store.json"


@dataclass(frozen=True)
class Workplace:
    """The store, the folder where its builds remember families, and what to tell about how that folder came to be."""

    store: Path
    work: Path
    notes: tuple[str, ...] = ()

    @property
    def current(self) -> Path:
        return self.store / finished.CURRENT

    def build(self, build_id: str) -> Path:
        return finished.folder_of(self.store, build_id)

    def remembered(self, quarter: str, build_id: str) -> Path:
        """What a build remembers of the families of a quarter."""
        return self.work / f"{quarter}.{build_id}"

    def scratch(self, build_id: str) -> Path:
        """Where a build spills what memory does not hold."""
        return self.work / f"scratch.{build_id}"


def make_folders(store: Path) -> None:
    """The folders of a store, which a first build makes."""
    with writable(store):
        (store / "builds").mkdir(parents=True, exist_ok=True)
        (store / "log").mkdir(exist_ok=True)


def workplace(store: Path, inbox: Path) -> Workplace:
    """The store's own place in ``work`` beside an inbox of that name, else in ``<inbox name>.work``.

    A store that was copied, or whose ``id`` is gone, gets a place of its own with what its builds remember of families,
    as far as that can be found. The store must be locked.
    """
    beside = inbox.resolve()
    work = beside.with_name("work" if beside.name == "inbox" else f"{beside.name}.work")
    with writable(store):
        identity = _identity(store)
        former = _belongs_elsewhere(store, work / identity) if identity else ""
        if identity and not former:
            place = Workplace(store, work / identity)
        else:
            place = _own_place(store, work, former)
    with writable(place.work):
        place.work.mkdir(parents=True, exist_ok=True)
        sign(place)
    return place


def sign(place: Workplace) -> None:
    """Note in the memory which store it belongs to, and the build that this store serves."""
    state = place.store.stat()
    about = {
        "store": str(place.store.resolve()),
        "device": state.st_dev,
        "inode": state.st_ino,
        "build": _served(place.store),
    }
    if _owner(place.work) != about:
        write_durably(place.work / OWNER, json.dumps(about, indent=2))


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Turn the system's refusal to write (read-only, full, not a folder) into one clear sentence."""
    try:
        yield
    except OSError as fault:
        raise InputError(f"{folder}: cannot be written: {fault.strerror or fault}; nothing was changed") from fault


def write_durably(path: Path, text: str) -> None:
    """Write a small file so that it is there whole or not at all, even after a power cut."""
    with written_aside(path) as beside:
        beside.write_text(text, encoding="utf-8")
    sync(path.parent)


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """A file to be filled, which gets the name of ``path`` once it is whole and on the disk; else nothing stays."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        yield beside
        sync(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _identity(store: Path) -> str:
    """The store's id; empty when it has none, or one that was lost or made unreadable by a copy."""
    with suppress(OSError, UnicodeDecodeError):
        text = (store / "id").read_text(encoding="utf-8").strip()
        return text if IDENTITY.fullmatch(text) else ""
    return ""


def _belongs_elsewhere(store: Path, work: Path) -> str:
    """The store that this memory belongs to, when it is not this one: it lies elsewhere, or has built on since."""
    owner = _owner(work)
    if not owner:
        return ""
    state = store.stat()
    is_here = owner.get("store") == str(store.resolve())
    was_moved = (owner.get("device"), owner.get("inode")) == (state.st_dev, state.st_ino)
    newest = owner.get("build")
    has_newest = newest is None or (finished.folder_of(store, str(newest))).is_dir()
    return "" if (is_here or was_moved) and has_newest else str(owner.get("store", "another"))


def _owner(work: Path) -> dict[str, Any]:
    """What a memory says of its store; empty when it says nothing, as those of earlier versions do."""
    with suppress(OSError, ValueError):
        told = json.loads((work / OWNER).read_text(encoding="utf-8"))
        return told if isinstance(told, dict) else {}
    return {}


def _served(store: Path) -> str | None:
    with suppress(finished.StoreFault):
        return finished.current_build_id(store)
    return None


def _own_place(store: Path, work: Path, former: str) -> Workplace:
    """A new place, with links of what the store's builds remember, wherever in ``work`` it lies."""
    identity = secrets.token_hex(4)
    wanted = sorted({item for build in finished.all_of(store) for item in build.quarters.items()})
    place = Workplace(store, work / identity)
    lost = [quarter for quarter, owner in wanted if not _linked(work, place.remembered(quarter, owner))]
    write_durably(store / "id", identity)
    if not wanted:
        return place
    why = f"it is a copy of {former}, or was moved from there" if former else f"{store / 'id'} could not be read"
    note = f"{store} has a memory of families of its own now, {place.work}, since {why}"
    if lost:
        note += f"; what was remembered of {', '.join(sorted(set(lost)))} was not found, so its ledger must start anew"
    return Workplace(store, place.work, (note,))


def _linked(work: Path, wanted: Path) -> bool:
    """Link one remembered quarter from any place in ``work``; False when it is nowhere, or being removed just now.

    Files are never written twice, so the two places may share them.
    """
    for found in sorted(work.glob(f"*/{wanted.name}")):
        wanted.mkdir(parents=True, exist_ok=True)
        try:
            for path in found.iterdir():
                _link(path, wanted / path.name)
            return True
        except OSError:
            shutil.rmtree(wanted, ignore_errors=True)
    return False


def _link(path: Path, beside: Path) -> None:
    try:
        os.link(path, beside)
    except OSError:
        shutil.copyfile(path, beside)
