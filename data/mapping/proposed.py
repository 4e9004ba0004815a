"""What is proposed, as frozen values: how each column of a table can be filled, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.mapping.entries import Entry, Filling

SURE, LIKELY, LOOK, MISSING = "sure", "likely", "look at it", "missing"
FULLY, MOSTLY = 0.99, 0.8


@dataclass(frozen=True)
class Proposed:
    """How one column is proposed to be filled (None: nothing was found), how sure that is, and why, without values."""

    column: str
    filling: Filling | None
    sure: str
    why: str
    required: bool


@dataclass(frozen=True)
class ProposedEntry:
    """One table that a file can fill. ``entry`` holds what was found; the other lines are for each column of it.
    ``doubts`` are of its rows as a whole, in sentences' halves without values of persons."""

    entry: Entry
    columns: tuple[Proposed, ...]
    details: tuple[Proposed, ...] = ()
    aid: tuple[tuple[str, tuple[Proposed, ...]], ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[tuple[str, Proposed], ...]:
        """Everything proposed, in order, each by its name; of aid with that of the programme."""
        own = ((one.column, one) for one in (*self.columns, *self.details))
        return (*own, *((f"{programme} {one.column}", one) for programme, parts in self.aid for one in parts))

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what is needed and was not found."""
        return tuple(name for name, one in self.lines if one.filling is None and one.required)


def found(proposed: Sequence[Proposed]) -> tuple[Filling, ...]:
    """The fillings among what is proposed."""
    return tuple(one.filling for one in proposed if one.filling is not None)


def how_sure(share: float) -> str:
    """How sure a column is whose values are read in that share."""
    return SURE if share >= FULLY else LIKELY if share >= MOSTLY else LOOK


def least_sure(*parts: str) -> str:
    """The least sure of several."""
    return max(parts, key=(SURE, LIKELY, LOOK, MISSING).index)


def percent(share: float) -> str:
    """A share as it is told."""
    return f"{100 * share:.0f} %"
