"""Finds the line of a CSV file that is to blame: another end than the lines before it, or a row of totals at the end.

Line numbers count the lines of the file from 1, those inside quotes too, as an editor shows them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from data.inbox.csv_header import Header, is_packed, open_bytes

CHUNK = 1 << 20
TAIL = 1 << 16
ENDS = {b"\n": "LF", b"\r\n": "CR LF", b"\r": "CR"}
TOTALS = re.compile(r"(grand |sub ?)?total( umum| keseluruhan| semua)?|jumlah( total| seluruhnya)?|sum", re.IGNORECASE)
_MARKS = re.compile(rb'"|\r\n|\r|\n')


def mixed_end(path: Path) -> str | None:
    """One sentence about the first line that ends otherwise than the first one; None when all end alike."""
    first: bytes | None = None
    line, quoted = 1, False
    for mark in _marks(path):
        if mark == b'"':
            quoted = not quoted
            continue
        if not quoted:
            first = first or mark
            if mark != first:
                return (
                    f"{path.name}: line {line} ends with {ENDS[mark]}, the lines before it with {ENDS[first]}; "
                    "all lines must end alike, save the file again as CSV"
                )
        line += 1
    return None


def _marks(path: Path) -> Iterator[bytes]:
    """Quotes and ends of lines, in order."""
    with open_bytes(path) as file:
        while chunk := file.read(CHUNK):
            while chunk.endswith(b"\r") and (more := file.read(1)):
                chunk += more
            yield from _MARKS.findall(chunk)


def total_line(path: Path, header: Header) -> str | None:
    """One sentence about a last line that holds totals; None when it is a row as others. Packed files are not looked
    at: their last line costs as much as all."""
    if is_packed(path):
        return None
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - TAIL))
        lines = [line for line in file.read().splitlines() if line.strip(b' ",;\t')]
    if len(lines) < 2:
        return None
    cells = next(csv.reader(io.StringIO(lines[-1].decode("utf-8", "replace")), delimiter=header.delimiter), [])
    first = next((cell.strip(" :") for cell in cells if cell.strip(" :")), "")
    if not TOTALS.fullmatch(first):
        return None
    return f"{path.name}: {_place(path, lines[-1])} is a row of totals ({first[:20]}); delete it from the file"


def _place(path: Path, last: bytes) -> str:
    """The last line that reads so, by its number."""
    found = "the last line"
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip(b"\r\n") == last:
                found = f"line {number}"
    return found
