"""Builds the store from the inbox: checks, counts, proves its claims, and only then publishes."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from data.build.held import NOTHING, Held, held
from data.build.log import log, logged
from data.build.options import BuildReport, Options
from data.build.plan import BuildPlan, plan, survey
from data.build.run import BuildRun
from data.build.steps import BuildProgress
from data.engine.cluster import cluster
from data.engine.engine import Engine, OneByOne
from data.inbox import folders
from data.inbox.aside import Scratch
from data.inbox.cut_quarter import Sharding
from data.inbox.delivery import Delivery
from data.inbox.how_many import rows_of_families, shards_for
from data.inbox.workbench import said_clearly
from data.store import finished
from data.store.folder import abandon, locked, settle
from data.store.workplace import Workplace, make_folders, workplace, writable
from terms import InputError, Quarter

#: Shards a worker of a cluster: so that one that is slow does not hold up all.
SHARDS_A_WORKER = 2


def build(options: Options, progress: BuildProgress, workers: Callable[[str], None] = lambda _: None) -> BuildReport:
    """Count what the store lacks or what has changed, and publish it whole or not at all. ``workers`` is told what the
    workers of a cluster use.

    Raises InputError for faults of the input, a store held by another builder, and a disk that cannot be written; the
    store served before is then served still.
    """
    started = time.monotonic()
    make_folders(options.store)
    said = said_clearly(options.limits, partial(_unreadable, options.store))
    with locked(options.store), logged(options.store) as build_id, said, writable(options.store):
        served = _served(options)
        place = workplace(options.store, options.inbox)
        known, given, planned = _decide(place, served, options)
        notes = place.notes + _unread(options.inbox, given) + planned.notes
        for note in notes:
            log.info(note)
        if not planned.counted:
            return BuildReport(None, (), notes, time.monotonic() - started)
        try:
            told = _logging(progress)
            place.build(build_id).mkdir()
            scratch = Scratch(place.scratch(build_id)).make()
            with _engine(options, scratch) as engine:
                shards = _shards(options, engine, [given[quarter] for quarter in planned.counted])
                sharding = Sharding(shards, engine, scratch, options.limits, _phases(told, workers))
                run = BuildRun(build_id, options, place, known, given, planned, told, sharding, served)
                published, aside = run.run(started)
        except BaseException:
            abandon(place, build_id)
            raise
        notes += aside + settle(place, published)
    return BuildReport(build_id, tuple(sorted(planned.counted)), notes, time.monotonic() - started)


def _engine(options: Options, scratch: Scratch) -> AbstractContextManager[Engine]:
    return nullcontext(OneByOne()) if options.cluster is None else cluster(options.cluster, scratch.folder)


def _shards(options: Options, engine: Engine, deliveries: list[Delivery]) -> int:
    """Into how many shards the build is cut: as asked, else so that one fits into the memory, and workers have work."""
    if options.shards is not None:
        return options.shards
    shards = shards_for(max(map(rows_of_families, deliveries)), options.memory)
    while engine.workers > 1 and shards < SHARDS_A_WORKER * engine.workers:
        shards *= 2
    return shards


def _phases(progress: BuildProgress, workers: Callable[[str], None]) -> Callable[[str, int, int, str], None]:
    """Tells the phases of a build in shards as its stages."""

    def told(phase: str, done: int, of: int, state: str) -> None:
        progress(phase, 0, done / max(of, 1))
        workers(state)

    return told


def _served(options: Options) -> str | None:
    """The build to go on from; a store that names none is not touched, unless all is counted anew."""
    try:
        return finished.current_build_id(options.store)
    except finished.StoreFault:
        if not options.anew or (options.store / finished.CURRENT).is_dir():
            raise
        return None


def _decide(place: Workplace, served: str | None, options: Options) -> tuple[Held, dict[Quarter, Delivery], BuildPlan]:
    known = NOTHING if options.anew or served is None else held(place, served)
    given = survey(options.inbox, known.known_files)
    if options.anew:
        _refuse_to_lose(place, served, given)
    lost = [str(quarter) for quarter in known.lost if quarter not in given]
    if lost:
        raise InputError(
            f"quarter: {', '.join(lost)} of the store cannot be built on: what was remembered of its families is not in"
            f" {place.work}, and the inbox no longer holds it; put it back into the inbox, or build a new store"
        )
    return known, given, plan(given, known.contents, options.quarters)


def _unread(folder: Path, given: dict[Quarter, Delivery]) -> tuple[str, ...]:
    """A sentence for everything in the inbox that no build reads."""
    strange = [*folders.unread(folder)]
    strange += [f"{quarter}/{name}" for quarter, entry in given.items() for name in folders.unused_files(entry.folder)]
    return tuple(f"not read: {folder}/{name}" for name in strange)


def _refuse_to_lose(place: Workplace, served: str | None, given: dict[Quarter, Delivery]) -> None:
    """Counting anew must not make a quarter vanish that is served today."""
    build = finished.read(place.store, served) if served else None
    gone = sorted(set(build.quarters) - set(map(str, given))) if build else []
    if gone:
        raise InputError(
            f"quarter: {', '.join(gone)} is served, and --anew counts only what the inbox holds: put it back into the"
            f" inbox, or build into a new folder with --store"
        )


def _logging(progress: BuildProgress) -> BuildProgress:
    """Write each finished stage into the log, with its rows and seconds."""
    begun: dict[str, float] = {}

    def told(stage: str, rows: int, share: float) -> None:
        start = begun.setdefault(stage, time.monotonic())
        if share >= 1:
            log.info("%s: %d rows, %.1f s", stage, rows, time.monotonic() - start)
        progress(stage, rows, share)

    return told


def _unreadable(store: Path, reason: str) -> str:
    """What to do when the disk fails, or the build that is served cannot be read."""
    return (
        f"{store}: cannot be read or written: {reason}; nothing was changed; a store that is damaged is mended with:"
        " tepat store repair, or counted anew with: tepat build --anew"
    )
