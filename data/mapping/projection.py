"""Turns rows of theirs into columns of the contract, as expressions: no text ever becomes SQL.

In layers, each a column of the one before, for a macro repeats its argument, which must not be a great expression:
what the cells say, the cells that fill columns, their values by the transformations, and why a row is set aside.
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
BLANK, OTHER_QUARTER, WITHOUT_DAY = "row without a value", "row of another quarter", "without a day of payment"
FOOT = "line of totals or a note, of no family"
#: What says which family and where, or on what; a row with none of it is no family's.
NAMING = ("family_id", "kecamatan_code", "programme")
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
    slots = slots_of(entry)
    read = values_of(said(rows.wanted(entry.wanted)), slots, (left_out_of(entry),))
    return read.select(
        *_finished(entry, slots, quarter, hashed), _aside(entry, slots, hashed).alias("aside"), _late(entry, quarter)
    )


def values_of(
    theirs: duckdb.DuckDBPyRelation, slots: tuple[Slot, ...], beside: tuple[duckdb.Expression, ...] = ()
) -> duckdb.DuckDBPyRelation:
    """By slot of rows whose cells are said its value and ``told_``, whether anything was said; and what is asked for
    beside them."""
    cells = [cell_of(slot.filling).alias(f"cell_{slot.alias}") for slot in slots]
    told = [told_of(slot.filling).alias(f"told_{slot.alias}") for slot in slots]
    filled = theirs.select(*cells, *told, *beside)
    values = [_value(slot).alias(slot.alias) for slot in slots]
    return filled.select(*values, *(ColumnExpression(name) for name in filled.columns[len(slots) :]))


def said(theirs: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """The same columns, texts without blanks at their ends; NULL where nothing is said."""
    for macro in ("map_tidied", "map_said"):
        theirs = theirs.select(*_of_texts(theirs, macro))
    return theirs


def _of_texts(theirs: duckdb.DuckDBPyRelation, macro: str) -> list[duckdb.Expression]:
    """A macro over each column that is text, the others as they are."""
    columns = []
    for name, kind in zip(theirs.columns, theirs.types, strict=True):
        column = ColumnExpression(name)
        columns.append(FunctionExpression(macro, column).alias(name) if str(kind) == "VARCHAR" else column)
    return columns


def _detail_kind(filling: Filling) -> str:
    return {"age": "INTEGER", "start": "DATE", "end": "DATE", "disability": "BOOLEAN", "pregnancy": "BOOLEAN"}.get(
        filling.column, "VARCHAR"
    )


def _aid_kind(entry: Entry, filling: Filling) -> str:
    return "BOOLEAN" if filling.column == "on" else entry.contract.column(filling.column).type


def cell_of(filling: Filling) -> duckdb.Expression:
    """What fills a column before it is read: what the cell says, the joined code, or what the word means."""
    if not filling.sources:
        return ConstantExpression(filling.value)
    cell = ColumnExpression(filling.sources[0]) if len(filling.sources) == 1 else _joined(filling)
    if not filling.words:
        return cell
    words, meanings = (ConstantExpression(list(part)) for part in zip(*filling.words, strict=True))
    meant = FunctionExpression("map_word", cell, words, meanings)
    if filling.otherwise is None:
        return meant
    return CoalesceOperator(meant, CaseExpression(cell.isnotnull(), ConstantExpression(filling.otherwise)))


def _joined(filling: Filling) -> duckdb.Expression:
    parts = [
        FunctionExpression("map_part", ColumnExpression(name), ConstantExpression(width))
        for name, width in zip(filling.sources, WIDTHS[filling.reading], strict=False)
    ]
    return FunctionExpression("map_joined", FunctionExpression("list_value", *parts))


def told_of(filling: Filling) -> duckdb.Expression:
    """Whether anything is said: a constant, or a cell that says something, of a joined code any of its parts."""
    told = (ColumnExpression(name).isnotnull() for name in filling.sources)
    return reduce(lambda left, right: left | right, told, ConstantExpression(not filling.sources))


def _value(slot: Slot) -> duckdb.Expression:
    """The cell of a column read by its transformation, in the type of the contract; NULL where it cannot be read."""
    filling = slot.filling
    value = _read(filling, ColumnExpression(f"cell_{slot.alias}"), ColumnExpression(f"told_{slot.alias}"))
    if slot.alias == "kabupaten_code" and filling.reading != "code":
        value = FunctionExpression("left", value, ConstantExpression(5))
    if slot.filling.column == "paid_on" and filling.reading == "day":
        value = value.cast("VARCHAR")
    if filling.times != 1:
        value = value * ConstantExpression(filling.times)
    return FunctionExpression(TYPED[slot.kind], value) if slot.kind in TYPED else value


def _read(filling: Filling, cell: duckdb.Expression, told: duckdb.Expression) -> duckdb.Expression:
    """A cell by its transformation; of one that says nothing, what the mapping says that this means."""
    macro = f"map_{filling.reading}"
    value = FunctionExpression(macro, cell)
    if filling.empty is None:
        return value
    empty = FunctionExpression(macro, ConstantExpression(filling.empty))
    if filling.reading == "percentile":
        # 0 is no rank, and as a decile no rank is 0.
        empty = CoalesceOperator(empty, FunctionExpression("map_decile", ConstantExpression(filling.empty)))
    return CaseExpression(told, value).otherwise(empty)


def left_out_of(entry: Entry) -> duckdb.Expression:
    """``left_out``: why a row of theirs is no row of the contract: it says nothing, or none of the words that the
    mapping keeps."""
    reasons = []
    if entry.wanted:
        nothing = reduce(lambda left, right: left & right, (ColumnExpression(name).isnull() for name in entry.wanted))
        reasons.append(CaseExpression(nothing, ConstantExpression(BLANK)))
    reasons += _foot(entry)
    for name, words in entry.only:
        word = FunctionExpression("lower", FunctionExpression("map_text", ColumnExpression(name)))
        is_one = FunctionExpression("coalesce_false", word.isin(*map(ConstantExpression, words)))
        reasons.append(CaseExpression(~is_one, ConstantExpression(f"{name} is not one of the words kept")))
    return CoalesceOperator(*reasons, NOTHING).alias("left_out")


def _foot(entry: Entry) -> list[duckdb.Expression]:
    """That a row stands above, in or below the table: its identifier is a label such as JUMLAH or TOTAL, or all that
    would name a family is empty. Not told where the identifier alone would name one: an empty one is then a fault."""
    naming = {filling.column: filling.sources for filling in entry.fillings if filling.column in NAMING}
    if not naming.get("family_id"):
        return []
    family = ColumnExpression(naming["family_id"][0])
    is_foot = FunctionExpression("coalesce_false", FunctionExpression("map_is_total", family))
    others = [source for column, sources in naming.items() if column != "family_id" for source in sources]
    if others:
        is_foot |= reduce(
            lambda left, right: left & right, (ColumnExpression(name).isnull() for name in others), family.isnull()
        )
    return [CaseExpression(is_foot, ConstantExpression(FOOT))]


def _aside(entry: Entry, slots: tuple[Slot, ...], hashed: bool) -> duckdb.Expression:
    """Why a row is set aside: the first of its columns that cannot be read, or that must not be let in."""
    reasons = []
    for slot in slots:
        column, filling = ColumnExpression(slot.alias), slot.filling
        rule = "is not in its words" if filling.words else f"cannot be read as {NAMED[filling.reading].rule}"
        told = ColumnExpression(f"told_{slot.alias}")
        reasons.append(_when(told & column.isnull(), f"{slot.filling.column}: {rule}"))
        if _must_be_harmless(slot, hashed):
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


def _must_be_harmless(slot: Slot, hashed: bool) -> bool:
    """Whether a value is kept as text, so that no NIK or KK number may be in it."""
    return NAMED[slot.filling.reading].gives == TEXT and not (hashed and slot.alias == "family_id")


def _finished(entry: Entry, slots: tuple[Slot, ...], quarter: Quarter, hashed: bool) -> list[duckdb.Expression]:
    """The columns that go on: those of the contract, the quarter, and the aid of all programmes in one list; what looks
    like a NIK or KK number does not even go on to be set aside."""
    within = OF_AID if entry.aid else ()
    own = [slot for slot in slots if not slot.alias.startswith("aid_") and slot.alias not in within]
    columns = []
    for slot in own:
        column = ColumnExpression(slot.alias)
        if _must_be_harmless(slot, hashed):
            test = FunctionExpression("map_sixteen", column)
            column = CaseExpression(test, NOTHING).otherwise(column).alias(slot.alias)
        columns.append(column)
    if "quarter" not in {slot.alias for slot in own} and any(
        column.name == "quarter" for column in entry.contract.columns
    ):
        columns.append(ConstantExpression(str(quarter)).alias("quarter"))
    return [*columns, _aids(entry, slots).alias("aids")] if entry.aid else columns


def _aids(entry: Entry, slots: tuple[Slot, ...]) -> duckdb.Expression:
    aliases = {slot.alias for slot in slots}
    structs = []
    for number, aid in enumerate(entry.aid):
        parts = [_part(aliases, number, name) for name in ("on", "rupiah", "first_quarter", "persons_covered")]
        parts = [ConstantExpression(aid.programme), *parts, ConstantExpression(aid.per_member)]
        structs.append(FunctionExpression("map_aid", *parts))
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
    """Why a row is left out, that it is of another quarter or says no day of payment among it."""
    reasons = [ColumnExpression("left_out")]
    if any(filling.column == "quarter" for filling in entry.fillings):
        reasons.append(_when(ColumnExpression("quarter") != ConstantExpression(str(quarter)), OTHER_QUARTER))
    if any(filling.column == "paid_on" and filling.empty is None for filling in entry.details):
        reasons.append(_when(~ColumnExpression("told_paid_on"), WITHOUT_DAY))
    return CoalesceOperator(*reasons, NOTHING).alias("left_out")
