"""What a page says of its data is an address that the API answers and a file that the package holds."""

from __future__ import annotations

import pytest
from starlette.datastructures import QueryParams

from data.figures.tables.catalogue import catalogue
from data.figures.tables.question import TableQuestion
from data.store.scope import Scope
from pages.accuracy import choice as accuracy
from pages.movement import choice as movement
from pages.shared import controls, figures, open_data
from pages.shared.open_data import TABLES, question, tables_of
from pages.shared.session import Viewer
from pages.updates import choice as updates
from terms import Quarter
from tests.menu import PAGES
from web.api.document import parameters_of
from web.api.questions import area_of, level_asked, parsed

QUARTER = Quarter(2026, 1)


def test_pages_that_tell_of_tables_are_in_the_menu_and_all_tables_are_told_of_somewhere():
    assert {page for page, _ in TABLES} | {open_data.SCENARIO} <= set(PAGES)
    told = {table for tables in TABLES.values() for table in tables}
    assert told == set(catalogue())
    assert set(open_data.OF_PROGRAMME) == {name for name in told if catalogue()[name].has_programme}


@pytest.mark.parametrize(("page", "view"), TABLES)
@pytest.mark.parametrize("area", ["", "35", "35.15"])
@pytest.mark.parametrize("more", [{}, {"program": "PBI"}, {"rinci": "kabupaten"}, {"rinci": "province"}])
def test_addresses_that_a_page_tells_are_ones_that_the_api_understands(page, view, area, more):
    chosen = more | ({"wilayah": area} if area else {}) | ({"lihat": view} if view else {})
    tables = tables_of(page, chosen)
    assert tables
    for table in tables:
        path, _, query = question(table, chosen, QUARTER).partition("?")
        assert path == f"api/v1/{table}"
        asked = parsed(parameters_of(catalogue()[table]), QueryParams(query))
        level = level_asked(asked.level, area_of(asked.area), Scope.national())
        TableQuestion(table, QUARTER, level, asked.area, getattr(asked, "programme", None) or "")


@pytest.mark.parametrize(
    "scope",
    [
        Scope.national(),
        Scope.provinces("35", "12"),
        Scope.kabupaten("35.15", "35.09"),
        Scope(("12",), ("11.01", "35.15")),
    ],
    ids=str,
)
def test_who_sees_a_region_is_told_the_address_of_the_area_that_the_page_is_about(scope):
    usual = open_data.usual_area(scope)
    assert usual == controls.areas(Viewer(scope, "id"))[0]
    assert question("ledger", {}, QUARTER, usual) == f"api/v1/ledger?quarter=2026Q1&area={usual}"
    assert question("ledger", {"wilayah": "35"}, QUARTER, usual).endswith("area=35")


def test_view_has_tables_of_its_own_and_one_that_no_table_tells_says_nothing():
    assert tables_of("pergerakan", {"lihat": "desil"}) == ("transitions",)
    assert tables_of("pemutakhiran", {"lihat": "register"}) == ("quality", "register")
    assert tables_of("pergerakan", {"lihat": "lama"}) == tables_of("ketepatan", {"lihat": "rencana"}) == ()
    assert {tables_of(page, {}) for page in ("metode", "jejak", "proyeksi", open_data.SCENARIO)} == {()}


def test_views_that_are_told_of_are_views_of_their_pages():
    views = {"pergerakan": movement.VIEWS, "ketepatan": accuracy.VIEWS, "pemutakhiran": updates.VIEWS}
    for page, held in views.items():
        assert {view for one, view in TABLES if one == page} <= {"", *held}
        assert TABLES[page, ""] == TABLES[page, held[0]]


def test_menu_of_a_figure_tells_its_address_and_its_file(visit, monkeypatch):
    monkeypatch.setattr(figures, "_menu", lambda viewer, shown, **_: figures._open(viewer, shown))
    page = visit("pemutakhiran", lihat="usulan")
    assert not page.exception
    told = [one.value for one in page.caption if "api/v1/proposals?" in one.value]
    assert len(told) > 1, "each figure's menu, and the foot of the page"
    assert all("proposals.csv" in one for one in told)
