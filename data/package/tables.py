"""The tables of a package: each over all quarters and levels, as CSV and as Parquet with the same rows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data import spreadsheet
from data.figures.tables.catalogue import OpenColumn, OpenTable
from data.figures.tables.question import TableQuestion
from data.figures.tables.read import read
from data.package.about import PackageFacts
from data.store.open import Store
from data.store.scope import Scope
from terms import LEVELS

_ARROW = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}


def whole(store: Store, table: OpenTable, told: PackageFacts) -> pd.DataFrame:
    """Every quarter and level of a table, as the pages tell it to somebody who sees the nation without exact cells."""
    nation = Scope.national()
    questions = (TableQuestion(table.name, quarter, level) for quarter in told.quarters for level in LEVELS)
    return pd.concat([read(store, nation, one) for one in questions], ignore_index=True)


def write(folder: Path, table: OpenTable, rows: pd.DataFrame, told: PackageFacts) -> None:
    """``<folder>/<table>.csv`` and ``.parquet``."""
    (folder / f"{table.name}.csv").write_text(spreadsheet.to_csv(rows) or "", encoding="utf-8", newline="")
    pq.write_table(_arrow(table, rows, told), folder / f"{table.name}.parquet", compression="zstd")


def _arrow(table: OpenTable, rows: pd.DataFrame, told: PackageFacts) -> pa.Table:
    """With each column's unit and meaning, and what the whole is; pandas reads hidden counts back as missing whole
    numbers, not as fractions."""
    fields = [pa.field(one.name, _ARROW[one.type], metadata=_told(one)) for one in table.columns]
    of_table = {
        "title_id": table.indonesian,
        "title": table.english,
        "build": told.build_id,
        "synthetic": str(told.synthetic).lower(),
        "licence": told.licence,
        "pandas": pa.Schema.from_pandas(rows[list(table.names)], preserve_index=False).metadata[b"pandas"],
    }
    arrays = [pa.Array.from_pandas(rows[one.name], type=_ARROW[one.type]) for one in table.columns]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=of_table))


def _told(column: OpenColumn) -> dict[str, str]:
    return {"unit": column.unit, "description_id": column.indonesian, "description": column.english}
