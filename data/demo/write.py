"""A quarter's folder, written beside and put in place whole."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from terms import InputError, Quarter

COMPRESSION = "zstd"


class QuarterFolder:
    """Collects a quarter's tables in a hidden folder; ``finish`` renames it, and nothing else makes it visible."""

    def __init__(self, inbox: Path, quarter: Quarter) -> None:
        self.final = inbox / str(quarter)
        self.hidden = inbox / f".{quarter}.partial"
        self.earlier = inbox / f".{quarter}.earlier"
        self._writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> QuarterFolder:
        self._clean()
        self.hidden.mkdir(parents=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        self._clean()

    def add(self, name: str, rows: pa.Table) -> None:
        """Append rows to a table's file; a table that never has a row is not sent."""
        if not rows.num_rows:
            return
        if name not in self._writers:
            target = self.hidden / f"{name}.parquet"
            self._writers[name] = pq.ParquetWriter(target, rows.schema, compression=COMPRESSION, store_schema=False)
        self._writers[name].write_table(rows, row_group_size=500_000)

    def finish(self, manifest: str) -> None:
        """Write the manifest last and put the whole quarter in place of an earlier synthetic one."""
        self._close()
        (self.hidden / "manifest.toml").write_text(manifest, encoding="utf-8")
        if self.final.exists():
            self.final.rename(self.earlier)
        self.hidden.rename(self.final)

    def _clean(self) -> None:
        """Remove what this run or a killed one left beside the quarter; an earlier quarter not yet replaced returns."""
        if self.earlier.exists() and not self.final.exists():
            self.earlier.rename(self.final)
        for folder in (self.hidden, self.earlier):
            shutil.rmtree(folder, ignore_errors=True)

    def _close(self) -> None:
        while self._writers:
            self._writers.popitem()[1].close()


def refuse_real_quarters(inbox: Path, quarters: list[Quarter]) -> None:
    """A synthetic quarter never replaces a folder that is not known to be synthetic."""
    real = [
        str(quarter) for quarter in quarters if (inbox / str(quarter)).exists() and not _synthetic(inbox / str(quarter))
    ]
    if real:
        raise InputError(
            f"demo: {inbox} holds {', '.join(real)} without a manifest that says synthetic = true; "
            "a made-up quarter never replaces a real one, choose another --inbox"
        )


def _synthetic(folder: Path) -> bool:
    try:
        return tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8")).get("synthetic") is True
    except (OSError, ValueError):
        return False
