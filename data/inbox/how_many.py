"""Into how many shards a register is cut, so that counting one fits into the memory that may be used."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.contract import input_tables
from data.contract.input_tables import CUT
from data.inbox.delivery import Delivery
from data.inbox.folders import table_files
from terms import InputError

#: What the joins of a build hold of one row of families or payments, in bytes; a national quarter of 157 million rows
#: was built within 4 GB in one piece.
BYTES_A_ROW = 24
#: How many times a shard must fit.
MARGIN = 4
#: A row of CSV is about so long; packed, a fifth of it.
CSV_ROW = 80
#: A byte of Parquet holds so many rows at most; a footer that claims more is broken, as reading it will tell.
ROWS_A_BYTE = 100
MOST = 1024
_AMOUNT = re.compile(r"([\d.]+)\s*([kmgt]?)i?b", re.IGNORECASE)
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


def shards_for(rows: int, memory: str) -> int:
    """One where all rows fit into the memory (as DuckDB writes it: 4GB), or it is no amount, which is told elsewhere;
    else the least power of two of shards of which each fits into a quarter of it: greater ones were refused."""
    available, needed = amount(memory), rows * BYTES_A_ROW
    shards = 1
    while 0 < available < needed and MARGIN * needed > available * shards and shards < MOST:
        shards *= 2
    return shards


def amount(memory: str) -> float:
    """Bytes, of an amount as DuckDB writes it; 0 where it is none."""
    found = _AMOUNT.fullmatch(memory.strip())
    return float(found[1]) * _UNITS[found[2].lower()] if found else 0.0


def rows_of_families(delivery: Delivery) -> int:
    """About how many rows the tables of families of a quarter have, from the files' own words and sizes."""
    return sum(_rows(delivery.folder / entry.file, entry.bytes) for entry in delivery.files if entry.table_name in CUT)


def rows_in(folder: Path) -> int:
    """The same of the folder of a quarter; a table whose files are not right, which is told elsewhere, counts none."""
    found = [_files(folder, name) for name in CUT]
    return sum(_rows(path, path.stat().st_size) for files in found for path in files)


def _files(folder: Path, name: str) -> tuple[Path, ...]:
    try:
        found = table_files(folder, input_tables.table(name))
    except InputError:
        return ()
    return () if found is None else found.files


def _rows(path: Path, size: int) -> int:
    if path.suffix.lower() == ".parquet":
        try:
            return min(pq.read_metadata(path).num_rows, size * ROWS_A_BYTE)
        except (OSError, pa.ArrowException):
            return 0
    return size // (CSV_ROW // 5 if path.suffix.lower() == ".gz" else CSV_ROW)
