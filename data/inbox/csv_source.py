"""Opens CSV files as one relation of text."""

from __future__ import annotations

from pathlib import Path

import duckdb

from data.inbox.csv_header import Header, is_packed, read_header
from data.inbox.folders import TableFiles
from terms import InputError

REJECTS_LIMIT = 100_000


def csv_rows(connection: duckdb.DuckDBPyConnection, headers: dict[Path, Header]) -> duckdb.DuckDBPyRelation:
    """All rows as text, tidy, empty as NULL; lines that cannot be read are set down in ``reject_errors``."""
    alike: dict[tuple[int, bool], list[Path]] = {}
    for path, header in headers.items():
        alike.setdefault((header.skipped, is_packed(path)), []).append(path)
    parts = [_alike(connection, paths, headers[paths[0]]) for paths in alike.values()]
    relation = parts[0]
    for part in parts[1:]:
        relation = relation.union(part)
    return relation


def _alike(connection: duckdb.DuckDBPyConnection, paths: list[Path], header: Header) -> duckdb.DuckDBPyRelation:
    relation = connection.read_csv(
        [str(path) for path in paths],  # type: ignore[arg-type]  # DuckDB reads several files, its stubs know one
        header=True,
        skiprows=header.skipped,
        sep=header.delimiter,
        quotechar='"',
        escapechar='"',
        auto_detect=False,
        columns=dict.fromkeys(header.names, "VARCHAR"),
        compression="gzip" if is_packed(paths[0]) else "none",
        store_rejects=True,
        rejects_limit=REJECTS_LIMIT,
    )
    return relation.select(*(tidied(name).alias(name) for name in relation.columns))


def tidied(name: str) -> duckdb.Expression:
    """A column of text without blanks at the ends of its values (see the macro ``tidy``)."""
    return duckdb.FunctionExpression("tidy", duckdb.ColumnExpression(name))


def csv_headers(given: TableFiles) -> dict[Path, Header]:
    """The header of each file of a table; InputError unless all have the same columns behind the same delimiter."""
    known = {column.name for column in given.table.columns}
    headers, faults = {}, []
    for path in given.files:
        try:
            headers[path] = read_header(path, known)
        except InputError as fault:
            faults.append(str(fault))
    first = next(iter(headers.values()), None)
    faults += [
        f"{path.name} must have the same header row as {next(iter(headers)).name}"
        for path, header in headers.items()
        if first is not None and (header.delimiter, header.names) != (first.delimiter, first.names)
    ]
    if faults:
        raise InputError("; ".join(faults))
    return headers
