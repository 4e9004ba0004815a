"""Opens the files of one table as a DuckDB relation, and names what is wrong with a file before a row is read."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data import contract
from data.inbox import TableFiles
from terms import InputError

LONGEST_HEADER = 100_000
DELIMITERS = (",", ";", "\t")
REJECTS_LIMIT = 100_000
WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
NUMBERS = WHOLE | {"UBIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "VARCHAR"}
READABLE = {
    "VARCHAR": WHOLE | {"VARCHAR"},
    "IDENTIFIER": WHOLE | {"UBIGINT", "HUGEINT", "VARCHAR"},
    "TINYINT": NUMBERS,
    "INTEGER": NUMBERS,
    "BIGINT": NUMBERS,
    "DOUBLE": NUMBERS,
    "BOOLEAN": WHOLE | {"BOOLEAN", "VARCHAR"},
    "DATE": {"DATE", "TIMESTAMP", "TIMESTAMP_NS", "VARCHAR"},
}
PLAIN = {
    "VARCHAR": {"VARCHAR"},
    "IDENTIFIER": READABLE["IDENTIFIER"],
    "TINYINT": WHOLE,
    "INTEGER": WHOLE,
    "BIGINT": WHOLE,
    "DOUBLE": WHOLE | {"FLOAT", "DOUBLE"},
    "BOOLEAN": {"BOOLEAN"},
    "DATE": {"DATE"},
}


@dataclass(frozen=True)
class Source:
    """One table's files, opened: the relation of all their rows, and its column names with DuckDB's types."""

    table: contract.Table
    relation: duckdb.DuckDBPyRelation
    types: dict[str, str]
    is_csv: bool

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        known = {column.name for column in self.table.columns}
        return tuple(name for name in self.types if name not in known)

    @property
    def missing_columns(self) -> tuple[str, ...]:
        return tuple(name for name in self.table.required_columns if name not in self.types)

    @property
    def usable_columns(self) -> tuple[str, ...]:
        wrong = self.wrong_types
        return tuple(
            column.name for column in self.table.columns if column.name in self.types and column.name not in wrong
        )

    @property
    def is_plain(self) -> bool:
        """Whether every column already has the type that the contract asks for, so that reading it costs nothing."""
        return not self.is_csv and all(
            _family(self.types[name]) in PLAIN[self.table.column(name).type] for name in self.usable_columns
        )

    @property
    def wrong_types(self) -> dict[str, str]:
        """Columns whose type cannot hold what the contract asks, with the type that came."""
        return {
            column.name: self.types[column.name]
            for column in self.table.columns
            if column.name in self.types and _family(self.types[column.name]) not in READABLE[column.type]
        }


def open_source(connection: duckdb.DuckDBPyConnection, given: TableFiles) -> Source:
    """Open one table's files; InputError when one of them is not what its name says."""
    relation = _parquet(connection, given) if given.suffix == ".parquet" else _csv(connection, given)
    types = {name.lower(): str(kind) for name, kind in zip(relation.columns, relation.types, strict=True)}
    return Source(given.table, relation, types, given.suffix == ".csv")


def _parquet(connection: duckdb.DuckDBPyConnection, given: TableFiles) -> duckdb.DuckDBPyRelation:
    faults = []
    for path in given.files:
        try:
            connection.read_parquet(str(path))
        except duckdb.Error as fault:
            faults.append(f"{path.name} cannot be read as Parquet: {first_line(fault)}")
    if faults:
        raise InputError("; ".join(faults))
    try:
        return connection.read_parquet([str(path) for path in given.files], union_by_name=len(given.files) > 1)
    except duckdb.Error as fault:
        raise InputError(f"the files of {given.table.name} do not fit together: {first_line(fault)}") from fault


@dataclass(frozen=True)
class _Header:
    delimiter: str
    names: tuple[str, ...]


def _csv(connection: duckdb.DuckDBPyConnection, given: TableFiles) -> duckdb.DuckDBPyRelation:
    """All rows as text, trimmed, empty as NULL; lines that cannot be read are set down in ``reject_errors``."""
    header = _common_header(given)
    relation = connection.read_csv(
        [str(path) for path in given.files],
        header=True,
        sep=header.delimiter,
        quotechar='"',
        escapechar='"',
        auto_detect=False,
        columns=dict.fromkeys(header.names, "VARCHAR"),
        store_rejects=True,
        rejects_limit=REJECTS_LIMIT,
    )
    return relation.project("nullif(trim(columns(*)), '')")


def _common_header(given: TableFiles) -> _Header:
    known = {column.name for column in given.table.columns}
    headers, faults = {}, []
    for path in given.files:
        try:
            headers[path.name] = _header(path, known)
        except InputError as fault:
            faults.append(str(fault))
    first = next(iter(headers.values()), None)
    faults += [
        f"{name} must have the same header row as {given.files[0].name}"
        for name, header in headers.items()
        if header != first
    ]
    if first is None or faults:
        raise InputError("; ".join(faults))
    return first


def _header(path: Path, known: set[str]) -> _Header:
    """Delimiter and column names of a CSV file, in lower case; InputError when it has no header row in UTF-8."""
    with path.open("rb") as file:
        start = file.read(LONGEST_HEADER + 10)
    if not start.strip():
        raise InputError(f"{path.name} is empty, a header row is needed")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in start:
        raise InputError(f"{path.name} must be text in UTF-8, got UTF-16 or binary content")
    line = start.removeprefix(b"\xef\xbb\xbf").splitlines()[0]
    if len(line) > LONGEST_HEADER:
        raise InputError(f"{path.name}: the header row must have {LONGEST_HEADER:,} bytes at most")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise InputError(f"{path.name} must be text in UTF-8: {fault.reason} in the header row") from fault
    headers = [_Header(delimiter, _names(text, delimiter)) for delimiter in DELIMITERS]
    best = max(headers, key=lambda header: len(known.intersection(header.names)))
    if not known.intersection(best.names):
        raise InputError(f"{path.name} has no header row with the contract's column names, its first line holds none")
    twice = [name for name, count in Counter(best.names).items() if count > 1]
    if twice or "" in best.names:
        raise InputError(
            f"{path.name}: column names must differ and not be empty, got {', '.join(twice) or 'an empty one'}"
        )
    return best


def _names(line: str, delimiter: str) -> tuple[str, ...]:
    row = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    return tuple(name.strip().lower() for name in row)


def _family(kind: str) -> str:
    """The type without its width: DECIMAL(5,2) is DECIMAL."""
    return kind.split("(")[0]


def is_number(kind: str) -> bool:
    """Whether a DuckDB type is one of numbers."""
    return _family(kind) in NUMBERS - {"VARCHAR"}


def first_line(fault: Exception) -> str:
    """DuckDB's message without its kind, place in the SQL and hints, cut to one line."""
    text = str(fault).strip().splitlines()[0] if str(fault).strip() else type(fault).__name__
    return text.split("Error: ", 1)[-1][:200]
