"""Proposes a mapping by headers and values: what was found for each column, how sure, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data.contract import input_tables
from data.contract.columns import Column, Table
from data.inbox.personal_names import is_personal
from data.mapping.entries import Aid, Entry, FileOrigin, Filling
from data.mapping.known import code_parts, doubt_of, is_monthly, named_like, programme_columns, words_of
from data.mapping.transformations import MEMBER, ON_AID, PAID_ON, SPELL, usual
from data.mapping.values import TheirSample
from terms import REGISTER_PROGRAMMES

SURE, LIKELY, LOOK, MISSING = "sure", "likely", "look at it", "missing"
FULLY, MOSTLY = 0.99, 0.8
#: Programmes of persons: how many members are covered must be told.
OF_PERSONS = {programme.code for programme in REGISTER_PROGRAMMES if programme.unit == "person"}
#: Numbers of kecamatan in a kabupaten: of BPS from 010 on, of Kemendagri in two digits.
LOWEST_OF_BPS, HIGHEST_OF_KEMENDAGRI = 10, 99
MONTHS = 3
SINCE_NOW = '; where nobody knows, since this quarter: { value = "2026Q1" }'
LISTS = ("of Kemendagri, those of BPS begin with 010", "of BPS, those of Kemendagri have two digits")
#: Columns of which a table must have some, or it is not proposed.
SIGNS = {
    "exits": {"reason"},
    "updates": {"filed_on", "kind", "channel", "stage"},
    "spotcheck": {"stratum", "psu", "verified_decile"},
    "empowerment": {"pillar"},
    "quotas": {"quota"},
}


@dataclass(frozen=True)
class Proposed:
    """How one column is proposed to be filled, None when nothing was found: how sure, and why, in words without values.

    ``share`` is the part (0–1) of the sampled values that the filling reads."""

    column: str
    filling: Filling | None
    sure: str
    why: str
    required: bool


@dataclass(frozen=True)
class ProposedEntry:
    """One table that a file can fill. ``entry`` holds what was found; the other lines are for each column of it."""

    entry: Entry
    columns: tuple[Proposed, ...]
    details: tuple[Proposed, ...] = ()
    aid: tuple[tuple[str, tuple[Proposed, ...]], ...] = ()

    @property
    def lines(self) -> tuple[tuple[str, Proposed], ...]:
        """Everything proposed, in order, each by its name; of aid with that of the programme."""
        own = ((one.column, one) for one in (*self.columns, *self.details))
        return (*own, *((f"{programme} {one.column}", one) for programme, parts in self.aid for one in parts))

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what is needed and was not found."""
        return tuple(name for name, one in self.lines if one.filling is None and one.required)


def proposals(origin: FileOrigin, sample: TheirSample) -> tuple[ProposedEntry, ...]:
    """The tables of the contract that rows of theirs can fill, as far as names and values tell."""
    found = [_families(origin, sample), *_payments(origin, sample)]
    for name, signs in SIGNS.items():
        if sum(named_like(sign, sample.names) is not None for sign in signs) >= min(2, len(signs)):
            found.append(_rows(origin, sample, input_tables.table(name)))
    return tuple(entry for entry in found if entry is not None)


def _families(origin: FileOrigin, sample: TheirSample) -> ProposedEntry | None:
    table = input_tables.FAMILIES
    if _is_of_members(sample):
        family = [column for column in table.columns if column.unit != "persons"]
        details = tuple(_best(sample, name, readings, True) for name, readings in MEMBER.items())
        return _entry(origin, sample, table, "member", family, details)
    told = [column.name for column in table.columns if named_like(column.name, sample.names)]
    counted = [column.name for column in table.columns if column.unit == "persons" and column.name in told]
    if "decile" not in told and len(counted) < 3:
        return None
    return _rows(origin, sample, table)


def _is_of_members(sample: TheirSample) -> bool:
    """Whether one row is a member: it has an age and a sex, and the family comes more than once."""
    family = named_like("family_id", sample.names)
    has_member = all(named_like(name, sample.names) for name in ("age", "sex"))
    return has_member and family is not None and not sample.is_unique(family)


