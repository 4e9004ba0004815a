"""What one row of theirs is: a payment, a member, columns of aid, a spell, a disbursement; from any kind of file."""

from __future__ import annotations

import sqlite3

import pandas as pd
import pytest
import xlsxwriter

from tests.data.mapping.conftest import Office

PAYMENTS = """
[payments]
file = "bayar.csv"
columns.family_id = "ID Penerima"
columns.programme = { from = "Program", words = { "BPNT" = "SEMBAKO", "PKH" = "PKH" } }
columns.rupiah = "Nominal"
columns.first_quarter = "Sejak"
"""
ROWS = [("A1", "BPNT", "Rp600.000,00", "31/12/2024"), ("A2", "PKH", "750.000", "Januari 2026")]


def lines(delimiter: str, title: str = "") -> str:
    header = delimiter.join(("ID Penerima", "Program", "Nominal", "Sejak", "Nama Penerima é"))
    quoted = [delimiter.join(f'"{cell}"' for cell in (*row, "x")) for row in ROWS]
    return title + "\r\n".join((header, *quoted)) + "\r\n"


@pytest.mark.parametrize(
    ("delimiter", "encoding", "title"),
    [
        (",", "utf-8", ""),
        (";", "utf-8-sig", "LAPORAN\r\nTriwulan I\r\n"),
        ("|", "cp1252", "LAPORAN\r\n"),
        ("\t", "utf-16", ""),
        (";", "utf-16-le", ""),
    ],
)
def test_text_of_any_delimiter_and_encoding_gives_the_same_payments(office: Office, delimiter, encoding, title):
    office.file("bayar.csv", lines(delimiter, title), encoding)
    frame, account = office.mapped(PAYMENTS)
    assert (account.rows_in, account.rows_out) == (2, 2)
    assert frame[["family_id", "programme", "rupiah", "first_quarter", "quarter"]].to_numpy().tolist() == [
        ["A1", "SEMBAKO", 600_000, "2024Q4", "2026Q1"],
        ["A2", "PKH", 750_000, "2026Q1", "2026Q1"],
    ]


def test_sheet_below_titles_and_sqlite_table_give_the_same_payments(office: Office):
    with xlsxwriter.Workbook(office.folder / "bayar.xlsx") as book:
        book.add_worksheet("Sampul").write(0, 0, "sampul")
        sheet = book.add_worksheet("Data")
        for place, row in enumerate([("LAPORAN",), (), ("ID Penerima", "Program", "Nominal", "Sejak"), *ROWS]):
            sheet.write_row(place, 0, row)
    of_sheet, _ = office.mapped(PAYMENTS.replace('"bayar.csv"', '"bayar.xlsx"\nsheet = "data"'))
    with sqlite3.connect(office.folder / "bayar.db") as database:
        database.execute('create table "daftar bayar" ("ID Penerima", Program, Nominal, Sejak)')
        database.executemany('insert into "daftar bayar" values (?, ?, ?, ?)', ROWS)
    database.close()
    address = 'address = "sqlite:bayar.db"\ntable = "daftar bayar"'
    of_table, _ = office.mapped(PAYMENTS.replace('file = "bayar.csv"', address))
    assert of_sheet["rupiah"].tolist() == [600_000, 750_000]
    pd.testing.assert_frame_equal(of_sheet, of_table)


