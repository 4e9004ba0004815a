"""The named transformations of a mapping: what each reads, and which columns of the contract it may fill."""

from __future__ import annotations

from dataclasses import dataclass

from data.contract.columns import Column
from data.inbox.kinds import IDENTIFIERS

TEXT, NUMBER, DECIMAL, TRUTH, DAY, QUARTER, CODE, LEVEL = (
    *("text", "number", "decimal", "truth", "day", "quarter", "code", "level"),
)


@dataclass(frozen=True)
class Transformation:
    """A way to read a cell; its macro is ``map_<name>``. ``gives`` is the kind of value, ``rule`` what it reads."""

    name: str
    gives: str
    rule: str


ALL = (
    Transformation("text", TEXT, "any text"),
    Transformation("identifier", TEXT, "a number or text that names one family, visit or proposal"),
    Transformation("number", NUMBER, "a whole number"),
    Transformation("decimal", DECIMAL, "a number with a comma or a point"),
    Transformation("rupiah", NUMBER, "rupiah: 600000, 600.000, Rp600.000,00"),
    Transformation("decile", NUMBER, "a decile: 4, Desil 4, D4, belum diperingkat"),
    Transformation("percentile", NUMBER, "a percentile rank above 0 and up to 100; 1 to 10 become decile 1"),
    Transformation("yes_no", TRUTH, "ya or tidak, y or t, 1 or 0, ada"),
    Transformation("one_two", TRUTH, "1 for yes, 2 for no"),
    Transformation("day", DAY, "a day: 31/01/2026, 31 Januari 2026, 2026-01-31"),
    Transformation("quarter", QUARTER, "a quarter, month or day: 2026Q1, TW I 2026, Januari 2026, 31/01/2026"),
    Transformation("code", CODE, "a region code; the check finds whose list it is of"),
    Transformation("kemendagri", CODE, "a code of Kemendagri's list, with or without dots"),
    Transformation("bps", CODE, "a code of BPS' list, of a kabupaten, kecamatan or village; its kabupaten is kept"),
    Transformation("age", NUMBER, "an age in years, or a day of birth, of which only the age is kept"),
    Transformation("sex", LEVEL, "L or P, laki-laki or perempuan, 1 or 2"),
    Transformation("schooling", LEVEL, "the school that a member attends: SD, SMP, SMA, tidak sekolah"),
    Transformation("severe", TRUTH, "berat, ringan, or ya and tidak"),
)
NAMED = {transformation.name: transformation for transformation in ALL}
#: By column the transformations that may fill it, the usual one first.
Readings = dict[str, tuple[str, ...]]
#: What a member of a family is told by.
MEMBER: Readings = {
    "age": ("age",),
    "sex": ("sex",),
    "schooling": ("schooling",),
    "disability": ("severe", "yes_no", "one_two"),
    "pregnancy": ("yes_no", "one_two"),
}
SPELL: Readings = {"start": ("day",), "end": ("day",)}
PAID_ON: Readings = {"paid_on": ("day", "quarter")}
ON_AID: Readings = {"on": ("yes_no", "one_two")}


def usual(column: Column) -> tuple[str, ...]:
    """The transformations that may fill a column of the contract, the usual one first."""
    if column.name in ("kecamatan_code", "kabupaten_code"):
        return ("code", "kemendagri", "bps")
    if column.name in IDENTIFIERS:
        return ("identifier", "text")
    if column.unit.startswith("decile"):
        return ("decile", "percentile", "number")
    if column.unit == "quarter":
        return ("quarter",)
    if column.unit == "rupiah":
        return ("rupiah", "number")
    by_type = {
        "TINYINT": ("number", "yes_no", "one_two"),
        "INTEGER": ("number",),
        "BIGINT": ("number", "rupiah"),
        "DOUBLE": ("decimal",),
        "BOOLEAN": ("yes_no", "one_two"),
        "DATE": ("day",),
    }
    return by_type.get(column.type, ("text",))
