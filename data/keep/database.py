"""The application's own small database: saved scenarios and the records of runs, in ``app.sqlite`` inside the store.

Several processes may read and write it at once (WAL). Every use opens and closes a connection, so nothing is held.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from data.keep.statements import names, statement
from terms import InputError

FILE = "app.sqlite"
#: The statements that bring the tables from one layout to the next; the number of a layout counts the steps taken.
STEPS = ("layout", "layout_2", "layout_3")
LAYOUT = len(STEPS)
#: A page waits for this, so reading hardly waits; a writer stands behind others for a moment.
READ_SECONDS = 0.25
WAIT_SECONDS = 3.0
PAUSE_SECONDS = 0.02

Values = Mapping[str, object]


class Unavailable(InputError):
    """The database cannot be used now, and nothing was saved; all else of the application does not need it.

    ``reason`` is busy, readonly, closed (cannot be opened), full, disk, foreign (no database of this application),
    damaged, newer (of a later version) or other.
    """

    def __init__(self, path: Path, reason: str, sentence: str) -> None:
        super().__init__(f"{path} {sentence}")
        self.reason = reason


def path_of(folder: Path) -> Path:
    """Where the database of a store lies."""
    return folder / FILE


def read(folder: Path, name: str, values: Values | None = None) -> list[sqlite3.Row]:
    """The rows of one statement of ``data/keep/sql``; none when nothing was ever saved in this store."""
    path = path_of(folder)
    with _clear_faults(path, READ_SECONDS):
        if not path.exists():
            return []
        with closing(_connect(path, READ_SECONDS, writable=False)) as connection:
            if not _layout(connection, path):
                return []
            return connection.execute(statement(f"{name}"), values or {}).fetchall()


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """One transaction, alone among all processes: everything in the block is kept, or nothing when it raises."""
    path = path_of(folder)
    with _clear_faults(path, WAIT_SECONDS), closing(_opened_for_writing(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _opened_for_writing(path: Path) -> sqlite3.Connection:
    if not path.parent.is_dir():
        raise InputError(f"{path.parent}: the store must be a folder, and there is none")
    connection = _connect(path, WAIT_SECONDS, writable=True)
    try:
        # In WAL only FULL, SQLite's default, keeps what was told to be kept when the power goes.
        connection.execute("PRAGMA synchronous = FULL")
        if _layout(connection, path) < LAYOUT:
            _lay_out(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path, seconds: float, writable: bool) -> sqlite3.Connection:
    """A connection without implicit transactions. A store that nobody may write to is read as it lies on the disk."""
    mode = "rwc" if writable else "ro&immutable=1" if _is_unchanging(path) else "ro"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=seconds, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _is_unchanging(path: Path) -> bool:
    """Whether the file can be read without a lock, for which SQLite would need to write beside it."""
    effective = os.access in os.supports_effective_ids
    writable = os.access(path.parent, os.W_OK, effective_ids=effective)
    return not writable and not path.with_name(f"{path.name}-wal").exists()


def _layout(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the tables in the file, 0 when there are none yet."""
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > LAYOUT:
        told = f"was written by a newer version (layout {found}; this one knows {LAYOUT}): run that version"
        raise Unavailable(path, "newer", told)
    if found < 0:
        raise Unavailable(path, "foreign", f"is no database of this application (layout {found}); move it away")
    return found


def _lay_out(connection: sqlite3.Connection, path: Path) -> None:
    _use_wal(connection)
    connection.execute("BEGIN IMMEDIATE")
    # Another process may have made the tables while this one waited.
    for step in STEPS[_layout(connection, path) :]:
        for name in names(step):
            connection.execute(statement(name))
    connection.execute(f"PRAGMA user_version = {LAYOUT:d}")
    connection.execute("COMMIT")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite does not wait by itself when two processes switch a new file at once."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as fault:
            if not _is_busy(fault) or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)


def _is_busy(fault: sqlite3.Error) -> bool:
    return _code(fault) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _code(fault: sqlite3.Error) -> int:
    """SQLite's primary result code, without the extension in the upper bits."""
    return (getattr(fault, "sqlite_errorcode", None) or 0) & 0xFF


_BUSY = "is in use by another process; waited {seconds:g} seconds, nothing was saved"
_DISK = "cannot be read or written: the disk reports a fault"
_FAULTS = {
    sqlite3.SQLITE_BUSY: ("busy", _BUSY),
    sqlite3.SQLITE_LOCKED: ("busy", _BUSY),
    sqlite3.SQLITE_PROTOCOL: ("busy", _BUSY),
    sqlite3.SQLITE_READONLY: (
        "readonly",
        "cannot be written: the disk or the folder is read-only; nothing was saved",
    ),
    sqlite3.SQLITE_CANTOPEN: ("closed", "cannot be opened: look at the rights of the folder and the file"),
    sqlite3.SQLITE_PERM: ("closed", "cannot be opened: look at the rights of the folder and the file"),
    sqlite3.SQLITE_FULL: ("full", "cannot grow: the disk is full; nothing was saved"),
    sqlite3.SQLITE_IOERR: ("disk", _DISK),
    sqlite3.SQLITE_NOTADB: ("foreign", "is not a database; move it away and a new one is made"),
    sqlite3.SQLITE_ERROR: ("foreign", "has not the tables of this application; move it away and a new one is made"),
    sqlite3.SQLITE_CORRUPT: ("damaged", "is damaged; restore it from a copy"),
}


@contextmanager
def _clear_faults(path: Path, seconds: float) -> Iterator[None]:
    """Every fault of the disk and of the file as ``Unavailable``; faults of the program as they are."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise
    except sqlite3.DatabaseError as fault:
        reason, told = _FAULTS.get(_code(fault), ("other", f"cannot be used: {fault}"))
        raise Unavailable(path, reason, told.replace("{seconds:g}", f"{seconds:g}")) from fault
    except OSError as fault:
        reason = {errno.ENOSPC: "full", errno.EDQUOT: "full", errno.EROFS: "readonly"}.get(fault.errno or 0, "closed")
        raise Unavailable(path, reason, f"cannot be used: {fault.strerror or fault}; nothing was saved") from fault
