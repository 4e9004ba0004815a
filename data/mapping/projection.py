"""Turns rows of theirs into columns of the contract, as expressions: no text ever becomes SQL.

Two layers: the first reads each cell by its transformation, the second says why a row is set aside or left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import duckdb
from duckdb import CaseExpression, CoalesceOperator, ColumnExpression, ConstantExpression, FunctionExpression

from data.mapping.entries import Entry, Filling
from data.mapping.rows import TheirRows
from data.mapping.transformations import NAMED, TEXT
from terms import Quarter

#: Digits of province, kabupaten, kecamatan and village in each list.
WIDTHS = {"kemendagri": (2, 2, 2, 4), "bps": (2, 2, 3, 3)}
TYPED = {"TINYINT": "map_tiny", "INTEGER": "as_whole", "BIGINT": "as_long", "DOUBLE": "as_decimal"}
TYPED |= {"BOOLEAN": "as_truth", "DATE": "as_day"}
#: What is told of each programme by itself.
OF_AID = ("rupiah", "first_quarter", "persons_covered")
BLANK, OTHER_QUARTER = "row without a value", "row of another quarter"
HASHING = "looks like a NIK or KK number; give --pseudonymise"
NOTHING = ConstantExpression(None).cast("VARCHAR")


@dataclass(frozen=True)
class Slot:
    """One value that an entry reads: the name of the column it becomes, and its type in the contract."""

    alias: str
    kind: str
    filling: Filling


def slots_of(entry: Entry) -> tuple[Slot, ...]:
    """All that an entry reads, in order: columns of the contract, then what members, spells and aid are told by."""
    slots = [Slot(filling.column, entry.contract.column(filling.column).type, filling) for filling in entry.fillings]
    prefix = {"member": "member_", "spell": "spell_"}.get(entry.kind, "")
    slots += [Slot(prefix + filling.column, _detail_kind(filling), filling) for filling in entry.details]
    for number, aid in enumerate(entry.aid):
        slots += [Slot(f"aid_{number}_{one.column}", _aid_kind(entry, one), one) for one in aid.fillings]
    return tuple(slots)


def projected(entry: Entry, rows: TheirRows, quarter: Quarter, hashed: bool) -> duckdb.DuckDBPyRelation:
    """The entry's columns of one file, with ``aside`` (why a row is set aside) and ``left_out`` (why it is no row)."""
    theirs = rows.wanted(entry.wanted)
    types = {name: str(kind) for name, kind in zip(theirs.columns, theirs.types, strict=True)}
    slots = slots_of(entry)
    # Cells stand in a layer of their own: a macro repeats its argument, which must not be a great expression.
    cells = [cell_of(slot.filling, types).alias(f"cell_{slot.alias}") for slot in slots]
    told = [_is_told(slot.filling, types).alias(f"told_{slot.alias}") for slot in slots]
    first = theirs.select(*cells, *told, _left_out(entry, types).alias("left_out"))
    values = [_value(slot, ColumnExpression(f"cell_{slot.alias}")).alias(slot.alias) for slot in slots]
    kept = [ColumnExpression(name) for name in ("left_out", *(f"told_{slot.alias}" for slot in slots))]
    read = first.select(*values, *kept)
    return read.select(
        *_finished(entry, slots, quarter), _aside(entry, slots, hashed).alias("aside"), _late(entry, quarter)
    )


def _detail_kind(filling: Filling) -> str:
    return {"age": "INTEGER", "start": "DATE", "end": "DATE", "disability": "BOOLEAN", "pregnancy": "BOOLEAN"}.get(
        filling.column, "VARCHAR"
    )


def _aid_kind(entry: Entry, filling: Filling) -> str:
    return "BOOLEAN" if filling.column == "on" else entry.contract.column(filling.column).type


def cell_of(filling: Filling, types: dict[str, str]) -> duckdb.Expression:
    """What stands in the cell, or the joined code; NULL where nothing is said."""
    if not filling.sources:
        return ConstantExpression(filling.value)
    if len(filling.sources) > 1:
        widths = WIDTHS[filling.reading]
        parts = [
            FunctionExpression("map_part", ColumnExpression(name).cast("VARCHAR"), ConstantExpression(width))
            for name, width in zip(filling.sources, widths, strict=False)
        ]
        return FunctionExpression("map_joined", FunctionExpression("list_value", *parts))
    return CaseExpression(_is_blank(filling.sources[0], types), NOTHING.cast(types[filling.sources[0]])).otherwise(
        ColumnExpression(filling.sources[0])
    )


def _is_blank(name: str, types: dict[str, str]) -> duckdb.Expression:
    column = ColumnExpression(name)
    return FunctionExpression("map_blank", column) if types[name] == "VARCHAR" else column.isnull()


def value_of(slot: Slot, types: dict[str, str]) -> duckdb.Expression:
    """The cell read by its transformation, in the type of the contract; NULL where it cannot be read."""
    return _value(slot, cell_of(slot.filling, types))


def _value(slot: Slot, cell: duckdb.Expression) -> duckdb.Expression:
    filling = slot.filling
    value = read_cell(filling, cell)
    if slot.alias == "kabupaten_code" and filling.reading != "code":
        value = FunctionExpression("left", value, ConstantExpression(5))
    if slot.filling.column == "paid_on" and filling.reading == "day":
        value = FunctionExpression("map_quarter_of", value)
    if filling.times != 1:
        value = value * ConstantExpression(filling.times)
    return FunctionExpression(TYPED[slot.kind], value) if slot.kind in TYPED else value


