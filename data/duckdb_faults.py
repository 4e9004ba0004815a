"""What DuckDB's faults mean to the rooms of data: which speak of a file or a disk, and their first line."""

from __future__ import annotations

import duckdb

_UNREADABLE = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)


def is_unreadable(fault: duckdb.Error) -> bool:
    """Whether DuckDB speaks of a damaged file or a failing disk; all else is a fault of the program.

    A wrong checksum has no type of its own.
    """
    return isinstance(fault, _UNREADABLE) or type(fault) is duckdb.Error


def first_line(fault: Exception) -> str:
    """DuckDB's message without its kind, place in the SQL and hints, cut to one line."""
    text = str(fault).strip().splitlines()[0] if str(fault).strip() else type(fault).__name__
    return text.split("Error: ", 1)[-1][:200]
