"""The types that a column of a file may have for each type of the contract, and which columns are identifiers."""

from __future__ import annotations

from data.contract import columns

WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
WIDE = {"UBIGINT", "HUGEINT"}
BROKEN = {"DOUBLE", "DECIMAL"}
NUMBERS = WHOLE | WIDE | BROKEN | {"FLOAT", "VARCHAR"}
#: The type of a Parquet column without a value, as data frames write it.
NOTHING = '"NULL"'
#: Identifiers and labels: whole numbers and text alike, in one form (see the macro ``canonical``).
IDENTIFIERS = {"family_id", "sample_id", "recheck_of", "update_id", "stratum", "psu"}
#: Tables that can have a hundred million rows in a quarter.
GREAT = {"families", "payments"}
#: Other Parquet tables of more rows (a nation's proposals: 14 million) are not rewritten either, unless they must be.
MANY_ROWS = 100_000
READABLE = {
    "VARCHAR": WHOLE | {"VARCHAR"},
    "IDENTIFIER": WHOLE | WIDE | BROKEN | {"VARCHAR"},
    "TINYINT": NUMBERS,
    "INTEGER": NUMBERS,
    "BIGINT": NUMBERS,
    "DOUBLE": NUMBERS,
    "BOOLEAN": WHOLE | {"BOOLEAN", "VARCHAR"},
    "DATE": {"DATE", "TIMESTAMP", "TIMESTAMP_NS", "VARCHAR"},
}
PLAIN = {
    "VARCHAR": {"VARCHAR"},
    "IDENTIFIER": WHOLE | WIDE | {"VARCHAR"},
    "TINYINT": WHOLE,
    "INTEGER": WHOLE,
    "BIGINT": WHOLE,
    "DOUBLE": WHOLE | {"FLOAT", "DOUBLE"},
    "BOOLEAN": {"BOOLEAN"},
    "DATE": {"DATE"},
}


def readable(column: columns.Column) -> set[str]:
    """The types that a column of the contract can be read from."""
    return READABLE["IDENTIFIER" if column.name in IDENTIFIERS else column.type]


def plain(column: columns.Column) -> set[str]:
    """The types of a column of the contract that are read as they are."""
    return PLAIN["IDENTIFIER" if column.name in IDENTIFIERS else column.type]


def kind_family(kind: str) -> str:
    """The type without its width: DECIMAL(5,2) is DECIMAL."""
    return kind.split("(")[0]


def is_number(kind: str) -> bool:
    """Whether a DuckDB type is one of numbers."""
    return kind_family(kind) in NUMBERS - {"VARCHAR"}


def is_whole(kind: str) -> bool:
    """Whether a DuckDB type is one of whole numbers."""
    return kind_family(kind) in WHOLE | WIDE
