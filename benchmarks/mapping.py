"""Maps a quarter that came in an office's own words and says what it takes, beside a plain scan of the same files.

    python -m benchmarks.mapping INBOX --folder /somewhere/with/space [--quarter 2026Q1] [--members]

Writes families and payments of an inbox as an office has them (CSV with parts of a code, Desil n, Ya/Tidak,
Rp 600.000,00 and TW I 2026; with --members one row a member), scans them with DuckDB alone as the floor, maps them, and
holds the mapped rows against those of the inbox. Then the same 100,000 families from each kind of file. Each step is a
process of its own. The tables are Markdown. The nation takes about 13 GB in the folder.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import duckdb
import xlsxwriter

from benchmarks.measuring import Measured, measured
from benchmarks.office_words import (
    FAMILY_COLUMNS,
    FAMILY_ROWS,
    MEMBER_COLUMNS,
    MEMBER_ROWS,
    PAYMENT_COLUMNS,
    PAYMENT_ROWS,
)
from data.contract.input_tables import FAMILIES, PAYMENTS_TABLE
from data.inbox.workbench import Limits
from data.mapping.carry_out import MappingOptions, map_inbox

FEW = 100_000
#: What a mapped table must have as the inbox has it: rows, and sums of hashes of its rows.
_SAME = "select count(*) as rows, sum(hash({})::hugeint) as content from rows"
#: Kinds of files as which the same families are read.
KINDS = ("csv", "utf-16 csv", "parquet", "sqlite", "xlsx")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("inbox", type=Path)
    asked.add_argument("--folder", type=Path, required=True)
    asked.add_argument("--quarter", default="", help="by default the newest")
    asked.add_argument("--members", action="store_true", help="one row a member instead of one a family")
    asked.add_argument("--memory", default=Limits.memory)
    words = asked.parse_args()
    given = words.inbox / (words.quarter or max(path.name for path in words.inbox.glob("[0-9]*Q[1-4]")))
    limits = Limits(words.memory)
    print(f"{given.name}, memory limit {limits.memory}, {limits.threads} threads\n")
    print("| step | rows | GB | seconds | processor s | rows a second | peak GB | times the scan |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    quarter = words.folder / "inbox" / given.name
    quarter.mkdir(parents=True, exist_ok=True)
    columns = MEMBER_COLUMNS if words.members else FAMILY_COLUMNS
    (quarter / "mapping.toml").write_text(f'[families]\nfile = "keluarga.csv"\n{columns}{PAYMENT_COLUMNS}')
    theirs = {"keluarga": MEMBER_ROWS if words.members else FAMILY_ROWS, "bayar": PAYMENT_ROWS}
    made = measured(lambda: _write(given, quarter, theirs))
    scan = measured(lambda: {name: _scan(quarter / f"{name}.csv") for name in theirs})
    options = MappingOptions(limits, anew=True)
    mapping = measured(lambda: map_inbox(quarter.parent, options))
    rows, size = sum(scan.answer.values()), sum((quarter / f"{name}.csv").stat().st_size for name in theirs)
    for name, step in {"their files written": made, "plain scan": scan, "**mapping**": mapping}.items():
        _told(name, rows, size, step, scan)
    for account in mapping.answer[0].accounts:
        print(f"\n{account.sentence}")
    print(f"\n{_held_against(given, quarter, words.members)}")
    shutil.rmtree(words.folder / "work")
    _of_each_kind(given, words.folder / "kinds", options)


def _told(name: str, rows: int, size: int, step: Measured, scan: Measured) -> None:
    told = f"{size / 1e9:.2f} | {step.seconds:.1f} | {step.processor:.1f} | {rows / step.seconds:,.0f}"
    ratio = step.processor / scan.processor
    print(f"| {name} | {rows:,} | {told} | {step.peak / 1e9:.2f} | {ratio:.1f} |", flush=True)


def _write(given: Path, quarter: Path, theirs: dict[str, str], rows: int | None = None) -> None:
    """Write rows of the inbox as an office has them, in the order of the inbox."""
    with duckdb.connect(config={"memory_limit": "4GB"}) as connection:
        for name in ("families", "payments"):
            table = connection.read_parquet(str(given / f"{name}.parquet"))
            (table if rows is None else table.limit(rows)).create_view(name)
        for name, select in theirs.items():
            connection.sql(select).write_csv(str(quarter / f"{name}.csv"), sep=";")


def _scan(path: Path) -> int:
    """Read every cell of a text file once, and its number of rows."""
    rows = duckdb.read_csv(str(path), sep=";", all_varchar=True)
    return int(rows.aggregate("count(*), max(columns(*))").fetchall()[0][0])


def _held_against(given: Path, quarter: Path, members: bool) -> str:
    """Whether the mapped rows are those of the inbox, to the last cell that their files tell.

    Of members ages, sex and school are made up, so that what depends on them is left out.
    """
    mapped = quarter.parent.parent / "work" / "mapped" / quarter.name
    of_members = {"family_id", "kecamatan_code", "decile", "persons", "severe_disability"}
    found = []
    for table in (FAMILIES, PAYMENTS_TABLE):
        kept = duckdb.read_parquet(str(mapped / table.name / "*.parquet"))
        ours = duckdb.read_parquet(str(given / f"{table.name}.parquet"))
        told = of_members if members and table is FAMILIES else {*kept.columns} - {"weight"}
        names = [name for name in ours.columns if name in told]
        alike = ", ".join(f"{name}::varchar" for name in names)
        both = [rows.query("rows", _SAME.format(alike)).fetchall() for rows in (kept, ours)]
        found.append(f"{table.name}: {both[0][0][0]:,} rows {'as' if both[0] == both[1] else 'NOT as'} in the inbox")
    return "; ".join(found)


def _of_each_kind(given: Path, folder: Path, options: MappingOptions) -> None:
    """The same families from each kind of file."""
    print(f"\nThe first {FEW:,} families from each kind of file\n")
    print("| file | MB | processor s | rows a second of it | peak GB |\n|---|---:|---:|---:|---:|")
    for kind in KINDS:
        quarter = folder / kind / "inbox" / given.name
        quarter.mkdir(parents=True, exist_ok=True)
        _write(given, quarter, {"keluarga": FAMILY_ROWS}, FEW)
        origin = _as_kind(kind, quarter)
        (quarter / "mapping.toml").write_text(f"[families]\n{origin}\n{FAMILY_COLUMNS}")
        step = measured(lambda quarter=quarter: map_inbox(quarter.parent, options))
        size = max(path.stat().st_size for path in quarter.iterdir()) / 1e6
        print(
            f"| {kind} | {size:.1f} | {step.processor:.2f} | {FEW / step.processor:,.0f} | {step.peak / 1e9:.2f} |",
            flush=True,
        )
    shutil.rmtree(folder)


def _as_kind(kind: str, quarter: Path) -> str:
    """Rewrite the CSV file as another kind of file; where a mapping finds it."""
    path = quarter / "keluarga.csv"
    if kind == "csv":
        return 'file = "keluarga.csv"'
    if kind == "utf-16 csv":
        path.write_text(path.read_text(), encoding="utf-16")
        return 'file = "keluarga.csv"'
    rows = duckdb.read_csv(str(path), sep=";", all_varchar=True)
    names = rows.columns
    writers: dict[str, Callable[[], str]] = {
        "parquet": lambda: _parquet(quarter, rows),
        "sqlite": lambda: _sqlite(quarter, names, rows.fetchall()),
        "xlsx": lambda: _xlsx(quarter, names, rows.fetchall()),
    }
    origin = writers[kind]()
    path.unlink()
    return origin


def _parquet(quarter: Path, rows: duckdb.DuckDBPyRelation) -> str:
    rows.write_parquet(str(quarter / "keluarga.parquet"))
    return 'file = "keluarga.parquet"'


def _sqlite(quarter: Path, names: list[str], rows: list[tuple[object, ...]]) -> str:
    with sqlite3.connect(quarter / "keluarga.db") as database:
        columns = ", ".join(f'"{name}"' for name in names)
        database.execute(f"create table keluarga ({columns})")
        database.executemany(f"insert into keluarga values ({', '.join('?' for _ in names)})", rows)
    database.close()
    return 'address = "sqlite:keluarga.db"\ntable = "keluarga"'


def _xlsx(quarter: Path, names: list[str], rows: list[tuple[object, ...]]) -> str:
    with xlsxwriter.Workbook(quarter / "keluarga.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([names, *rows]):
            sheet.write_row(place, 0, row)
    return 'file = "keluarga.xlsx"'


if __name__ == "__main__":
    main()
