"""Looks for identifiers and other data of persons by the shape of values, in columns whatever their name.

Every value is looked at, in the columns that are read and in those that are not. Messages never show a value.
"""

from __future__ import annotations

import duckdb

from data.contract.values import KNOWN_REGION
from data.inbox.fault import Fault
from data.inbox.files import Source
from data.inbox.kinds import GREAT, is_number
from data.inbox.personal_names import given_names, personal_columns
from data.statements import run_folder, statement

NAMED = "no_column_is_personal_by_name"
SHAPED = "no_column_is_personal_by_shape"
PERSONAL = frozenset({NAMED, SHAPED})
# Sixteen digits are chance where most values are wider hashes: one 63-bit number in a thousand has sixteen digits.
HASHES_PER_CHANCE = 100
# A text identifier of a great table is looked at in its first rows: a column holds names, or it does not.
FIRST_ROWS = 100_000
#: The share of a column's values above which it holds this. A code can look like a telephone or a date, a village like
#: a person: those must be many. A mail address or a street is none by chance.
SHAPES = {
    "mail addresses": 0.0,
    "telephone numbers": 0.5,
    "whole telephone numbers": 0.5,
    "birth dates": 0.5,
    "addresses": 0.0,
    "names": 0.2,
}
LENIENT, STRICT = "telephone numbers", "whole telephone numbers"


def personal_faults(connection: duckdb.DuckDBPyConnection, source: Source, hashed: bool) -> list[Fault]:
    """The columns of one table's files that are of persons, by name or by shape, each as a fault; after ``make_ready``.

    With ``hashed``, clear identifiers are allowed where they are turned into keyed hashes: in family_id.
    """
    table = source.table.name
    named = personal_columns({name: source.types[name] for name in source.unknown_columns})
    faults = [
        Fault(table, NAMED, f"{table}: column {name[:60]!r} is of persons by its name; take it out of the file")
        for name in named
    ]
    given = connection.view(f"given_{table}")
    hidden = {"family_id"} if hashed else set()
    known = [name for name in _open_columns(source) if name in given.columns and name not in hidden]
    unknown = [name for name in source.unknown_columns if name not in named]
    texts = _texts(given, known)
    # All values of a text are looked at here, but for those of great tables, whose shapes are those of the first rows.
    others = [name for name in known if name not in texts or source.table.name in GREAT]
    reasons = _shapes_of_known(connection, source, given, texts) | _identifiers(given, others)
    reasons |= _shapes_of_unknown(connection, source, unknown)
    return faults + [
        Fault(table, SHAPED, f"{table}: column {name[:60]!r} {reason}") for name, reason in sorted(reasons.items())
    ]


def make_ready(connection: duckdb.DuckDBPyConnection) -> None:
    """What ``personal_faults`` needs in the current schema of a connection, whatever the number of tables."""
    connection.execute("set variable given_names = $names", {"names": given_names()})
    run_folder(connection, "check/privacy/macros")


def _open_columns(source: Source) -> list[str]:
    """The contract's columns whose values no claim holds to a list, a range or a code."""
    return [
        column.name
        for column in source.table.columns
        if column.name in source.usable_columns
        and column.type in ("VARCHAR", "IDENTIFIER", "BIGINT")
        and column.unit != "quarter"
        and isinstance(column.allowed, str)
        and column.allowed != KNOWN_REGION
    ]


def _identifiers(rows: duckdb.DuckDBPyRelation, columns: list[str]) -> dict[str, str]:
    """What is wrong with columns of the contract, all in one reading; each in its own type, as a column of numbers is
    judged without making text."""
    if not columns:
        return {}
    tests = [
        duckdb.FunctionExpression("count_if", duckdb.FunctionExpression(test, duckdb.ColumnExpression(name)))
        for name in columns
        for test in ("has_sixteen_digits", "is_wider_hash")
    ]
    counts = [count or 0 for count in rows.aggregate(tests).fetchall()[0]]
    pairs = zip(columns, counts[::2], counts[1::2], strict=True)
    reasons = {name: _sixteen_digits(sixteen, wider) for name, sixteen, wider in pairs}
    return {name: reason for name, reason in reasons.items() if reason}


def _texts(rows: duckdb.DuckDBPyRelation, columns: list[str]) -> list[str]:
    """Those of the columns that are text."""
    kinds = dict(zip(rows.columns, map(str, rows.types), strict=True))
    return [name for name in columns if kinds[name] == "VARCHAR"]


def _shapes_of_known(
    connection: duckdb.DuckDBPyConnection, source: Source, rows: duckdb.DuckDBPyRelation, texts: list[str]
) -> dict[str, str]:
    """What is wrong with texts of the contract: names, addresses, birth dates, telephones, mail addresses."""
    if not texts:
        return {}
    looked_at = rows.select(*map(duckdb.ColumnExpression, texts))
    if source.table.name in GREAT:
        looked_at = looked_at.limit(FIRST_ROWS)
    return _reasons(connection, looked_at, without=LENIENT)


def _shapes_of_unknown(connection: duckdb.DuckDBPyConnection, source: Source, columns: list[str]) -> dict[str, str]:
    """What is wrong with columns that the contract does not know; numbers together, and the others as text."""
    found: dict[str, str] = {}
    numbers = [name for name in columns if is_number(source.types[name])]
    for kind, names in (("DOUBLE", numbers), ("VARCHAR", [name for name in columns if name not in numbers])):
        if names:
            values = [duckdb.ColumnExpression(name).cast(kind).alias(name) for name in names]
            found |= _reasons(connection, source.relation.select(*values), without=STRICT)
    if source.is_csv and columns:
        connection.execute(statement("inbox/forget_rejects"))  # the lines were noted when the file was first read
    return found


def _reasons(connection: duckdb.DuckDBPyConnection, rows: duckdb.DuckDBPyRelation, without: str) -> dict[str, str]:
    rows.create_view("columns_in_question", replace=True)
    found: dict[str, str] = {}
    for name, sixteen, wider, given, *counts in connection.execute(statement("check/privacy/shapes")).fetchall():
        seen = {label: count for label, count in zip(SHAPES, counts, strict=True) if label != without}
        reason = _sixteen_digits(sixteen, wider) or _other(given, seen)
        found |= {name: reason} if reason else {}
    return found


def _sixteen_digits(sixteen: int, wider: int) -> str | None:
    if sixteen == 0 or wider >= HASHES_PER_CHANCE * sixteen:
        return None
    return f"holds identifiers of sixteen digits ({sixteen:,} values); hash them with --pseudonymise, or take it out"


def _other(given: int, seen: dict[str, int]) -> str | None:
    held = [label for label, count in seen.items() if count > SHAPES[label] * given]
    return f"holds {held[0].removeprefix('whole ')}; take it out of the file" if held else None