def _payments(origin: FileOrigin, sample: TheirSample) -> Iterable[ProposedEntry]:
    table = input_tables.PAYMENTS_TABLE
    programme = named_like("programme", sample.names)
    if programme is None:
        of_aid = programme_columns(sample.names)
        if of_aid:
            yield _aid(origin, sample, of_aid, "member_aid" if _is_of_members(sample) else "aid")
        return
    start, paid_on = named_like("start", sample.names), named_like("paid_on", sample.names)
    if start:
        columns = [column for column in table.columns if column.name != "first_quarter"]
        details = tuple(_best(sample, name, readings, name == "start") for name, readings in SPELL.items())
        yield _entry(origin, sample, table, "spell", columns, details)
    elif paid_on and _comes_again(sample, programme):
        details = tuple(_best(sample, name, readings, False) for name, readings in PAID_ON.items())
        yield _paid_only(sample, _entry(origin, sample, table, "disbursement", table.columns, details))
    elif named_like("rupiah", sample.names):
        yield _paid_only(sample, _rows(origin, sample, table))


def _paid_only(sample: TheirSample, proposed: ProposedEntry) -> ProposedEntry:
    """Without the payments that did not arrive, where a column of status says so of some."""
    name = named_like("paid_status", sample.names)
    words = sample.words(name) if name else ()
    arrived = tuple(word for word in words if word in words_of("paid_status"))
    if name is None or not arrived or len(arrived) == len(words):
        return proposed
    return replace(proposed, entry=replace(proposed.entry, only=((name, arrived),)))


def _comes_again(sample: TheirSample, programme: str) -> bool:
    """Whether a family is paid more than once: its identifier comes more often than it can have programmes."""
    family = named_like("family_id", sample.names)
    return family is not None and not sample.is_unique(family)


def _rows(origin: FileOrigin, sample: TheirSample, table: Table) -> ProposedEntry:
    return _entry(origin, sample, table, "row", table.columns, ())


def _entry(
    origin: FileOrigin,
    sample: TheirSample,
    table: Table,
    kind: str,
    columns: Sequence[Column],
    details: tuple[Proposed, ...],
) -> ProposedEntry:
    proposed = tuple(_column(sample, column) for column in columns if column.name != "quarter")
    entry = Entry(table.name, table.name, origin, kind, _found(proposed), _found(details))
    return ProposedEntry(entry, proposed, details)


def _found(proposed: Sequence[Proposed]) -> tuple[Filling, ...]:
    return tuple(one.filling for one in proposed if one.filling is not None)


def _aid(origin: FileOrigin, sample: TheirSample, of_aid: dict[str, dict[str, str]], kind: str) -> ProposedEntry:
    table = input_tables.PAYMENTS_TABLE
    shared = tuple(_column(sample, table.column(name)) for name in ("family_id", "first_quarter", "kecamatan_code"))
    each = {one for one, parts in of_aid.items() if kind == "member_aid" and _is_by_member(one, parts)}
    aid = [(one, _of_programme(sample, one, parts, one in each)) for one, parts in of_aid.items()]
    filled = tuple(Aid(one, _found(parts), one in each) for one, parts in aid)
    entry = Entry(table.name, table.name, origin, kind, _found(shared), (), filled)
    return ProposedEntry(entry, shared, (), tuple(aid))


def _is_by_member(programme: str, parts: dict[str, str]) -> bool:
    """Whether members on a programme are to be counted: it is one of persons, and no column tells their number."""
    return programme in OF_PERSONS and "persons_covered" not in parts


def _of_programme(sample: TheirSample, programme: str, parts: dict[str, str], per_member: bool) -> tuple[Proposed, ...]:
    """How the columns of one programme are proposed to be filled, those that are missing last."""
    table = input_tables.PAYMENTS_TABLE
    readings = {**ON_AID, **{name: usual(table.column(name)) for name in ("rupiah", "persons_covered")}}
    lines = [_best(sample, part, readings[part], True, name) for part, name in parts.items()]
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


