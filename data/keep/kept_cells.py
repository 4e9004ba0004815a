"""The cells that run records were computed from: their digest, and a copy in the store while the disk limit allows.

``store/record-cells/<digest>.npz``, one file for all records of a build's quarter. Builds come and go; with the copy a
record can be verified after them. Past ``LIMIT_BYTES`` together the copies least recently recorded with go first.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from data.store.workplace import sync
from simulator.cells import COMPONENTS, PAID, PUPILS, TIMED, Cells
from terms import Quarter

FOLDER = "record-cells"
LIMIT_BYTES = 2_000_000_000
_SINGLE = ("kabupaten", "decile", "family_type", "on_pbi", "families", "persons", "pbi_persons")
_KEYS = ("on_pbi", *(f"quarters_on/{one}" for one in TIMED), "family_type", "decile", "kabupaten")
_GROUPED = {"quarters_on": TIMED, "components": COMPONENTS, "pupils": PUPILS, "rupiah": PAID}


def digest(cells: Cells) -> str:
    """SHA-256 of what the cells say, whatever the order of their rows; equal for equal cells of any build."""
    return cells.prepare("digest", lambda: _digest(cells))


def keep(folder: Path, cells: Cells) -> bool:
    """Keep a copy of the cells in the store at ``folder``; whether there is one now.

    A record is made all the same where the disk has no room: its digest still lets an equal build answer for it.
    """
    path = _path(folder, digest(cells))
    try:
        if not path.is_file():
            _write(path, cells)
        os.utime(path)
        _make_room(path)
    except OSError:
        return False
    return path.is_file()


def load(folder: Path, sha256: str, quarter: Quarter) -> Cells | None:
    """The kept cells of this digest; None when there is no copy, or when it is no longer what it was."""
    path = _path(folder, sha256)
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        found = of_columns(quarter, tuple(arrays["codes"].tolist()), arrays)
    except (OSError, ValueError, KeyError):
        return None
    return found if digest(found) == sha256 else None


def of_columns(quarter: Quarter, codes: tuple[str, ...], arrays: Mapping[str, np.ndarray]) -> Cells:
    """The cells of ``columns_of``; KeyError where a column is missing, ValueError where they do not fit together."""
    columns: dict[str, Any] = {name: arrays[name] for name in _SINGLE}
    columns |= {name: {one: arrays[f"{name}/{one}"] for one in ones} for name, ones in _GROUPED.items()}
    return Cells(quarter, codes, **columns)


def _digest(cells: Cells) -> str:
    columns = columns_of(cells)
    order = _order(columns)
    hashed = hashlib.sha256(" ".join((str(cells.quarter), *cells.kabupaten_codes)).encode())
    for name in sorted(columns):
        hashed.update(f"\n{name}\n".encode())
        hashed.update(np.ascontiguousarray(columns[name][order].astype("<i8")).data)
    return hashed.hexdigest()


def _order(columns: Mapping[str, np.ndarray]) -> np.ndarray:
    """The rows in one order whatever order they came in: by what makes a cell, else by everything."""
    keys = np.stack([columns[name].astype(np.int64) for name in _KEYS])
    order = np.lexsort(keys)
    sorted_keys = keys[:, order]
    if (sorted_keys[:, 1:] != sorted_keys[:, :-1]).any(axis=0).all():
        return order
    return np.lexsort([columns[name].astype(np.int64) for name in sorted(columns)])


def columns_of(cells: Cells) -> dict[str, np.ndarray]:
    """Every column by a name of its own, such as ``rupiah/PKH``."""
    single = {name: getattr(cells, name) for name in _SINGLE}
    return single | {f"{name}/{one}": getattr(cells, name)[one] for name, ones in _GROUPED.items() for one in ones}


def _write(path: Path, cells: Cells) -> None:
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{secrets.token_hex(4)}.npz")
    try:
        columns: dict[str, Any] = {"codes": np.array(cells.kabupaten_codes)} | columns_of(cells)
        np.savez_compressed(beside, **columns)
        sync(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _make_room(newest: Path) -> None:
    """Delete the copies least recently used until all together are within the limit; the newest too, if it must."""
    files = sorted(newest.parent.glob("[!.]*.npz"), key=lambda file: (file == newest, file.stat().st_mtime))
    total = sum(file.stat().st_size for file in files)
    for file in files:
        if total <= LIMIT_BYTES:
            break
        total -= file.stat().st_size
        file.unlink(missing_ok=True)


def _path(folder: Path, sha256: str) -> Path:
    return folder / FOLDER / f"{sha256}.npz"
