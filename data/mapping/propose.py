"""Proposes a mapping by headers and values: the tables of the contract that rows of theirs can fill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.contract import input_tables
from data.mapping.entries import FileOrigin
from data.mapping.known import known_among, named_like
from data.mapping.proposed import ProposedEntry
from data.mapping.proposed_columns import best, entry_of, rows_of
from data.mapping.proposed_payments import payments
from data.mapping.transformations import MEMBER
from data.mapping.values import TheirSample

#: Columns of which a table must have some, or it is not proposed.
SIGNS = {
    "exits": {"reason"},
    "updates": {"filed_on", "kind", "channel", "stage"},
    "spotcheck": {"stratum", "psu", "verified_decile"},
    "empowerment": {"pillar"},
    "quotas": {"quota"},
}
#: Lists that tell of families without being their register, though they count members.
OF_VISITS = {"updates", "spotcheck"}
FEWEST_COUNTS = 3
#: So many names of columns in a row of cells make it a header.
FEWEST_NAMES = 2


def proposals(origin: FileOrigin, sample: TheirSample) -> tuple[ProposedEntry, ...]:
    """The tables of the contract that rows of theirs can fill, as far as names and values tell."""
    signed = [name for name, signs in SIGNS.items() if _how_many(sample, signs) >= min(2, len(signs))]
    found = [_families(origin, sample, signed), *payments(origin, sample, _is_of_members(sample))]
    found += [rows_of(origin, sample, input_tables.table(name)) for name in signed]
    entries = [entry for entry in found if entry is not None]
    doubts = (*_of_header(sample), *_of_tables([entry.entry.table for entry in entries], signed))
    return tuple(replace(entry, doubts=(*doubts, *entry.doubts)) for entry in entries)


def _of_tables(tables: Sequence[str], signed: Sequence[str]) -> tuple[str, ...]:
    """That a list, such as one of exits, seems to be another table too: families with their aid alone are two."""
    if not signed or len(tables) < 2:
        return ()
    return (f"{' and '.join(tables)}: the same rows are proposed as each; keep what they are",)


def _of_header(sample: TheirSample) -> tuple[str, ...]:
    """That the row below the header names columns too, without a number in it: a header of two rows."""
    below = known_among(sample.first)
    if len(below) < FEWEST_NAMES or any(letter.isdigit() for cell in sample.first for letter in cell):
        return ()
    named = ", ".join(name.lower() for name in below)
    return (f"the header: it has two rows, the lower one is not read ({named}); make one row of both in the file",)


def _how_many(sample: TheirSample, columns: Iterable[str]) -> int:
    """How many columns of the contract theirs are called like."""
    return sum(named_like(column, sample.names) is not None for column in columns)


def _families(origin: FileOrigin, sample: TheirSample, signed: Sequence[str]) -> ProposedEntry | None:
    """Families where their members are told of: a decile alone is on every list, and a visit counts members too."""
    table = input_tables.FAMILIES
    if OF_VISITS & {*signed}:
        return None
    if _is_of_members(sample):
        family = [column for column in table.columns if column.unit != "persons"]
        details = tuple(best(sample, name, readings, True) for name, readings in MEMBER.items())
        return entry_of(origin, sample, table, "member", family, details)
    counted = _how_many(sample, (column.name for column in table.columns if column.unit == "persons"))
    is_register = not signed and _how_many(sample, ("decile", "persons")) == 2
    return rows_of(origin, sample, table) if is_register or counted >= FEWEST_COUNTS else None


def _is_of_members(sample: TheirSample) -> bool:
    """Whether one row is a member: it has an age and a sex, and the family comes more than once."""
    family = named_like("family_id", sample.names)
    has_member = all(named_like(name, sample.names) for name in ("age", "sex"))
    return has_member and family is not None and not sample.is_unique(family)
