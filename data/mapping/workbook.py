"""Opens a sheet of a workbook (XLSX, XLS, ODS); rows of titles above the header are passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from data.inbox.personal_text import shown_name
from data.mapping.entries import FileOrigin
from data.mapping.rows import Score, TheirRows, best_header, named, streamed, text
from terms import InputError

LINES = 40
FORMS = (".xlsx", ".xlsm", ".xls", ".ods")


def sheet_names(path: Path) -> tuple[str, ...]:
    """The sheets of a workbook in order."""
    return tuple(_opened(path).sheet_names)


def hidden_sheets(path: Path) -> frozenset[str]:
    """The sheets of a workbook that nobody sees who opens it."""
    sheets = _opened(path).sheets_metadata
    return frozenset(sheet.name for sheet in sheets if sheet.visible != SheetVisibleEnum.Visible)


def open_sheet(connection: duckdb.DuckDBPyConnection, path: Path, origin: FileOrigin, score: Score) -> TheirRows:
    """The rows of a sheet below its header, all cells as text; the sheet must be named when there are several.

    Raises InputError when the sheet is not there, or is empty.
    """
    workbook = _opened(path)
    sheet = _sheet(path, workbook, origin.sheet)
    label = f"{path.name}, sheet {shown_name(sheet.name)}"
    top = [[text(cell) or "" for cell in row] for row, _ in zip(_rows(sheet), range(LINES), strict=False)]
    if not any(any(row) for row in top):
        raise InputError(f"{label} is empty, a header row is needed")
    if origin.header is not None and origin.header > len(top):
        raise InputError(f"{label}: header must be one of its first {len(top)} rows, got {origin.header}")
    place = origin.header - 1 if origin.header else best_header(top, score)
    names, twice = named(top[place])
    return TheirRows(label, streamed(connection, tuple(names), _below(sheet, place)), names, twice)


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError as fault:
        raise InputError(f"{path.name} has a password; save it without one") from fault
    except (CalamineError, OSError) as fault:
        raise InputError(f"{path.name} is no workbook that can be read: {str(fault)[:200]}") from fault


def _sheet(path: Path, workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    names = workbook.sheet_names
    if not name and len(names) > 1:
        raise InputError(
            f"{path.name} has several sheets, name one with sheet = …: {', '.join(map(shown_name, names))}"
        )
    found = [one for one in names if one.strip().lower() == name.strip().lower()] if name else names
    if not found:
        raise InputError(f"{path.name} has no sheet {shown_name(name)}; it has {', '.join(map(shown_name, names))}")
    return workbook.get_sheet_by_name(found[0])


def _rows(sheet: CalamineSheet) -> Iterator[Sequence[object]]:
    """All rows from the first of the sheet, empty ones above its content too."""
    start = sheet.start
    if start is None:
        return
    yield from [[]] * start[0]
    yield from sheet.iter_rows()


def _below(sheet: CalamineSheet, place: int) -> Iterator[Sequence[object]]:
    for number, row in enumerate(_rows(sheet)):
        if number > place:
            yield row
