"""The CSV of offending rows that ``tepat check --rejects`` writes: one line a row and claim that it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data.check.findings import Finding
from data.spreadsheet import Writer
from terms import InputError

COLUMNS = ("quarter", "table", "severity", "claim", "reason", "row")
MOST_ROWS = 100_000


@dataclass(frozen=True)
class Rejects:
    """Takes the offending rows of each finding as JSON text; at most ``MOST_ROWS`` of one, and says how many more."""

    writer: Writer

    def take(self, finding: Finding, rows: Iterable[str]) -> None:
        about = (finding.quarter, finding.table, finding.severity, finding.claim, finding.message)
        written = 0
        for row in rows:
            self.writer.row((*about, row))
            written += 1
        if written < finding.count:
            self.writer.row((*about, f"{finding.count - written:,} not shown" if written else ""))


@contextmanager
def rejects_file(path: Path | None) -> Iterator[Rejects | None]:
    """Open the CSV file, or nothing when no file is asked for."""
    if path is None:
        yield None
        return
    try:
        file = path.open("w", encoding="utf-8", newline="")
    except OSError as fault:
        raise InputError(f"rejects: {path} cannot be written: {fault.strerror}") from fault
    with file:
        writer = Writer(file)
        writer.row(COLUMNS)
        yield Rejects(writer)
