"""From every page an area is found by typing, and its page opens in the quarter and language at hand."""

from __future__ import annotations

import pytest

from data.store.scope import Scope
from pages.shared import finder
from pages.shared.session import Viewer
from tests.pages.conftest import address

NATION = Viewer(Scope.national(), "id")


def find(app, code: str):
    (box,) = [one for one in app.selectbox if one.label.startswith(("Cari atau tanya", "Search or ask"))]
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
    assert finder._names(Scope.national())["35.15"] == "Kabupaten Sidoarjo (35.15)"
    assert set(finder._names(Scope.kabupaten("35.15"))) == {"35.15"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("35.15", "35.15"),
        ("3515", "35.15"),
        ("jogja", "34"),
        ("Jak Sel", "31.74"),
        ("sidorajo", "35.15"),
        ("kab. sidoarjo", "35.15"),
        ("jawa timr", "35"),
    ],
)
def test_code_short_name_and_wrong_letter_find_the_area(typed, code):
    assert finder.meant(NATION, typed) == (code,)


def test_name_of_several_places_or_of_none_is_asked_back():
    both = finder.meant(NATION, "bandung")
    assert set(both) == {"32.04", "32.73"}
    assert "Kabupaten Bandung (32.04)" in finder.unsure(NATION, "bandung", both)
    assert finder.meant(NATION, "qwxyz") == ()
    assert "35.15 atau 3515" in finder.unsure(NATION, "qwxyz", ())


def test_search_finds_nothing_beyond_the_scope():
    own = Viewer(Scope.kabupaten("35.15"), "id")
    assert finder.meant(own, "3515") == ("35.15",) and finder.meant(own, "gresik") == ()
    assert "35.25" not in finder.unsure(own, "gresik", finder.meant(own, "gresik"))
