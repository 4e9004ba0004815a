"""What a sample of values shows: how many of a column's values a transformation can read. No value leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from data.mapping.entries import Filling
from data.mapping.known import is_of_status
from data.mapping.projection import Slot, said, values_of

ROWS = 2_000
MOST_WORDS = 12
OLDEST_PUPIL = 24
PUPILS = ("sd", "smp", "sma")
#: Words of a whole column by their rows, the most frequent first; None is an empty cell.
Counted = tuple[tuple[str | None, int], ...]


@dataclass(frozen=True)
class TheirSample:
    """The first rows of theirs, in memory, cells as they are said, with the types of their columns. ``throughout``
    reads one column of all rows, where a word of a few rows decides."""

    rows: duckdb.DuckDBPyRelation
    types: dict[str, str]
    throughout: Callable[[str], Counted]

    @property
    def names(self) -> list[str]:
        return list(self.types)

    def read_share(self, filling: Filling) -> float:
        """The share (0–1) of the values that are told which the filling reads; 0 when nothing is told."""
        values = values_of(self.rows, (Slot("value", "", filling),))
        counts = values.aggregate(
            [
                FunctionExpression("count_if", ColumnExpression("told_value")),
                FunctionExpression("count", ColumnExpression("value")),
            ]
        ).fetchall()
        told, read = counts[0]
        return read / told if told else 0.0

    def median_of(self, filling: Filling) -> float:
        """The median of the amounts above 0 that the filling reads; 0 when there is none."""
        values = values_of(self.rows, (Slot("value", "", filling),))
        some = values.filter(ColumnExpression("value") > ConstantExpression(0))
        return float(some.aggregate([FunctionExpression("median", ColumnExpression("value"))]).fetchall()[0][0] or 0)

    def adults_at_school(self, schooling: Filling, age: Filling) -> float:
        """The share (0–1) of the members of 25 and over whose school is told that would be pupils."""
        values = values_of(self.rows, (Slot("school", "VARCHAR", schooling), Slot("age", "INTEGER", age)))
        adults = values.filter(ColumnExpression("age") >= ConstantExpression(OLDEST_PUPIL + 1))
        is_pupil = ColumnExpression("school").isin(*map(ConstantExpression, PUPILS))
        counts = [
            FunctionExpression("count_if", is_pupil),
            FunctionExpression("count_if", ColumnExpression("told_school")),
        ]
        pupils, told = adults.aggregate(counts).fetchall()[0]
        return pupils / told if told else 0.0

    def range_of(self, name: str) -> tuple[float, float]:
        """The lowest and the highest number of a column; 0 when it has none."""
        number = FunctionExpression("as_decimal", ColumnExpression(name).cast("VARCHAR"))
        ends = [FunctionExpression(end, number) for end in ("min", "max")]
        lowest, highest = self.rows.aggregate(ends).fetchall()[0]
        return float(lowest or 0), float(highest or 0)

    def empty_share(self, name: str, family: str) -> float:
        """The share (0–1) of the rows of a family in which a column says nothing."""
        named = self.rows.filter(ColumnExpression(family).isnotnull())
        counts = [FunctionExpression("count", ColumnExpression(one)) for one in (family, name)]
        families, told = named.aggregate(counts).fetchall()[0]
        return 1 - told / families if families else 0.0

    def is_told_in_part(self, name: str, family: str) -> bool:
        """Whether a column says something on some rows of a family and nothing on others."""
        rows = [FunctionExpression("count", ColumnExpression(one)).alias(one) for one in (family, name)]
        counts = self.rows.filter(ColumnExpression(family).isnotnull()).aggregate(rows, family)
        told, all_rows = ColumnExpression(name), ColumnExpression(family)
        in_part = (told > ConstantExpression(0)) & (told < all_rows)
        return bool(counts.filter(in_part).limit(1).fetchall())

    def words(self, name: str) -> tuple[str, ...]:
        """The different values of a column in small letters, when they are few; empty otherwise."""
        word = FunctionExpression("lower", FunctionExpression("map_text", ColumnExpression(name)))
        found = self.rows.select(word.alias("word")).distinct().limit(MOST_WORDS + 1).fetchall()
        return tuple(sorted(word for (word,) in found if word)) if len(found) <= MOST_WORDS else ()

    def share_of_words(self, name: str, words: Iterable[str]) -> float:
        """The share (0–1) of the values that are told which are one of the words, in small letters."""
        word = FunctionExpression("lower", FunctionExpression("map_text", ColumnExpression(name)))
        is_one = word.isin(*map(ConstantExpression, words))
        counts = [FunctionExpression("count_if", is_one), FunctionExpression("count", word)]
        known, told = self.rows.aggregate(counts).fetchall()[0]
        return known / told if told else 0.0

    @property
    def first(self) -> tuple[str, ...]:
        """The cells of the first row that say something."""
        rows = self.rows.limit(1).fetchall()
        return tuple(str(cell) for cell in rows[0] if cell is not None) if rows else ()

    def is_unique(self, name: str) -> bool:
        """Whether no value of a column comes twice."""
        told = self.rows.select(ColumnExpression(name)).filter(ColumnExpression(name).isnotnull())
        count = told.aggregate("count(*)").fetchall()[0][0]
        return bool(count == told.distinct().aggregate("count(*)").fetchall()[0][0])

    def has_sixteen_digits(self, name: str) -> bool:
        """Whether a value looks like a NIK or KK number."""
        test = FunctionExpression("map_sixteen", ColumnExpression(name).cast("VARCHAR"))
        return bool(self.rows.filter(test).limit(1).fetchall())


def counted(rows: duckdb.DuckDBPyRelation, name: str) -> Counted:
    """The words of a column in small letters, of all rows."""
    text = FunctionExpression("map_text", ColumnExpression("word"))
    words = said(rows.select(ColumnExpression(name).alias("word"))).select(
        FunctionExpression("lower", text).alias("word")
    )
    return tuple(words.aggregate("word, count(*) as rows", "word").order("rows desc, word").fetchall())


def told_words(words: Counted) -> str:
    """Words with their rows, as they may be told: the usual ones; others, which may be remarks on a person, and empty
    cells are counted."""
    said_so = [(word, rows) for word, rows in words if word is not None]
    shown = [(word, rows) for word, rows in said_so if is_of_status(word)][:MOST_WORDS]
    others = [rows for word, rows in said_so if (word, rows) not in shown]
    parts = [f"{word} ({rows:,})" for word, rows in shown]
    parts += [f"{len(others):,} other word{'s' if len(others) > 1 else ''} ({sum(others):,})"] if others else []
    return ", ".join(parts + [f"empty ({rows:,})" for word, rows in words if word is None])


def sample_of(
    connection: duckdb.DuckDBPyConnection,
    rows: duckdb.DuckDBPyRelation,
    names: Sequence[str],
    throughout: Callable[[str], Counted],
) -> TheirSample:
    """Keep the first rows in memory; ``names`` are the plain ones of the columns, in order."""
    chosen = rows.limit(ROWS).select(
        *(ColumnExpression(name).alias(plain) for name, plain in zip(rows.columns, names, strict=True))
    )
    connection.execute("drop table if exists their_sample")
    said(chosen).create("their_sample")
    kept = connection.table("their_sample")
    types = {name: str(kind) for name, kind in zip(kept.columns, kept.types, strict=True)}
    return TheirSample(kept, types, throughout)
