"""Scenarios that people saved under a name: each person's own, found again, renamed, duplicated, deleted."""

from __future__ import annotations

import sqlite3
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.keep import database
from data.keep.statements import statement
from simulator.policy import files
from terms import InputError, Reason

LONGEST_NAME = 80
LONGEST_TOML = 65_536
MOST_SCENARIOS = 500


@dataclass(frozen=True)
class Saved:
    """A scenario of one person. Times are UTC; ``renamed_from`` and ``copied_from`` are names, empty when neither."""

    id: int
    owner: str
    name: str
    toml: str
    created_at: str
    changed_at: str
    renamed_from: str
    copied_from: str


def save(folder: Path, owner: str, name: str, toml: str) -> Saved:
    """Keep a new scenario in the store at ``folder``; InputError when the name is taken or the TOML is no policy."""
    name = _checked_name(name)
    _check_toml(name, toml)
    with database.writing(folder) as connection:
        return _inserted(connection, owner, name, toml, copied_from="")


def change(folder: Path, owner: str, number: int, toml: str) -> Saved:
    """Put another content under the same name."""
    with database.writing(folder) as connection:
        found = _own(connection, owner, number)
        _check_toml(found.name, toml)
        values = {"id": number, "toml": toml, "changed_at": now()}
        connection.execute(statement("scenario_change"), values)
        return _own(connection, owner, number)


def rename(folder: Path, owner: str, number: int, name: str) -> Saved:
    """Give a scenario another name; the former one is kept in ``renamed_from``."""
    name = _checked_name(name)
    with database.writing(folder) as connection:
        found = _own(connection, owner, number)
        _check_free(connection, owner, name, number)
        values = {"id": number, "name": name, "name_key": key_of(name), "former": found.name, "changed_at": now()}
        connection.execute(statement("scenario_rename"), values)
        return _own(connection, owner, number)


def duplicate(folder: Path, owner: str, number: int, name: str = "") -> Saved:
    """Copy a scenario under a name, or without one under its own with the first free number behind it."""
    with database.writing(folder) as connection:
        found = _own(connection, owner, number)
        name = _checked_name(name) if name else _numbered(connection, owner, found.name)
        return _inserted(connection, owner, name, found.toml, copied_from=found.name)


def delete(folder: Path, owner: str, number: int) -> None:
    """Delete one's own scenario. Records of runs with it stay, with its whole text."""
    with database.writing(folder) as connection:
        _own(connection, owner, number)
        connection.execute(statement("scenario_unshare"), {"id": number})
        connection.execute(statement("scenario_delete"), {"id": number})


def of(folder: Path, owner: str) -> tuple[Saved, ...]:
    """All scenarios of a person, the last changed first."""
    return tuple(from_row(row) for row in database.read(folder, "scenario_by_owner", {"owner": owner}))


def get(folder: Path, owner: str, number: int) -> Saved:
    """One's own scenario by its number; InputError when there is none."""
    rows = database.read(folder, "scenario_by_id", {"owner": owner, "id": number})
    if not rows:
        raise _none(owner, number)
    return from_row(rows[0])


def find(folder: Path, owner: str, text: str) -> tuple[Saved, ...]:
    """One's own scenarios whose name contains the text, case aside, the last changed first."""
    return tuple(found for found in of(folder, owner) if key_of(text) in key_of(found.name))


def key_of(name: str) -> str:
    """A name as it is compared: case, width, accents' composition and repeated spaces make no difference."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _checked_name(name: str) -> str:
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not name:
        raise _refused("saved_empty", "scenario: the name must not be empty")
    if len(name) > LONGEST_NAME:
        told = f"scenario: the name must have at most {LONGEST_NAME} characters, got {len(name)}"
        raise _refused("saved_long", told, limit=LONGEST_NAME, got=len(name))
    if not name.isprintable():
        told = f"scenario: the name must have no control characters, got {name!r}"
        raise _refused("saved_controls", told, got=repr(name))
    return name


def _check_toml(name: str, toml: str) -> None:
    size = len(toml.encode(errors="replace"))
    if size > LONGEST_TOML:
        told = f"{name}: a saved scenario must have at most {LONGEST_TOML:,} bytes, got {size:,}"
        raise _refused("saved_large", told, limit=LONGEST_TOML, got=size)
    files.parse(toml, name, kept=True)


def _inserted(connection: sqlite3.Connection, owner: str, name: str, toml: str, copied_from: str) -> Saved:
    if not owner.strip():
        raise InputError("scenario: the owner must not be empty")
    (count,) = connection.execute(statement("scenario_count"), {"owner": owner}).fetchone()
    if count >= MOST_SCENARIOS:
        told = f"scenario: a person can save at most {MOST_SCENARIOS} scenarios; delete some first"
        raise _refused("saved_most", told, limit=MOST_SCENARIOS)
    _check_free(connection, owner, name, 0)
    values = {"owner": owner, "name": name, "name_key": key_of(name), "toml": toml}
    moment = {"created_at": now(), "copied_from": copied_from}
    added = connection.execute(statement("scenario_insert"), {**values, **moment})
    return _own(connection, owner, int(added.lastrowid or 0))


def _own(connection: sqlite3.Connection, owner: str, number: int) -> Saved:
    row = connection.execute(statement("scenario_by_id"), {"owner": owner, "id": number}).fetchone()
    if row is None:
        raise _none(owner, number)
    return from_row(row)


def _check_free(connection: sqlite3.Connection, owner: str, name: str, number: int) -> None:
    taken = connection.execute(statement("scenario_by_name"), {"owner": owner, "name_key": key_of(name)}).fetchone()
    if taken is not None and taken["id"] != number:
        told = f"scenario: the name {taken['name']!r} is taken; choose another"
        raise _refused("saved_taken", told, got=repr(taken["name"]))


def _numbered(connection: sqlite3.Connection, owner: str, name: str) -> str:
    """The name with `` (2)``, `` (3)`` … behind it, cut so that it fits, the first that is free."""
    for count in range(2, MOST_SCENARIOS + 3):
        ending = f" ({count})"
        candidate = name[: LONGEST_NAME - len(ending)].rstrip() + ending
        values = {"owner": owner, "name_key": key_of(candidate)}
        if connection.execute(statement("scenario_by_name"), values).fetchone() is None:
            return candidate
    raise _refused("saved_no_copy", f"scenario: no free name is left for a copy of {name!r}; give one", got=repr(name))


def from_row(row: sqlite3.Row) -> Saved:
    """A row of the table as what it is."""
    return Saved(**{name: row[name] for name in row.keys() if name != "name_key"})  # noqa: SIM118 - a Row yields values


def now() -> str:
    """This moment (UTC), as the database tells it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _none(owner: str, number: int) -> InputError:
    told = f"scenario: {owner} has no scenario with the number {number}"
    return _refused("saved_none", told, got=number)


def _refused(code: str, told: str, **values: str | int) -> InputError:
    """The sentence, and the code by which a page says it in the reader's language."""
    return InputError(told, (Reason(code, tuple(values.items())),))
