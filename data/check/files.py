"""Findings about the files of a quarter as a whole: what is there, what it is called, who sent it."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import duckdb

from data.check.findings import ERROR, FIRST_ROWS, NOTE, WARNING, Finding, masked
from data.check.personal_shapes import make_ready, personal_faults
from data.inbox import folders
from data.inbox.codes import CodeReading
from data.inbox.fault import Fault
from data.inbox.files import Source, first_line
from data.inbox.manifest import read_manifest
from data.inbox.personal_text import shown_name
from data.inbox.staging import UNREADABLE, Staged
from terms import InputError, Quarter

LINES = "lines_can_be_read"


def file_findings(
    connection: duckdb.DuckDBPyConnection, quarter: Quarter, folder: Path, staged: Staged, hashed: bool
) -> list[Finding]:
    """What is wrong with a staged quarter before any row is judged."""
    make_ready(connection)
    personal = [fault for source in staged.sources for fault in _personal(connection, source, hashed)]
    findings = [
        Finding(str(quarter), fault.table, fault.claim, ERROR, masked(fault.message))
        for fault in (*staged.faults, *personal)
    ]
    findings += [_unread_lines(connection, quarter, source) for source in staged.sources if source.is_csv]
    findings += [_has_rows(connection, quarter, table) for table in staged.present if not _faulty(staged, table)]
    findings += [_unknown_columns(quarter, source) for source in staged.sources if source.unknown_columns]
    findings += [_code_list(quarter, reading) for reading in staged.readings if reading.chosen and reading.plain]
    return findings + _manifest(quarter, folder) + _unused_files(quarter, folder) + _names_of_files(quarter, folder)


def stray_findings(folder: Path) -> list[Finding]:
    """A warning that names everything in an inbox that is no quarter's folder."""
    strange = folders.unread(folder)
    if not strange:
        return []
    text = f"beside the folders of the quarters, and not read: {', '.join(strange)}"
    return [Finding("", "files", "files_are_known", WARNING, text, len(strange))]


def gap_findings(quarters: tuple[Quarter, ...]) -> list[Finding]:
    """An error for every gap between two quarters of an inbox."""
    claim = "no_quarter_is_missing_between_two"
    return [
        Finding(str(later), "families", claim, ERROR, f"between {earlier} and {later} a quarter is missing")
        for earlier, later in pairwise(sorted(quarters))
        if later != earlier.next()
    ]


def identifier_findings(quarter: Quarter, last: Staged, now: Staged) -> list[Finding]:
    """An error when families cannot be followed from the last quarter to this one: numbers then, text now."""
    if (last.text_identifier is None) == (now.text_identifier is None):
        return []
    kinds = [f"text ({part.text_identifier})" if part.text_identifier else "whole numbers" for part in (now, last)]
    text = f"family_id must be of one kind in all quarters, got {kinds[0]} after {kinds[1]}"
    return [Finding(str(quarter), "families", "identifiers_keep_their_type", ERROR, text)]


def _unread_lines(connection: duckdb.DuckDBPyConnection, quarter: Quarter, source: Source) -> Finding:
    """Lines of a CSV file that are no rows: too many or too few values, not UTF-8, a quote that does not end."""
    connection.execute("set variable table_name = $name", {"name": source.table.name})
    lines = connection.table("unread_line").filter("table_name = getvariable('table_name')")
    shown = lines.order("file, line").limit(FIRST_ROWS).fetchall()
    rows = tuple(
        json.dumps({"file": shown_name(file), "line": line, "reason": reason}) for _, file, line, reason in shown
    )
    text = f"a line of {source.table.name} that cannot be read as a row"
    count = lines.count("*").fetchall()[0][0]
    return Finding(str(quarter), source.table.name, LINES, ERROR, text, count, rows)


def _personal(connection: duckdb.DuckDBPyConnection, source: Source, hashed: bool) -> list[Fault]:
    try:
        return personal_faults(connection, source, hashed)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as fault:
        text = f"{source.table.name} cannot be read: {first_line(fault)}"
        return [Fault(source.table.name, UNREADABLE, text)]


def _has_rows(connection: duckdb.DuckDBPyConnection, quarter: Quarter, table: str) -> Finding:
    """A table that cannot be read has rows, for this claim; another names it."""
    try:
        empty = not connection.view(table).aggregate("count(*)").fetchall()[0][0]
    except duckdb.Error:
        empty = False
    text = f"{table} has a header but no row"
    return Finding(str(quarter), table, "given_tables_have_rows", ERROR, text, int(empty))


def _faulty(staged: Staged, table: str) -> bool:
    return any(fault.table == table for fault in staged.faults)


def _unknown_columns(quarter: Quarter, source: Source) -> Finding:
    names = ", ".join(repr(name[:60]) for name in source.unknown_columns[:20])
    text = f"{source.table.name}: columns that the contract does not know are not read: {names}"
    return Finding(str(quarter), source.table.name, "columns_are_known", WARNING, text, len(source.unknown_columns))


def _code_list(quarter: Quarter, reading: CodeReading) -> Finding:
    """Whose list codes without dots are read by: a warning when the other list would place some of them elsewhere."""
    severity = WARNING if reading.other_place else NOTE
    claim = "codes_without_dots_mean_one_place"
    return Finding(str(quarter), reading.table, claim, severity, reading.sentence, reading.other_place)


def _manifest(quarter: Quarter, folder: Path) -> list[Finding]:
    try:
        manifest = read_manifest(folder)
    except InputError as fault:
        return [Finding(str(quarter), "manifest", "manifest_is_whole", ERROR, str(fault))]
    dated = Quarter(manifest.as_of.year, (manifest.as_of.month + 2) // 3)
    if dated in (quarter, quarter.next()):
        return []
    text = f"as_of is {manifest.as_of}, in neither {quarter} nor the quarter after it"
    return [Finding(str(quarter), "manifest", "manifest_date_fits_the_quarter", WARNING, text)]


def _unused_files(quarter: Quarter, folder: Path) -> list[Finding]:
    strange = folders.unused_files(folder)
    if not strange:
        return []
    text = f"files that no table of the contract reads: {', '.join(strange)}"
    return [Finding(str(quarter), "files", "files_are_known", WARNING, text, len(strange))]


def _names_of_files(quarter: Quarter, folder: Path) -> list[Finding]:
    """Names of files are kept in the store and shown: one that holds something of a person is an error."""
    names = folders.personal_names(folder)
    if not names:
        return []
    text = f"files must be renamed, their names are of persons: {', '.join(names[:10])}"
    return [Finding(str(quarter), "files", "names_of_files_are_not_personal", ERROR, text, len(names))]
