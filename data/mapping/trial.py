"""Tries a mapping: ten rows before and after, and the account of all rows; nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.inbox.folders import given_folders
from data.inbox.mapped import mapping_of
from data.inbox.personal_names import is_name_of_a_person, is_personal
from data.inbox.personal_text import personal_reason, shown_name
from data.inbox.workbench import Limits, said_clearly, workbench
from data.mapping.account import EntryAccount
from data.mapping.entries import Entry
from data.mapping.projection import Slot, said, slots_of, values_of
from data.mapping.reading import read_mapping
from data.mapping.rows import text
from data.mapping.tables import Site, looked_at, mapped_table, prepare
from data.mapping.unread import unread_cells
from terms import InputError, Quarter

ROWS = 10
HIDDEN = "•••"
#: On behalf of somebody: `Meninggal a.n. …`.
NAMES_SOMEBODY = re.compile(r"\b(a\.? ?n\b\.?|atas nama\b)", re.IGNORECASE)
Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Trial:
    """One entry tried: for each column what stands in ten rows and what it becomes, ten rows of the contract (a frame
    with its columns), the most frequent cells of each column that are not read with their rows, and the account of all
    rows. What looks like something of a person is hidden."""

    label: str
    table: str
    cells: tuple[tuple[str, str, str], ...]
    rows: pd.DataFrame
    unread: tuple[tuple[str, str, str, int], ...]
    account: EntryAccount


def try_quarter(inbox: Path, quarter: Quarter | None, limits: Limits, key: bytes | None) -> tuple[Trial, ...]:
    """Try the mapping of a quarter, by default of the newest that has one. Raises InputError for what is at fault."""
    mapped = {one: folder for one, folder in given_folders(inbox).items() if mapping_of(folder)}
    if not mapped or (quarter is not None and quarter not in mapped):
        raise InputError(f"map: {quarter or inbox} has no mapping; propose one with: tepat map FILE…")
    chosen = quarter or max(mapped)
    path = mapping_of(mapped[chosen])
    mapping = read_mapping(path if path is not None else Path())
    said = said_clearly(limits, f"{chosen}: files cannot be read: {{}}".format)
    with said, workbench(limits) as connection:
        site = Site(connection, chosen, mapped[chosen], key)
        prepare(site)
        return tuple(_tried(site, entry) for entry in mapping.entries)


def _tried(site: Site, entry: Entry) -> Trial:
    rows, account = mapped_table(site, entry)
    frame = rows.limit(ROWS).df().map(_shown)
    unread = _unread(site, entry) if account.aside else ()
    return Trial(entry.label, entry.table, _cells(site, entry), frame, unread, account)


def _unread(site: Site, entry: Entry) -> tuple[tuple[str, str, str, int], ...]:
    """What is not read: the column, theirs, the cell and its rows."""
    return tuple(
        (_name(entry, one.slot), " + ".join(one.slot.filling.sources), shown_name(_shown(one.cell)), one.rows)
        for one in unread_cells(site, entry)
    )


def _cells(site: Site, entry: Entry) -> tuple[tuple[str, str, str], ...]:
    """The first rows of the first file, cell by cell, in their order."""
    slots = [slot for slot in slots_of(entry) if slot.filling.sources]
    site.connection.execute("set preserve_insertion_order = true")
    with looked_at(site, entry) as theirs:
        few = theirs[0].wanted(entry.wanted).limit(ROWS)
        site.connection.execute("drop table if exists few_rows")
        few.create("few_rows")
    kept = site.connection.table("few_rows")
    before = [dict(zip(kept.columns, row, strict=True)) for row in kept.fetchall()]
    values = values_of(said(kept), tuple(slots))
    after = [dict(zip(values.columns, row, strict=True)) for row in values.fetchall()]
    site.connection.execute("set preserve_insertion_order = false")
    return tuple(_line(before, after, entry, slot, site.key is not None) for slot in slots)


def _line(before: Rows, after: Rows, entry: Entry, slot: Slot, hashed: bool) -> tuple[str, str, str]:
    """One column: its name, theirs, and what stands there before and after."""
    sources = slot.filling.sources
    hide = any(map(is_personal, sources))
    changes = [
        f"{_before([row[name] for name in sources], hide)} → {_after(value[slot.alias], hide and hashed)}"
        for row, value in zip(before, after, strict=True)
    ]
    return _name(entry, slot), " + ".join(sources), "; ".join(dict.fromkeys(changes))


def _name(entry: Entry, slot: Slot) -> str:
    """What the value is called: of aid, by the name of its programme."""
    numbered = slot.alias.startswith("aid_")
    return f"{entry.aid[int(slot.alias.split('_')[1])].programme} {slot.filling.column}" if numbered else slot.alias


def _before(cells: Sequence[object], hide: bool) -> str:
    """Cells as they stand; of a column of persons nothing but counts of two digits (``ibu hamil``: 1)."""
    return " ".join(HIDDEN if hide and not _is_a_count(cell) else _shown(cell) for cell in cells)


def _is_a_count(cell: object) -> bool:
    return cell is None or re.fullmatch(r"\s*\d{1,2}([.,]0)?\s*", str(cell)) is not None


def _after(value: object, is_hashed: bool) -> str:
    return "a hash" if is_hashed else _shown(value)


def _shown(value: object) -> str:
    """A value as it may be shown: nothing of a person."""
    told = "–" if value is None or value is pd.NA or value != value else text(value) or "–"
    is_hidden = personal_reason(told) is not None or is_name_of_a_person(told) or NAMES_SOMEBODY.search(told)
    return HIDDEN if is_hidden else told
