"""Opens the files of one table as a DuckDB relation, and names what is wrong with a file before a row is read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.contract.columns import Table
from data.duckdb_faults import first_line
from data.inbox.csv_header import plain_name
from data.inbox.csv_lines import total_line
from data.inbox.csv_source import csv_headers, csv_rows
from data.inbox.folders import TableFiles
from data.inbox.kinds import NOTHING, kind_family, plain, readable
from data.statements import statement
from terms import InputError


@dataclass(frozen=True)
class Source:
    """One table's files, opened: the relation of all their rows, and its column names with DuckDB's types.

    ``empty_columns`` have no value and a type that says nothing (an empty column of a data frame): they are taken as
    not given. ``faults`` are sentences about lines that must go before the table can be built.
    """

    table: Table
    relation: duckdb.DuckDBPyRelation
    types: dict[str, str]
    files: tuple[Path, ...]
    is_csv: bool
    empty_columns: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        known = {column.name for column in self.table.columns}
        return tuple(name for name in self.types if name not in known)

    @property
    def missing_columns(self) -> tuple[str, ...]:
        return tuple(name for name in self.table.required_columns if name not in self.types)

    @property
    def usable_columns(self) -> tuple[str, ...]:
        without = self.wrong_types.keys() | self.empty_columns
        return tuple(
            column.name for column in self.table.columns if column.name in self.types and column.name not in without
        )

    @property
    def is_plain(self) -> bool:
        """Whether every column already has the type that the contract asks for, or is a whole number that becomes text,
        so that reading it costs next to nothing."""
        return not self.is_csv and all(
            kind_family(self.types[name]) in plain(self.table.column(name)) for name in self.usable_columns
        )

    @property
    def wrong_types(self) -> dict[str, str]:
        """Columns whose type cannot hold what the contract asks, with the type that came."""
        return {
            column.name: self.types[column.name]
            for column in self.table.columns
            if column.name in self.types.keys() - self.empty_columns
            and kind_family(self.types[column.name]) not in readable(column)
        }


def open_source(connection: duckdb.DuckDBPyConnection, given: TableFiles) -> Source:
    """Open one table's files, on a connection that has the macros of staging. Raises InputError when one of them is
    not what its name says."""
    if given.is_csv:
        headers = csv_headers(given)
        relation = csv_rows(connection, headers)
        faults = [sentence for path, header in headers.items() if (sentence := total_line(path, header))]
    else:
        relation, faults = _parquet(connection, given), []
    types = {name: str(kind) for name, kind in zip(relation.columns, relation.types, strict=True)}
    empty = _empty_columns(given.table, relation, types)
    return Source(given.table, relation, types, given.files, given.is_csv, empty, tuple(faults))


def _empty_columns(table: Table, relation: duckdb.DuckDBPyRelation, types: dict[str, str]) -> frozenset[str]:
    """The columns of the contract that have another type only because they have no value."""
    strange = [
        column.name
        for column in table.columns
        if column.name in types and kind_family(types[column.name]) not in readable(column)
    ]
    return frozenset(name for name in strange if types[name] == NOTHING or _has_no_value(relation, name))


def _has_no_value(relation: duckdb.DuckDBPyRelation, name: str) -> bool:
    column = duckdb.ColumnExpression(name)
    try:
        return not relation.filter(column.isnotnull()).select(column).limit(1).fetchall()
    except duckdb.Error:
        return False


def _parquet(connection: duckdb.DuckDBPyConnection, given: TableFiles) -> duckdb.DuckDBPyRelation:
    """All rows, the columns named as the contract writes them."""
    faults, opened = [], []
    for path in given.files:
        try:
            opened.append(connection.read_parquet(str(path)))
            faults += _names_twice(connection, path, opened[-1].columns)
        except duckdb.Error as fault:
            faults.append(f"{path.name} cannot be read as Parquet: {first_line(fault)}")
    if faults:
        raise InputError("; ".join(faults))
    try:
        files = [str(path) for path in given.files]
        relation = opened[0] if len(files) == 1 else connection.read_parquet(files, union_by_name=True)
    except duckdb.Error as fault:
        raise InputError(f"the files of {given.table.name} do not fit together: {first_line(fault)}") from fault
    names = {name: plain_name(name) for name in relation.columns}
    twice = [name[:60] for name, count in Counter(names.values()).items() if count > 1]
    if twice:
        raise InputError(f"{given.table.name}: column names must differ, got {', '.join(twice)} more than once")
    if all(name == plain for name, plain in names.items()):
        return relation
    return relation.select(*(duckdb.ColumnExpression(name).alias(plain) for name, plain in names.items()))


def _names_twice(connection: duckdb.DuckDBPyConnection, path: Path, columns: list[str]) -> list[str]:
    """The names that a Parquet file has more than once; DuckDB tells them apart by a number at their end."""
    read = [plain_name(name) for name in columns]
    numbered = {name.rpartition("_")[0] for name in read if name.rpartition("_")[2].isdecimal()} & set(read)
    if not numbered:
        return []
    found = connection.execute(statement("inbox/parquet_names"), {"file": str(path)}).fetchall()
    counts = Counter(plain_name(name) for (name,) in found)
    twice = [name[:60] for name in sorted(numbered) if counts[name] > 1]
    return [f"{path.name}: column names must differ, got {', '.join(twice)} more than once"] if twice else []