def test_components_are_counted_from_members_and_a_family_is_whole_or_set_aside(office: Office):
    office.file(
        "anggota.csv",
        "keluarga;kode;persentil;lahir;jk;sekolah;difabel;hamil\n"
        "1;35.15.01;30,5;01/04/1990;P;Tidak sekolah;Tidak;1\n"
        "1;35.15.01;30,5;31/03/2019;L;SD/sederajat;Tidak;2\n"
        "1;35.15.01;30,5;1/4/2019;L;TK;Tidak;2\n"
        "1;35.15.01;30,5;2 Maret 1960;L;Tidak sekolah;Berat;1\n"
        "2;35.15.02;80;12;L;SMP;Tidak;2\n"
        "2;35.15.02;80;entah;P;SMA;Tidak;2\n"
        "3;35.15.02;10;40;L;Tidak;Tidak;2\n"
        "3;35.15.02;20;41;P;Tidak;Tidak;2\n",
    )
    frame, account = office.mapped("""
[families]
file = "anggota.csv"
columns = { family_id = "keluarga", kecamatan_code = "kode", decile = { from = "persentil", as = "percentile" } }
members.age = "lahir"
members.sex = "jk"
members.schooling = "sekolah"
members.disability = "difabel"
members.pregnancy = { from = "hamil", as = "one_two" }
""")
    family = frame.iloc[0]
    told = ("decile", "persons", "pregnant", "children_0_6", "pupils_sd", "aged_60_plus", "severe_disability")
    assert [int(family[name]) for name in told] == [4, 4, 1, 1, 1, 1, 1]
    assert int(family["working_age_able"]) == 1 and len(frame) == 1
    assert (account.rows_in, account.used, account.rows_out) == (8, 4, 1)
    assert dict(account.aside)["decile: differs between members of one family"] == 2
    assert [count for reason, count in account.aside if reason.startswith("age: ")] == [2]


def test_columns_of_aid_become_payments_and_the_rest_is_told(office: Office):
    office.file("data.csv", "id,pkh,nominal pkh,jiwa pbi,iuran\nA,Ya,Rp 750.000,-,-\nB,Tidak,-,3,378000\n,,,,\n")
    frame, account = office.mapped("""
[payments]
file = "data.csv"
columns = { family_id = "id", first_quarter = { value = "2024Q1" } }
aid.PKH = { on = "pkh", rupiah = "nominal pkh" }
aid.PBI = { rupiah = "iuran", persons_covered = "jiwa pbi" }
""")
    assert frame[["family_id", "programme", "rupiah"]].to_numpy().tolist() == [
        ["A", "PKH", 750_000],
        ["B", "PBI", 378_000],
    ]
    assert frame["persons_covered"].tolist()[1] == 3
    assert account.rows_in == 6 and dict(account.left_out) == {"not on aid": 2, "row without a value": 2}


def test_spells_that_follow_one_another_are_one_spell(office: Office):
    office.file(
        "status.csv",
        "id,program,mulai,akhir,nominal\n"
        "A,PKH,01-07-2023,31-12-2023,1\nA,PKH,15-02-2024,,750000\n"  # unbroken: 2023Q4 ends, 2024Q1 begins
        "B,PKH,01-01-2022,31-12-2022,1\nB,PKH,01-01-2025,30-06-2026,600000\n"
        "C,PKH,01-04-2026,,1\nD,PKH,01-01-2020,31-12-2025,1\nE,PKH,01-05-2025,01-04-2025,1\n",
    )
    frame, account = office.mapped("""
[payments]
file = "status.csv"
columns = { family_id = "id", programme = "program", rupiah = "nominal" }
spell = { start = "mulai", end = "akhir" }
""")
    assert frame[["family_id", "first_quarter", "rupiah"]].to_numpy().tolist() == [
        ["A", "2023Q3", 750_000],
        ["B", "2025Q1", 600_000],
    ]
    assert account.used == 3 and dict(account.aside) == {"end: before the start": 1}
    assert dict(account.left_out) == {"aid begins after the quarter": 1, "aid ended before the quarter": 2}


def test_disbursements_of_the_quarter_are_added_up(office: Office):
    office.file(
        "bank.csv",
        "id,program,tanggal,nominal,status\nA,PKH,05/01/2026,200000,Berhasil\nA,PKH,05/02/2026,200000,BERHASIL\n"
        "A,PKH,05/12/2025,200000,Berhasil\nB,PKH,05/01/2026,200000,Gagal\n",
    )
    frame, account = office.mapped("""
[payments]
file = "bank.csv"
only.status = "berhasil"
columns = { family_id = "id", programme = "program", rupiah = "nominal", first_quarter = { value = "2025Q1" } }
disbursement.paid_on = "tanggal"
""")
    assert frame[["family_id", "rupiah"]].to_numpy().tolist() == [["A", 400_000]]
    assert dict(account.left_out) == {"paid in another quarter": 1, "status is not one of the words kept": 1}
