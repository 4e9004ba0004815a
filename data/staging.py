"""The first layer: a quarter folder becomes seven typed DuckDB views with the contract's columns; nothing is changed
but names, types and the form of codes.

Parquet columns of the right type stay a plain projection (the macros' tests of ``typeof`` are folded away when the
view is bound). CSV columns are text and go through the macros.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from data import contract
from data.inbox import TableFiles, table_files
from data.source import WHOLE, Source, open_source
from data.statements import run_folder, statement
from geo import regions
from terms import InputError

BLOCK_BYTES = 64


@dataclass(frozen=True)
class Fault:
    """What is wrong with a table's files: the table, the claim that it breaks, and one sentence."""

    table: str
    claim: str
    message: str


@dataclass(frozen=True)
class Staged:
    """What staging a quarter found: the tables opened, and the faults of their files."""

    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]

    @property
    def present(self) -> tuple[str, ...]:
        return tuple(source.table.name for source in self.sources)


def stage(connection: duckdb.DuckDBPyConnection, folder: Path, key: bytes | None = None) -> tuple[str, ...]:
    """Make the views families, payments, exits, updates, spotcheck, empowerment and quotas of one quarter folder in
    the connection's current schema, and return the names of the tables that were given.

    Columns, names and types are those of ``data.contract``; a table that was not given is empty. Identifiers of
    families are integers if every table has integers, otherwise text; with a site key they are keyed hashes. The views
    read the files each time, on this connection only (not on its cursors). Raises InputError with all faults of files.
    """
    staged = stage_what_can_be_read(connection, folder, key)
    if staged.faults:
        raise InputError(f"{folder.name}: " + "; ".join(fault.message for fault in staged.faults))
    return staged.present


def stage_what_can_be_read(connection: duckdb.DuckDBPyConnection, folder: Path, key: bytes | None = None) -> Staged:
    """As ``stage``, but faults of files are returned; a column that cannot be used is NULL in its view."""
    opened = [_open(connection, folder, table) for table in contract.INPUT]
    sources = tuple(entry for entry in opened if isinstance(entry, Source))
    faults = [entry for entry in opened if isinstance(entry, Fault)]
    for source in sources:
        faults += _column_faults(source)
    _given_views(connection, sources)
    _region_codes(connection)
    run_folder(connection, "staging/macros")
    _identifiers(connection, sources, key)
    _kecamatan_codes(connection, sources)
    for table in contract.INPUT:
        connection.execute(statement(f"staging/{table.name}"))
    return Staged(sources, tuple(faults))


def _open(connection: duckdb.DuckDBPyConnection, folder: Path, table: contract.Table) -> Source | Fault | None:
    try:
        files: TableFiles | None = table_files(folder, table)
        if files is None and not table.required:
            return None
        if files is None:
            return Fault(table.name, "required_tables_are_given", f"{table.name} is missing, every quarter needs it")
        return open_source(connection, files)
    except InputError as fault:
        return Fault(table.name, "files_can_be_read", str(fault))


def _column_faults(source: Source) -> list[Fault]:
    name = source.table.name
    faults = []
    if source.missing_columns:
        text = f"{name}: required columns are missing: {', '.join(source.missing_columns)}"
        faults.append(Fault(name, "required_columns_are_given", text))
    for column, kind in source.wrong_types.items():
        text = f"{name}: {column} must be {source.table.column(column).type.lower()}, got {kind[:40]}"
        faults.append(Fault(name, "column_types_can_be_read", text))
    return faults


def _given_views(connection: duckdb.DuckDBPyConnection, sources: tuple[Source, ...]) -> None:
    """``given_<table>``: the contract's columns as they came; extra columns and those of a wrong type are not read."""
    by_table = {source.table.name: source for source in sources}
    for table in contract.INPUT:
        source = by_table.get(table.name)
        usable = source.usable_columns if source else ()
        if usable:
            relation = source.relation.select(*map(duckdb.ColumnExpression, usable))
        else:
            relation = connection.sql(statement("staging/no_rows"))
        relation.create_view(f"given_{table.name}", replace=True)


def _region_codes(connection: duckdb.DuckDBPyConnection) -> None:
    """``region_code``: every accepted form of a code but the ten-digit one, and the kecamatan that it means; a
    kabupaten as a whole is its kecamatan 00, so that nothing is invented."""
    kecamatan = regions.kecamatan()["kecamatan_code"]
    kabupaten = regions.kabupaten()["kabupaten_code"]
    bps = regions.bps_codes()
    forms = {code: code for code in kecamatan} | {code.replace(".", ""): code for code in kecamatan}
    forms |= {form: f"{code}.00" for code in kabupaten for form in (code, f"{code}.00")}
    forms |= {code: f"{area}.00" for code, area in zip(bps["kabupaten_code_bps"], bps["kabupaten_code"], strict=True)}
    table = pd.DataFrame({"given_code": list(forms), "kecamatan_code": list(forms.values())})
    connection.execute("drop table if exists region_code")
    connection.from_df(table).create("region_code")


def _identifiers(connection: duckdb.DuckDBPyConnection, sources: tuple[Source, ...], key: bytes | None) -> None:
    kinds = {source.types["family_id"] for source in sources if "family_id" in source.types}
    if key is None:
        run_folder(connection, "staging/identifier/integer" if kinds <= WHOLE else "staging/identifier/text")
        return
    # HMAC as RFC 2104 has it: the key, padded to a block, is combined with two constants.
    block = (key if len(key) <= BLOCK_BYTES else hashlib.sha256(key).digest()).ljust(BLOCK_BYTES, b"\0")
    connection.execute("set variable site_key_inner = $pad", {"pad": bytes(byte ^ 0x36 for byte in block)})
    connection.execute("set variable site_key_outer = $pad", {"pad": bytes(byte ^ 0x5C for byte in block)})
    run_folder(connection, "staging/identifier/hashed")


def _kecamatan_codes(connection: duckdb.DuckDBPyConnection, sources: tuple[Source, ...]) -> None:
    """Translate codes only when some need it, so that a clean national file is not looked up a code at a time."""
    translated = any(_has_foreign_codes(source) for source in sources)
    run_folder(connection, "staging/codes/translated" if translated else "staging/codes/given")


def _has_foreign_codes(source: Source) -> bool:
    """Whether a code is not eight characters long; taken for granted in CSV, where asking means reading it all."""
    if "kecamatan_code" not in source.usable_columns:
        return False
    if source.is_csv or source.types["kecamatan_code"] != "VARCHAR":
        return True
    return bool(source.relation.filter("strlen(kecamatan_code) <> 8").limit(1).fetchall())
