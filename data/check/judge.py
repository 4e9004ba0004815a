"""Runs the claims on a staged quarter, alone and against the quarter before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TypeVar

import duckdb

from data.check.claims import TABLES, Claim, all_claims
from data.check.findings import ERROR, FIRST_ROWS, Finding, masked
from data.check.judged import Judged, first_rows
from data.check.once import ONCE, keys_come_once
from data.check.rejects import MOST_ROWS, Rejects
from data.check.unread import SUFFIX, Unread, unread_columns, unread_keys
from data.contract import input_tables
from data.contract.input_tables import CUT
from data.inbox.files import first_line
from data.inbox.staging import UNREADABLE, Staged
from data.statements import names, statement
from terms import Quarter

Made = TypeVar("Made")


class Extent(Enum):
    """What of a register is judged at once: all of it; the families of one shard, with claims whose rows are theirs; or
    what is left, claims about wholes and about tables that are not cut."""

    ALL = "all"
    SHARD = "shard"
    REST = "rest"


@dataclass(frozen=True)
class Examined:
    """A staged quarter in the connection's current schema; ``has_before``: the last quarter is in schema ``before``.

    Of ``private_tables``, which have personal columns, no row is shown. ``progress`` is told each claim, ``rejects`` is
    given the rows that break it. Where only a ``part`` is judged, ``tables`` names what of ``check/tables`` it needs.
    """

    connection: duckdb.DuckDBPyConnection
    quarter: Quarter
    staged: Staged
    has_before: bool
    private_tables: frozenset[str]
    progress: Callable[[str], None]
    rejects: Rejects | None = None
    part: Extent = Extent.ALL
    tables: tuple[str, ...] = names(TABLES)

    def findings(self) -> list[Finding]:
        """A finding for every claim that can be judged, and one for each table whose rows cannot be read after all."""
        unreadable: dict[str, str] = {}
        found = self.judgements(FIRST_ROWS if self.rejects is None else MOST_ROWS, unreadable)
        told = self.told(found)
        return told + self.unreadable(unreadable)

    def told(self, found: Iterable[Judged]) -> list[Finding]:
        """The findings of what was judged, in the order of the claims; the rows of each are given to the rejects."""
        told: dict[str, Finding] = {}
        order = [claim.name for claim in all_claims()]
        in_order = sorted(found, key=lambda judged: order.index(judged.claim.name))
        for judged in sorted(in_order, key=lambda judged: not judged.claim.name.endswith(SUFFIX)):
            finding = judged.finding(self.quarter, self._shows(judged.claim))
            if self.rejects is not None and judged.count:
                self.rejects.take(finding, judged.texts)
            told[judged.claim.name] = finding
        return [told[name] for name in order if name in told]

    def judgements(self, most: int, unreadable: dict[str, str]) -> list[Judged]:
        """What judging each claim of the part found, with at most so many rows of each; tables that cannot be read
        after all are noted in ``unreadable`` with the reason."""
        for name in self.tables:
            self.progress(f"{self.quarter} {name.rsplit('/', 1)[1]}")
            self._attempt(partial(self.connection.execute, statement(name)), self.staged.present, unreadable)
        found: list[Judged] = []
        unread: dict[str, tuple[Unread, ...]] = {}
        for claim in sorted(self.judged_claims(), key=lambda claim: not claim.name.endswith(SUFFIX)):
            if not claim.tables & unreadable.keys():
                self.progress(f"{self.quarter} {claim.name}")
                found += self._attempt(partial(self._judged, claim, unread, most), claim.tables, unreadable)
        return found

    def _attempt(self, action: Callable[[], Made], tables: Iterable[str], unreadable: dict[str, str]) -> list[Made]:
        """The result of an action; none, and its tables that cannot be read noted, when files turn out to be broken."""
        try:
            return [action()]
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error:
            reasons = {table: reason for table in tables if (reason := self._reading_fails(table))}
            if not reasons:
                raise
            unreadable.update(reasons)
            return []

    def refresh(self) -> None:
        """Compute again what several claims need, after rows were set aside."""
        for name in self.tables:
            self.connection.execute(statement(name))

    def judged_claims(self) -> list[Claim]:
        """The claims of the part of which all that they speak of was given; what is missing is named by other
        findings."""
        return [claim for claim in self.judgeable(all_claims()) if self._is_of_part(claim)]

    def _is_of_part(self, claim: Claim) -> bool:
        """Of a table that is cut into shards, rows that break a claim lie in one shard each; a share of all do not."""
        if self.part is Extent.ALL:
            return True
        return (claim.table in CUT and claim.is_about_rows) == (self.part is Extent.SHARD)

    def judgeable(self, claims: Iterable[Claim]) -> list[Claim]:
        """Those of the claims that can be judged."""
        given = set(self.staged.present)
        broken = {fault.table for fault in self.staged.faults if fault.claim == UNREADABLE}
        return [
            claim
            for claim in claims
            if claim.tables <= given - broken
            and not claim.words & self._unusable_columns(claim)
            and (self.has_before or not claim.needs_last_quarter)
        ]

    def _unusable_columns(self, claim: Claim) -> set[str]:
        return {
            column
            for source in self.staged.sources
            if source.table.name in claim.tables
            for column in (*source.missing_columns, *source.wrong_types)
        }

    def _judged(self, claim: Claim, unread: dict[str, tuple[Unread, ...]], most: int) -> Judged:
        """What was found of one claim. Values that cannot be read are noted in ``unread`` and told once, by their own
        claim: to others they would look as if they were missing."""
        # Most claims hold: their rows are not asked for.
        comes_once = claim.name.endswith(ONCE) and claim.table in CUT
        if comes_once and keys_come_once(self.connection, input_tables.table(claim.table)):
            return Judged(claim, 0)
        count = self.connection.execute(claim.count).fetchall()[0][0]
        if not count:
            return Judged(claim, 0)
        broken, count = self._broken(claim, count, unread.get(claim.table, ()))
        if count and claim.name.endswith(SUFFIX):
            unread[claim.table] = unread_columns(self.connection, input_tables.table(claim.table))
        rows = first_rows(broken, most) if count and self._shows(claim) else ()
        values = unread[claim.table] if count and claim.name.endswith(SUFFIX) else ()
        return Judged(claim, count, tuple(broken.columns), rows, values)

    def _shows(self, claim: Claim) -> bool:
        return not claim.tables & self.private_tables

    def _broken(self, claim: Claim, count: int, unread: tuple[Unread, ...]) -> tuple[duckdb.DuckDBPyRelation, int]:
        """The rows that break a claim, ``count`` in all, but for those that only a value that cannot be read makes
        break it."""
        rows, table = self.connection.sql(claim.query), input_tables.table(claim.table)
        spoken = [entry.column for entry in unread if entry.column.name in claim.words]
        if not spoken or claim.name.endswith(SUFFIX) or not set(table.key) <= set(rows.columns):
            return rows, count
        for column in spoken:
            rows = rows.join(unread_keys(self.connection, table, column), ", ".join(table.key), how="anti")
        return rows, rows.count("*").fetchall()[0][0]

    def _reading_fails(self, table: str) -> str | None:
        try:
            self.connection.view(table).aggregate("bit_xor(hash(columns(*)))").fetchall()
        except duckdb.Error as fault:
            return first_line(fault)
        return None

    def unreadable(self, reasons: dict[str, str]) -> list[Finding]:
        """The findings about tables that cannot be read after all, by the reasons."""
        quarter = str(self.quarter)
        return [
            Finding(quarter, table, UNREADABLE, ERROR, f"{table} cannot be read: {masked(reason)}")
            for table, reason in reasons.items()
        ]
