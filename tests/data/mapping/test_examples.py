"""The examples of docs/examples, from files to figures, with the commands that docs/mapping.md names alone."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner, Result

import cli
from data.mapping.reading import read_mapping
from data.store.open import open_store

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
SHEET = "keluarga.xlsx, Keluarga"
MEMBER = [
    "ID_KELUARGA",
    "KDPROV",
    "KDKAB",
    "KDKEC",
    "DESIL_NASIONAL",
    "UMUR",
    "JENIS_KELAMIN",
    "JENJANG_SEKOLAH",
    "DISABILITAS",
    "STATUS_HAMIL",
    "PKH",
    "NOMINAL_PKH",
    "PBI",
    "NOMINAL_PBI",
    "SEJAK",
]
MANIFEST = ("--sent-by", "Pemerintah desa (contoh)", "--as-of", "2026-03-31", "--synthetic")


def tepat(tmp_path: Path, *words: str) -> Result:
    folders = {"TEPAT_INBOX": str(tmp_path / "inbox"), "TEPAT_STORE": str(tmp_path / "store")}
    return CliRunner(env=folders).invoke(cli.app, words)


def test_spreadsheet_of_a_village_becomes_the_figures_of_sidoarjo(tmp_path: Path, quarter: Path):
    shutil.copy(EXAMPLES / "desa" / "keluarga.xlsx", quarter)
    assert tepat(tmp_path, "map", str(quarter / "keluarga.xlsx"), *MANIFEST).exit_code == 0
    assert tepat(tmp_path, "check", "--memory", "1GB").exit_code == 0
    assert tepat(tmp_path, "build", "--memory", "1GB").exit_code == 0
    query = """
    select decile, sum(families)::bigint, sum(families) filter (quarters_on_pkh > 0)::bigint
    from cell where kabupaten_code = '35.15' group by decile order by decile
    """
    counted = open_store(tmp_path / "store").cursor().execute(query).fetchall()
    assert counted == counted_by_hand(quarter / "keluarga.xlsx")
    families = sum(families for _, families, _ in counted)
    # One row of the sheet is empty.
    told = f"families from {SHEET}: {families + 1} rows in = {families} used + 0 set aside + 1 left out"
    assert told in tepat(tmp_path, "status").output
    # A register without sources and spot checks, as a newcomer has it, is told by every table all the same.
    assert tepat(tmp_path, "publish", str(tmp_path / "package")).exit_code == 0
    desil = pd.read_csv(tmp_path / "package" / "desil.csv", dtype={"code": str}).query("code == '35.15'")
    ledger = pd.read_csv(tmp_path / "package" / "ledger.csv")
    assert ledger[["opening", "entered", "exited"]].isna().all(axis=None) and ledger["closing"].gt(0).any()
    account = json.loads((tmp_path / "package" / "datapackage.json").read_text())["mappedRows"]
    assert (account[0]["table_name"], account[0]["rows_in"], account[0]["rows_used"]) == (
        "families",
        families + 1,
        families,
    )
    assert f"{SHEET}): {families + 1} baris masuk" in (tmp_path / "package" / "README.md").read_text()
    whole = {decile: families for decile, families, _ in counted}
    shown = desil.dropna(subset="families").set_index("decile")["families"]
    assert len(shown) and all(whole[decile] == families for decile, families in shown.items() if families)


def test_dump_of_members_with_columns_of_aid_becomes_the_same_figures(tmp_path: Path, quarter: Path):
    """The families of the village again, one row a member: aid of the family on every row, PBI on those who have it."""
    sheet = EXAMPLES / "desa" / "keluarga.xlsx"
    (quarter / "anggota.csv").write_text("\n".join([";".join(MEMBER), *members(sheet)]) + "\n", encoding="utf-8")
    assert tepat(tmp_path, "map", str(quarter / "anggota.csv"), *MANIFEST).exit_code == 0
    tried = tepat(tmp_path, "map", "--try")
    assert tried.exit_code == 0 and "PKH" in tried.output and "PBI" in tried.output
    assert tepat(tmp_path, "check", "--memory", "1GB").exit_code == 0
    assert tepat(tmp_path, "build", "--memory", "1GB").exit_code == 0
    query = """
    select decile, sum(families)::bigint, sum(families) filter (quarters_on_pkh > 0)::bigint
    from cell where kabupaten_code = '35.15' group by decile order by decile
    """
    store = open_store(tmp_path / "store")
    assert store.cursor().execute(query).fetchall() == counted_by_hand(sheet)
    covered = sum(int(cells["Jiwa PBI"]) for cells in families_of(sheet) if cells["Jiwa PBI"] != "-")
    told = store.cursor().execute("select sum(pbi_persons)::bigint, sum(rupiah_pbi)::bigint from cell").fetchall()
    assert told == [(covered, covered * 126_000)]


def members(sheet: Path) -> list[str]:
    """A line a member of each family of the sheet."""
    lines = []
    for cells in families_of(sheet):
        covered = 0 if cells["Jiwa PBI"] == "-" else int(cells["Jiwa PBI"])
        code = ";".join(f"{int(cells[part]):02d}" for part in ("kdprov", "kdkab", "kdkec"))
        head = f"{cells['ID Keluarga']};{code};{cells['Desil Nasional'].removeprefix('Desil ')}"
        aid = f"{cells['PKH']};{cells['Nominal PKH']}"
        for number in range(int(cells["Jml ART"])):
            pbi = "Ya;126000" if number < covered else "Tidak;"
            lines.append(f"{head};{30 + number};L;Tidak sekolah;Tidak;2;{aid};{pbi};2022-01-15")
    return lines


def families_of(path: Path) -> list[dict[str, Any]]:
    """The rows of the sheet that are families, by their headings."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Keluarga").to_python()
    header = next(row for row in rows if "ID Keluarga" in row)
    every = (dict(zip(header, row, strict=True)) for row in rows[rows.index(header) + 1 :])
    return [cells for cells in every if cells["ID Keluarga"]]


