"""Proposes how the columns of one table are filled: the name of theirs, the transformation that reads it, the doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.contract.columns import Column, Table
from data.inbox.personal_names import is_personal
from data.mapping.doubts import doubts_of, is_percentile
from data.mapping.entries import Entry, FileOrigin, Filling
from data.mapping.known import code_parts, is_monthly, named_like, words_of
from data.mapping.proposed import (
    FULLY,
    LIKELY,
    LOOK,
    MISSING,
    MOSTLY,
    SURE,
    Proposed,
    ProposedEntry,
    found,
    how_sure,
    least_sure,
    percent,
)
from data.mapping.transformations import usual
from data.mapping.values import TheirSample

#: Numbers of kecamatan in a kabupaten: of BPS from 010 on, of Kemendagri in two digits.
LOWEST_OF_BPS, HIGHEST_OF_KEMENDAGRI = 10, 99
MONTHS = 3
#: Kinds of rows that are each of one quarter; times on aid and a bank's payments tell theirs otherwise.
OF_ONE_QUARTER = ("row", "member", "aid", "member_aid")
OF_EXITS = "; it must be the first quarter without aid"
SINCE_NOW = '; where nobody knows, since this quarter: { value = "2026Q1" }'
LISTS = ("of Kemendagri, those of BPS begin with 010", "of BPS, those of Kemendagri have two digits")


def rows_of(origin: FileOrigin, sample: TheirSample, table: Table) -> ProposedEntry:
    """A table whose rows are theirs, one for one."""
    return entry_of(origin, sample, table, "row", table.columns, ())


def entry_of(
    origin: FileOrigin,
    sample: TheirSample,
    table: Table,
    kind: str,
    columns: Sequence[Column],
    details: tuple[Proposed, ...],
) -> ProposedEntry:
    """A table whose columns are filled from theirs, the quarter where theirs say one."""
    proposed = tuple(filled(sample, column, kind) for column in columns if column.name != "quarter")
    of_quarter, doubts = quarter_of(sample, table.name) if kind in OF_ONE_QUARTER else ((), ())
    proposed = (*of_quarter, *proposed)
    entry = Entry(table.name, table.name, origin, kind, found(proposed), found(details))
    return ProposedEntry(entry, proposed, details, (), doubts)


def quarter_of(sample: TheirSample, table: str) -> tuple[tuple[Proposed, ...], tuple[str, ...]]:
    """The column that says of which quarter a row is, if its cells can be read, else the doubt about it."""
    name = named_like(f"quarter_of_{table}", sample.names)
    if name is None:
        return (), ()
    proposed = best(sample, "quarter", ("quarter",), False, name)
    if proposed.sure == LOOK:
        return (), (f"{name} may say of which quarter a row is, but cannot be read; rows of all quarters are taken",)
    why = f"{proposed.why}; rows of other quarters are left out{OF_EXITS if table == 'exits' else ''}"
    return (replace(proposed, sure=LIKELY, why=why),), ()


def filled(sample: TheirSample, column: Column, kind: str) -> Proposed:
    """How a column of the contract is proposed to be filled, with what its empty cells mean."""
    if column.name == "kecamatan_code" and (parts := code_parts(sample.names)):
        return _joined(sample, parts)
    proposed = best(sample, column.name, usual(column), column.required, allowed=_allowed(column))
    if proposed.filling is None:
        hint = SINCE_NOW if column.name == "first_quarter" else ""
        return Proposed(column.name, None, MISSING, f"{column.meaning}; {column.allowed_text}{hint}", column.required)
    if _allowed(column):
        return _in_its_words(sample, column, proposed, proposed.filling)
    return _with_empty(sample, kind, column, proposed, proposed.filling)


def _allowed(column: Column) -> tuple[str, ...]:
    """The words that a column may hold; none where the contract does not list them."""
    return column.allowed if isinstance(column.allowed, tuple) else ()


def _in_its_words(sample: TheirSample, column: Column, proposed: Proposed, filling: Filling) -> Proposed:
    """How sure a column with a list of words is: as many of its values as are in the list, or mean one of it."""
    words = [word for word, _ in filling.words] or [word.lower() for word in _allowed(column)]
    share = sample.share_of_words(filling.sources[0], words)
    if share >= FULLY:
        return proposed
    why = (
        f"{percent(share)} of the values are words that are known; say the others with words, as {column.allowed_text}"
    )
    return replace(proposed, sure=how_sure(share), why=why)


def _with_empty(sample: TheirSample, kind: str, column: Column, proposed: Proposed, filling: Filling) -> Proposed:
    """What an empty cell of a decile or a count means, where there are any: not ranked, none."""
    family = named_like("family_id", sample.names)
    means = {"decile": "not ranked", "persons": "none"}.get(column.unit.split(" ")[0])
    if family is None or means is None or not column.required or column.name == "persons":
        return proposed
    share = sample.empty_share(filling.sources[0], family)
    if share == 0:
        return proposed
    sure = least_sure(LIKELY, proposed.sure)
    if kind == "member" and sample.is_told_in_part(filling.sources[0], family):
        why = f"{proposed.why}; {percent(share)} of the cells are empty, a family's is that of its rows which say one"
        return replace(proposed, sure=sure, why=why)
    why = f"{proposed.why}; {percent(share)} of the cells are empty, read as 0, {means}"
    return replace(proposed, filling=replace(filling, empty=0), sure=sure, why=why)


def _joined(sample: TheirSample, parts: tuple[str, ...]) -> Proposed:
    """A code in parts, of the list that reads more of them; kecamatan below 010 are Kemendagri's, above 99 BPS'."""
    ways = [Filling("kecamatan_code", parts, reading) for reading in ("kemendagri", "bps")]
    shares = [sample.read_share(way) for way in ways]
    why = f"joined, {percent(shares[0])} are codes of Kemendagri, {percent(shares[1])} of BPS"
    is_open = min(shares) > MOSTLY
    if is_open and len(parts) > 2:
        lowest, highest = sample.range_of(parts[2])
        told = [0 < lowest < LOWEST_OF_BPS, highest > HIGHEST_OF_KEMENDAGRI]
        if any(told) and not all(told):
            best = told.index(True)
            return Proposed("kecamatan_code", ways[best], SURE, f"{why}; {parts[2]} are {LISTS[best]}", True)
    best = 0 if shares[0] >= shares[1] else 1
    return Proposed(
        "kecamatan_code",
        ways[best],
        LIKELY if is_open else how_sure(shares[best]),
        f"{why}; say whose they are" if is_open else why,
        True,
    )


def best(
    sample: TheirSample,
    column: str,
    readings: Sequence[str],
    required: bool,
    name: str | None = None,
    allowed: tuple[str, ...] = (),
) -> Proposed:
    """The column of theirs that is called so, with the transformation that reads most of its values."""
    name = name or named_like(column, sample.names)
    if name is None:
        return Proposed(column, None, MISSING, "no column is called so", required)
    words = _words(sample, name, words_of(column, allowed))
    times = MONTHS if column == "rupiah" and is_monthly(name) else 1
    ways = [Filling(column, (name,), reading, words=words, times=times) for reading in readings]
    if "percentile" in readings:
        is_rank = is_percentile(sample, name)
        ways = [way for way in ways if (way.reading == "percentile") == is_rank]
    shares = [sample.read_share(way) for way in ways]
    if readings[0] == "code":
        # Any text may be a code: those of a list are counted.
        shares[0] = max(shares[1:])
    best = max(range(len(ways)), key=lambda place: (shares[place], -place))
    why = f"{percent(shares[best])} of the values can be read"
    if column == "family_id" and (is_personal(name) or sample.has_sixteen_digits(name)):
        return Proposed(column, ways[best], LIKELY, "of persons: only with --pseudonymise, which hashes it", required)
    doubts = tuple(doubts_of(sample, ways[best]))
    sure = least_sure(how_sure(shares[best]), *(doubt.most for doubt in doubts))
    return Proposed(column, ways[best], sure, "; ".join((why, *(doubt.why for doubt in doubts))), required)


def _words(sample: TheirSample, name: str, known: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The look-up of a column with a list of words, when a word of theirs is not yet one of the contract's."""
    meanings = {*known.values()}
    seen = sample.words(name)
    if not any(word in known and word not in meanings for word in seen):
        return ()
    return tuple({**{meaning.lower(): meaning for meaning in sorted(meanings)}, **known}.items())
