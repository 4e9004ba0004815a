"""The secret by which figures below the province are perturbed: of the site, outside the store's builds, for ever.

It is ``TEPAT_FIGURES_KEY``, else the file ``figures.key`` in the store's folder, made at the first need for its owner
alone. Keep it: with another key the same families change otherwise, and whoever holds answers of both keys can take
their mean. Without one, and where none can be made, figures below the province are withheld altogether.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path

from data.keep.seals import SHORTEST_KEY
from data.store.folder import sync
from terms import InputError

KEY_FILE = "figures.key"
KEY_VARIABLE = "TEPAT_FIGURES_KEY"


def figures_key(folder: Path) -> bytes | None:
    """The site's secret, made now when there is none; None where none can be made. InputError when it is too short."""
    given = os.environ.get(KEY_VARIABLE, "")
    name = KEY_VARIABLE if given else str(folder / KEY_FILE)
    if not given:
        try:
            with suppress(FileExistsError):  # another process may have been first: then its key holds
                if not (folder / KEY_FILE).exists():
                    _make(folder)
            given = (folder / KEY_FILE).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return None
    if len(given) < SHORTEST_KEY:
        raise InputError(f"figures: the key in {name} must have at least {SHORTEST_KEY} characters, got {len(given)}")
    return given.encode()


def digest_of(secret: bytes | None) -> str:
    """By what figures that a secret changed are told apart without telling it; empty where there is none."""
    return "" if secret is None else hashlib.sha256(secret).hexdigest()


def _make(folder: Path) -> None:
    """Write a key beside its place and link it there, so that a key once there is never replaced; where the disk knows
    no links (FAT, SMB), it is written at its place at once."""
    beside = folder / f".{KEY_FILE}.{secrets.token_hex(4)}"
    try:
        _write(beside, secrets.token_hex(32))
        try:
            os.link(beside, folder / KEY_FILE)
        except FileExistsError:
            raise
        except OSError:
            _write(folder / KEY_FILE, beside.read_text(encoding="ascii"))
        sync(folder)
    finally:
        beside.unlink(missing_ok=True)


def _write(path: Path, key: str) -> None:
    """A new file for its owner alone, on the disk; FileExistsError when there is one, and nothing where none fits."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key)
        sync(path)
    except OSError:
        path.unlink()
        raise
