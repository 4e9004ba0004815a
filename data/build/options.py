"""What a build is asked for, and what it reports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.inbox.workbench import Limits
from terms import Quarter


@dataclass(frozen=True)
class Options:
    """What to build from and to, and what it may use: ``memory`` as DuckDB writes it (4GB), a number of threads.

    ``quarantine`` is the largest share of a table's rows (0–1) that may be set aside; None stops at any error.
    ``key`` is the site key that identifiers are hashed with while reading, if they are. ``anew`` counts every quarter
    of the inbox without looking into the build that is served, which is kept. ``unlinked`` is the largest
    share of a join's rows (0–1) that may find nobody, where it is not the usual 10 %. ``shards`` is how many parts the
    families are counted in, one after the other; None leaves it to rows and memory. The store is the same.
    ``cluster`` is the address of a Dask scheduler whose workers count the shards; None counts here.
    """

    inbox: Path
    store: Path
    quarters: tuple[Quarter, ...] = ()
    quarantine: float | None = None
    key: bytes | None = None
    memory: str = Limits.memory
    threads: int = Limits.threads
    anew: bool = False
    unlinked: float | None = None
    shards: int | None = None
    cluster: str | None = None

    @property
    def limits(self) -> Limits:
        """What counting may use."""
        return Limits(self.memory, self.threads)


@dataclass(frozen=True)
class BuildReport:
    """What a build did: its id (None when there was nothing to build), the quarters counted, and what to know."""

    build_id: str | None
    counted: tuple[Quarter, ...]
    notes: tuple[str, ...]
    seconds: float
