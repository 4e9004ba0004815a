"""Equal input gives equal bytes: shuffled, quarter by quarter or at once, with one thread or two."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.build.build import build
from data.build.options import Options
from data.contract.store_tables import BUILT
from data.demo import generate
from data.store.open import open_store
from terms import Quarter
from tests.data.build.stores import silent

QUARTERS = (Quarter(2025, 4), Quarter(2026, 1))
#: Times, hashes of files and ids of builds differ by their nature.
ABOUT_BUILDS = {"provenance", "source_file"}


#: Estimates of a fitted model: the last digits of its library are not ours to fix, so nine digits are compared.
FITTED = {"assisted_error"}


def bits(value: object) -> object:
    """The value so that two numbers are equal only when all their bits are."""
    return struct.pack("<d", value) if isinstance(value, float) else value


def digits(value: object) -> object:
    return f"{value:.9g}" if isinstance(value, float) else value


def contents(store: Path) -> dict[str, list[tuple]]:
    """The rows of all tables but those that tell of the builds themselves, in the order of the store."""
    opened = open_store(store)
    found = {}
    for table in BUILT:
        if table.name in ABOUT_BUILDS:
            continue
        columns = ", ".join(column.name for column in table.columns if column.name != "build_id")
        order = " order by all" if table.name == "check_result" else ""
        rows = opened.cursor().execute(f"select {columns} from {table.name}{order}").fetchall()
        found[table.name] = [tuple(map(digits if table.name in FITTED else bits, row)) for row in rows]
    opened.close()
    return found


def differing(one: list[tuple], other: list[tuple]) -> tuple[int, int, list[tuple]]:
    """How many rows each has, and the first values that differ."""
    pairs = [pair for row, twin in zip(one, other, strict=False) for pair in zip(row, twin, strict=True)]
    return len(one), len(other), [pair for pair in pairs if pair[0] != pair[1]][:3]


def shuffled(inbox: Path, target: Path) -> Path:
    """The same rows in another order, and in other row groups."""
    dice = np.random.default_rng(5)
    for path in sorted(inbox.rglob("*")):
        copy = target / path.relative_to(inbox)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            pq.write_table(table.take(dice.permutation(len(table))), copy, row_group_size=700)
        elif path.is_file():
            copy.write_bytes(path.read_bytes())
    return target


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration register of two quarters, whose visits have weights that are no round numbers."""
    folder = tmp_path_factory.mktemp("bytes") / "inbox"
    folder.mkdir()
    generate(folder, scale=0.0003, quarters=QUARTERS, floor=10)
    for path in folder.glob("*/spotcheck.parquet"):
        visits = pq.read_table(path)
        noise = np.random.default_rng(3).uniform(0.1, 3.3, len(visits))
        weight = pa.array(visits["weight"].to_numpy() * noise)
        pq.write_table(visits.set_column(visits.column_names.index("weight"), "weight", weight), path)
    return folder


def test_equal_input_gives_equal_bytes_in_every_table_however_it_comes(inbox: Path):
    base = inbox.parent
    build(Options(inbox, base / "whole", memory="1GB"), silent)
    build(Options(shuffled(inbox, base / "mixed"), base / "shuffled", memory="1GB", threads=1), silent)
    first = base / "first"
    first.mkdir()
    for quarter in QUARTERS:
        (first / str(quarter)).symlink_to(inbox / str(quarter))
        build(Options(first, base / "incremental", memory="1GB"), silent)
    whole = contents(base / "whole")
    assert any(isinstance(value, bytes) for row in whole["spotcheck_psu"] for value in row)
    for other in ("shuffled", "incremental"):
        found = contents(base / other)
        assert {name: differing(whole[name], rows) for name, rows in found.items() if rows != whole[name]} == {}, other
