"""Scenarios that their owners let others read. Reading is all: only the owner changes, shares or deletes."""

from __future__ import annotations

from pathlib import Path

from data.keep import database, scenarios
from data.keep.scenarios import Saved
from data.keep.statements import statement
from terms import InputError

EVERYBODY = "*"


def share(folder: Path, owner: str, number: int, reader: str = EVERYBODY) -> None:
    """Let somebody, or everybody who is let in, read one's own scenario; InputError when it is not one's own."""
    if not reader.strip():
        raise InputError("scenario: who may read it must not be empty")
    found = scenarios.get(folder, owner, number)
    with database.writing(folder) as connection:
        values = {"id": found.id, "reader": reader, "shared_at": scenarios.now()}
        connection.execute(statement("scenario_share"), values)


def unshare(folder: Path, owner: str, number: int) -> None:
    """Nobody else may read one's own scenario any more."""
    found = scenarios.get(folder, owner, number)
    with database.writing(folder) as connection:
        connection.execute(statement("scenario_unshare"), {"id": found.id})


def readers(folder: Path, owner: str, number: int) -> tuple[str, ...]:
    """Who may read one's own scenario."""
    found = scenarios.get(folder, owner, number)
    return tuple(row["reader"] for row in database.read(folder, "scenario_readers", {"id": found.id}))


def readable(folder: Path, reader: str, sees_all: bool = False) -> tuple[Saved, ...]:
    """Scenarios of others that this person may read, the last changed first; ``sees_all``: every one."""
    name = "scenario_all" if sees_all else "scenario_shared_with"
    return tuple(scenarios.from_row(row) for row in database.read(folder, name, {"reader": reader}))
