"""Whether a run record still gives its answer, from its own build, its kept cells, or a build with equal cells."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.keep import chain, kept_cells, records, seals
from data.keep.fingerprint import answer
from data.keep.records import Record
from data.read import register
from data.store.finished import DATABASE
from data.store.open import Store
from data.store.scope import Scope
from data.store.version import code_version
from simulator.cells import Cells
from terms import InputError, Quarter


@dataclass(frozen=True)
class Verification:
    """The answer to "does this record hold?" and one sentence that says why."""

    holds: bool
    sentence: str


def read(store: Path, name: str) -> tuple[Record, tuple[str, ...]]:
    """The record of a number or of an exported file, and what is wrong with the store's records as a whole.

    A file stands for itself: it may come from another machine, so only its own hash is checked.
    """
    if name.isdecimal():
        return records.get(store, int(name)), chain.faults(store)
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"record: must be the number of a run record or its file as JSON, got {name!r}") from fault
    return records.from_json(text, name), ()


def verify(store: Path, name: str) -> Verification:
    """Recompute a record on its cells and compare; InputError when there is no such record or it was changed."""
    kept, broken = read(store, name)
    try:
        cells, where = _cells(store, kept)
        found = answer(cells, kept.run.scenario, kept.run.baseline, records.read_scope(kept.run.scope))
    except InputError as fault:
        return Verification(False, f"Run record {kept.id} cannot be recomputed: {fault}. Its own hash is right.")
    code = code_version()
    versions = "" if code == kept.run.code_version else f" (recorded with code {kept.run.code_version}, now {code})"
    where = f"{where}, {kept.run.quarter}, area {kept.run.scope}"
    if found.sha256 != kept.run.results_sha256:
        what = _difference(json.loads(kept.run.figures), json.loads(found.figures))
        return Verification(False, f"Run record {kept.id} does not hold {where}: {what}{versions}.")
    if broken:
        return Verification(False, f"Run record {kept.id} gives the same results {where}, but {'; '.join(broken)}.")
    sealed = _seal_in_words(store, kept)
    return Verification(True, f"Run record {kept.id} holds: the same results {where}{versions}. {sealed}".rstrip())


def all_records(store: Path) -> Verification:
    """Whether the store's records as a whole are there and unchanged; nothing is recomputed."""
    looked = chain.look(store)
    if looked.faults:
        return Verification(False, f"The run records of {store} are not whole: {'; '.join(looked.faults)}.")
    if not looked.count:
        return Verification(True, f"There is no run record in {store}.")
    older = f" Older ones without a seal: {_numbers(looked.unsealed)}." if looked.unsealed else ""
    return Verification(True, f"{looked.count:,} run records in {store}: none is missing or changed.{older}")


def _seal_in_words(store: Path, kept: Record) -> str:
    """What the seal adds: nothing to say of one that fits; else that only the hash speaks for the record."""
    if not kept.seal:
        return "It is an older record, made before records were sealed: only its hashes speak for it."
    key = seals.key_of(store)
    if key is not None and seals.fits(key, kept.sha256, kept.seal):
        return ""
    return "It was sealed with the key of another site: only its own hash was checked."


def _numbers(numbers: tuple[int, ...]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"


def _cells(store: Path, kept: Record) -> tuple[Cells, str]:
    """The cells that the record was made from, and where they were found, in words."""
    own, wanted, quarter = kept.run.build_id, kept.run.cells_sha256, Quarter.parse(kept.run.quarter)
    builds = _builds(store)
    if own in builds:
        return _of_own_build(store, own, wanted, quarter), f"on build {own}"
    gone = f"build {own} is no longer in {store}; kept are {', '.join(builds) or 'none'}"
    if not wanted:
        raise InputError(f"{gone}; an older record names no cells by which another build could be known as equal")
    if re.fullmatch(r"[0-9a-f]{64}", wanted) is None:
        raise InputError(f"{gone}; and the digest of its cells is not readable")
    copy = kept_cells.load(store, wanted, quarter)
    if copy is not None:
        return copy, f"on the cells kept with it, of build {own}"
    for build_id in reversed(builds):
        cells = _held(store, build_id, quarter)
        if cells is not None and kept_cells.digest(cells) == wanted:
            return cells, f"on build {build_id}, whose cells equal those of build {own}"
    raise InputError(
        f"{gone}, none of them with equal cells of {quarter}, and no copy of its cells is kept in"
        f" {store / kept_cells.FOLDER}"
    )


def _of_own_build(store: Path, build_id: str, wanted: str, quarter: Quarter) -> Cells:
    cells = register.cells(Store(store.resolve(), build_id), Scope.national(), quarter)
    if wanted and kept_cells.digest(cells) != wanted:
        raise InputError(f"build {build_id} was changed: its cells of {quarter} are not those of the record")
    return cells


def _held(store: Path, build_id: str, quarter: Quarter) -> Cells | None:
    """The cells of a quarter in a build; None where it has none that this version can read."""
    try:
        return register.cells(Store(store.resolve(), build_id), Scope.national(), quarter)
    except (InputError, duckdb.Error):
        return None


def _builds(store: Path) -> list[str]:
    """The builds in the store, served or kept behind it, the oldest first."""
    return sorted(path.parent.name for path in (store / "builds").glob(f"*/{DATABASE}"))


def _difference(recorded: dict[str, dict[str, dict[str, int]]], found: dict[str, dict[str, dict[str, int]]]) -> str:
    """The first headline figure that differs, in words."""
    for side, programmes in found.items():
        for code, figures in programmes.items():
            for name, value in figures.items():
                before = recorded.get(side, {}).get(code, {}).get(name)
                if before is not None and before != value:
                    return f"{name} of {code} ({side}) was {before}, and is {value} now"
    return "the headline figures are the same, but figures of areas, deciles or family types differ"
