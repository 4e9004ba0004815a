"""Small files kept beside a build, each with the digest of its content before it: one that a disk or a copy damaged by
a single byte is none, and is made anew. A damaged answer would tell what it hides."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from pathlib import Path

from terms import InputError

#: More bytes than any of these files has.
_ROOM = 1 << 20


def read(file: Path) -> bytes | None:
    """The content as it was written; None where there is no file, or not just this one."""
    try:
        digest, _, content = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if digest == _digest(content) else None


def write(file: Path, content: bytes) -> None:
    """In one rename, so that nobody reads half of it; a disk that is full or not to be written on is no fault."""
    beside = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        try:
            beside.write_bytes(_digest(content) + b"\n" + content)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)


def refuse_unwritable(folder: Path) -> None:
    """InputError where nothing can be kept in a folder: what takes minutes would be made for nobody."""
    probe = folder / f".{secrets.token_hex(4)}"
    try:
        folder.mkdir(exist_ok=True)
        try:
            probe.write_bytes(bytes(_ROOM))
        finally:
            probe.unlink(missing_ok=True)
    except OSError as fault:
        raise InputError(
            f"decide: {folder} cannot be written: {fault.strerror}; nothing is kept there: run it as the user who"
            " builds, where the disk has room"
        ) from fault


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
