"""Opens whatever a mapping names: files of the quarter's folder by a name, or a table of a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import duckdb

from data.duckdb_faults import first_line
from data.inbox.folders import PACKED
from data.inbox.personal_text import shown_name
from data.mapping import workbook
from data.mapping.databases import open_table
from data.mapping.delimited import open_delimited
from data.mapping.entries import Entry, FileOrigin
from data.mapping.rows import Score, TheirRows, named
from terms import InputError

TEXTS = (".csv", ".txt", ".tsv", ".dat", PACKED)
PARQUET = ".parquet"


def files_of(folder: Path, origin: FileOrigin) -> tuple[Path, ...]:
    """The files that an origin names, in order; none for a database. InputError when there is none."""
    if origin.address:
        return ()
    found = tuple(sorted(path for path in folder.glob(origin.file) if path.is_file() and path.name[0] not in "._"))
    if not found:
        held = ", ".join(shown_name(path.name) for path in sorted(folder.iterdir()) if path.name[0] not in "._")
        raise InputError(f"file: {shown_name(origin.file)} is not in {folder.name}, which holds {held or 'nothing'}")
    return found


def open_entry(
    connection: duckdb.DuckDBPyConnection, folder: Path, entry: Entry, stack: ExitStack
) -> Iterator[TheirRows]:
    """Everything that an entry reads, one file, sheet or table at a time."""
    wanted = entry.wanted
    if entry.origin.address:
        yield open_table(connection, folder, entry.origin, stack, wanted)
        return
    for path in files_of(folder, entry.origin):
        yield open_file(connection, path, entry.origin, lambda cells: float(len({*wanted} & {*cells})), stack)


def open_file(
    connection: duckdb.DuckDBPyConnection, path: Path, origin: FileOrigin, score: Score, stack: ExitStack
) -> TheirRows:
    """One file by the end of its name. Raises InputError when it is none that can be read."""
    name = path.name.lower()
    if name.endswith(PARQUET):
        return _parquet(connection, path)
    if name.endswith(workbook.FORMS):
        return workbook.open_sheet(connection, path, origin, score)
    if name.endswith(TEXTS):
        return open_delimited(connection, path, origin, score, stack)
    forms = ", ".join((*TEXTS, PARQUET, *workbook.FORMS))
    raise InputError(f"{shown_name(path.name)}: must end with one of {forms}")


def _parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> TheirRows:
    try:
        relation = connection.read_parquet(str(path))
    except duckdb.Error as fault:
        raise InputError(f"{path.name} cannot be read as Parquet: {first_line(fault)}") from fault
    columns: Sequence[str] = relation.columns
    plain, twice = named(columns)
    return TheirRows(path.name, relation, dict(zip(plain, columns, strict=True)), twice)
