"""What `tepat map` tells of files that it looks at together, as it is read at the terminal."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from data.contract import input_tables
from data.contract.columns import Table
from tests.data.mapping.test_examples import tepat

FAMILIES = "id_keluarga;kode_kecamatan;desil;jumlah_art;difabel\nA1;35.15.01;3;4;0\n"
BANK = "id_keluarga;program;nominal;sejak;status\nA1;PKH;600;2025Q1;antri\nA2;PKH;600;2025Q1;antri\n"


def told(tmp_path: Path, quarter: Path, **files: str) -> str:
    """What is said of these files."""
    for name, text in files.items():
        (quarter / f"{name}.csv").write_text(text, encoding="utf-8")
    result = tepat(tmp_path, "map", *(str(quarter / f"{name}.csv") for name in files))
    return " ".join((result.output or str(result.exception)).split()) + str(result.exception or "")


def test_doubts_say_their_file_where_there_are_several(tmp_path: Path, quarter: Path):
    shown = told(tmp_path, quarter, keluarga=FAMILIES, bayar=BANK)
    assert "Look at severe_disability of keluarga.csv: " in shown and "Look at rupiah of bayar.csv: " in shown
    assert "Look at bayar.csv, status: no row is left out for its words" in shown
    assert "families pregnant of keluarga.csv" in shown


def test_doubts_of_a_file_alone_do_not_name_it(tmp_path: Path, quarter: Path):
    assert "Look at severe_disability: " in told(tmp_path, quarter, keluarga=FAMILIES)


def test_file_that_fills_nothing_is_named_beside_others(tmp_path: Path, quarter: Path):
    shown = told(tmp_path, quarter, keluarga=FAMILIES, gaji="golongan;pokok\nIII;1\n")
    assert "gaji.csv: fills no table of the contract, by the names of its columns." in shown


def test_where_nothing_is_known_the_columns_are_told_and_the_way_by_hand(tmp_path: Path, quarter: Path):
    with sqlite3.connect(quarter / "gaji.db") as database:
        database.execute("create table gaji (golongan, pokok)")
        database.execute("insert into gaji values (3, 1)")
    database.close()
    shown = str(tepat(tmp_path, "map", "sqlite:gaji.db", "--quarter", "2026Q1").exception)
    assert "gaji.db, gaji has the columns golongan, pokok. The mapping can be written by hand: docs/mapping.md" in shown


def test_first_row_of_a_file_without_a_header_is_not_told(tmp_path: Path, quarter: Path):
    shown = told(tmp_path, quarter, warga="Karsinah Wulan;Meninggal\nSutrisno;Pindah\n")
    assert "warga.csv has 2 columns, none known" in shown and "arsinah" not in shown


def test_document_lists_the_columns_and_words_of_the_contract():
    document = (Path(__file__).parents[3] / "docs" / "mapping.md").read_text(encoding="utf-8")
    for table in input_tables.INPUT:
        assert f"| `{table.name}` | {table.row} | {columns(table)} |" in document


def columns(table: Table) -> str:
    """The columns of a table with what each may hold; those that it can do without in brackets."""
    told = [f"`{column.name}` {column.allowed_text}" for column in table.columns]
    return "; ".join(one if column.required else f"({one})" for one, column in zip(told, table.columns, strict=True))
