"""The connection that check and build work on: in memory, within limits, spilling beside the work."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from data.inbox.files import first_line
from terms import InputError


@dataclass(frozen=True)
class Limits:
    """What the check may use: memory as DuckDB writes it (``4GB``; beyond it, disk), and threads."""

    memory: str = "4GB"
    threads: int = 2


@contextmanager
def workbench(limits: Limits) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in memory, within the limits; what spills goes to a folder of its own that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="tepat-check-") as scratch:
        try:
            connection = duckdb.connect(
                config={
                    "memory_limit": limits.memory,
                    "threads": limits.threads,
                    "temp_directory": scratch,
                    "preserve_insertion_order": False,
                    "parquet_metadata_cache": True,
                    "autoinstall_known_extensions": False,
                }
            )
        except duckdb.Error as fault:
            raise InputError(f"memory: must look like 4GB, got {limits.memory!r}") from fault
        try:
            with connection:
                yield connection
        except duckdb.OutOfMemoryException as fault:
            raise InputError(f"memory: {limits.memory} is not enough for this check, raise --memory") from fault
        except duckdb.IOException as fault:
            raise InputError(f"disk: the check cannot write beside its files: {first_line(fault)}") from fault
