"""Cells laid out in files that processes map into memory: one copy for all of them, at hand at once after a start.

``store/mapped-cells/<name>.arrow``, uncompressed, beside the builds, which stay as they were published. The name says
all that the cells follow from, so that a file is never wrong, only missing or cut off; then it is made anew. Past
LIMIT_BYTES together the least used go first. What is mapped may be let go by the system when memory is short.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa

from data.keep.kept_cells import columns_of, of_columns
from data.keep.mapped_sums import keeper
from data.store.workplace import written_aside
from simulator.cells import Cells
from terms import Quarter

FOLDER = "mapped-cells"
#: Eight quarters of the whole nation with their sums, or four exact and perturbed.
LIMIT_BYTES = 6_000_000_000
_CODES, _QUARTER = b"kabupaten_codes", b"quarter"


def mapped(store: Path, name: str, make: Callable[[], Cells]) -> Cells:
    """The cells of this name from their file; made, and put there, when there is none. As made where none can be."""
    path = store / FOLDER / f"{name}.arrow"
    found = _read(path)
    if found is not None:
        return found.kept_by(keeper(path, _make_room))
    made = make().in_order()
    try:
        _write(path, made)
        _make_room(path)
    except OSError:
        return made
    found = _read(path)
    return made if found is None else found.kept_by(keeper(path, _make_room))


def _read(path: Path) -> Cells | None:
    """None when there is no whole file."""
    try:
        os.utime(path)
        with pa.ipc.open_file(pa.memory_map(str(path))) as opened:
            table = opened.read_all()
        told = table.schema.metadata
        arrays = {name: _values(table.column(name)) for name in table.column_names}
        return of_columns(Quarter.parse(told[_QUARTER].decode()), tuple(told[_CODES].decode().split()), arrays)
    except (OSError, pa.ArrowInvalid, KeyError, ValueError):
        return None


def _values(column: pa.ChunkedArray) -> np.ndarray:
    """Without a copy, so that the pages of the file are the array; ValueError where they lie in several pieces."""
    (whole,) = column.chunks
    values: np.ndarray = whole.to_numpy(zero_copy_only=True)
    return values.view(bool) if values.dtype == np.uint8 else values


def _write(path: Path, cells: Cells) -> None:
    path.parent.mkdir(exist_ok=True)
    # Arrow packs truths eight to a byte, which cannot be mapped; as bytes they can.
    arrays = {name: one.view(np.uint8) if one.dtype == bool else one for name, one in columns_of(cells).items()}
    told = {_QUARTER: str(cells.quarter).encode(), _CODES: " ".join(cells.kabupaten_codes).encode()}
    table = pa.table({name: pa.array(one) for name, one in arrays.items()}).replace_schema_metadata(told)
    # It has no digest, since it is mapped: what bears the name is to be on the disk.
    with (
        written_aside(path) as beside,
        pa.OSFile(str(beside), "wb") as file,
        pa.ipc.new_file(file, table.schema) as writer,
    ):
        writer.write_table(table)


def _make_room(newest: Path) -> None:
    """Whoever has a file mapped that goes keeps it until he lets go."""
    files = sorted(newest.parent.glob("[!.]*.arrow"), key=lambda file: (file != newest, -file.stat().st_mtime))
    sizes = [file.stat().st_size for file in files]
    for place in range(1, len(files)):
        if sum(sizes[: place + 1]) > LIMIT_BYTES:
            files[place].unlink(missing_ok=True)
