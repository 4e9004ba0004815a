"""Runs the claims on a staged quarter, alone and against the quarter before it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import duckdb

from data.check.claims import TABLES, Claim, all_claims
from data.check.findings import ERROR, FIRST_ROWS, Finding, masked
from data.check.rejects import MOST_ROWS, Rejects
from data.check.unread import SUFFIX, Unread, unread_columns, unread_keys
from data.contract import input_tables
from data.inbox.files import first_line
from data.inbox.staging import UNREADABLE, Staged
from data.statements import names, statement
from terms import Quarter

Made = TypeVar("Made")


@dataclass(frozen=True)
class Examined:
    """A staged quarter in the connection's current schema; ``has_before``: the last quarter is in schema ``before``.

    Of ``private_tables``, which have personal columns, no row is shown. ``progress`` is told each claim, ``rejects`` is
    given the rows that break it.
    """

    connection: duckdb.DuckDBPyConnection
    quarter: Quarter
    staged: Staged
    has_before: bool
    private_tables: frozenset[str]
    progress: Callable[[str], None]
    rejects: Rejects | None = None

    def findings(self) -> list[Finding]:
        """A finding for every claim that can be judged, and one for each table whose rows cannot be read after all."""
        unreadable: dict[str, str] = {}
        for name in names(TABLES):
            self.progress(f"{self.quarter} {name.rsplit('/', 1)[1]}")
            self._attempt(partial(self.connection.execute, statement(name)), self.staged.present, unreadable)
        found: dict[str, list[Finding]] = {}
        unread: dict[str, tuple[Unread, ...]] = {}
        claims = self.judged_claims()
        for claim in sorted(claims, key=lambda claim: not claim.name.endswith(SUFFIX)):
            if not claim.tables & unreadable.keys():
                self.progress(f"{self.quarter} {claim.name}")
                found[claim.name] = self._attempt(partial(self._judged, claim, unread), claim.tables, unreadable)
        judged = [finding for claim in claims for finding in found.get(claim.name, [])]
        return judged + [self._unreadable(table, reason) for table, reason in unreadable.items()]

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
        for name in names(TABLES):
            self.connection.execute(statement(name))

    def judged_claims(self) -> list[Claim]:
        """The claims of which all that they speak of was given; what is missing is named by other findings."""
        return self.judgeable(all_claims())

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

    def _judged(self, claim: Claim, unread: dict[str, tuple[Unread, ...]]) -> Finding:
        """The finding about one claim. Values that cannot be read are noted in ``unread`` and told once, by their own
        claim: to others they would look as if they were missing."""
        broken, count = self._broken(claim, unread.get(claim.table, ()))
        meaning = claim.meaning
        shows = not claim.tables & self.private_tables
        if count and claim.name.endswith(SUFFIX):
            unread[claim.table] = unread_columns(self.connection, input_tables.table(claim.table))
            meaning += ": " + "; ".join(column.sentence(shows) for column in unread[claim.table])
        rows: tuple[str, ...] = ()
        if count and shows:
            most = FIRST_ROWS if self.rejects is None else MOST_ROWS
            rows = tuple(as_json(broken.columns, row) for row in broken.limit(most).fetchall())
        finding = Finding(
            str(self.quarter), claim.table, claim.name, claim.severity, masked(meaning), count, rows[:FIRST_ROWS]
        )
        if self.rejects is not None and count:
            self.rejects.take(finding, rows)
        return finding

    def _broken(self, claim: Claim, unread: tuple[Unread, ...]) -> tuple[duckdb.DuckDBPyRelation, int]:
        """The rows that break a claim, but for those that only a value that cannot be read makes break it."""
        rows, table = self.connection.sql(claim.query), input_tables.table(claim.table)
        spoken = [entry.column for entry in unread if entry.column.name in claim.words]
        if not spoken or claim.name.endswith(SUFFIX) or not set(table.key) <= set(rows.columns):
            return rows, self.connection.execute(claim.count).fetchall()[0][0]
        for column in spoken:
            rows = rows.join(unread_keys(self.connection, table, column), ", ".join(table.key), how="anti")
        return rows, rows.count("*").fetchall()[0][0]

    def _reading_fails(self, table: str) -> str | None:
        try:
            self.connection.view(table).aggregate("bit_xor(hash(columns(*)))").fetchall()
        except duckdb.Error as fault:
            return first_line(fault)
        return None

    def _unreadable(self, table: str, reason: str) -> Finding:
        return Finding(str(self.quarter), table, UNREADABLE, ERROR, f"{table} cannot be read: {masked(reason)}")


def as_json(columns: list[str], row: tuple[object, ...]) -> str:
    """One row as JSON text, without what looks like an identifier of sixteen digits."""
    shown = {name: _shown(value) for name, value in zip(columns, row, strict=True)}
    return json.dumps(shown, default=str, ensure_ascii=False)


def _shown(value: object) -> object:
    if isinstance(value, str | int) and masked(str(value)) != str(value):
        return masked(str(value))
    return value