def _column(sample: TheirSample, column: Column) -> Proposed:
    if column.name == "kecamatan_code" and (parts := code_parts(sample.names)):
        return _joined(sample, parts)
    proposed = _best(sample, column.name, usual(column), column.required)
    if proposed.filling is None:
        hint = SINCE_NOW if column.name == "first_quarter" else ""
        return Proposed(column.name, None, MISSING, f"{column.meaning}; {column.allowed_text}{hint}", column.required)
    return _with_empty(sample, column, proposed, proposed.filling)


def _with_empty(sample: TheirSample, column: Column, proposed: Proposed, filling: Filling) -> Proposed:
    """What an empty cell of a decile or a count means, where there are any: not ranked, none."""
    family = named_like("family_id", sample.names)
    means = {"decile": "not ranked", "persons": "none"}.get(column.unit.split(" ")[0])
    if family is None or means is None or not column.required or column.name == "persons":
        return proposed
    share = sample.empty_share(filling.sources[0], family)
    if share == 0:
        return proposed
    sure = LIKELY if proposed.sure == SURE else proposed.sure
    why = f"{proposed.why}; {_percent(share)} of the cells are empty, read as 0, {means}"
    return replace(proposed, filling=replace(filling, empty=0), sure=sure, why=why)


def _joined(sample: TheirSample, parts: tuple[str, ...]) -> Proposed:
    """A code in parts, of the list that reads more of them; kecamatan below 010 are Kemendagri's, above 99 BPS'."""
    ways = [Filling("kecamatan_code", parts, reading) for reading in ("kemendagri", "bps")]
    shares = [sample.read_share(way) for way in ways]
    why = f"joined, {_percent(shares[0])} are codes of Kemendagri, {_percent(shares[1])} of BPS"
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
        LIKELY if is_open else _how_sure(shares[best]),
        f"{why}; say whose they are" if is_open else why,
        True,
    )


def _best(
    sample: TheirSample, column: str, readings: Sequence[str], required: bool, name: str | None = None
) -> Proposed:
    """The column of theirs that is called so, with the transformation that reads most of its values."""
    name = name or named_like(column, sample.names)
    if name is None:
        return Proposed(column, None, MISSING, "no column is called so", required)
    words = _words(sample, column, name)
    times = MONTHS if column == "rupiah" and is_monthly(name) else 1
    ways = [Filling(column, (name,), reading, words=words, times=times) for reading in readings]
    if column == "decile" and sample.range_of(name)[1] > 10:
        ways = [way for way in ways if way.reading == "percentile"]
    shares = [sample.read_share(way) for way in ways]
    best = max(range(len(ways)), key=lambda place: (shares[place], -place))
    why = f"{_percent(shares[best])} of the values can be read"
    if column == "family_id" and (is_personal(name) or sample.has_sixteen_digits(name)):
        return Proposed(column, ways[best], LIKELY, "of persons: only with --pseudonymise, which hashes it", required)
    doubt = doubt_of(column, name) if times == 1 else "a monthly amount, three of them are a quarter's"
    sure = LIKELY if doubt and shares[best] >= MOSTLY else _how_sure(shares[best])
    return Proposed(column, ways[best], sure, f"{why}; {doubt}" if doubt else why, required)


def _words(sample: TheirSample, column: str, name: str) -> tuple[tuple[str, str], ...]:
    """The look-up of a column with a list of words, when a word of theirs is not yet one of the contract's."""
    known = words_of(column)
    meanings = {*known.values()}
    seen = sample.words(name)
    if not any(word in known and word not in meanings for word in seen):
        return ()
    return tuple({**{meaning.lower(): meaning for meaning in sorted(meanings)}, **known}.items())


def _how_sure(share: float) -> str:
    return SURE if share >= FULLY else LIKELY if share >= MOSTLY else LOOK


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
