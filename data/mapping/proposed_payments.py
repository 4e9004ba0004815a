"""Proposes payments: a list of them, times on aid, a bank's list, or columns of aid for each programme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from data.contract import input_tables
from data.mapping.entries import Aid, Entry, FileOrigin
from data.mapping.known import all_named_like, bare, named_like, programme_columns, words_of
from data.mapping.proposed import LIKELY, MISSING, SURE, Proposed, ProposedEntry, found
from data.mapping.proposed_columns import best, entry_of, filled, quarter_of, rows_of
from data.mapping.transformations import ON_AID, PAID_ON, SPELL, usual
from data.mapping.values import Counted, TheirSample, told_words
from terms import REGISTER_PROGRAMMES

#: Programmes of persons: how many members are covered must be told.
OF_PERSONS = {programme.code for programme in REGISTER_PROGRAMMES if programme.unit == "person"}
#: Names of a status that may be one of anything, where rows are no payments.
OF_ANYTHING = ("status", "hasil", "keterangan", "ket")


def payments(origin: FileOrigin, sample: TheirSample, of_members: bool) -> Iterable[ProposedEntry]:
    """What a file proposes as payments, whose rows may be members."""
    table = input_tables.PAYMENTS_TABLE
    programme = named_like("programme", sample.names)
    if programme is None:
        of_aid = programme_columns(sample.names)
        if of_aid and named_like("family_id", sample.names):
            yield _paid_only(sample, _aid(origin, sample, of_aid, "member_aid" if of_members else "aid"))
        return
    start, paid_on = named_like("start", sample.names), named_like("paid_on", sample.names)
    if start:
        columns = [column for column in table.columns if column.name != "first_quarter"]
        details = tuple(best(sample, name, readings, name == "start") for name, readings in SPELL.items())
        yield _paid_only(sample, entry_of(origin, sample, table, "spell", columns, details))
    elif paid_on and _comes_again(sample, programme):
        details = tuple(best(sample, name, readings, False) for name, readings in PAID_ON.items())
        yield _paid_only(sample, entry_of(origin, sample, table, "disbursement", table.columns, details))
    elif named_like("rupiah", sample.names):
        yield _paid_only(sample, rows_of(origin, sample, table))


def _paid_only(sample: TheirSample, proposed: ProposedEntry) -> ProposedEntry:
    """Without the payments that did not arrive, where a column of status says so; what its words are is told."""
    is_payment = proposed.entry.kind in ("row", "disbursement")
    paid = {bare(word) for word in words_of("paid_status")}
    for name in all_named_like("paid_status", sample.names):
        words = sample.throughout(name)
        arrived = tuple(word for word, _ in words if word and bare(word) in paid)
        others = tuple((word, rows) for word, rows in words if word not in arrived)
        if arrived:
            proposed = replace(proposed, entry=replace(proposed.entry, only=(*proposed.entry.only, (name, arrived))))
        is_told = any(word for word, _ in words) and (is_payment or bool(arrived) or bare(name) not in OF_ANYTHING)
        if others and is_told:
            proposed = replace(proposed, doubts=(*proposed.doubts, _doubt_of_status(name, arrived, others)))
    return proposed


def _doubt_of_status(name: str, arrived: tuple[str, ...], others: Counted) -> str:
    if arrived:
        return f"{name}: only rows that say {' or '.join(arrived)} are taken, others are left out: {told_words(others)}"
    return (
        f"{name}: no row is left out for its words, paid or not: {told_words(others)};"
        f' say which were paid with only = {{ {name} = ["…"] }}'
    )


def _comes_again(sample: TheirSample, programme: str) -> bool:
    """Whether a family is paid more than once: its identifier comes more often than it can have programmes."""
    family = named_like("family_id", sample.names)
    return family is not None and not sample.is_unique(family)


def _aid(origin: FileOrigin, sample: TheirSample, of_aid: dict[str, dict[str, str]], kind: str) -> ProposedEntry:
    table = input_tables.PAYMENTS_TABLE
    shared = tuple(
        filled(sample, table.column(name), kind) for name in ("family_id", "first_quarter", "kecamatan_code")
    )
    of_quarter, doubts = quarter_of(sample, table.name)
    shared = (*of_quarter, *shared)
    each = {one for one, parts in of_aid.items() if kind == "member_aid" and _is_by_member(one, parts)}
    aid = [(one, _of_programme(sample, one, parts, one in each)) for one, parts in of_aid.items()]
    each_aid = tuple(Aid(one, found(parts), one in each) for one, parts in aid)
    entry = Entry(table.name, table.name, origin, kind, found(shared), (), each_aid)
    return ProposedEntry(entry, shared, (), tuple(aid), doubts)


def _is_by_member(programme: str, parts: dict[str, str]) -> bool:
    """Whether members on a programme are to be counted: it is one of persons, and no column tells their number."""
    return programme in OF_PERSONS and "persons_covered" not in parts


def _of_programme(sample: TheirSample, programme: str, parts: dict[str, str], per_member: bool) -> tuple[Proposed, ...]:
    """How the columns of one programme are proposed to be filled, those that are missing last."""
    table = input_tables.PAYMENTS_TABLE
    readings = {**ON_AID, **{name: usual(table.column(name)) for name in ("rupiah", "persons_covered")}}
    lines = [best(sample, part, readings[part], True, name) for part, name in parts.items()]
    if per_member:
        lines = [_added_up(one) if one.column == "rupiah" else one for one in lines]
    if "rupiah" not in parts:
        paid = f"paid for the quarter to one {'member' if per_member else 'family'}"
        lines.append(Proposed("rupiah", None, MISSING, paid, True))
    if _is_by_member(programme, parts) and not per_member:
        lines.append(Proposed("persons_covered", None, MISSING, "members covered, 1 to persons", True))
    return tuple(lines)


def _added_up(one: Proposed) -> Proposed:
    sure = LIKELY if one.sure == SURE else one.sure
    return replace(one, sure=sure, why=f"{one.why}; taken for the amount of each member on it, added up per family")