def read_cell(filling: Filling, cell: duckdb.Expression) -> duckdb.Expression:
    macro, said = f"map_{filling.reading}", cell
    if filling.words:
        words, meanings = (ConstantExpression(list(part)) for part in zip(*filling.words, strict=True))
        said = FunctionExpression("map_word", cell.cast("VARCHAR"), words, meanings)
        if filling.otherwise is not None:
            said = CoalesceOperator(said, CaseExpression(cell.isnotnull(), ConstantExpression(filling.otherwise)))
    value = FunctionExpression(macro, said)
    if filling.empty is None:
        return value
    return CaseExpression(cell.isnull(), FunctionExpression(macro, ConstantExpression(filling.empty))).otherwise(value)


def _is_told(filling: Filling, types: dict[str, str]) -> duckdb.Expression:
    """Whether anything is said: a constant, or a cell that is not blank, of a joined code any of its parts."""
    told = (~_is_blank(name, types) for name in filling.sources)
    return reduce(lambda left, right: left | right, told, ConstantExpression(not filling.sources))


def _left_out(entry: Entry, types: dict[str, str]) -> duckdb.Expression:
    """Why a row of theirs is no row of the contract: it says nothing, or none of the words that the mapping keeps."""
    reasons = []
    if entry.wanted:
        nothing = reduce(lambda left, right: left & right, (_is_blank(name, types) for name in entry.wanted))
        reasons.append(CaseExpression(nothing, ConstantExpression(BLANK)))
    for name, words in entry.only:
        said = FunctionExpression("lower", FunctionExpression("tidy", ColumnExpression(name)))
        is_one = FunctionExpression("coalesce_false", said.isin(*map(ConstantExpression, words)))
        reasons.append(CaseExpression(~is_one, ConstantExpression(f"{name} is not one of the words kept")))
    return CoalesceOperator(*reasons, NOTHING)


def _aside(entry: Entry, slots: tuple[Slot, ...], hashed: bool) -> duckdb.Expression:
    """Why a row is set aside: the first of its columns that cannot be read, or that must not be let in."""
    reasons = []
    for slot in slots:
        column, filling = ColumnExpression(slot.alias), slot.filling
        rule = "is not in its words" if filling.words else f"cannot be read as {NAMED[filling.reading].rule}"
        told = ColumnExpression(f"told_{slot.alias}")
        reasons.append(_when(told & column.isnull(), f"{slot.filling.column}: {rule}"))
        if NAMED[filling.reading].gives == TEXT and not (hashed and slot.alias == "family_id"):
            reasons.append(_when(FunctionExpression("map_sixteen", column), f"{slot.alias}: {HASHING}"))
        if filling.reading == "identifier":
            lost = FunctionExpression("is_rounded", column)
            reasons.append(_when(lost, f"{slot.alias}: has lost digits in a spreadsheet; keep it as text"))
    if "family_id" in entry.contract.required_columns:
        reasons.append(_when(ColumnExpression("family_id").isnull(), "family_id: is empty"))
    kept = ColumnExpression("left_out").isnull()
    return CaseExpression(kept, CoalesceOperator(*reasons, NOTHING)).otherwise(NOTHING)


def _when(test: duckdb.Expression, reason: str) -> duckdb.Expression:
    return CaseExpression(test, ConstantExpression(reason))


def _finished(entry: Entry, slots: tuple[Slot, ...], quarter: Quarter) -> list[duckdb.Expression]:
    """The columns that go on: those of the contract, the quarter, and the aid of all programmes in one list."""
    within = OF_AID if entry.aid else ()
    own = [slot.alias for slot in slots if not slot.alias.startswith("aid_") and slot.alias not in within]
    columns = [ColumnExpression(alias) for alias in own]
    if "quarter" not in own and any(column.name == "quarter" for column in entry.contract.columns):
        columns.append(ConstantExpression(str(quarter)).alias("quarter"))
    return [*columns, _aids(entry, slots).alias("aids")] if entry.aid else columns


def _aids(entry: Entry, slots: tuple[Slot, ...]) -> duckdb.Expression:
    aliases = {slot.alias for slot in slots}
    structs = []
    for number, aid in enumerate(entry.aid):
        parts = [_part(aliases, number, name) for name in ("on", "rupiah", "first_quarter", "persons_covered")]
        structs.append(FunctionExpression("map_aid", ConstantExpression(aid.programme), *parts))
    return FunctionExpression("list_value", *structs)


def _part(aliases: set[str], number: int, name: str) -> duckdb.Expression:
    """What is told of one programme: in its own column, else in that of the whole row; on aid is who is paid."""
    own = f"aid_{number}_{name}"
    if own in aliases:
        return ColumnExpression(own)
    if name == "on":
        return ColumnExpression(f"aid_{number}_rupiah") > ConstantExpression(0)
    if name in aliases:
        return ColumnExpression(name)
    return ConstantExpression(None).cast("TINYINT" if name == "persons_covered" else "VARCHAR")


def _late(entry: Entry, quarter: Quarter) -> duckdb.Expression:
    """Why a row is left out, that it is of another quarter among it."""
    left = ColumnExpression("left_out")
    if not any(filling.column == "quarter" for filling in entry.fillings):
        return left
    other = ColumnExpression("quarter") != ConstantExpression(str(quarter))
    return CoalesceOperator(left, _when(other, OTHER_QUARTER), NOTHING).alias("left_out")
