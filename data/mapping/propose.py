"""Proposes a mapping by headers and values: the tables of the contract that rows of theirs can fill."""

from __future__ import annotations

from data.contract import input_tables
from data.mapping.entries import FileOrigin
from data.mapping.known import named_like
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


def proposals(origin: FileOrigin, sample: TheirSample) -> tuple[ProposedEntry, ...]:
    """The tables of the contract that rows of theirs can fill, as far as names and values tell."""
    found = [_families(origin, sample), *payments(origin, sample, _is_of_members(sample))]
    for name, signs in SIGNS.items():
        if sum(named_like(sign, sample.names) is not None for sign in signs) >= min(2, len(signs)):
            found.append(rows_of(origin, sample, input_tables.table(name)))
    return tuple(entry for entry in found if entry is not None)


def _families(origin: FileOrigin, sample: TheirSample) -> ProposedEntry | None:
    table = input_tables.FAMILIES
    if _is_of_members(sample):
        family = [column for column in table.columns if column.unit != "persons"]
        details = tuple(best(sample, name, readings, True) for name, readings in MEMBER.items())
        return entry_of(origin, sample, table, "member", family, details)
    told = [column.name for column in table.columns if named_like(column.name, sample.names)]
    counted = [column.name for column in table.columns if column.unit == "persons" and column.name in told]
    if "decile" not in told and len(counted) < 3:
        return None
    return rows_of(origin, sample, table)


def _is_of_members(sample: TheirSample) -> bool:
    """Whether one row is a member: it has an age and a sex, and the family comes more than once."""
    family = named_like("family_id", sample.names)
    has_member = all(named_like(name, sample.names) for name in ("age", "sex"))
    return has_member and family is not None and not sample.is_unique(family)
