"""Which quarters a build must count: what the inbox holds, what the store holds, and what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from data.contract import input_tables
from data.inbox import folders
from data.inbox.delivery import Delivery, SourceFile
from terms import InputError, Quarter


@dataclass(frozen=True)
class BuildPlan:
    """All quarters of the next store in order, those to count from the inbox, and those whose ledger is made anew."""

    quarters: tuple[Quarter, ...]
    counted: frozenset[Quarter]
    notes: tuple[str, ...]

    @property
    def first(self) -> Quarter:
        return self.quarters[0]

    def needs_ledger(self, quarter: Quarter) -> bool:
        """A ledger rests on all quarters before it: on the last for its flows, on all for who comes back."""
        return bool(self.counted) and quarter >= min(self.counted)


def survey(folder: Path, known: dict[tuple[str, str], SourceFile]) -> dict[Quarter, Delivery]:
    """The quarters of an inbox. ``known`` files by (quarter, file) that kept size and time are not hashed again."""
    return {
        quarter: Delivery(quarter, path, _source_files(quarter, path, known))
        for quarter, path in folders.quarter_folders(folder).items()
    }


def plan(
    given: dict[Quarter, Delivery], held: dict[Quarter, frozenset[tuple[str, str]]], wanted: tuple[Quarter, ...]
) -> BuildPlan:
    """What to count: the wanted quarters, or by default those that the store lacks or that changed.

    ``held`` are the quarters that the store can build on, with the names and hashes of their files.
    """
    absent = [str(quarter) for quarter in wanted if quarter not in given]
    if absent:
        raise InputError(f"quarter: must be in the inbox, {', '.join(absent)} is not; it has {_listed(given)}")
    counted = {quarter for quarter, entry in given.items() if held.get(quarter) != entry.content}
    if wanted:
        counted = set(wanted)
    notes = [f"{quarter} is in the store with the same files" for quarter in given if quarter not in counted]
    if counted and held and min(counted) < min(held):
        counted |= _all_later(given, held, min(counted))
        notes.append(f"{min(counted)} comes before the first quarter of the store: all quarters are built anew")
    quarters = tuple(sorted(held.keys() | counted))
    _refuse_gaps(quarters)
    return BuildPlan(quarters, frozenset(counted), tuple(notes))


def _all_later(given: dict[Quarter, Delivery], held: Collection[Quarter], first: Quarter) -> set[Quarter]:
    gone = [quarter for quarter in held if quarter not in given]
    if gone:
        raise InputError(
            f"quarter: {first} comes before the first quarter of the store, {min(held)}, where ledger and spells start;"
            f" all must be built anew, but {_listed(gone)} is no longer in the inbox"
        )
    return set(held)


def _refuse_gaps(quarters: tuple[Quarter, ...]) -> None:
    missing = [str(before.next()) for before, after in pairwise(quarters) if before.next() != after]
    if missing:
        raise InputError(
            f"quarters must follow one another: {', '.join(missing)} is missing in {_listed(quarters)};"
            " put it into the inbox first"
        )


def _listed(quarters: Iterable[Quarter]) -> str:
    return ", ".join(map(str, quarters)) or "none"


def _source_files(quarter: Quarter, folder: Path, known: dict[tuple[str, str], SourceFile]) -> tuple[SourceFile, ...]:
    manifest = folder / folders.MANIFEST
    found = [("manifest", manifest)] if manifest.is_file() else []
    for table in input_tables.INPUT:
        files = folders.table_files(folder, table)
        found += [(table.name, path) for path in files.files] if files else []
    return tuple(_source_file(quarter, folder, name, path, known) for name, path in found)


def _source_file(
    quarter: Quarter, folder: Path, table_name: str, path: Path, known: dict[tuple[str, str], SourceFile]
) -> SourceFile:
    state = path.stat()
    name = path.relative_to(folder).as_posix()
    before = known.get((str(quarter), name))
    if before and (before.bytes, before.modified) == (state.st_size, state.st_mtime_ns):
        return before
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return SourceFile(table_name, name, digest, state.st_size, state.st_mtime_ns)
