"""Builds the store from the inbox: checks, counts, proves its claims, and only then publishes."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.build_held import Held, held
from data.build_plan import Delivery, Plan, plan, survey
from data.build_run import Run
from data.build_sql import Progress
from data.publish import Workplace, locked, new_build_id, remove_leftovers, workplace, writable
from terms import InputError, Quarter

log = logging.getLogger("tepat.build")
log.propagate = False


@dataclass(frozen=True)
class Options:
    """What to build from and to, and what it may use: ``memory`` as DuckDB writes it (4GB), a number of threads.

    ``quarantine`` is the largest share of a table's rows (0–1) that may be set aside; None stops at any error.
    ``key`` is the site key that identifiers are hashed with while reading, if they are. ``unlinked`` is the largest
    share of a join's rows (0–1) that may find nobody, where it is not the usual 10 %.
    """

    inbox: Path
    store: Path
    quarters: tuple[Quarter, ...] = ()
    quarantine: float | None = None
    key: bytes | None = None
    memory: str = "4GB"
    threads: int = 2
    unlinked: float | None = None


@dataclass(frozen=True)
class Report:
    """What a build did: its id (None when there was nothing to build), the quarters counted, and what to know."""

    build_id: str | None
    counted: tuple[Quarter, ...]
    notes: tuple[str, ...]
    seconds: float


def build(options: Options, progress: Progress) -> Report:
    """Count what the store lacks or what has changed, and publish it whole or not at all.

    Raises InputError for faults of the input, a store held by another builder, and a disk that cannot be written; the
    store served before is then served still.
    """
    started = time.monotonic()
    place = workplace(options.store, options.inbox)
    with locked(place.store), _logged(place) as build_id, _said_clearly(options), writable(place.store):
        remove_leftovers(place)
        try:
            known, given, planned = _decide(place, options)
            aside: tuple[str, ...] = ()
            if planned.counted:
                aside = Run(build_id, options, place, known, given, planned, _logging(progress)).run(started)
        finally:
            remove_leftovers(place)
    built = build_id if planned.counted else None
    return Report(built, tuple(sorted(planned.counted)), planned.notes + aside, time.monotonic() - started)


def _decide(place: Workplace, options: Options) -> tuple[Held, dict[Quarter, Delivery], Plan]:
    known = held(place)
    given = survey(options.inbox, known.known_files)
    lost = [str(quarter) for quarter in known.lost if quarter not in given]
    if lost:
        raise InputError(
            f"quarter: {', '.join(lost)} of the store cannot be built on: what was remembered of its families is not in"
            f" {place.work}, and the inbox no longer holds it; put it back into the inbox, or build a new store"
        )
    planned = plan(given, known.contents, options.quarters)
    for note in planned.notes:
        log.info(note)
    return known, given, planned


@contextmanager
def _logged(place: Workplace) -> Iterator[str]:
    """A new build id, and a log file of that name beside the store."""
    build_id = new_build_id()
    with writable(place.store):
        handler = logging.FileHandler(place.store / "log" / f"{build_id}.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    try:
        yield build_id
    except BaseException as fault:
        log.error("stopped: %s", fault or type(fault).__name__)
        raise
    finally:
        log.removeHandler(handler)
        handler.close()


def _logging(progress: Progress) -> Progress:
    """Write each finished stage into the log, with its rows and seconds."""
    begun: dict[str, float] = {}

    def told(stage: str, rows: int, share: float) -> None:
        start = begun.setdefault(stage, time.monotonic())
        if share >= 1:
            log.info("%s: %d rows, %.1f s", stage, rows, time.monotonic() - start)
        progress(stage, rows, share)

    return told


@contextmanager
def _said_clearly(options: Options) -> Iterator[None]:
    """One sentence for what DuckDB says when memory or disk do not suffice."""
    try:
        yield
    except duckdb.OutOfMemoryException as fault:
        raise InputError(
            f"memory: {options.memory} was not enough; give more with --memory ({_first(fault)})"
        ) from fault
    except duckdb.IOException as fault:
        raise InputError(f"{options.store}: cannot be read or written: {_first(fault)}; nothing was changed") from fault


def _first(fault: Exception) -> str:
    return str(fault).strip().splitlines()[0]
