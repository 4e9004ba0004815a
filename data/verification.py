"""Whether a run record still gives its answer, from the build that it names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from data import readers, records
from data.build_provenance import code_version
from data.finished import DATABASE
from data.recompute import Result, answer
from data.records import Record
from data.scope import Scope
from data.store import Store
from terms import InputError, Quarter


@dataclass(frozen=True)
class Verdict:
    """The answer to "does this record hold?" and one sentence that says why."""

    holds: bool
    sentence: str


def read(store: Path, name: str) -> tuple[Record, tuple[str, ...]]:
    """The record of a number or of an exported file, and what is wrong with the store's records as a whole.

    A file stands for itself: it may come from another machine, so only its own hash is checked.
    """
    if name.isdecimal():
        return records.get(store, int(name)), records.check_chain(store)
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"record: must be the number of a run record or its file as JSON, got {name!r}") from fault
    return records.from_json(text, name), ()


def verify(store: Path, name: str) -> Verdict:
    """Recompute a record on its build and compare; InputError when there is no such record or it was changed."""
    kept, broken = read(store, name)
    try:
        found = _recomputed(store, kept)
    except InputError as fault:
        return Verdict(False, f"Run record {kept.id} cannot be recomputed: {fault}. Its own hash is right.")
    code = code_version()
    versions = "" if code == kept.run.code_version else f" (recorded with code {kept.run.code_version}, now {code})"
    where = f"on build {kept.run.build_id}, {kept.run.quarter}, area {kept.run.scope}"
    if found.sha256 != kept.run.results_sha256:
        what = _difference(json.loads(kept.run.figures), json.loads(found.figures))
        return Verdict(False, f"Run record {kept.id} does not hold {where}: {what}{versions}.")
    if broken:
        return Verdict(False, f"Run record {kept.id} gives the same results {where}, but {'; '.join(broken)}.")
    return Verdict(True, f"Run record {kept.id} holds: the same results {where}{versions}.")


def _recomputed(store: Path, kept: Record) -> Result:
    build = _kept_build(store, kept.run.build_id)
    cells = readers.cells(build, Scope.national(), Quarter.parse(kept.run.quarter))
    return answer(cells, kept.run.scenario, kept.run.baseline, records.read_scope(kept.run.scope))


def _kept_build(store: Path, build_id: str) -> Store:
    """The build of this name, served or one of those kept behind it."""
    kept = sorted(path.parent.name for path in (store / "builds").glob(f"*/{DATABASE}"))
    if build_id not in kept:
        raise InputError(f"build {build_id} is no longer in {store}; kept are {', '.join(kept) or 'none'}")
    return Store(store.resolve(), build_id)


def _difference(recorded: dict[str, dict[str, dict[str, int]]], found: dict[str, dict[str, dict[str, int]]]) -> str:
    """The first headline figure that differs, in words."""
    for side, programmes in found.items():
        for code, figures in programmes.items():
            for name, value in figures.items():
                before = recorded.get(side, {}).get(code, {}).get(name)
                if before != value:
                    return f"{name} of {code} ({side}) was {before}, and is {value} now"
    return "the headline figures are the same, but figures of areas, deciles or family types differ"
