"""What stands at the top of a CSV file: marks of its encoding, the delimiter, the header row."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from terms import InputError

LONGEST_HEADER = 100_000
DELIMITERS = (",", ";", "\t")
MARK = b"\xef\xbb\xbf"
#: Spreadsheets write a first line ``sep=;`` that names the delimiter.
SEPARATOR = re.compile(rb'"?sep=(.)"?[,;\t]*', re.IGNORECASE)
LINES_LOOKED_AT = 30
UTF8 = "save it as CSV in UTF-8"


@dataclass(frozen=True)
class Header:
    """The delimiter, the column names in order, as the contract writes them, and how many lines stand above them."""

    delimiter: str
    names: tuple[str, ...]
    skipped: int = 0


def is_packed(path: Path) -> bool:
    """Whether a CSV file is packed with gzip (``families.csv.gz``)."""
    return path.suffix.lower() == ".gz"


def open_bytes(path: Path) -> io.BufferedIOBase:
    """The content of a CSV file, unpacked while it is read."""
    return gzip.open(path, "rb") if is_packed(path) else path.open("rb")


def plain_name(name: str) -> str:
    """A column name as the contract writes it: small letters, no blanks at the ends, ``_`` for those inside."""
    return re.sub(r"\s+", "_", name.replace("\ufeff", "").strip().lower())


def read_header(path: Path, known: set[str]) -> Header:
    """The header of a CSV file of a table with these ``known`` columns; InputError when it has none in UTF-8."""
    lines = _first_lines(path)
    told = SEPARATOR.fullmatch(lines[0].strip(b" "))
    if told is None:
        return _header(path, lines, 0, DELIMITERS, known)
    if len(lines) == 1:
        raise InputError(f"{path.name} has no header row below its line sep=")
    return _header(path, lines, 1, (told[1].decode("ascii", "replace"),), known)


def _first_lines(path: Path) -> list[bytes]:
    try:
        with open_bytes(path) as file:
            start = file.read(LONGEST_HEADER + 10)
    except (gzip.BadGzipFile, EOFError, zlib.error) as fault:
        raise InputError(f"{path.name} cannot be unpacked: {fault}") from fault
    while start.startswith(MARK):
        start = start.removeprefix(MARK)
    if not start.strip():
        raise InputError(f"{path.name} is empty, a header row is needed")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in start:
        raise InputError(f"{path.name} must be text in UTF-8, got UTF-16 or binary content; {UTF8}")
    if start.startswith(b"PK\3\4"):
        raise InputError(f"{path.name} is a workbook or a packed folder, not text; {UTF8}")
    return start.splitlines()


def _header(path: Path, lines: list[bytes], place: int, delimiters: tuple[str, ...], known: set[str]) -> Header:
    if len(lines[place]) > LONGEST_HEADER:
        raise InputError(f"{path.name}: the header row must have {LONGEST_HEADER:,} bytes at most")
    try:
        text = lines[place].decode("utf-8")
    except UnicodeDecodeError as fault:
        raise InputError(f"{path.name} must be text in UTF-8: {fault.reason} in the header row; {UTF8}") from fault
    best = _best(text, delimiters, known)
    if not known.intersection(best.names):
        raise InputError(f"{path.name} {_no_header(lines, place, known)}")
    _refuse_names(path, best.names)
    return Header(best.delimiter, best.names, place)


def _best(text: str, delimiters: tuple[str, ...], known: set[str]) -> Header:
    """The header by the delimiter that gives most of the known names."""
    headers = [Header(delimiter, _names(text, delimiter)) for delimiter in delimiters]
    return max(headers, key=lambda header: len(known.intersection(header.names)))


def _no_header(lines: list[bytes], place: int, known: set[str]) -> str:
    """What to do when the first line holds none of the names: the header may stand lower, below a title."""
    for number, line in enumerate(lines[place + 1 : LINES_LOOKED_AT], start=place + 2):
        names = _best(line.decode("utf-8", "replace"), DELIMITERS, known).names
        if len(known.intersection(names)) >= min(2, len(known)):
            return f"has its header row in line {number}; delete the lines above it, the header must be the first line"
    return "has no header row with the contract's column names, its first line holds none"


def _refuse_names(path: Path, names: tuple[str, ...]) -> None:
    twice = [name[:60] for name, count in Counter(names).items() if count > 1 and name]
    if twice:
        raise InputError(f"{path.name}: column names must differ, got {', '.join(twice)} more than once")
    if "" in names:
        raise InputError(f"{path.name}: column names must not be empty, column {names.index('') + 1} has none")


def _names(line: str, delimiter: str) -> tuple[str, ...]:
    row = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    return tuple(plain_name(name) for name in row)
