"""Looks for identifiers and other data of persons by the shape of values, in columns whatever their name.

Every value is looked at, in the columns that are read and in those that are not. Messages never show a value.
"""

from __future__ import annotations

import duckdb

from data import contract
from data.privacy import personal_columns
from data.source import Source
from data.staging import Fault
from data.statements import run_folder, statement

NAMED = "no_column_is_personal_by_name"
SHAPED = "no_column_is_personal_by_shape"
PERSONAL = frozenset({NAMED, SHAPED})
# Sixteen digits are chance where most values are wider hashes: one 63-bit number in a thousand has sixteen digits.
HASHES_PER_CHANCE = 100
# Codes can look like one telephone; a column of them is one when most values do.
MOST = 0.5
SHAPES = {"mail_addresses": "mail addresses", "telephones": "telephone numbers", "birth_dates": "birth dates"}


def personal_faults(connection: duckdb.DuckDBPyConnection, source: Source, hashed: bool) -> list[Fault]:
    """The columns of one table's files that are of persons, by name or by shape, each as a fault.

    With ``hashed``, clear identifiers are allowed where they are turned into keyed hashes: in family_id.
    """
    table = source.table.name
    named = personal_columns({name: source.types[name] for name in source.unknown_columns})
    faults = [
        Fault(table, NAMED, f"{table}: column {name!r} is of persons by its name; take it out of the file")
        for name in named
    ]
    run_folder(connection, "privacy/macros")
    for name in _open_columns(source, hashed):
        if name not in named:
            reason = _shape(connection, source, name)
            faults += [Fault(table, SHAPED, f"{table}: column {name!r} {reason}")] if reason else []
    return faults


def _open_columns(source: Source, hashed: bool) -> list[str]:
    """Columns whose values no claim holds to a list, a range or a code, and those that the contract does not know."""
    known = [
        column.name
        for column in source.table.columns
        if column.name in source.usable_columns
        and column.type in ("VARCHAR", "IDENTIFIER", "BIGINT")
        and column.unit != "quarter"
        and isinstance(column.allowed, str)
        and column.allowed != contract.KNOWN_REGION
    ]
    return [name for name in (*known, *source.unknown_columns) if not (hashed and name == "family_id")]


def _shape(connection: duckdb.DuckDBPyConnection, source: Source, name: str) -> str | None:
    unknown = name in source.unknown_columns
    rows = source.relation if unknown else connection.view(f"given_{source.table.name}")
    rows.select(duckdb.ColumnExpression(name).alias("value")).create_view("column_in_question", replace=True)
    sixteen, wider = connection.execute(statement("privacy/identifiers")).fetchall()[0]
    if sixteen and wider < HASHES_PER_CHANCE * sixteen:
        return (
            f"holds identifiers of sixteen digits ({sixteen:,} values); hash them with --pseudonymise, or take it out"
        )
    if not unknown:
        return None
    given, *counts = connection.execute(statement("privacy/shapes")).fetchall()[0]
    found = [label for label, count in zip(SHAPES.values(), counts, strict=True) if count > MOST * given]
    return f"holds {found[0]}; take it out of the file" if found else None
