"""How many rows of each join found nobody: told before their absence counts as a finding.

``data/sql/check/linking/`` holds one query a join (``data/sql/build/linking_between/`` the same against what the build
remembers of the last quarter): a row a part with the columns part, rows_in, unlinked and example. Its head says the
worst that may follow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any

import duckdb

from data.check.claims import Claim, read_claim
from data.check.findings import ERROR, NOTE, WARNING, Finding, masked
from data.check.judge import Examined
from data.inbox.staging import UNREADABLE
from data.statements import names, statement
from terms import InputError, Quarter

#: Above this share of the rows a warning is given: clean deliveries stay well below it.
WARNED = 0.01
#: Above this share the quarter is not built. The published number of PBI members outside the register (5.1 of 96.8
#: million, 6.6 % of the rows) is the largest that is known to be true; another key, or a lost digit, gives far more.
MOST = 0.10
#: Fewer rows than this that found nobody may be families that are really gone: no error rests on them alone.
FEW = 10
#: A part of a join: its name, rows, those that found nobody, and one of these.
LinkRow = tuple[Any, int, int, Any]
LinkRows = dict[str, tuple[LinkRow, ...]]
#: What a join asks whose rows name families that somebody should know.
NAMED = "named_unknown_families"
_SPOILED = "is the identifier written as in the other files? If it is right as it stands, accept it: "


@dataclass(frozen=True)
class JoinPart:
    """A part of a join (a programme, or '' for all): its rows, those without a match, and one of these."""

    name: str
    rows: int
    unlinked: int
    example: str = ""

    @property
    def share(self) -> float:
        """Of the rows, 0–1."""
        return self.unlinked / self.rows if self.rows else 0.0

    @property
    def sentence(self) -> str:
        of = f" of {self.name}" if self.name else ""
        first = f", first {self.example}" if self.example else ""
        return f"{self.unlinked:,} of {self.rows:,}{of} ({written(self.share)}{first})"


def written(share: float) -> str:
    """A share in per cent that is 0 or 100 only when it is so."""
    return f"{100 * share:.2f} %" if share in (0, 1) else f"{min(max(100 * share, 0.01), 99.99):.2f} %"


@cache
def links() -> tuple[Claim, ...]:
    """Every join of a quarter's files that is told."""
    return tuple(map(read_claim, names("check/linking")))


@cache
def links_between() -> tuple[Claim, ...]:
    """Those joins with the last quarter, from what the build remembers of its families."""
    return tuple(map(read_claim, names("build/linking_between")))


def accepted(limit: object, name: str) -> float | None:
    """The share that a caller accepts; InputError unless it is one."""
    if limit is None:
        return None
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit <= 1:
        raise InputError(f"{name}: must be a share from 0 to 1, got {limit!r}")
    return limit


def link_findings(examined: Examined, about_rows: Iterable[Finding], most: float = MOST) -> list[Finding]:
    """A finding for every join of a staged quarter that can be judged: an error above ``most``, a warning above 1 %,
    otherwise a note."""
    unreadable = {finding.table for finding in about_rows if finding.claim == UNREADABLE and finding.count}
    can_be_read = [link for link in links() if not link.tables & unreadable]
    return told_links(examined.quarter, link_rows(examined, can_be_read), examined.private_tables, most)


def link_rows(examined: Examined, wanted: Iterable[Claim]) -> LinkRows:
    """What those of the wanted joins of a staged quarter that can be judged found."""
    found, judgeable = {}, examined.judgeable(wanted)
    _look_for(examined.connection, [link.table for link in judgeable if NAMED in link.words])
    for link in judgeable:
        examined.progress(f"{examined.quarter} {link.name}")
        found[link.name] = tuple(examined.connection.execute(link.query).fetchall())
    return found


