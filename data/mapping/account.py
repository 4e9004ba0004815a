"""The account of rows: rows in = rows used + rows set aside + rows left out by a rule; nothing is lost in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from data.inbox.mapped import MappedRows
from data.mapping.entries import Entry

Reasons = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class EntryAccount:
    """What became of the rows of one entry. Rows in, used, aside and left_out are rows of theirs (for aid in columns:
    rows times ``programmes``); ``rows_out`` are rows of the contract. ``unread`` lines of text are no rows at all."""

    label: str
    rows_in: int
    rows_out: int
    used: int
    aside: Reasons
    left_out: Reasons
    unread: int = 0
    programmes: int = 1

    @property
    def set_aside(self) -> int:
        """Rows set aside for a fault, and lines that are no rows."""
        return sum(count for _, count in self.aside) + self.unread

    @property
    def share_aside(self) -> float:
        """The share (0–1) of the rows that should have been used and were set aside."""
        due = self.used + self.set_aside
        return self.set_aside / due if due else 0.0

    @property
    def balances(self) -> bool:
        """Whether every row of theirs is accounted for."""
        return self.rows_in == self.used + sum(count for _, count in (*self.aside, *self.left_out))

    @property
    def reasons(self) -> list[str]:
        """Each reason with its rows, those set aside first."""
        unread = (("line that is no row, or of another encoding", self.unread),) if self.unread else ()
        aside = [f"set aside, {reason}: {count:,}" for reason, count in (*self.aside, *unread)]
        return aside + [f"left out, {reason}: {count:,}" for reason, count in self.left_out]

    @property
    def sentence(self) -> str:
        """The account in one sentence."""
        left = sum(count for _, count in self.left_out)
        many = self.programmes > 1
        times = f" ({self.rows_in // self.programmes:,} for each of {self.programmes} programmes)" if many else ""
        aside = self.set_aside - self.unread
        text = (
            f"{self.label}: {self.rows_in:,} rows in{times} = {self.used:,} used + {aside:,} set aside"
            f" + {left:,} left out; {self.rows_out:,} rows out"
        )
        return f"{text} ({'; '.join(self.reasons)})" if self.reasons else text


def account(label: str, rows_in: int, factor: int, groups: list[tuple[Any, ...]], unread: int) -> EntryAccount:
    """The account of groups (aside, left_out, rows, source rows); a row of theirs is told ``factor`` times."""
    kept = [(rows, sources) for aside, left, rows, sources in groups if aside is None and left is None]
    aside = tuple((aside, sources) for aside, _, _, sources in groups if aside is not None)
    left_out = tuple((left, sources) for aside, left, _, sources in groups if aside is None and left is not None)
    rows_out, used = (sum(part) for part in zip(*kept, strict=True)) if kept else (0, 0)
    return EntryAccount(label, rows_in * factor, rows_out, used, aside, left_out, unread, factor)


def mapped_rows(entry: Entry, told: EntryAccount) -> MappedRows:
    """The account of an entry as the store keeps it; unread lines stand beside the rows."""
    left_out = sum(count for _, count in told.left_out)
    aside = told.set_aside - told.unread
    numbers = (told.rows_in, told.used, aside, left_out, told.unread, told.rows_out)
    return MappedRows(entry.table, entry.origin.shown, *numbers, "; ".join(told.reasons))
