"""Quarter, area and programme go along from page to page, each on its own."""

from __future__ import annotations

import pytest

from tests.pages.conftest import address, through_the_menu


@pytest.mark.parametrize(
    ("name", "value", "pages"),
    [
        ("triwulan", "2026Q1", ("pemutakhiran", "simulasi", "pergerakan")),
        ("wilayah", "35.15", ("pemutakhiran", "sebaran", "pergerakan")),
        ("program", "SEMBAKO", ("simulasi", "pergerakan")),
    ],
)
def test_choice_made_on_one_page_holds_on_every_page_that_offers_it(open_page, name, value, pages):
    app = open_page("pergerakan", **{name: value})
    for page in pages:
        through_the_menu(app, page)
        assert not app.exception and address(app) == {name: value}, page


def test_programme_that_a_page_does_not_offer_is_not_asked_of_it(open_page):
    app = open_page("simulasi")
    app.session_state["_address"].remembered["program"] = "SEKOLAH_RAKYAT"
    through_the_menu(app, "pergerakan")
    assert not app.error and address(app) == {}
