"""The audit trail: who signed in, saw, took away and computed what. Rows are only added, chained and sealed.

Whoever can rewrite the database still lacks the key of the seals (``data.keep.seals``); a tail that was cut off is told
by the anchor ``audit.anchor`` beside the database.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.keep import chain, database, seals
from data.keep.chain import Chain, Chained
from data.keep.statements import statement
from terms import InputError

ANCHOR_FILE = "audit.anchor"
PURPOSE = "audit"
GUARDS = ("audit_is_never_changed", "audit_is_never_deleted", "audit_rows_follow_one_another")
#: What can be noted.
SIGNED_IN, SIGNED_OUT, REFUSED, SAW, TOOK, RAN, KEPT = "sign_in", "sign_out", "refused", "page", "file", "run", "keep"
KINDS = (SIGNED_IN, SIGNED_OUT, REFUSED, SAW, TOOK, RAN, KEPT)


@dataclass(frozen=True)
class Event:
    """What somebody did: ``who`` as the provider names the person, ``what`` of ``KINDS``, where, and about what."""

    who: str
    role: str
    what: str
    page: str = ""
    area: str = ""
    about: str = ""


@dataclass(frozen=True)
class Noted:
    """An event with its number, its time (UTC) and its place in the chain."""

    id: int
    at: str
    event: Event
    previous_sha256: str
    sha256: str
    seal: str = ""

    @property
    def own_sha256(self) -> str:
        """The hash that this row must have, computed anew."""
        content = {"id": self.id, "at": self.at, "previous_sha256": self.previous_sha256, **asdict(self.event)}
        told = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()


def note(folder: Path, event: Event) -> Noted:
    """Add an event to the trail of the store at ``folder``; what cannot be noted raises, and must not be shown."""
    with database.writing(folder) as connection:
        last = connection.execute(statement("audit_last")).fetchone()
        key, first = _key(folder, last)
        kept = _sealed(event, last, key)
        row = {**asdict(event), "id": kept.id, "at": kept.at, "previous_sha256": kept.previous_sha256}
        connection.execute(statement("audit_insert"), row | {"sha256": kept.sha256, "seal": kept.seal})
        anchor = seals.Anchor.of(key, first or kept.id, kept.id, kept.sha256)
        beside = seals.written_beside(folder, anchor, ANCHOR_FILE)
    with suppress(OSError, InputError):  # the event is kept by now, and an anchor that is behind accuses nobody
        seals.put(folder, beside, anchor, ANCHOR_FILE)
    return kept


def latest(folder: Path, limit: int, what: str = "", who: str = "") -> tuple[Noted, ...]:
    """The last events of a kind (empty: all) whose person or matter contains a text, the newest first."""
    asked = {"limit": limit, "what": what, "who": who}
    return tuple(_from_row(dict(row)) for row in database.read(folder, "audit_latest", asked))


def every(folder: Path) -> tuple[Noted, ...]:
    """All events in their order, as they stand in the database, checked by nobody."""
    return tuple(_from_row(dict(row)) for row in database.read(folder, "audit_all"))


TRAIL = Chained("audit row", "audit", GUARDS, ANCHOR_FILE, PURPOSE, every)


def look(folder: Path) -> Chain:
    """Whether the trail is whole."""
    return chain.look(folder, TRAIL)


def _sealed(event: Event, last: sqlite3.Row | None, key: bytes) -> Noted:
    """The event as the row after the last one."""
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    number, previous = (last["id"] + 1, last["sha256"]) if last else (1, "")
    sha256 = Noted(number, moment, event, previous, "").own_sha256
    return Noted(number, moment, event, previous, sha256, seals.seal_of(key, sha256))


def _key(folder: Path, last: sqlite3.Row | None) -> tuple[bytes, int]:
    """The key of the trail and its first row (0: none yet); InputError when the key is missing or another."""
    anchor, own = seals.anchor_of(folder, ANCHOR_FILE), seals.key_of(folder)
    begun = last is not None or anchor is not None or seals.anchor_of(folder) is not None
    if own is None and begun:
        raise InputError(f"audit: the key {folder / seals.KEY_FILE} is missing; bring back its copy")
    key = seals.derived(own or seals.made_key(folder), PURPOSE)
    if last is not None and not seals.fits(key, last["sha256"], last["seal"]):
        raise InputError(f"audit: the key is not the one that sealed audit row {last['id']}; bring back its copy")
    return key, anchor.first if anchor else 0


def _from_row(row: Mapping[str, Any]) -> Noted:
    event = Event(*(row[name] for name in ("who", "role", "what", "page", "area", "about")))
    return Noted(row["id"], row["at"], event, row["previous_sha256"], row["sha256"], row["seal"])
