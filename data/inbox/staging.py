"""The first layer: a quarter folder becomes seven typed DuckDB views with the contract's columns; nothing is changed
but names, types and the form of codes.

Parquet columns of the right type stay a plain projection: the macros' tests of ``typeof`` are folded away when a view
is bound. Text and foreign codes go through the macros once, into Parquet beside the connection's other scratch files.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.contract import columns, input_tables
from data.contract.input_tables import CUT
from data.duckdb_faults import first_line
from data.inbox.codes import CodeReading, frame, read_codes, region_codes, translates
from data.inbox.fault import Fault
from data.inbox.files import Source, open_source
from data.inbox.folders import table_files
from data.inbox.given import make_empty_view, make_given_view, rewritten
from data.inbox.identifiers import first_text, identifier_faults
from data.inbox.kinds import is_whole
from data.inbox.manifest import read_manifest
from data.inbox.mapped import is_hashed
from data.inbox.shards import CutQuarter
from data.statements import run_folder, statement
from terms import InputError

ALL = frozenset(table.name for table in input_tables.INPUT)
UNREADABLE = "files_can_be_read"
ONE_LIST = "codes_are_of_one_list"


@dataclass(frozen=True)
class Staged:
    """What staging a quarter found: the tables opened, the faults of their files, and CSV lines that are no rows
    (also in the table ``unread_line``). ``text_identifier`` says where a family_id is no whole number, None if all are;
    ``readings`` how region codes without dots are read, ``files`` which Parquet files hold the rows of a table."""

    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]
    unread_lines: int
    text_identifier: str | None = None
    readings: tuple[CodeReading, ...] = ()
    files: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def present(self) -> tuple[str, ...]:
        return tuple(source.table.name for source in self.sources)


def stage(connection: duckdb.DuckDBPyConnection, folder: Path, key: bytes | None = None) -> tuple[str, ...]:
    """Make the views families, payments, exits, updates, spotcheck, empowerment and quotas of one quarter folder in
    the connection's current schema, and return the names of the tables that were given.

    Columns, names and types are those of ``data.contract.input_tables``; a table that was not given is empty.
    Identifiers of families are integers if every value of every table is a whole number in whatever form, otherwise
    text; with a site key they are keyed hashes. The views read the files each time. Raises InputError with all faults
    of the files.
    """
    staged = stage_what_can_be_read(connection, folder, key)
    messages = [fault.message for fault in staged.faults]
    if staged.unread_lines:
        messages.append(f"{staged.unread_lines} lines cannot be read as rows")
    if messages:
        raise InputError(f"{folder.name}: " + "; ".join(messages))
    return staged.present


def stage_what_can_be_read(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    key: bytes | None = None,
    to_cut: bool = False,
    wanted: frozenset[str] = ALL,
) -> Staged:
    """As ``stage``, but faults of files are returned; a table or column that cannot be used is empty in its view.
    ``to_cut``: tables of families are to be cut into shards, so that none is converted as a whole. Of tables that are
    not ``wanted`` only the files are opened, and looked at for identifiers that are text."""
    _ready(connection)
    sources, faults, files = [], [], []
    for table in input_tables.INPUT:
        make_empty_view(connection, table)
        try:
            source = _opened(connection, folder, table)
            if source is None:
                continue
            sources.append(source)
            if table.name not in wanted and is_whole(source.types.get("family_id", "BIGINT")):
                continue
            faults += _column_faults(source)
            hashed_with = None if is_hashed(folder, table.name) else key
            made = make_given_view(connection, source, hashed_with, to_cut and table.name in CUT)
            files += [(table.name, made)] if table.name in wanted else []
            faults += identifier_faults(connection, source, key is not None)
        except InputError as fault:
            faults.append(Fault(table.name, UNREADABLE, str(fault)))
    faults = [fault for fault in faults if fault.table in wanted]
    text_identifier = first_text(connection, sources)
    run_folder(connection, "inbox/identifier/integer" if text_identifier is None else "inbox/identifier/text")
    staged = [source for source in sources if source.table.name in wanted]
    readings = _read_codes(connection, staged, faults, _stated_list(folder))
    for table in (table for table in input_tables.INPUT if table.name in wanted):
        connection.execute(statement(f"inbox/raw/{table.name}"))
        connection.execute(statement(f"inbox/{table.name}"))
    for source in staged:
        if not (to_cut and source.table.name in CUT):
            faults += _settled(connection, source, readings)
    unread = connection.table("unread_line").count("*").fetchall()[0][0]
    return Staged(tuple(sources), tuple(faults), unread, text_identifier, readings, tuple(files))


def stage_shard(connection: duckdb.DuckDBPyConnection, quarter: CutQuarter, shard: int) -> Staged:
    """The views of one shard of a quarter that was cut: its rows of the tables of families, the others empty; read as
    the whole quarter is, whatever this shard alone looks like."""
    _ready(connection)
    run_folder(connection, "inbox/identifier/text" if quarter.text_identifier else "inbox/identifier/integer")
    _use_readings(connection, quarter.readings)
    for table in input_tables.INPUT:
        make_empty_view(connection, table)
        connection.execute(statement(f"inbox/raw/{table.name}"))
        if files := quarter.files(table.name, shard):
            rows = connection.read_parquet(list(files), hive_partitioning=False)
            rows.create_view(f"raw_{table.name}", replace=True)
        connection.execute(statement(f"inbox/{table.name}"))
    sources = tuple(table.source(connection) for table in quarter.tables)
    families = [source for source in sources if source.table.name in CUT]
    faults = [fault for source in families for fault in _settled(connection, source, quarter.readings)]
    if faults:
        raise InputError("; ".join(fault.message for fault in faults))
    return Staged(sources, (), 0, quarter.text_identifier, quarter.readings)


def _ready(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(statement("inbox/unread_line"))
    _region_codes(connection)
    run_folder(connection, "inbox/macros")


def _opened(connection: duckdb.DuckDBPyConnection, folder: Path, table: columns.Table) -> Source | None:
    files = table_files(folder, table)
    if files is not None:
        return open_source(connection, files)
    if table.required:
        raise InputError(f"{table.name} is missing, every quarter needs it")
    return None


def _column_faults(source: Source) -> list[Fault]:
    name = source.table.name
    faults = []
    if source.missing_columns:
        text = f"{name}: required columns are missing: {', '.join(source.missing_columns)}"
        faults.append(Fault(name, "required_columns_are_given", text))
    for column, kind in source.wrong_types.items():
        text = f"{name}: {column} must be {source.table.column(column).type.lower()}, got {kind[:40]}"
        faults.append(Fault(name, "column_types_can_be_read", text))
    return faults + [Fault(name, "no_row_is_a_total", f"{name}: {sentence}") for sentence in source.faults]


def _region_codes(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("drop table if exists region_code")
    connection.from_df(region_codes()).create("region_code")
    connection.execute(statement("inbox/kabupaten_code"))


def _settled(connection: duckdb.DuckDBPyConnection, source: Source, readings: tuple[CodeReading, ...]) -> list[Fault]:
    """Convert a table once for all queries to come, where its values are text or codes to be looked up."""
    name = source.table.name
    if source.is_plain and not (translates(readings) and "kecamatan_code" in source.types):
        return []
    try:
        rewritten(connection, connection.view(name)).create_view(name, replace=True)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as fault:
        return [Fault(name, UNREADABLE, f"{name} cannot be read: {first_line(fault)}")]
    return []


def _read_codes(
    connection: duckdb.DuckDBPyConnection, sources: list[Source], faults: list[Fault], stated: str | None
) -> tuple[CodeReading, ...]:
    """Find each table's code list, and translate codes only when some need it, so that a clean national file is not
    looked up a code at a time."""
    readings = []
    for source in sources:
        try:
            readings.append(read_codes(connection, source.table.name, stated))
        except duckdb.Error as fault:
            make_empty_view(connection, source.table)
            text = f"{source.table.name} cannot be read: {first_line(fault)}"
            faults.append(Fault(source.table.name, UNREADABLE, text))
    found = tuple(reading for reading in readings if reading is not None)
    faults += [Fault(reading.table, ONE_LIST, reading.fault) for reading in found if reading.fault]
    _use_readings(connection, found)
    return found


def _use_readings(connection: duckdb.DuckDBPyConnection, found: tuple[CodeReading, ...]) -> None:
    connection.execute("drop table if exists code_reading")
    connection.from_df(frame(list(found))).create("code_reading")
    connection.execute(statement("inbox/codes/as_kabupaten"))
    run_folder(connection, "inbox/codes/translated" if translates(found) else "inbox/codes/given")


def _stated_list(folder: Path) -> str | None:
    """Whose codes these are, where the manifest says so; what is wrong with a manifest is told elsewhere."""
    try:
        return read_manifest(folder).codes
    except InputError:
        return None
