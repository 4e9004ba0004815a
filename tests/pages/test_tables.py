"""Numbers in tables stand in the page's language, and stay numbers that sort."""

from __future__ import annotations

import ast
from pathlib import Path

import pandas as pd
import pytest

from data.store.scope import Scope
from pages.shared import tables
from pages.shared.session import Viewer
from pages.shared.voice import Voice

PAGES = Path(__file__).parent.parent.parent / "pages"


def cells(table: pd.DataFrame, language: str) -> list[list[str]]:
    """What the screen shows, row by row."""
    made = tables.written(table, Voice(language))._translate(False, False)
    return [[cell["display_value"] for cell in row if cell["type"] == "td"] for row in made["body"]]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("id", [["x", "9.842", "7,4"], ["y", "", "−1.000,0"]]),
        ("en", [["x", "9,842", "7.4"], ["y", "", "−1,000.0"]]),
    ],
)
def test_numbers_of_one_row_are_written_in_one_language(language, expected):
    table = pd.DataFrame(
        {"a": ["x", "y"], "b": pd.array([9842, None], dtype="Int64"), "c": [7.4, -1000.0]}, index=[5, 5]
    )
    assert cells(table, language) == expected


def test_area_and_its_figure_stand_before_the_code_so_that_a_phone_shows_them():
    table = pd.DataFrame({"Kode": ["35.15"], "Wilayah": ["Sidoarjo"], "Bagian": [1.0]})
    assert tables._order(table, Viewer(Scope.national(), "id")) == ["Wilayah", "Bagian", "Kode"]


def test_written_numbers_remain_numbers_to_sort_by():
    table = pd.DataFrame({"b": [9842.0, 7419.0]})
    assert tables.written(table, Voice("id")).data["b"].dtype.kind == "f"


def test_columns_of_written_figures_stand_to_the_right_and_codes_do_not():
    viewer = Viewer(Scope.national(), "id")
    table = pd.DataFrame({"Kode": ["35.15"], "Target": ["1.250,5"], "Selang": ["3,4–5,6 %"], "Nama": ["Sidoarjo"]})
    assert tables._figures(table, viewer) == ["Target", "Selang"]


def test_no_field_or_table_follows_the_browsers_language():
    """Streamlit's own number field, number columns and editor write numbers the browser's way."""
    banned = {"number_input", "data_editor", "NumberColumn", "ProgressColumn"}
    found = [
        (file.name, node.attr)
        for file in PAGES.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in banned
    ]
    assert not found
