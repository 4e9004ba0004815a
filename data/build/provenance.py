"""What the store says of its own making: files, rows, checks, times, versions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from data.build.quarter import Counter as QuarterCounter
from data.contract.columns import ARROW, BuiltTable
from data.contract.provenance import CHECK_RESULT, MAPPED_ROWS, PROVENANCE, QUARTER_INFO, SOURCE_FILE, UNREAD_FILE
from data.inbox.delivery import Delivery, SourceFile
from data.inbox.manifest import Manifest
from data.inbox.mapped import MappedRows
from data.store.version import code_version
from terms import Quarter


@dataclass(frozen=True)
class ProvenanceWriter:
    """Writes the tables that tell how the store was made."""

    counter: QuarterCounter
    build_id: str

    def quarter(self, quarter: Quarter, manifest: Manifest, files: list[tuple[SourceFile, int | None]]) -> None:
        """Note who sent a quarter and in which files."""
        truth = json.dumps(manifest.truth, default=str)
        about = (str(quarter), manifest.as_of, manifest.sent_by, manifest.synthetic, truth, self.build_id)
        self._append(QUARTER_INFO, [about])
        entries = [
            (str(quarter), entry.table_name, entry.file, entry.sha256, entry.bytes, entry.modified, rows)
            for entry, rows in files
        ]
        self._append(SOURCE_FILE, entries)

    def mapped(self, quarter: Quarter, rows: tuple[MappedRows, ...]) -> None:
        """Note what became of the rows of an office's own files; nothing of a quarter that came without a mapping."""
        self._append(MAPPED_ROWS, [(str(quarter), part, *astuple(told)) for part, told in enumerate(rows, start=1)])

    def unread(self, quarter: str, names: tuple[str, ...]) -> None:
        """Note what was not read in the folder of a quarter, or (quarter empty) in the inbox itself."""
        self._append(UNREAD_FILE, [(quarter, name) for name in names])

    def checked(self, quarter: Quarter, results: list[tuple[str, str, int]]) -> None:
        """Note the outcome of each check: its name, severity and failures, added up where it was made several times."""
        failures: Counter[tuple[str, str]] = Counter()
        for name, severity, found in results:
            failures[name, severity] += found
        self._append(CHECK_RESULT, [(str(quarter), *check, found) for check, found in failures.items()])

    def proved(self, claims: tuple[str, ...], quarters: frozenset[Quarter]) -> None:
        """Note the claims that hold in the built tables."""
        for quarter in sorted(quarters):
            self.checked(quarter, [(claim, "error", 0) for claim in claims])

    def conclude(self, history: bool, counted: frozenset[Quarter], seconds: float) -> None:
        """Note this build, after those that the store went through before (when it has a history)."""
        if history:
            connection = self.counter.connection
            connection.execute("set preserve_insertion_order = true")
            self.counter.append("provenance", connection.table("old.provenance"))
            connection.execute("set preserve_insertion_order = false")
        now = datetime.now(UTC).replace(tzinfo=None)
        quarters = ", ".join(map(str, sorted(counted)))
        self._append(PROVENANCE, [(self.build_id, now, code_version(), quarters, round(seconds, 1))])

    def _append(self, table: BuiltTable, rows: Sequence[tuple[object, ...]]) -> None:
        schema = pa.schema([(column.name, ARROW[column.type]) for column in table.columns])
        columns: list[Any] = list(zip(*rows, strict=True)) or [[] for _ in table.columns]
        arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
        self.counter.append(table.name, self.counter.connection.from_arrow(pa.Table.from_arrays(arrays, schema=schema)))


def rows_of(connection: duckdb.DuckDBPyConnection, delivery: Delivery) -> list[tuple[SourceFile, int | None]]:
    """Each file of a quarter with its rows; None for the manifest, and for CSV that only the check could make out."""
    return [(entry, _rows(connection, delivery.folder / entry.file)) for entry in delivery.files]


def _rows(connection: duckdb.DuckDBPyConnection, path: Path) -> int | None:
    if path.suffix.lower() == ".parquet":
        return connection.read_parquet(str(path)).aggregate("count(*)").fetchall()[0][0]
    if path.name.lower().endswith((".csv", ".csv.gz")):
        try:
            relation = connection.read_csv(str(path), all_varchar=True, header=True, ignore_errors=True)
            return relation.aggregate("count(*)").fetchall()[0][0]
        except duckdb.Error:
            return None
    return None
