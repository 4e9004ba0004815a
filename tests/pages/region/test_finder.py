"""From every page an area is found by typing, and its page opens in the quarter and language at hand."""

from __future__ import annotations

import pytest

from pages.shared import finder
from tests.pages.conftest import address


def find(app, code: str):
    (box,) = [one for one in app.selectbox if one.label.startswith(("Cari daerah", "Find an area"))]
    return box.set_value(code).run()


@pytest.mark.parametrize(("page", "language"), [("metode", "id"), ("ketepatan", "en")])
def test_area_that_is_typed_on_any_page_opens_on_its_own(visit, page, language):
    app = visit(page, triwulan="2025Q4", bahasa=language)
    found = find(app, "35.15")
    assert not found.exception and not found.error
    assert {"Pantauan daerah": "id", "Regional monitor": "en"}[found.title[0].value] == language
    assert address(found)["wilayah"] == "35.15"
    assert app.selectbox("pantauan/wilayah").value == "35.15"


def test_second_search_goes_on_from_the_first(visit):
    found = find(find(visit("metode"), "35.15"), "35.16")
    assert found.selectbox("pantauan/wilayah").value == "35.16"


def test_names_carry_their_codes_so_that_either_is_found():
    from data.store.scope import Scope

    assert finder._names(Scope.national())["35.15"] == "Kabupaten Sidoarjo (35.15)"
    assert set(finder._names(Scope.kabupaten("35.15"))) == {"35.15"}
