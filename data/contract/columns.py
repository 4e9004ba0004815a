"""What a column and a table are, and the columns that several tables of the store share.

All counts are weighted. The source of a column is the input table that it is counted from."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from data.contract.values import PROGRAMMES

ARROW = {
    "VARCHAR": pa.string(),
    "BOOLEAN": pa.bool_(),
    "TINYINT": pa.int8(),
    "SMALLINT": pa.int16(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "FLOAT": pa.float32(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
}

COUNT = "at least 0"


@dataclass(frozen=True)
class Column:
    """One column: its DuckDB type (``IDENTIFIER``: text or BIGINT, as given), unit, allowed values and meaning."""

    name: str
    type: str
    unit: str
    allowed: str | tuple[str, ...]
    meaning: str
    source: str
    required: bool = True

    @property
    def is_count(self) -> bool:
        """Whether the column counts what its row holds, so that parts of a table are added up."""
        return self.allowed == COUNT

    @property
    def allowed_text(self) -> str:
        """The allowed values as one phrase, for the dictionary and for messages."""
        return self.allowed if isinstance(self.allowed, str) else ", ".join(self.allowed)


@dataclass(frozen=True)
class Table:
    """One input table: what one row is, its columns in order, the key that comes once, whether a quarter needs it."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    required: bool = False

    @property
    def required_columns(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True)
class BuiltTable:
    """One table of the store: what one row is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]


_FAMILIES = "families"


_PAYMENTS = "payments"


_BUILD = "the build"


_CHECK = "spotcheck"


def _code(name: str, allowed: str | tuple[str, ...], meaning: str, source: str, unit: str = "") -> Column:
    return Column(name, "VARCHAR", unit, allowed, meaning, source)


def _count(name: str, unit: str, meaning: str, source: str, kind: str = "INTEGER") -> Column:
    return Column(name, kind, unit, COUNT, meaning, source)


def _flag(name: str, meaning: str, source: str) -> Column:
    return Column(name, "BOOLEAN", "", "true, false", meaning, source)


def _decile(name: str, allowed: str, meaning: str, source: str = _FAMILIES) -> Column:
    return Column(name, "TINYINT", "decile of persons", allowed, meaning, source)


def _quarter(meaning: str = "quarter of the snapshot", source: str = _FAMILIES) -> Column:
    return _code("quarter", "2026Q1 …", meaning, source, "quarter")


_KABUPATEN = _code("kabupaten_code", "35.15 …", "kabupaten/kota, Kemendagri code", "families, payments")


_PROGRAMME = _code("programme", PROGRAMMES, "programme of aid", _PAYMENTS)


_MANY_FAMILIES = _count("families", "families", "families", "families, payments", "BIGINT")


_MANY_PERSONS = _count("persons", "persons", "members of these families", _FAMILIES, "BIGINT")


_AIDED_PERSONS = _count("persons", "persons", "PBI: members covered; empty for family programmes", _PAYMENTS, "BIGINT")


_ERROR = _code("error", ("inclusion", "exclusion"), "recipients not entitled, or entitled not recipients", _CHECK)


_YARDSTICK = _code("yardstick", ("decile", "verdict"), "entitled by verified decile and components, or officer", _CHECK)
