"""Run records: who computed what, when, on which build, and the hash of the answer. Never deleted, never changed.

Each record carries the hash of the one before, so that a record torn out of the file is noticed (``check_chain``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data import app_database
from data.scope import Scope
from data.statements import statement
from terms import InputError

NATION = "ID"
KIND = "tepat-sasaran run record"
GUARDS = ("records_are_never_changed", "records_are_never_deleted", "records_follow_one_another")


@dataclass(frozen=True)
class Run:
    """What was computed: the scenario as TOML, what it was held against, the data, the code and the answer.

    ``baseline`` is the name of a policy that comes with the application, or the TOML of another scenario.
    ``scope`` is as ``scope_text`` writes it; ``figures`` is the answer's headline as JSON, ``results_sha256`` its
    fingerprint (``data.fingerprint``).
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


@dataclass(frozen=True)
class Record:
    """A run that was recorded, with its number, its time (UTC) and its place in the chain."""

    id: int
    recorded_at: str
    run: Run
    previous_sha256: str
    sha256: str

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
        return {**own, **asdict(self.run)}


def record(folder: Path, run: Run) -> Record:
    """Keep a run for good in the store at ``folder``; returns it with its number."""
    empty = [name for name, text in asdict(run).items() if not text.strip()]
    if empty:
        raise InputError(f"record: {', '.join(empty)} must not be empty")
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    with app_database.writing(folder) as connection:
        last = connection.execute(statement("app/record_last")).fetchone()
        number, previous = (last["id"] + 1, last["sha256"]) if last else (1, "")
        unsealed = Record(number, moment, run, previous, "")
        kept = Record(number, moment, run, previous, unsealed.own_sha256)
        row = {**kept._content(), "scenario_sha256": kept.scenario_sha256, "sha256": kept.sha256}
        connection.execute(statement("app/record_insert"), row)
    return kept


def get(folder: Path, number: int) -> Record:
    """The record of this number; InputError when there is none or when it was changed since."""
    rows = app_database.read(folder, "record_by_id", {"id": number})
    if not rows:
        raise InputError(f"record: there is no run record {number} in {app_database.path_of(folder)}")
    return _sound(_from_mapping(dict(rows[0])))


def by_person(folder: Path, who: str, limit: int = 100) -> tuple[Record, ...]:
    """The last records of one person, the newest first."""
    rows = app_database.read(folder, "record_by_who", {"who": who, "limit": limit})
    return tuple(_from_mapping(dict(row)) for row in rows)


def check_chain(folder: Path) -> tuple[str, ...]:
    """What is wrong with the records as a whole, one sentence a fault; empty when none was removed or changed."""
    faults, last, hashed = [], 0, ""
    for row in app_database.read(folder, "record_all"):
        found = _from_mapping(dict(row))
        if found.id != last + 1:
            faults.append(f"run records {last + 1} to {found.id - 1} are missing")
        elif found.previous_sha256 != hashed:
            faults.append(f"run record {found.id} does not follow on run record {last}")
        if found.own_sha256 != found.sha256 or row["scenario_sha256"] != found.scenario_sha256:
            faults.append(f"run record {found.id} was changed after it was made")
        last, hashed = found.id, found.sha256
    highest = app_database.read(folder, "record_highest")
    if highest and highest[0]["seq"] != last:
        faults.append(f"run records {last + 1} to {highest[0]['seq']} are missing at the end")
    guards = {row["name"] for row in app_database.read(folder, "record_triggers")}
    lost = [name for name in GUARDS if name not in guards] if highest else []
    return (*faults, *(f"the guard {name} is gone from the database" for name in lost))


def to_json(kept: Record) -> str:
    """The record as a file that another machine with the same build can verify."""
    content = {"kind": KIND, **kept._content(), "sha256": kept.sha256}
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
    wrong = [key for key in texts if not isinstance(content.get(key), str)]
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
    run = Run(**{field.name: content[field.name] for field in fields(Run)})
    return Record(content["id"], content["recorded_at"], run, content["previous_sha256"], content["sha256"])


def _sound(found: Record) -> Record:
    if found.own_sha256 != found.sha256:
        raise InputError(f"record: run record {found.id} was changed after it was made: its hash does not fit")
    return found


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
