"""Readers of how the register is kept up: proposals, objections and corrections, and what is known of families.

Proposals are counted one by one, by the quarter in which they were filed, as the latest delivery tells them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.read.asked import held, known_level, read
from data.statements import statement
from data.store.open import Store
from data.store.scope import Scope
from terms import LEVELS, InputError, Quarter

WAIT_GROUPS = (*LEVELS, "channel", "kind")


@dataclass(frozen=True)
class Span:
    """The first and last day that the deliveries of proposals tell of (None when there are none), and how many."""

    first_day: date | None
    last_day: date | None
    proposals: int


def span(store: Store) -> Span:
    """Which days the proposals cover; what is pending or overdue is so as of the last day."""
    return Span(*store.cursor().execute(statement("read/update_span")).fetchall()[0])


def flows(store: Store, scope: Scope, filed_in: tuple[Quarter, ...]) -> pd.DataFrame:
    """Columns quarter (of filing), kind, channel, stage (reached), outcome, overdue, proposals.

    Overdue are those pending for over three months.
    """
    return read(store, scope, "update_flow", {"quarters": held(store, filed_in)})


def areas(store: Store, scope: Scope, level: str, filed_in: tuple[Quarter, ...]) -> pd.DataFrame:
    """One row an area: code, filed, accepted, rejected, pending, overdue; filed = accepted + rejected + pending."""
    return read(store, scope, "update_area", {"level": known_level(level), "quarters": held(store, filed_in)})


def waits(store: Store, scope: Scope, by: str, filed_in: tuple[Quarter, ...]) -> pd.DataFrame:
    """How long decisions took: code, decided, median_days, p90_days (half and nine in ten took at most so long).

    ``by`` is nation, province, kabupaten, channel or kind. Pending ones are not in it, so that of recent filings only
    the quick decisions are seen.
    """
    if by not in WAIT_GROUPS:
        raise InputError(f"by: must be one of {', '.join(WAIT_GROUPS)}, got {by!r}")
    return read(store, scope, "update_wait", {"level": by, "quarters": held(store, filed_in)})


def effects(store: Store, scope: Scope, filed_in: tuple[Quarter, ...]) -> pd.DataFrame:
    """Accepted ones by decile: kind, decile_before, decile_after (0 = not ranked, NA = unknown), proposals."""
    return read(store, scope, "update_effect", {"quarters": held(store, filed_in)})


def register_quality(store: Store, scope: Scope, quarter: Quarter, level: str) -> pd.DataFrame:
    """Families by how the register knows them: code, verified_within_year (this quarter or the three before),
    from_dtks, from_regsosek, from_p3ke, civil_match, ranked (has a decile), families, persons."""
    values = {"quarter": held(store, (quarter,))[0], "level": known_level(level)}
    return read(store, scope, "register_quality", values)
