"""Who is signed in, as the server knows it: a cookie without a row here, or with one that has ended, opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.keep import database
from data.keep.statements import statement

#: A sign-in that is in use is noted this often (seconds), so that a page need not write each time it is drawn.
SEEN_EVERY = 30.0
#: The longest that a cookie can be of use (seconds), after which its row is not needed: more than any sign-in lasts.
FORGOTTEN_AFTER = 40 * 24 * 3600.0


@dataclass(frozen=True)
class Open:
    """A sign-in: when it began, when somebody was last active, when it ended (seconds since 1970) and why."""

    key: str
    subject: str
    began_at: float
    seen_at: float
    ended_at: float | None
    ended_why: str

    def over(self, now: float, lasts: float, idle: float) -> str:
        """Why it does not hold any more: ended, expired, idle; empty when it does."""
        if self.ended_at is not None:
            return "idle" if self.ended_why == "idle" else "ended"
        if now > self.began_at + lasts:
            return "expired"
        return "idle" if now > self.seen_at + idle else ""


def begin(folder: Path, key: str, subject: str, now: float) -> None:
    """Put a sign-in on the list, and drop those that are too old to matter."""
    with database.writing(folder) as connection:
        connection.execute(statement("sign_in_begin"), {"key": key, "subject": subject, "now": now})
        connection.execute(statement("sign_in_forget"), {"before": now - FORGOTTEN_AFTER})


def find(folder: Path, key: str) -> Open | None:
    """The sign-in of this key; None when there never was one."""
    rows = database.read(folder, "sign_in_by_key", {"key": key})
    return Open(**dict(rows[0])) if rows else None


def seen(folder: Path, held: Open, now: float) -> None:
    """Note that somebody is active, at most every ``SEEN_EVERY`` seconds."""
    if now < held.seen_at + SEEN_EVERY:
        return
    with database.writing(folder) as connection:
        connection.execute(statement("sign_in_seen"), {"key": held.key, "now": now})


def end(folder: Path, key: str, now: float, why: str) -> str:
    """End a sign-in for good; the person's subject when it had not ended before, else nothing."""
    with database.writing(folder) as connection:
        row = connection.execute(statement("sign_in_end"), {"key": key, "now": now, "why": why}).fetchone()
    return row["subject"] if row else ""
