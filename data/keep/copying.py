"""A copy of the application's own database with what proves it, taken while people work, and put back elsewhere.

A copy holds scenarios, run records, the audit trail and sign-ins; its anchors; and the keys of the site, without which
no seal can be checked and no figure below the province stays the same. So a copy is as secret as the store.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from data.keep import audit, chain, database, seals
from data.keep.figures_key import KEY_FILE as FIGURES_KEY
from data.keep.kept_cells import FOLDER as CELLS
from data.store.workplace import sync
from terms import InputError

#: Read before the database is, so that an anchor in a copy is at most behind, which accuses nobody.
BESIDE = (seals.ANCHOR_FILE, audit.ANCHOR_FILE, seals.KEY_FILE, FIGURES_KEY)


def copy(store: Path, target: Path) -> tuple[str, ...]:
    """Copy the database and what belongs to it into a new folder; the names of what was copied.

    The folder has its name once all of it is there, so that no copy is ever a part of one.
    """
    source = database.path_of(store)
    if not source.is_file():
        raise InputError(f"copy: {store} has no {database.FILE} yet")
    if target.exists():
        raise InputError(f"copy: {target} exists already; name a new folder")
    aside = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    with _sentence("copy", target):
        try:
            aside.mkdir(parents=True, mode=0o700)
            done = _filled(aside, store)
            aside.rename(target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return done


def _filled(folder: Path, store: Path) -> tuple[str, ...]:
    done = [name for name in BESIDE if (store / name).is_file()]
    for name in done:
        _copied(store / name, folder / name)
    source = database.path_of(store)
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as there,
        closing(sqlite3.connect(folder / database.FILE)) as here,
    ):
        there.backup(here)
    sync(folder / database.FILE)
    (folder / database.FILE).chmod(0o600)
    if (store / CELLS).is_dir():
        _copied_cells(store, folder)
        done.append(CELLS)
    return (database.FILE, *done)


def restore(source: Path, store: Path) -> tuple[str, ...]:
    """Put a copy into a store that has no such database, and see that its chains are whole; the names put there.

    Raises InputError when there is one already, when the copy is none, and when its records or its trail are broken;
    then nothing stays behind.
    """
    if not (source / database.FILE).is_file():
        raise InputError(f"restore: {source} holds no {database.FILE}")
    there = [name for name in (database.FILE, *BESIDE) if (store / name).exists()]
    if there:
        raise InputError(f"restore: {store} has {', '.join(there)} already; move them away first")
    told = [fault for of in (chain.RECORDS, audit.TRAIL) for fault in chain.look(source, of).faults]
    if told:
        raise InputError(f"restore: the copy {source} is not whole: {'; '.join(told)}")
    names = [name for name in (*BESIDE, database.FILE) if (source / name).is_file()]
    with _sentence("restore", store), _nothing_left_of(store, names):
        store.mkdir(parents=True, exist_ok=True)
        if (source / CELLS).is_dir():
            _copied_cells(source, store)
        for name in names:
            _copied(source / name, store / name)
    return (*names, *([CELLS] if (source / CELLS).is_dir() else []))


def _copied_cells(source: Path, target: Path) -> None:
    """The kept cells that are whole; a file that goes while it is copied makes room for a newer one."""
    (target / CELLS).mkdir(exist_ok=True)
    for file in sorted((source / CELLS).glob("[!.]*")):
        with suppress(FileNotFoundError):
            _copied(file, target / CELLS / file.name)


@contextmanager
def _nothing_left_of(store: Path, names: Iterable[str]) -> Iterator[None]:
    """What was put there goes again when not all of it could be; kept cells say themselves what they are, and stay."""
    try:
        yield
    except BaseException:
        for name in names:
            (store / name).unlink(missing_ok=True)
        raise


@contextmanager
def _sentence(what: str, folder: Path) -> Iterator[None]:
    """The disk's refusal (full, read-only, gone), or a database that cannot be read, as one sentence."""
    try:
        yield
    except (OSError, sqlite3.DatabaseError) as fault:
        told = getattr(fault, "strerror", None) or fault
        raise InputError(f"{what}: {folder} could not be filled: {told}; nothing stays there") from fault


def _copied(source: Path, target: Path) -> None:
    """A copy for its owner alone, on the disk before it bears its name."""
    beside = target.with_name(f".{target.name}.copying")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as written, source.open("rb") as read:
            shutil.copyfileobj(read, written)
        sync(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    sync(target.parent)