def counted_by_hand(path: Path) -> list[tuple[int, int, int | None]]:
    """Families and recipients of PKH by decile, from the cells of the sheet in plain loops."""
    families: dict[int, list[int]] = {}
    for cells in families_of(path):
        count = families.setdefault(int(cells["Desil Nasional"].removeprefix("Desil ")), [0, 0])
        count[0] += 1
        count[1] += cells["PKH"] == "Ya"
    return [(decile, all_, aided or None) for decile, (all_, aided) in sorted(families.items())]


def test_dump_of_members_and_list_of_a_bank_are_proposed_and_tried(tmp_path: Path, quarter: Path):
    for name in ("anggota.csv", "daftar_bayar.txt"):
        shutil.copy(EXAMPLES / "dump-dan-bank" / name, quarter)
    files = [str(quarter / name) for name in ("anggota.csv", "daftar_bayar.txt")]
    assert tepat(tmp_path, "map", *files).exit_code == 0
    families, payments = read_mapping(quarter / "mapping.toml").entries
    assert (families.kind, payments.kind) == ("member", "disbursement")
    assert [one.reading for one in families.fillings] == ["identifier", "bps", "percentile"]
    assert payments.only == (("status", ("berhasil",)),)
    shutil.copy(EXAMPLES / "dump-dan-bank" / "mapping.toml", quarter)
    shown = tepat(tmp_path, "map", "--try").output
    assert "40 → 4" in shown or "→ 10" in shown
    assert "0 set aside" in shown and "paid in another quarter: 1" in shown


def test_table_of_an_address_is_proposed_and_the_manifest_can_follow(tmp_path: Path, quarter: Path):
    with sqlite3.connect(quarter / "register.db") as database:
        database.execute('create table keluarga ("ID Keluarga", "Kode Kecamatan", Desil, "Jml ART")')
        database.executemany("insert into keluarga values (?, '35.15.01', ?, 3)", [(n, n % 10 + 1) for n in range(20)])
    database.close()
    asked = ("map", "sqlite:register.db", "--table", "keluarga", "--quarter", "2026Q1")
    told = tepat(tmp_path, *asked)
    assert told.exit_code == 0 and "families pregnant" in told.output, told.output
    (written,) = read_families_of(quarter / "mapping.toml")
    assert (written["address"], written["table"]) == ("sqlite:register.db", "keluarga")
    assert written["columns"]["decile"] == "desil"
    assert tepat(tmp_path, *asked, *MANIFEST).exit_code == 0
    assert "Pemerintah desa" in (quarter / "manifest.toml").read_text()
    assert "table: gaji is not in register.db" in str(
        tepat(tmp_path, *asked[:3], "gaji", *asked[4:], "--force").exception
    )


def read_families_of(path: Path) -> list[dict[str, Any]]:
    """What a proposal says of families; it has gaps, so that it is no mapping yet."""
    return [tomllib.loads(path.read_text())["families"]]


def test_columns_of_persons_are_neither_shown_nor_written(tmp_path: Path, quarter: Path):
    (quarter / "warga.csv").write_text(
        "no kk;nama kepala keluarga;kode kecamatan;desil;jumlah anggota\n"
        + "".join(f"351501010190{n:04};SITI AMINAH;35.15.01;4;3\n" for n in range(20))
    )
    result = tepat(tmp_path, "map", str(quarter / "warga.csv"))
    written = (quarter / "mapping.toml").read_text()
    assert result.exit_code == 0 and "only with --pseudonymise" in written
    assert not any(word in written + result.output for word in ("SITI", "35150101019", "nama_kepala"))


def test_mapping_that_is_there_is_not_written_over(tmp_path: Path, quarter: Path):
    (quarter / "mapping.toml").write_text("set_aside = 0.1\n")
    (quarter / "a.csv").write_text("id keluarga,desil\n1,2\n")
    assert "write over it with --force" in str(tepat(tmp_path, "map", str(quarter / "a.csv")).exception)
    assert "must lie in a quarter's folder" in str(tepat(tmp_path, "map", __file__).exception)
