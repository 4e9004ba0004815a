"""A name such as ``current`` that stands for a folder beside it: a relative link or, where links do not exist, a small
file with the same text. Whoever reads one understands both; this module imports nothing of the project."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

LONGEST = 1000


def read(pointer: Path) -> Path | None:
    """The folder that is meant; None when there is none, or the pointer is itself a folder or leads out of its own."""
    text = _text(pointer)
    if text is None:
        return None
    beside = pointer.parent.resolve()
    with suppress(OSError, ValueError):
        folder = (beside / text).resolve()
        if folder.is_dir() and folder != beside and folder.is_relative_to(beside):
            return folder
    return None


def write(pointer: Path, target: Path) -> None:
    """Make the pointer stand for ``target`` (relative to its folder), in one rename; OSError when it cannot."""
    beside = pointer.with_name(f".{pointer.name}-{secrets.token_hex(4)}")
    try:
        try:
            beside.symlink_to(target)
        except OSError:
            # FAT, SMB and some containers know no links; a disk that is full or read-only refuses the file as well.
            with beside.open("w", encoding="utf-8") as file:
                file.write(target.as_posix())
                file.flush()
                os.fsync(file.fileno())
        beside.replace(pointer)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _text(pointer: Path) -> str | None:
    """What the pointer says: the link's target, or the text of the small file that stands in for a link."""
    with suppress(OSError, UnicodeDecodeError):
        if pointer.is_symlink():
            return str(pointer.readlink())
        if pointer.is_file() and pointer.stat().st_size <= LONGEST:
            return pointer.read_text(encoding="utf-8-sig").strip().replace("\\", "/") or None
    return None
