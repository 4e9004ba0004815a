"""Opens what a proposal or a trial is asked about, sheet by sheet, on a connection of its own in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from data.inbox.workbench import Limits, workbench
from data.mapping import workbook
from data.mapping.databases import open_table, table_names
from data.mapping.entries import FileOrigin
from data.mapping.known import recognised
from data.mapping.opening import open_file
from data.mapping.propose import proposals
from data.mapping.proposed import ProposedEntry
from data.mapping.rows import TheirRows
from data.mapping.tables import Site, prepare
from data.mapping.values import Counted, counted, sample_of
from terms import InputError, Quarter


def look(folder: Path, origins: tuple[FileOrigin, ...], quarter: Quarter, limits: Limits) -> tuple[ProposedEntry, ...]:
    """What files of a quarter's folder, or tables of databases, can fill. Raises InputError when one cannot be read, or
    when nothing that was looked at fills a table."""
    found: list[ProposedEntry] = []
    looked = []
    with workbench(limits) as connection, ExitStack() as stack:
        site = Site(connection, quarter, folder)
        prepare(site)
        for origin in origins:
            for one, rows in _opened(site, origin, stack):
                looked.append(rows.label)
                sample = sample_of(connection, rows.relation, tuple(rows.names), partial(_counted, site, one))
                found += proposals(one, sample)
    if not found:
        raise InputError(
            f"nothing fills a table of the contract in {', '.join(looked)}: no header row has names of columns that are"
            " known; write the mapping by hand (docs/mapping.md)"
        )
    return tuple(found)


def _opened(site: Site, origin: FileOrigin, stack: ExitStack) -> Iterator[tuple[FileOrigin, TheirRows]]:
    """Every sheet of a workbook that is not empty, every table of a database unless one is named; else the file."""
    if origin.address:
        for table in (origin.table,) if origin.table else table_names(site.folder, origin):
            one = replace(origin, table=table)
            yield one, open_table(site.connection, site.folder, one, stack, None)
        return
    path = site.folder / origin.file
    if not path.is_file():
        raise InputError(f"file: {origin.file} is not in {site.folder}")
    sheets = workbook.sheet_names(path) if path.name.lower().endswith(workbook.FORMS) else ("",)
    for sheet in sheets:
        of_sheet = replace(origin, sheet=origin.sheet or (sheet if len(sheets) > 1 else ""))
        if sheet and origin.sheet and sheet != origin.sheet:
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
