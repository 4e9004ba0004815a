"""Downloads open in Indonesian Excel and say what they are."""

from __future__ import annotations

import io
import zipfile

import pandas as pd

from pages.documents import exports

NOTE = exports.Note(("Tepat Sasaran: judul", "Data sintetis"))
TABLE = pd.DataFrame({"Kode": ["35.10", "35.15"], "Bagian (%)": pd.array([37.25, pd.NA], dtype="Float64")})


def test_csv_has_semicolons_decimal_commas_and_a_note_before_the_table():
    text = exports.csv(TABLE, NOTE).decode("utf-8-sig").splitlines()
    assert text[:2] == ["# Tepat Sasaran: judul", "# Data sintetis"]
    assert text[2:] == ["Kode;Bagian (%)", "35.10;37,25", "35.15;"]


def test_csv_begins_with_the_mark_that_excel_needs():
    assert exports.csv(TABLE, NOTE).startswith(b"\xef\xbb\xbf")


def test_workbook_keeps_codes_as_text_and_carries_the_note():
    with zipfile.ZipFile(io.BytesIO(exports.xlsx(TABLE, NOTE))) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
        sheets = book.read("xl/workbook.xml").decode()
    assert "<t>35.10</t>" in texts and "<t>Data sintetis</t>" in texts
    assert 'name="Data"' in sheets and 'name="Keterangan"' in sheets
