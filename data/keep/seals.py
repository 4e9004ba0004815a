"""What proves the run records from outside their database: a key of the site, and an anchor with the last record.

Whoever can rewrite the database can give every record new hashes, and can cut off the last ones. The seal of a record
is an HMAC with a key that is not in the database; the anchor names the last record and is sealed too. The key is
``TEPAT_RECORD_KEY``, else the file ``records.key`` in the store, made at the first record for its owner alone. Whoever
has the key and may write to the store can still forge: keep the key elsewhere (the variable) where that matters.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from data.store.workplace import sync
from terms import InputError

KEY_FILE = "records.key"
KEY_VARIABLE = "TEPAT_RECORD_KEY"
SHORTEST_KEY = 32
ANCHOR_FILE = "records.anchor"
LOCK_FILE = "records.lock"


@dataclass(frozen=True)
class Anchor:
    """The first record that was sealed, and the last one with its hash; ``seal`` is the HMAC of the three."""

    first: int
    last: int
    sha256: str
    seal: str

    @classmethod
    def of(cls, key: bytes, first: int, last: int, sha256: str) -> Anchor:
        return cls(first, last, sha256, _hmac(key, f"anchor {first} {last} {sha256}"))

    def is_genuine(self, key: bytes) -> bool:
        """Whether it was sealed with this key."""
        return hmac.compare_digest(self.seal, Anchor.of(key, self.first, self.last, self.sha256).seal)


def key_of(folder: Path) -> bytes | None:
    """The key of the site; None when there is none yet. InputError when it is too short or cannot be read."""
    given, path = os.environ.get(KEY_VARIABLE, ""), folder / KEY_FILE
    if not given:
        try:
            given = path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as fault:
            raise InputError(f"record: the key {path} cannot be read: {fault}") from fault
    if len(given) < SHORTEST_KEY:
        where = KEY_VARIABLE if os.environ.get(KEY_VARIABLE) else str(path)
        raise InputError(f"record: the key in {where} must have at least {SHORTEST_KEY} characters, got {len(given)}")
    return given.encode()


def made_key(folder: Path) -> bytes:
    """The key of the site, made now when there is none; only while the database is held for writing."""
    found = key_of(folder)
    if found is not None:
        return found
    beside = folder / f".{KEY_FILE}.{secrets.token_hex(4)}"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    sync(beside)
    beside.replace(folder / KEY_FILE)
    sync(folder)
    return made_key(folder)


def seal_of(key: bytes, sha256: str) -> str:
    """The seal of a record with this hash."""
    return _hmac(key, f"record {sha256}")


def fits(key: bytes, sha256: str, seal: str) -> bool:
    """Whether a record's seal was made with this key."""
    return hmac.compare_digest(seal, seal_of(key, sha256))


def derived(key: bytes, purpose: str) -> bytes:
    """A key of its own for another chain, so that no seal of one passes for one of the other."""
    return _hmac(key, f"key of {purpose}").encode()


def anchor_of(folder: Path, file: str = ANCHOR_FILE) -> Anchor | None:
    """The anchor of the records; None when there is none. InputError when it cannot be read as one."""
    path = folder / file
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Anchor(int(content["first"]), int(content["last"]), str(content["sha256"]), str(content["seal"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise InputError(f"the anchor {path} cannot be read") from fault


def written_beside(folder: Path, anchor: Anchor, file: str = ANCHOR_FILE) -> Path:
    """The anchor in a file beside its place, on the disk: what ``put`` moves in needs no more room."""
    beside = folder / f".{file}.{secrets.token_hex(4)}"
    beside.write_text(json.dumps(asdict(anchor)), encoding="utf-8")
    sync(beside)
    return beside


def put(folder: Path, beside: Path, anchor: Anchor, file: str = ANCHOR_FILE) -> None:
    """Move a written anchor to its place, unless another process has put a later one there."""
    with (folder / LOCK_FILE).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        there = anchor_of(folder, file)
        if there is not None and there.last > anchor.last:
            beside.unlink()
            return
        beside.replace(folder / file)
        sync(folder)


def _hmac(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
