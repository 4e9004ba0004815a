"""What judging one claim found, before it is told: counts and first rows of the shards of a register add up."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

import duckdb

from data.check.claims import Claim
from data.check.findings import FIRST_ROWS, Finding, masked
from data.check.unread import SUFFIX, Unread
from data.contract import input_tables
from terms import Quarter

Row = tuple[object, ...]


@dataclass(frozen=True)
class Judged:
    """One claim: how many rows break it, the first of these in the order of their values, and, of a claim about values
    that can be read, the columns with those that cannot."""

    claim: Claim
    count: int
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    unread: tuple[Unread, ...] = ()

    def with_other(self, other: Judged, most: int) -> Judged:
        """Both parts of a register together, with at most so many rows."""
        rows = sorted((*self.rows, *other.rows), key=_order)[:most]
        unread = _together((*self.unread, *other.unread))
        return Judged(self.claim, self.count + other.count, self.columns or other.columns, tuple(rows), unread)

    @property
    def texts(self) -> tuple[str, ...]:
        """The rows as JSON text, without what looks like an identifier of sixteen digits."""
        return tuple(as_json(self.columns, row) for row in self.rows)

    def finding(self, quarter: Quarter, shows: bool) -> Finding:
        """The finding about the claim; ``shows``: values may be shown."""
        meaning = self.claim.meaning
        if self.count and self.claim.name.endswith(SUFFIX):
            meaning += ": " + "; ".join(column.sentence(shows) for column in self.unread)
        rows = replace(self, rows=self.rows[:FIRST_ROWS]).texts
        claim = self.claim
        return Finding(str(quarter), claim.table, claim.name, claim.severity, masked(meaning), self.count, rows)


def added(parts: Iterable[Iterable[Judged]], most: int) -> list[Judged]:
    """Each claim of the parts once."""
    found: dict[str, Judged] = {}
    for judged in (judged for part in parts for judged in part):
        known = found.get(judged.claim.name)
        found[judged.claim.name] = judged if known is None else known.with_other(judged, most)
    return list(found.values())


def first_rows(broken: duckdb.DuckDBPyRelation, most: int) -> tuple[Row, ...]:
    """The first rows in the order of their values: the same whatever the order in which they are read."""
    return tuple(broken.sort(*map(duckdb.ColumnExpression, broken.columns)).limit(most).fetchall())


def as_json(columns: Iterable[str], row: Row) -> str:
    """One row as JSON text, without what looks like an identifier of sixteen digits."""
    shown = {name: _shown(value) for name, value in zip(columns, row, strict=True)}
    return json.dumps(shown, default=str, ensure_ascii=False)


def _order(row: Row) -> tuple[tuple[bool, object], ...]:
    """As DuckDB orders them: what is missing comes last."""
    return tuple((value is None, 0 if value is None else value) for value in row)


def _together(unread: tuple[Unread, ...]) -> tuple[Unread, ...]:
    """Each column once, in the order of the contract, with the first value of all."""
    found: dict[str, Unread] = {}
    for entry in unread:
        known = found.get(entry.column.name)
        if known is not None:
            entry = replace(entry, count=known.count + entry.count, first=min(known.first, entry.first))
        found[entry.column.name] = entry
    return tuple(sorted(found.values(), key=lambda entry: input_tables.table(entry.table).columns.index(entry.column)))


def _shown(value: object) -> object:
    if isinstance(value, str | int) and masked(str(value)) != str(value):
        return masked(str(value))
    return value
