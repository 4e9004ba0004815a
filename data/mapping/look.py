"""Opens what a proposal or a trial is asked about, sheet by sheet, on a connection of its own in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from data.inbox.personal_text import shown_name
from data.inbox.workbench import Limits, workbench
from data.mapping import workbook
from data.mapping.databases import open_table, table_names
from data.mapping.entries import FileOrigin
from data.mapping.known import recognised
from data.mapping.opening import PARQUET, open_file
from data.mapping.propose import proposals
from data.mapping.proposed import ProposedEntry
from data.mapping.rows import TheirRows
from data.mapping.tables import Site, prepare
from data.mapping.values import Counted, counted, sample_of
from terms import InputError, Quarter

#: How many names of columns or tables a sentence lists, and of how many places it lists columns.
MOST_NAMES, MOST_PLACES = 12, 5


@dataclass(frozen=True)
class LookedAt:
    """What was found in files and tables: the tables that they can fill, and in sentences what was passed over."""

    proposed: tuple[ProposedEntry, ...]
    passed_over: tuple[str, ...]


def look(folder: Path, origins: tuple[FileOrigin, ...], quarter: Quarter, limits: Limits) -> LookedAt:
    """What files of a quarter's folder, or tables of databases, can fill. Raises InputError when one cannot be read, or
    when nothing that was looked at fills a table."""
    found: list[ProposedEntry] = []
    nothing: dict[str, str] = {}
    passed_over = []
    with workbench(limits) as connection, ExitStack() as stack:
        site = Site(connection, quarter, folder)
        prepare(site)
        for origin in origins:
            passed_over += _hidden(folder, origin)
            for one, rows in _opened(site, origin, stack):
                sample = sample_of(connection, rows.relation, tuple(rows.names), partial(_counted, site, one))
                some = proposals(one, sample)
                found += some
                if not some:
                    nothing[one.shown] = _columns_told(one, tuple(rows.names))
    if not found:
        raise InputError(_nothing_found(nothing, passed_over))
    if nothing:
        passed_over.append(f"{_listed(tuple(nothing))}: fills no table of the contract, by the names of its columns")
    return LookedAt(_put_together(found), tuple(passed_over))


def _columns_told(origin: FileOrigin, names: tuple[str, ...]) -> str:
    """Which columns a place has; of a text or sheet without a known name only how many, for its first row may be cells
    of a person."""
    has_names = bool(origin.address) or origin.file.lower().endswith(PARQUET) or recognised(names) >= 1
    return f"the columns {_listed(tuple(map(shown_name, names)))}" if has_names else f"{len(names)} columns, none known"


def _nothing_found(nothing: dict[str, str], passed_over: list[str]) -> str:
    held = [f"{place} has {columns}" for place, columns in nothing.items()]
    told = "; ".join((*held[:MOST_PLACES], *passed_over)) or "all is empty"
    return (
        f"nothing fills a table of the contract, no columns are called as a proposal knows them: {told}. The mapping"
        " can be written by hand: docs/mapping.md says how, and which columns and words the contract has"
    )


def _listed(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more


def _put_together(found: list[ProposedEntry]) -> tuple[ProposedEntry, ...]:
    """The same, with the doubt that a table which comes from several files or sheets may come twice."""
    places: dict[str, list[str]] = {}
    for one in found:
        places.setdefault(one.entry.table, []).append(one.entry.origin.shown)
    return tuple(
        replace(one, doubts=(*one.doubts, _doubt_of_places(one.entry.table, tuple(places[one.entry.table]))))
        if len(places[one.entry.table]) > 1
        else one
        for one in found
    )


def _doubt_of_places(table: str, places: tuple[str, ...]) -> str:
    return f"{table}: rows of {_listed(places)} are put together; take out what is a copy or of another quarter"


def _is_workbook(path: Path) -> bool:
    return path.name.lower().endswith(workbook.FORMS)


def _hidden(folder: Path, origin: FileOrigin) -> list[str]:
    """That sheets are hidden, in sentences; none when one sheet is asked for."""
    path = folder / origin.file
    if origin.address or origin.sheet or not path.is_file() or not _is_workbook(path):
        return []
    shown = (replace(origin, sheet=sheet).shown for sheet in sorted(workbook.hidden_sheets(path)))
    return [f"{one} is a hidden sheet and is passed over; it is looked at with --sheet" for one in shown]


def _opened(site: Site, origin: FileOrigin, stack: ExitStack) -> Iterator[tuple[FileOrigin, TheirRows]]:
    """Every sheet of a workbook that is neither empty nor hidden, every table of a database unless one is named; else
    the file."""
    if origin.address:
        for table in (origin.table,) if origin.table else table_names(site.folder, origin):
            one = replace(origin, table=table)
            yield one, open_table(site.connection, site.folder, one, stack, None)
        return
    path = site.folder / origin.file
    if not path.is_file():
        raise InputError(f"file: {origin.file} is not in {site.folder}")
    sheets = workbook.sheet_names(path) if _is_workbook(path) else ("",)
    hidden = workbook.hidden_sheets(path) if _is_workbook(path) and not origin.sheet else frozenset()
    for sheet in sheets:
        of_sheet = replace(origin, sheet=origin.sheet or (sheet if len(sheets) > 1 else ""))
        if sheet in hidden or (sheet and origin.sheet and sheet != origin.sheet):
            continue
        try:
            yield of_sheet, open_file(site.connection, path, of_sheet, recognised, stack)
        except InputError:
            if len(sheets) == 1:
                raise


def _counted(site: Site, origin: FileOrigin, name: str) -> Counted:
    """The words of a column of the whole file, opened once more, for rows can be read once."""
    with ExitStack() as stack:
        if origin.address:
            rows = open_table(site.connection, site.folder, origin, stack, None)
        else:
            rows = open_file(site.connection, site.folder / origin.file, origin, recognised, stack)
        return counted(rows.relation, rows.names[name])
