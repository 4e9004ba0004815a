"""The connection that check and build work on: in memory, within limits, spilling beside the work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from data.duckdb_faults import first_line, is_unreadable
from data.inbox.machine import free_memory, usual_limit
from terms import InputError


@dataclass(frozen=True)
class Limits:
    """What check and build may use: memory as DuckDB writes it (``4GB``; beyond it, disk), by default what the machine
    has free; and threads."""

    memory: str = usual_limit(free_memory())
    threads: int = os.cpu_count() or 1


@contextmanager
def workbench(limits: Limits, spill: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in memory, within the limits; what it spills goes into the folder ``spill``, else into one of its
    own that is removed afterwards. InputError when the amount of memory is none."""
    with TemporaryDirectory(prefix="tepat-check-") if spill is None else nullcontext(spill) as scratch:
        try:
            connection = duckdb.connect(
                config={
                    "memory_limit": limits.memory,
                    "threads": limits.threads,
                    "temp_directory": str(scratch),
                    "preserve_insertion_order": False,
                    "parquet_metadata_cache": True,
                    "autoinstall_known_extensions": False,
                }
            )
        except duckdb.Error as fault:
            raise InputError(f"memory: must look like 4GB, got {limits.memory!r}") from fault
        # In a worker of a cluster DuckDB takes itself to be talked to and draws its own bars into the log.
        connection.execute("set enable_progress_bar = false")
        with connection:
            yield connection


@contextmanager
def said_clearly(limits: Limits, unreadable: Callable[[str], str]) -> Iterator[None]:
    """An InputError of one sentence for what DuckDB says when memory or disk do not suffice, or a file is damaged;
    ``unreadable`` makes that of disk and file, given DuckDB's reason. All else is a fault of the program and stays."""
    try:
        yield
    except duckdb.OutOfMemoryException as fault:
        raise InputError(
            f"memory: {limits.memory} was not enough; give more with --memory ({first_line(fault)})"
        ) from fault
    except duckdb.Error as fault:
        if not is_unreadable(fault):
            raise
        raise InputError(unreadable(first_line(fault))) from fault
