"""Whether a chain is whole, of run records or of the audit trail: none missing, changed or rewritten, as far as hashes,
seals and anchor tell."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from data.keep import database, records, seals
from data.keep.seals import Anchor
from terms import InputError

GUARDS = ("records_are_never_changed", "records_are_never_deleted", "records_follow_one_another")


class Link(Protocol):
    """One row of a chain; ``own_sha256`` is the hash that it must have, computed anew."""

    @property
    def id(self) -> int: ...
    @property
    def previous_sha256(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def own_sha256(self) -> str: ...
    @property
    def seal(self) -> str: ...


@dataclass(frozen=True)
class Chained:
    """What a chain is called, how it is read, and where its proofs lie.

    ``statements`` begins the names of its files of SQL; ``purpose`` names its key, empty for the site's own.
    """

    called: str
    statements: str
    guards: tuple[str, ...]
    anchor_file: str
    purpose: str
    every: Callable[[Path], Sequence[Link]]

    def key(self, folder: Path) -> bytes | None:
        """The key of its seals; None when the site has none."""
        key = seals.key_of(folder)
        return seals.derived(key, self.purpose) if key and self.purpose else key


RECORDS = Chained("run record", "record", GUARDS, seals.ANCHOR_FILE, "", records.every)


@dataclass(frozen=True)
class Chain:
    """How many rows there are, the numbers of those made before seals existed, and what is wrong (sentences)."""

    count: int
    unsealed: tuple[int, ...]
    faults: tuple[str, ...]


def look(folder: Path, of: Chained = RECORDS) -> Chain:
    """The chain of a store as a whole."""
    # What says how many there must be is read first, so that a row made meanwhile is none that is missing.
    highest = database.read(folder, f"{of.statements}_highest")
    proof = _proof(folder, of)
    found = of.every(folder)
    faults = [*_torn(of, found), *_cut_off(of, found, highest)]
    faults += _other_scenarios(folder) if of is RECORDS else []
    faults += [*_unproven(folder, of, found, proof), *_unguarded(folder, of)]
    return Chain(len(found), tuple(one.id for one in found if not one.seal), tuple(dict.fromkeys(faults)))


def faults(folder: Path) -> tuple[str, ...]:
    """What is wrong with the records, one sentence a fault; empty when none was removed or changed."""
    return look(folder).faults


def _torn(of: Chained, found: Sequence[Link]) -> list[str]:
    """Gaps, and rows that do not fit their own hash or the row before."""
    told, last, hashed = [], 0, ""
    for one in found:
        if one.id != last + 1:
            told.append(f"{of.called}s {last + 1} to {one.id - 1} are missing")
        elif one.previous_sha256 != hashed:
            told.append(f"{of.called} {one.id} does not follow on {of.called} {last}")
        if one.own_sha256 != one.sha256:
            told.append(f"{of.called} {one.id} was changed after it was made")
        last, hashed = one.id, one.sha256
    return told


def _cut_off(of: Chained, found: Sequence[Link], highest: list[sqlite3.Row]) -> list[str]:
    """Rows missing at the end, by the database's own counter."""
    return _missing(of, found[-1].id if found else 0, highest[0]["seq"]) if highest else []


def _other_scenarios(folder: Path) -> list[str]:
    """Records whose hash of the scenario does not fit it."""
    return [
        f"run record {row['id']} was changed after it was made"
        for row, one in zip(database.read(folder, "record_all"), records.every(folder), strict=False)
        if row["scenario_sha256"] != one.scenario_sha256
    ]


def _proof(folder: Path, of: Chained) -> tuple[Anchor | None, bytes | None] | str:
    """The anchor and the key, or why one of them cannot be read."""
    try:
        return seals.anchor_of(folder, of.anchor_file), of.key(folder)
    except InputError as fault:
        return str(fault)


def _unproven(
    folder: Path, of: Chained, found: Sequence[Link], proof: tuple[Anchor | None, bytes | None] | str
) -> list[str]:
    """What the key and the anchor say against the rows."""
    if isinstance(proof, str):
        return [proof]
    (anchor, key), sealed = proof, [one for one in found if one.seal]
    if anchor is None and not sealed:
        return []
    if key is None:
        return [f"the key {folder / seals.KEY_FILE} is missing, so no seal can be checked"]
    told = [
        f"{of.called} {one.id} is not sealed with the key of this site: it was rewritten, or the key is another"
        for one in sealed
        if not seals.fits(key, one.sha256, one.seal)
    ]
    return told + _bare(of, found, anchor) + _against(of, anchor, key, found, folder)


def _bare(of: Chained, found: Sequence[Link], anchor: Anchor | None) -> list[str]:
    """Rows without a seal although others before them have one."""
    rows, first = f"{of.called.split()[-1]}s", anchor.first if anchor else next(one.id for one in found if one.seal)
    return [
        f"{of.called} {one.id} has no seal, although {rows} from {first} on are sealed: it was rewritten"
        for one in found
        if one.id >= first and not one.seal
    ]


def _against(of: Chained, anchor: Anchor | None, key: bytes, found: Sequence[Link], folder: Path) -> list[str]:
    """What the anchor says of the last row. One that is behind is well: a kill can leave it so."""
    path = folder / of.anchor_file
    if anchor is None:
        return [f"the anchor {path} is missing, so {of.called}s missing at the end may go unnoticed"]
    if not anchor.is_genuine(key):
        return [f"the anchor {path} is not sealed with the key of this site"]
    told = _missing(of, found[-1].id if found else 0, anchor.last)
    named = [one for one in found if one.id == anchor.last]
    if named and named[0].sha256 != anchor.sha256:
        told.append(f"{of.called} {anchor.last} is not the one that the anchor names")
    return told


def _missing(of: Chained, last: int, highest: int) -> list[str]:
    return [f"{of.called}s {last + 1} to {highest} are missing at the end"] if highest > last else []


def _unguarded(folder: Path, of: Chained) -> list[str]:
    """The database's own rules against deleting and changing, where they are gone."""
    guards = {row["name"] for row in database.read(folder, f"{of.statements}_triggers")}
    begun = database.read(folder, f"{of.statements}_highest")
    lost = [name for name in of.guards if name not in guards] if begun else []
    return [f"the guard {name} is gone from the database" for name in lost]
