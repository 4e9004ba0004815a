"""No text of a file is taken for a formula or a new line by a spreadsheet, wherever it is written."""

from __future__ import annotations

import ast
import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import spreadsheet

ROOT = Path(__file__).parents[2]
CASE = 'Desil 3\n=HYPERLINK("http://contoh.invalid/";"klik")'
FORMULAS = ["=1+1", "+cmd", "-2+3|cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "\u2028=1"]
SENDING = {"to_csv", "to_excel", "write_csv", "write_string", "write_row", "write_column", "write_rich_string"}
OURS = {"spreadsheet.to_csv"}
#: Where a writer of files may be called; of these the two of the screen give it only what the one place made.
MAY = {"data/spreadsheet.py", "pages/documents/exports.py", "pages/documents/sheets.py"}


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_would_be_a_formula_is_marked_as_text(text):
    found = spreadsheet.cell(text)
    assert found.startswith("'") and len(found.splitlines()) == 1


@pytest.mark.parametrize("text", ["35.15", "-5", "+1,5 %", "-1.234,5", "−9,2 T", "-", "PKH", "", "3 - 1", "a=b"])
def test_number_and_plain_text_stay_as_they_are(text):
    assert spreadsheet.cell(text) == text


def test_numbers_and_gaps_are_untouched():
    table = pd.DataFrame({"a": [-1.5, 2.0], "b": pd.array([-1, pd.NA], dtype="Int64"), "c": ["-", None]})
    assert spreadsheet.to_csv(table) == "a,b,c\n-1.5,-1,-\n2.0,,\n"
    assert spreadsheet.to_csv(table, sep=";") == "a;b;c\n-1,5;-1;-\n2,0;;\n"


def test_headers_notes_categories_and_cells_are_all_escaped():
    table = pd.DataFrame({"=head": ["=cell", "b"], "kind": pd.Categorical(["@x", "y"])})
    lines = spreadsheet.to_csv(table, notes=[CASE, "a,=b"]).splitlines()
    assert lines[0] == '# Desil 3 =HYPERLINK("http://contoh.invalid/";"klik")'
    assert lines[1:] == ["# a,'=b", "'=head,kind", "'=cell,'@x", "b,y"]


@given(st.lists(st.text(), min_size=1, max_size=4), st.text())
def test_any_texts_make_one_line_a_row_and_no_formula(texts, note):
    written = spreadsheet.to_csv(pd.DataFrame({"x": texts}), notes=[note])
    assert len(written.splitlines()) == len(texts) + 2
    cells = [row[0] for row in csv.reader(io.StringIO(written)) if row]
    assert not [one for one in cells[1:] if one.lstrip()[:1] in tuple("=+@") and not spreadsheet._NUMBER.fullmatch(one)]


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("skenario", "lima tahun, luas", "2026T1"), "skenario-lima-tahun-luas-2026T1"),
        (("skenario", "../../etc/passwd", "2026T1"), "skenario-etc-passwd-2026T1"),
        (("skenario", '"\r\nX: y', "2026T1"), "skenario-X-y-2026T1"),
        (("skenario", "日本", "2026T1"), "skenario-2026T1"),
        (("..",), "data"),
    ],
)
def test_name_of_a_file_is_plain(parts, name):
    assert spreadsheet.file_name(*parts) == name


def test_long_name_of_a_file_keeps_its_quarter():
    found = spreadsheet.file_name("skenario", "panjang " * 40, "2026T1")
    assert found.startswith("skenario-panjang-") and found.endswith("-2026T1") and len(found) <= 80


def test_only_the_one_place_writes_files_of_cells():
    rooms = ("data", "commands", "pages", "simulator", "geo")
    places = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    found = {str(path.relative_to(ROOT)) for path in places if _sends(path)}
    assert found <= MAY, f"{found - MAY} must write through data/spreadsheet.py"


def _sends(path: Path) -> bool:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return any(isinstance(call, ast.Attribute) and ast.unparse(call) not in OURS and _writes(call) for call in calls)


def _writes(call: ast.Attribute) -> bool:
    return call.attr in SENDING or ast.unparse(call) in ("csv.writer", "csv.DictWriter")
