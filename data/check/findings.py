"""What a check found: every claim looked at, what breaks it and how often, as one frozen report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

FIRST_ROWS = 5
ERROR = "error"
WARNING = "warning"
#: Told whatever it says, and no fault: a share that lies within what is expected.
NOTE = "note"
_ORDER = (ERROR, WARNING, NOTE)
_SIXTEEN = re.compile(r"(?<!\d)\d{16}(?!\d)")


@dataclass(frozen=True)
class Finding:
    """One claim about one quarter: how many rows break it (0: it holds), what such a row is, and the first of them.

    A row is JSON text. ``count`` is 1 for a fault of a whole file.
    """

    quarter: str
    table: str
    claim: str
    severity: str
    message: str
    count: int = 1
    rows: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The finding as one sentence, for errors that list several."""
        text = f"{self.quarter} {self.claim}: {self.message}"
        return f"{text} ({self.count:,} rows, first {self.rows[0]})" if self.rows else text


@dataclass(frozen=True)
class CheckReport:
    """All findings of a check, in the order of the quarters, errors first."""

    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> CheckReport:
        ordered = sorted(findings, key=lambda finding: (finding.quarter, _ORDER.index(finding.severity)))
        return cls(tuple(ordered))

    @property
    def broken(self) -> tuple[Finding, ...]:
        """The findings that name a fault."""
        return tuple(finding for finding in self.findings if finding.count and finding.severity != NOTE)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is told although it is no fault: the shares of rows that found nobody, where they are small."""
        return tuple(finding for finding in self.findings if finding.severity == NOTE)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.broken if finding.severity == ERROR)

    @property
    def has_errors(self) -> bool:
        return bool(self.errors)

    def frame(self) -> pd.DataFrame:
        """One row a fault, then one a note: quarter, table, severity, claim, rows (how many break it), meaning,
        first_rows (a list)."""
        columns = ("quarter", "table", "severity", "claim", "rows", "meaning", "first_rows")
        values = [
            (
                finding.quarter,
                finding.table,
                finding.severity,
                finding.claim,
                finding.count,
                finding.message,
                [json.loads(row) for row in finding.rows],
            )
            for finding in (*self.broken, *self.notes)
        ]
        return pd.DataFrame(values, columns=columns)


def masked(text: str) -> str:
    """The text with every number of sixteen digits made unreadable: what is shown may hold no identifier."""
    return _SIXTEEN.sub("################", text)
