"""Known totals that the weights of a sample are raked to: reading them, and finding their categories in the sample."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from commands.analyst_file import Columns, read_columns
from commands.numerals import Numerals
from targeting.survey.raking import Margin, margin
from terms import InputError

CROSS = "+"


@dataclass(frozen=True, eq=False)
class Totals:
    """Totals by value of each column, or of several columns crossed (names joined by "+"); none without a file."""

    by_column: dict[str, pd.Series] | None = None

    @property
    def columns(self) -> dict[str, str]:
        """The columns of the sample that are needed, by what to call them in a message."""
        names = {part for name in self.by_column or {} for part in name.split(CROSS)}
        return {f"--rake ({name})": name for name in sorted(names)}

    def margins(self, sample: Columns) -> tuple[Margin, ...]:
        """The category of each row of the sample in each margin."""
        return tuple(margin(name, _crossed(sample, name), known) for name, known in (self.by_column or {}).items())


def read_totals(path: Path, numerals: Numerals) -> Totals:
    """Read a file with the columns ``column``, ``value`` and ``total``; each value once a column."""
    read = read_columns(path, {name: name for name in ("column", "value", "total")}, numerals)
    frame = pd.DataFrame(
        {"column": read.labels("column"), "value": read.labels("value"), "total": read.numbers("total")}
    )
    twice = frame.duplicated(["column", "value"])
    if twice.any():
        row = frame[twice].iloc[0]
        raise InputError(f"{path}: each value must have one total, but {row['column']} {row['value']} has more")
    known = {str(name): rows.set_index("value")["total"] for name, rows in frame.groupby("column", sort=False)}
    return Totals(known)


def _crossed(sample: Columns, name: str) -> pd.Series:
    parts = [sample.labels(part) for part in name.split(CROSS)]
    return pd.concat(parts, axis=1).agg(CROSS.join, axis=1) if len(parts) > 1 else parts[0]
