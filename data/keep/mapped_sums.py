"""Large sums of cells laid out in files beside them (``mapped_cells``), for all processes: made once a build and key.

``<cells>.<what>.arrow``, one row of lists. The name says what is summed and the code that sums, so that a file is never
wrong, only missing or cut off; then it is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from data.store.version import digest_of_texts
from data.store.workplace import written_aside
from simulator.cells import Arrays, Keeps

_ROOT = Path(__file__).parents[2]
#: What sums follow from besides the cells: another text of these may sum otherwise.
_TEXTS = ("simulator/cells.py", "simulator/engine/*.py", "simulator/policy/fields.py", "terms.py")


def keeper(beside: Path, make_room: Callable[[Path], None]) -> Keeps:
    """Keeps sums of the cells in the file ``beside``; ``make_room`` hears of each new file."""

    def keeps(key: tuple[str, ...], make: Callable[[], Arrays]) -> Arrays:
        path = beside.with_name(f"{beside.stem}.{_mark(key)}.arrow")
        found = _read(path)
        if found is not None:
            return found
        made = make()
        try:
            _write(path, made)
            make_room(path)
        except OSError:
            return made
        return _read(path) or made

    return keeps


def _read(path: Path) -> Arrays | None:
    """None when there is no whole file."""
    try:
        os.utime(path)
        with pa.ipc.open_file(pa.memory_map(str(path))) as opened:
            batch = opened.get_batch(0)
        return {field.name: _laid(field, column) for field, column in zip(batch.schema, batch.columns, strict=True)}
    except (OSError, pa.ArrowInvalid, KeyError, ValueError, IndexError):
        return None


def _laid(field: pa.Field, column: pa.LargeListArray) -> np.ndarray:
    """The array as it was, without a copy: the pages of the file are the array."""
    values: np.ndarray = column.values.to_numpy(zero_copy_only=True)
    return values.reshape(json.loads(field.metadata[b"shape"]))


def _write(path: Path, arrays: Arrays) -> None:
    """In one rename, so that nobody reads half of it."""
    fields, columns = [], []
    for name, one in arrays.items():
        values = pa.array(one.ravel())
        columns.append(pa.LargeListArray.from_arrays([0, len(values)], values))
        fields.append(pa.field(name, columns[-1].type, metadata={"shape": json.dumps(one.shape)}))
    batch = pa.record_batch(columns, schema=pa.schema(fields))
    path.parent.mkdir(exist_ok=True)
    with (
        written_aside(path) as beside,
        pa.OSFile(str(beside), "wb") as file,
        pa.ipc.new_file(file, batch.schema) as writer,
    ):
        writer.write_batch(batch)


def _mark(key: tuple[str, ...]) -> str:
    return hashlib.sha256(json.dumps([_code(), *key]).encode()).hexdigest()[:16]


@cache
def _code() -> str:
    """Digest of the texts that sum."""
    return digest_of_texts(_ROOT, _TEXTS)
