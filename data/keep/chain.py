"""Whether the run records are whole: none missing, changed or rewritten, as far as hashes, seals and anchor tell."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from data.keep import database, records, seals
from data.keep.records import Record
from data.keep.seals import Anchor
from terms import InputError

GUARDS = ("records_are_never_changed", "records_are_never_deleted", "records_follow_one_another")


@dataclass(frozen=True)
class Chain:
    """How many records there are, the numbers of those made before seals existed, and what is wrong (sentences)."""

    count: int
    unsealed: tuple[int, ...]
    faults: tuple[str, ...]


def look(folder: Path) -> Chain:
    """The records of a store as a whole."""
    # What says how many there must be is read first, so that a record made meanwhile is none that is missing.
    highest = database.read(folder, "record_highest")
    proof = _proof(folder)
    found = records.every(folder)
    faults = (*_torn(found), *_cut_off(folder, found, highest), *_unproven(folder, found, proof), *_unguarded(folder))
    return Chain(len(found), tuple(one.id for one in found if not one.seal), tuple(dict.fromkeys(faults)))


def faults(folder: Path) -> tuple[str, ...]:
    """What is wrong with the records, one sentence a fault; empty when none was removed or changed."""
    return look(folder).faults


def _torn(found: tuple[Record, ...]) -> list[str]:
    """Gaps, and records that do not fit their own hash or the record before."""
    told, last, hashed = [], 0, ""
    for one in found:
        if one.id != last + 1:
            told.append(f"run records {last + 1} to {one.id - 1} are missing")
        elif one.previous_sha256 != hashed:
            told.append(f"run record {one.id} does not follow on run record {last}")
        if one.own_sha256 != one.sha256:
            told.append(f"run record {one.id} was changed after it was made")
        last, hashed = one.id, one.sha256
    return told


def _cut_off(folder: Path, found: tuple[Record, ...], highest: list[sqlite3.Row]) -> list[str]:
    """Records missing at the end, by the database's own counter, and hashes of scenarios that do not fit."""
    last = found[-1].id if found else 0
    told = [
        f"run record {row['id']} was changed after it was made"
        for row, one in zip(database.read(folder, "record_all"), found, strict=False)
        if row["scenario_sha256"] != one.scenario_sha256
    ]
    return told + (_missing(last, highest[0]["seq"]) if highest else [])


def _proof(folder: Path) -> tuple[Anchor | None, bytes | None] | str:
    """The anchor and the key, or why one of them cannot be read."""
    try:
        return seals.anchor_of(folder), seals.key_of(folder)
    except InputError as fault:
        return str(fault)


def _unproven(folder: Path, found: tuple[Record, ...], proof: tuple[Anchor | None, bytes | None] | str) -> list[str]:
    """What the key and the anchor say against the records."""
    if isinstance(proof, str):
        return [proof]
    (anchor, key), sealed = proof, [one for one in found if one.seal]
    if anchor is None and not sealed:
        return []
    if key is None:
        return [f"the key {folder / seals.KEY_FILE} is missing, so no seal can be checked"]
    told = [
        f"run record {one.id} is not sealed with the key of this site: it was rewritten, or the key is another"
        for one in sealed
        if not seals.fits(key, one.sha256, one.seal)
    ]
    return told + _bare(found, anchor) + _against(anchor, key, found, folder)


def _bare(found: tuple[Record, ...], anchor: Anchor | None) -> list[str]:
    """Records without a seal although others before them have one."""
    first = anchor.first if anchor else next(one.id for one in found if one.seal)
    return [
        f"run record {one.id} has no seal, although records from {first} on are sealed: it was rewritten"
        for one in found
        if one.id >= first and not one.seal
    ]


def _against(anchor: Anchor | None, key: bytes, found: tuple[Record, ...], folder: Path) -> list[str]:
    """What the anchor says of the last record. One that is behind is well: a kill can leave it so."""
    path = folder / seals.ANCHOR_FILE
    if anchor is None:
        return [f"the anchor {path} is missing, so records missing at the end may go unnoticed"]
    if not anchor.is_genuine(key):
        return [f"the anchor {path} is not sealed with the key of this site"]
    told = _missing(found[-1].id if found else 0, anchor.last)
    named = [one for one in found if one.id == anchor.last]
    if named and named[0].sha256 != anchor.sha256:
        told.append(f"run record {anchor.last} is not the one that the anchor names")
    return told


def _missing(last: int, highest: int) -> list[str]:
    return [f"run records {last + 1} to {highest} are missing at the end"] if highest > last else []


def _unguarded(folder: Path) -> list[str]:
    """The database's own rules against deleting and changing, where they are gone."""
    guards = {row["name"] for row in database.read(folder, "record_triggers")}
    lost = [name for name in GUARDS if name not in guards] if database.read(folder, "record_highest") else []
    return [f"the guard {name} is gone from the database" for name in lost]
