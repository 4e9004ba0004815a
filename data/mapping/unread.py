"""Cells of theirs that a mapping does not read, so that whoever wrote it sees which words are missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import duckdb
from duckdb import CaseExpression, ColumnExpression, ConstantExpression, FunctionExpression

from data.inbox.personal_names import is_personal
from data.mapping.entries import Entry
from data.mapping.projection import Slot, left_out_of, said, slots_of, values_of
from data.mapping.tables import Site, looked_at
from data.mapping.transformations import NAMED, TEXT
from data.statements import statement

#: How many cells of a column are shown, the most frequent first.
MOST = 5


@dataclass(frozen=True)
class UnreadCell:
    """A cell of a column that is said and not read, and in how many rows."""

    slot: Slot
    cell: str
    rows: int


def unread_cells(site: Site, entry: Entry) -> tuple[UnreadCell, ...]:
    """The cells that an entry does not read, by column; none of columns of persons."""
    slots = {slot.alias: slot for slot in slots_of(entry) if _may_be_shown(slot)}
    if not slots:
        return ()
    with looked_at(site, entry) as theirs:
        parts = [_of_file(one.wanted(entry.wanted), entry, tuple(slots.values())) for one in theirs]
        reduce(lambda left, right: left.union(right), parts).create_view("their_unread", replace=True)
        found = site.connection.execute(statement("mapping/unread_cells"), {"most": MOST}).fetchall()
    return tuple(UnreadCell(slots[alias], cell, rows) for alias, cell, rows in found)


def _may_be_shown(slot: Slot) -> bool:
    """Whether a column of theirs is read by words or numbers: not one of persons, nor a text that is free."""
    filling = slot.filling
    is_free = NAMED[filling.reading].gives == TEXT and not filling.words
    return bool(filling.sources) and not any(map(is_personal, filling.sources)) and not is_free


def _of_file(theirs: duckdb.DuckDBPyRelation, entry: Entry, slots: tuple[Slot, ...]) -> duckdb.DuckDBPyRelation:
    """``unread``: by row a list of what is not read, the column and the cell; of rows that are left out nothing."""
    values = values_of(said(theirs), slots, (left_out_of(entry), *map(_cell, slots)))
    return values.select(FunctionExpression("list_value", *map(_unread, slots)).alias("unread"))


def _cell(slot: Slot) -> duckdb.Expression:
    """What stands there, before the mapping's words."""
    cells = (ColumnExpression(name).cast("VARCHAR") for name in slot.filling.sources)
    return FunctionExpression("concat_ws", ConstantExpression(" + "), *cells).alias(f"raw_{slot.alias}")


def _unread(slot: Slot) -> duckdb.Expression:
    missed = ColumnExpression(f"told_{slot.alias}") & ColumnExpression(slot.alias).isnull()
    pair = FunctionExpression("list_value", ConstantExpression(slot.alias), ColumnExpression(f"raw_{slot.alias}"))
    return CaseExpression(ColumnExpression("left_out").isnull() & missed, pair)
