"""Opens text with a delimiter, in UTF-8, UTF-16 or Windows-1252; rows of titles above the header are passed over."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv as arrow_csv

from data.inbox.csv_header import is_packed, open_bytes, plain_name
from data.inbox.csv_source import REJECTS_LIMIT
from data.mapping.entries import FileOrigin
from data.mapping.rows import Score, TheirRows, best_header, named
from terms import InputError

SAMPLE = 1 << 18
LINES = 40
DELIMITERS = (",", ";", "\t", "|")
BLOCK = 1 << 24
UTF8 = "utf-8"
ENCODINGS = {"utf-8": UTF8, "utf8": UTF8, "utf-16": "utf-16", "windows-1252": "cp1252", "cp1252": "cp1252"}
ENCODINGS |= {"utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}


@dataclass(frozen=True)
class DelimitedLayout:
    """How a text file is written: its encoding, delimiter, and the lines above its header."""

    encoding: str
    delimiter: str
    skipped: int
    cells: tuple[str, ...]


def open_delimited(
    connection: duckdb.DuckDBPyConnection, path: Path, origin: FileOrigin, score: Score, stack: ExitStack
) -> TheirRows:
    """The rows of a text file, all cells as text; the file stays open as long as the stack.

    Raises InputError when it is empty or cannot be decoded.
    """
    layout = layout_of(path, origin, score)
    names, twice = named(layout.cells)
    if layout.encoding == UTF8:
        return TheirRows(path.name, _utf8(connection, path, layout, names), names, twice, can_reject=True)
    skipped = [0]
    relation = _other(connection, stack.enter_context(open_bytes(path)), path, layout, names, skipped)
    return TheirRows(path.name, relation, names, twice, skipped=lambda: skipped[0])


def layout_of(path: Path, origin: FileOrigin, score: Score) -> DelimitedLayout:
    """How a file is written, as the mapping says, else as its first lines show."""
    start = _start(path)
    encoding = _encoding(path, start, origin.encoding)
    lines = _decoded(path, start, encoding).splitlines()
    if len(lines) > 1 and len(start) == SAMPLE:
        lines = lines[:-1]
    delimiters = (origin.delimiter,) if origin.delimiter else DELIMITERS
    if any(len(delimiter) != 1 for delimiter in delimiters):
        raise InputError(f"{path.name}: delimiter must be one sign, got {origin.delimiter!r}")
    if origin.header is not None and origin.header > len(lines):
        raise InputError(f"{path.name}: header must be one of its first {len(lines)} lines, got {origin.header}")
    first, last = (origin.header - 1, origin.header) if origin.header else (0, LINES)
    tried = []
    for delimiter in delimiters:
        rows = [_cells(line, delimiter) for line in lines[first:last]]
        place = best_header(rows, score)
        layout = DelimitedLayout(encoding, delimiter, first + place, rows[place])
        tried.append((score([plain_name(cell) for cell in layout.cells]), len(layout.cells), -layout.skipped, layout))
    return max(tried, key=lambda one: one[:3])[3]


def _start(path: Path) -> bytes:
    try:
        with open_bytes(path) as file:
            start = file.read(SAMPLE)
    except (gzip.BadGzipFile, EOFError, zlib.error) as fault:
        raise InputError(f"{path.name} cannot be unpacked: {fault}") from fault
    if not start.strip():
        raise InputError(f"{path.name} is empty, a header row is needed")
    return start


def _encoding(path: Path, start: bytes, stated: str) -> str:
    """The encoding as Python names it; text that is no UTF-8 and has no mark is Windows-1252, as Windows saves it."""
    if stated:
        if stated.lower() not in ENCODINGS:
            raise InputError(f"{path.name}: encoding must be one of {', '.join(ENCODINGS)}, got {stated!r}")
        return ENCODINGS[stated.lower()]
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    for name, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        half = start[place:200:2]
        if half.count(0) > 0.4 * len(half):
            return name
    try:
        codecs.getincrementaldecoder("utf-8-sig")().decode(start, final=False)
    except UnicodeDecodeError:
        return "cp1252"
    return UTF8


def _decoded(path: Path, start: bytes, encoding: str) -> str:
    name = "utf-8-sig" if encoding == UTF8 else encoding
    try:
        text = codecs.getincrementaldecoder(name)().decode(start, final=False)
    except UnicodeError as fault:
        reason = getattr(fault, "reason", str(fault))
        way_out = 'say encoding = "utf-8", "utf-16" or "windows-1252"'
        raise InputError(f"{path.name}: is not text in {encoding} ({reason}); {way_out}") from fault
    if "\x00" in text:
        raise InputError(f"{path.name} is no text file, it has binary content")
    return text.removeprefix("\ufeff")


def _cells(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(next(csv.reader(io.StringIO(line), delimiter=delimiter), []))
    except csv.Error:
        return ()


def _utf8(
    connection: duckdb.DuckDBPyConnection, path: Path, layout: DelimitedLayout, names: dict[str, str]
) -> duckdb.DuckDBPyRelation:
    return connection.read_csv(
        str(path),
        header=True,
        skiprows=layout.skipped,
        sep=layout.delimiter,
        quotechar='"',
        escapechar='"',
        auto_detect=False,
        columns=dict.fromkeys(names, "VARCHAR"),
        compression="gzip" if is_packed(path) else "none",
        store_rejects=True,
        rejects_limit=REJECTS_LIMIT,
    )


def _other(
    connection: duckdb.DuckDBPyConnection,
    file: io.BufferedIOBase,
    path: Path,
    layout: DelimitedLayout,
    names: dict[str, str],
    skipped: list[int],
) -> duckdb.DuckDBPyRelation:
    """Text of another encoding is decoded by Arrow while it is read: DuckDB alone would have to download for it. Lines
    that are no rows are counted in ``skipped``."""

    def pass_over(row: arrow_csv.InvalidRow) -> str:
        skipped[0] += 1
        return "skip"

    try:
        reader = arrow_csv.open_csv(
            pa.PythonFile(file, mode="r"),
            read_options=arrow_csv.ReadOptions(
                encoding=layout.encoding, skip_rows=layout.skipped + 1, column_names=list(names), block_size=BLOCK
            ),
            parse_options=arrow_csv.ParseOptions(delimiter=layout.delimiter, invalid_row_handler=pass_over),
            convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
    except (pa.ArrowInvalid, UnicodeError) as fault:
        raise InputError(f"{path.name}: cannot be read as {layout.encoding}: {str(fault).splitlines()[0]}") from fault
    return connection.from_arrow(reader)
