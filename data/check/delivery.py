"""One quarter of an inbox is staged and judged as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.check.files import LINES, file_findings, identifier_findings
from data.check.findings import CheckReport, Finding
from data.check.judge import Examined
from data.check.linking import MOST, accepted, link_findings
from data.check.personal_shapes import PERSONAL
from data.check.rejects import Rejects
from data.inbox import folders
from data.inbox.manifest import read_manifest
from data.inbox.staging import UNREADABLE, Staged, stage_what_can_be_read
from data.statements import statement
from simulator.policy import files
from terms import QUARTERS_A_YEAR, InputError, Quarter

#: What claims ask of the quarter before.
OF_LAST = frozenset({"families", "payments"})
CheckProgress = Callable[[str], None]
SCHEMAS = {
    "before": ("drop schema if exists memory.before cascade", "create schema memory.before", "use memory.before"),
    "staged": ("drop schema if exists memory.staged cascade", "create schema memory.staged", "use memory.staged"),
}


@dataclass(frozen=True)
class QuarterCheck:
    """One quarter to be checked: its folder, that of the quarter before it if there is one, the site key if
    identifiers are to be hashed while reading, and the share (0–1) of a join's rows that may find nobody, where it is
    not the usual 10 %."""

    quarter: Quarter
    folder: Path
    last_folder: Path | None = None
    key: bytes | None = None
    unlinked: float | None = None


@dataclass(frozen=True)
class Checked:
    """A quarter staged and judged: what was found about its files as a whole, and about its rows, claims that hold too.

    Rows that break an error can be set aside (``data.check.quarantine``); files cannot.
    """

    examined: Examined
    about_files: tuple[Finding, ...]
    about_rows: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.about_files + self.about_rows

    @property
    def errors(self) -> tuple[Finding, ...]:
        return CheckReport(self.findings).errors

    @property
    def errors_of_files(self) -> tuple[Finding, ...]:
        """Errors that setting rows aside does not mend."""
        whole = (*self.about_files, *(finding for finding in self.about_rows if finding.claim == UNREADABLE))
        return tuple(finding for finding in CheckReport(whole).errors if finding.claim != LINES)


def deliveries_of(
    folder: Path, quarters: tuple[Quarter, ...], key: bytes | None, unlinked: float | None = None
) -> tuple[QuarterCheck, ...]:
    """The given quarters of an inbox, or all of them, in order of time; InputError when one is not there."""
    found = folders.quarter_folders(folder)
    absent = ", ".join(str(quarter) for quarter in quarters if quarter not in found)
    if absent:
        raise InputError(f"quarter: {absent} is not in {folder}, which has {', '.join(map(str, found))}")
    return tuple(
        QuarterCheck(quarter, found[quarter], found.get(quarter.previous()), key, unlinked)
        for quarter in sorted(set(quarters) or found)
    )


def check_delivery(
    connection: duckdb.DuckDBPyConnection,
    delivery: QuarterCheck,
    progress: CheckProgress,
    rejects: Rejects | None = None,
) -> Checked:
    """Judge every claim about one quarter.

    Leaves the quarter's views in the schema ``staged`` of the connection's database in memory, which is then the
    current schema, and those of the quarter before it in the schema ``before``.
    """
    progress(f"{delivery.quarter} files")
    enter(connection, "before")
    last = None
    if delivery.last_folder is not None:
        last = stage_what_can_be_read(connection, delivery.last_folder, delivery.key, wanted=OF_LAST)
        summarise_before(connection)
    enter(connection, "staged")
    staged = stage_what_can_be_read(connection, delivery.folder, delivery.key)
    set_variables(connection, delivery.quarter)
    findings, comparable = about_files(connection, delivery, last, staged, rejects)
    private = private_tables(findings)
    examined = Examined(connection, delivery.quarter, staged, comparable, private, progress, rejects)
    about_rows = tuple(examined.findings())
    findings += link_findings(examined, about_rows, most_unlinked(delivery.folder, delivery.unlinked))
    return Checked(examined, tuple(findings), about_rows)


def about_files(
    connection: duckdb.DuckDBPyConnection,
    delivery: QuarterCheck,
    last: Staged | None,
    staged: Staged,
    rejects: Rejects | None,
) -> tuple[list[Finding], bool]:
    """What was found about the files of a staged quarter, and whether its rows can be compared with the last one's."""
    findings = file_findings(connection, delivery.quarter, delivery.folder, staged, delivery.key is not None)
    comparable = False
    if last is not None and not last.faults:
        mixed = identifier_findings(delivery.quarter, last, staged)
        findings += mixed
        comparable = not mixed
    if rejects is not None:
        for finding in findings:
            rejects.take(finding, finding.rows)
    return findings, comparable


def private_tables(findings: list[Finding]) -> frozenset[str]:
    """The tables of which no row may be shown."""
    return frozenset(finding.table for finding in findings if finding.claim in PERSONAL)


def summarise_before(connection: duckdb.DuckDBPyConnection) -> None:
    """What claims ask of the register of the last quarter, staged in the current schema."""
    connection.execute("set variable four_quarters_ago = ''")
    connection.execute(statement("check/tables/register_summary"))


def most_unlinked(folder: Path, asked: float | None) -> float:
    """The largest share of a join's rows that may find nobody: what the caller says, else the manifest, else 10 %."""
    given = accepted(asked, "accept-unlinked")
    if given is None:
        try:
            given = read_manifest(folder).accept_unlinked
        except InputError:
            return MOST
    return MOST if given is None else given


def enter(connection: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Make the schema anew; what is staged next lies in it."""
    for step in SCHEMAS[schema]:
        connection.execute(step)


def set_variables(connection: duckdb.DuckDBPyConnection, quarter: Quarter) -> None:
    programmes = {programme.code for name in files.available() for programme in files.named(name).programmes()}
    connection.execute("set variable quarter = $value", {"value": str(quarter)})
    connection.execute("set variable four_quarters_ago = $value", {"value": str(quarter.shift(-QUARTERS_A_YEAR))})
    connection.execute("set variable programmes = $value", {"value": sorted(programmes)})
