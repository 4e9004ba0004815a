"""Run records: who computed what, when, on which build, and the hash of the answer. Never deleted, never changed.

Each record carries the hash of the one before, so that a record torn out of the file is noticed, and a seal with a key
that is not in the database, so that nobody rewrites the whole chain (``data.keep.chain`` looks at both).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.keep import database, seals
from data.keep.statements import statement
from data.store.scope import Scope
from terms import NATION, InputError

KIND = "tepat-sasaran run record"


@dataclass(frozen=True)
class Run:
    """What was computed: the scenario as TOML, what it was held against, the data, the code and the answer.

    ``baseline`` is the name of a policy that comes with the application, or the TOML of another scenario.
    ``scope`` is as ``scope_text`` writes it; ``figures`` is the answer's headline as JSON, ``results_sha256`` its
    fingerprint (``data.keep.fingerprint``), ``cells_sha256`` that of the cells (``data.keep.kept_cells``; none in
    records made before it was kept).
    """

    who: str
    scenario: str
    baseline: str
    build_id: str
    quarter: str
    code_version: str
    scope: str
    results_sha256: str
    figures: str
    cells_sha256: str = ""


@dataclass(frozen=True)
class Record:
    """A run that was recorded, with its number, its time (UTC) and its place in the chain."""

    id: int
    recorded_at: str
    run: Run
    previous_sha256: str
    sha256: str
    seal: str = ""

    @property
    def scenario_sha256(self) -> str:
        return _sha256(self.run.scenario)

    @property
    def own_sha256(self) -> str:
        """The hash that this record must have, computed anew."""
        content = {**self._content(), "scenario_sha256": self.scenario_sha256}
        return _sha256(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")))

    def _content(self) -> dict[str, Any]:
        own = {"id": self.id, "recorded_at": self.recorded_at, "previous_sha256": self.previous_sha256}
        told = asdict(self.run)
        if not self.run.cells_sha256:  # a record made before has its hash without it
            del told["cells_sha256"]
        return {**own, **told}


def record(folder: Path, run: Run) -> Record:
    """Keep a run for good in the store at ``folder``; returns it with its number, sealed."""
    empty = [name for name, text in asdict(run).items() if not text.strip() and name != "cells_sha256"]
    if empty:
        raise InputError(f"record: {', '.join(empty)} must not be empty")
    with database.writing(folder) as connection:
        last = connection.execute(statement("record_last")).fetchone()
        key, first = _key(folder, last)
        kept = _sealed(run, last, key)
        row = {**asdict(run), **kept._content(), "scenario_sha256": kept.scenario_sha256}
        connection.execute(statement("record_insert"), row | {"sha256": kept.sha256, "seal": kept.seal})
        anchor = seals.Anchor.of(key, first or kept.id, kept.id, kept.sha256)
        beside = seals.written_beside(folder, anchor)
    with suppress(OSError, InputError):  # the record is kept by now, and an anchor that is behind accuses nobody
        seals.put(folder, beside, anchor)
    return kept


def _sealed(run: Run, last: sqlite3.Row | None, key: bytes) -> Record:
    """The run as the record after the last one."""
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    number, previous = (last["id"] + 1, last["sha256"]) if last else (1, "")
    sha256 = Record(number, moment, run, previous, "").own_sha256
    return Record(number, moment, run, previous, sha256, seals.seal_of(key, sha256))


def _key(folder: Path, last: sqlite3.Row | None) -> tuple[bytes, int]:
    """The key of the site and the first sealed record (0: none yet); InputError when it is not the key of the last."""
    anchor, key = seals.anchor_of(folder), seals.key_of(folder)
    sealed = bool(last and last["seal"]) or anchor is not None
    mend = "bring back its copy, or move app.sqlite and records.anchor away together to begin anew"
    if sealed and key is None:
        raise InputError(f"record: the key {folder / seals.KEY_FILE} of the run records is missing; {mend}")
    key = key or seals.made_key(folder)
    if last and last["seal"] and not seals.fits(key, last["sha256"], last["seal"]):
        raise InputError(f"record: the key is not the one that sealed run record {last['id']}; {mend}")
    return key, anchor.first if anchor else 0


def get(folder: Path, number: int) -> Record:
    """The record of this number; InputError when there is none or when it was changed since."""
    rows = database.read(folder, "record_by_id", {"id": number})
    if not rows:
        raise InputError(f"record: there is no run record {number} in {database.path_of(folder)}")
    return _sound(_from_mapping(dict(rows[0])))


def by_person(folder: Path, who: str, limit: int = 100) -> tuple[Record, ...]:
    """The last records of one person, the newest first."""
    rows = database.read(folder, "record_by_who", {"who": who, "limit": limit})
    return tuple(_from_mapping(dict(row)) for row in rows)


def every(folder: Path) -> tuple[Record, ...]:
    """All records in their order, as they stand in the database, checked by nobody."""
    return tuple(_from_mapping(dict(row)) for row in database.read(folder, "record_all"))


def to_json(kept: Record) -> str:
    """The record as a file that another machine with the same build can verify."""
    content = {"kind": KIND, **kept._content(), "sha256": kept.sha256, "seal": kept.seal}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def from_json(text: str, name: str = "record") -> Record:
    """The record in an exported file; InputError when it is none or was changed since it was made."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise InputError(f"{name}: must be a run record exported as JSON: {fault}") from None
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise InputError(f"{name}: must be a run record exported as JSON, got something else")
    texts = ("recorded_at", "previous_sha256", "sha256", *(field.name for field in fields(Run)))
    later = {"seal": "", "cells_sha256": ""}
    content = later | content
    wrong = [key for key in (*texts, "seal") if not isinstance(content.get(key), str)]
    wrong += [] if isinstance(content.get("id"), int) else ["id"]
    if wrong:
        raise InputError(f"{name}: the run record must have {', '.join(wrong)}")
    return _sound(_from_mapping(content))


def scope_text(scope: Scope) -> str:
    """The scope in a record: ``ID`` for the nation, else its codes: ``35``, ``32.04,35.15``."""
    return ",".join((*scope.province_codes, *scope.kabupaten_codes)) or NATION


def read_scope(text: str) -> Scope:
    """The scope that ``scope_text`` wrote."""
    if text == NATION:
        return Scope.national()
    codes = text.split(",")
    return Scope(
        tuple(code for code in codes if "." not in code),
        tuple(code for code in codes if "." in code),
    )


def _from_mapping(content: Mapping[str, Any]) -> Record:
    run = Run(**{field.name: content.get(field.name, "") for field in fields(Run)})
    place = (content["id"], content["recorded_at"], run, content["previous_sha256"], content["sha256"])
    return Record(*place, content.get("seal", ""))


def _sound(found: Record) -> Record:
    if found.own_sha256 != found.sha256:
        raise InputError(f"record: run record {found.id} was changed after it was made: its hash does not fit")
    return found


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