def _look_for(connection: duckdb.DuckDBPyConnection, naming: list[str]) -> None:
    """Find the families that these tables name and nobody knows, for all of them at once."""
    named = [connection.view(name).select(duckdb.ColumnExpression("family_id")) for name in naming]
    if named:
        reduce(duckdb.DuckDBPyRelation.union, named).create_view("named_family", replace=True)
        connection.execute(statement("check/named/unknown_family"))


def told_links(quarter: Quarter, found: LinkRows, private_tables: frozenset[str], most: float) -> list[Finding]:
    """The findings of what the joins found, in the order of the joins."""
    return [
        judged(quarter, link, _parts(found[link.name], shown=not link.tables & private_tables), most)
        for link in links()
        if link.name in found
    ]


def added_links(shards: Iterable[LinkRows]) -> LinkRows:
    """The joins of several shards as one."""
    found: dict[str, dict[str, LinkRow]] = {}
    for name, rows in ((name, rows) for shard in shards for name, rows in shard.items()):
        known = found.setdefault(name, {})
        for row in rows:
            known[row[0]] = _together(known[row[0]], row) if row[0] in known else row
    return {name: tuple(sorted(parts.values(), key=_by_name)) for name, parts in found.items()}


def _by_name(row: LinkRow) -> tuple[bool, Any]:
    """As DuckDB orders them: what is missing comes last."""
    return row[0] is None, row[0]


def _together(one: LinkRow, other: LinkRow) -> LinkRow:
    examples = [row[3] for row in (one, other) if row[3] is not None]
    return one[0], one[1] + other[1], one[2] + other[2], min(examples, default=None)


def link_rows_between(connection: duckdb.DuckDBPyConnection) -> LinkRows:
    """What the joins of a quarter that the build counts with the quarter before it found."""
    return {link.name: tuple(connection.execute(link.query).fetchall()) for link in links_between()}


def findings_between(found: LinkRows, quarter: Quarter, most: float = MOST) -> list[Finding]:
    """The findings of what they found."""
    return [judged(quarter, link, _parts(found[link.name], shown=False), most) for link in links_between()]


def unlinked_sentences(findings: Iterable[Finding]) -> list[str]:
    """A sentence for every join among the findings that found nobody more often than usual."""
    told = {link.name for link in (*links(), *links_between())}
    return [f"{found.quarter} {found.message}" for found in findings if found.claim in told and found.severity != NOTE]


def judged(quarter: Quarter, link: Claim, parts: list[JoinPart], most: float) -> Finding:
    """What the shares of a join mean; the worst part decides, so that one spoiled programme is not outvoted."""
    severity = max((_severity(part, link.severity, most) for part in parts), key=_RANK.index, default=NOTE)
    worst = sorted(parts, key=lambda part: -part.share)
    told = "; ".join(part.sentence for part in worst) or "0 of 0"
    message = f"{link.meaning}: {told}"
    if severity == ERROR:
        share = max(part.share for part in parts)
        message += (
            f"; at most {written(most)} may be. {_SPOILED[0].upper()}{_SPOILED[1:]}"
            f"--accept-unlinked {_above(share):g}, or accept_unlinked = {_above(share):g} in the manifest"
        )
    return Finding(str(quarter), link.table, link.name, severity, message, sum(part.unlinked for part in parts))


_RANK = (NOTE, WARNING, ERROR)


def _severity(part: JoinPart, worst: str, most: float) -> str:
    if worst == ERROR and part.share > most and part.unlinked >= FEW:
        return ERROR
    return WARNING if part.share > WARNED else NOTE


def _above(share: float) -> float:
    """The share in whole per cent, rounded up."""
    return min(1.0, -(-share * 100 // 1) / 100)


def _parts(rows: Iterable[LinkRow], shown: bool) -> list[JoinPart]:
    return [
        JoinPart(name or "", rows_in, unlinked, masked(str(example)) if shown and example is not None else "")
        for name, rows_in, unlinked, example in rows
        if rows_in
    ]
