"""Rows of theirs, opened: a relation that is read once, and the names of its columns."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pyarrow as pa

from data.inbox.csv_header import plain_name
from data.inbox.personal_text import shown_name
from terms import InputError

BATCH = 50_000
#: Signs that a delimiter may be, where the whole header is one name.
SIGNS = (";", ",", "|", "\t", ":", "~", "#")
#: How good a row of cells is as a header row; the best of the first rows is taken.
Score = Callable[[Sequence[str]], float]
#: Whole numbers in cells of a workbook keep fifteen digits; beyond, the last are lost.
EXACT = 1e15


@dataclass(frozen=True)
class TheirRows:
    """Rows of one file, sheet or table. ``names`` are their columns by the plain name (small letters, ``_`` for
    blanks), ``twice`` the plain names that come more than once, ``can_reject`` whether DuckDB notes lines that are no
    rows, ``skipped`` how many others passed over, told once the rows are read."""

    label: str
    relation: duckdb.DuckDBPyRelation
    names: dict[str, str]
    twice: frozenset[str] = frozenset()
    can_reject: bool = False
    skipped: Callable[[], int] = lambda: 0

    def wanted(self, plain: Iterable[str]) -> duckdb.DuckDBPyRelation:
        """The wanted columns by their plain names; InputError when one is not there, or there twice."""
        wanted = tuple(plain)
        missing = [name for name in wanted if name not in self.names]
        if missing:
            held = ", ".join(shown_name(name) for name in self.names)
            hint = self._delimiter_hint()
            raise InputError(f"{self.label} has no column {', '.join(map(shown_name, missing))}; it has {held}{hint}")
        double = [name for name in wanted if name in self.twice]
        if double:
            raise InputError(f"{self.label} has the column {shown_name(double[0])} more than once; rename one of them")
        return self.relation.select(*(duckdb.ColumnExpression(self.names[name]).alias(name) for name in wanted))

    def _delimiter_hint(self) -> str:
        """What to say when all columns seem to be one."""
        name = next(iter(self.names), "")
        sign = next((sign for sign in SIGNS if sign in name), None) if len(self.names) == 1 else None
        return f", one column: if it is several, say delimiter = {json.dumps(sign)}" if sign else ""


def named(cells: Sequence[str]) -> tuple[dict[str, str], frozenset[str]]:
    """Columns by plain name with a name that is theirs alone, in order, and the plain names that come twice."""
    plain = [plain_name(cell) for cell in cells]
    twice = frozenset(name for name, count in Counter(plain).items() if count > 1 and name)
    names: dict[str, str] = {}
    for place, name in enumerate(plain, start=1):
        own = name if name and name not in names else f"{name or 'column'}_{place}"
        names[own] = own
    return names, twice


def best_header(rows: Sequence[Sequence[str]], score: Score) -> int:
    """The place of the best header row among the first rows, from 0; the first of equals."""
    scores = [score([plain_name(cell) for cell in row]) for row in rows]
    return max(range(len(scores)), key=lambda place: (scores[place], -place))


def text(value: object) -> str | None:
    """A cell as text: whole numbers without a fraction, days as 2026-01-31. Numbers that lost digits say so (e+15)."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value)) if abs(value) < EXACT else f"{value:.14e}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def streamed(
    connection: duckdb.DuckDBPyConnection, names: Sequence[str], rows: Iterable[Sequence[object]]
) -> duckdb.DuckDBPyRelation:
    """Rows of Python values as a relation of text, handed over a batch at a time; it can be read once."""
    schema = pa.schema([(name, pa.string()) for name in names])
    return connection.from_arrow(pa.RecordBatchReader.from_batches(schema, _batches(schema, rows)))


def _batches(schema: pa.Schema, rows: Iterable[Sequence[object]]) -> Iterable[pa.RecordBatch]:
    held: list[Sequence[object]] = []
    for row in rows:
        held.append(row)
        if len(held) == BATCH:
            yield _batch(schema, held)
            held = []
    if held:
        yield _batch(schema, held)


def _batch(schema: pa.Schema, rows: list[Sequence[object]]) -> pa.RecordBatch:
    columns = [[text(row[place]) if place < len(row) else None for row in rows] for place in range(len(schema))]
    return pa.record_batch([pa.array(column, pa.string()) for column in columns], schema=schema)
