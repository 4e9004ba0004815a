"""What a page says of its data is an address that the API answers and a file that the package holds."""

from __future__ import annotations

import pytest
from starlette.datastructures import QueryParams

from data.figures.tables.catalogue import catalogue
from data.figures.tables.question import TableQuestion
from data.store.scope import Scope
from pages.shared import open_data
from pages.shared.open_data import TABLES, question, table_of
from terms import Quarter
from tests.menu import PAGES
from web.api.document import parameters_of
from web.api.questions import area_of, level_asked, parsed

QUARTER = Quarter(2026, 1)


def test_pages_that_tell_of_tables_are_in_the_menu_and_their_tables_in_the_catalogue():
    assert {page for page, _ in TABLES} | {open_data.SCENARIO} <= set(PAGES)
    assert set(TABLES.values()) <= set(catalogue())
    assert set(open_data.OF_PROGRAMME) == {name for name in TABLES.values() if catalogue()[name].has_programme}


@pytest.mark.parametrize("page", [page for page, view in TABLES if not view])
@pytest.mark.parametrize("area", ["", "35", "35.15"])
@pytest.mark.parametrize("more", [{}, {"program": "PBI"}, {"rinci": "kabupaten"}, {"rinci": "province"}])
def test_address_that_a_page_tells_is_one_that_the_api_understands(page, area, more):
    chosen = more | ({"wilayah": area} if area else {})
    table = table_of(page, chosen)
    path, _, query = question(table, chosen, QUARTER).partition("?")
    assert path == f"api/v1/{table}"
    asked = parsed(parameters_of(catalogue()[table]), QueryParams(query))
    level = level_asked(asked.level, area_of(asked.area), Scope.national())
    TableQuestion(table, QUARTER, level, asked.area, getattr(asked, "programme", None) or "")


def test_view_has_the_table_of_its_own():
    assert table_of("pergerakan", {"lihat": "desil"}) == "transitions"
    assert table_of("pemutakhiran", {"lihat": "register"}) == "quality"
    assert {table_of(page, {}) for page in ("metode", "jejak", "proyeksi", open_data.SCENARIO)} == {""}
