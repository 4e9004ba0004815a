"""The address tells what is on the screen, and a copied link brings it back."""

from __future__ import annotations

import pytest

from tests.pages.conftest import PAGES, address, through_the_menu


def test_link_restores_every_choice_of_the_map(visit):
    link = {
        "ukuran": "desil",
        "rinci": "kabupaten",
        "desil": "1-2",
        "satuan": "persons",
        "bentuk": "number",
        "perubahan": "1",
    }
    app = visit("sebaran", **link)
    assert app.selectbox("sebaran/desil").value == "1-2"
    assert app.button_group("sebaran/satuan").value == "persons"
    assert app.toggle("sebaran/perubahan").value is True
    assert address(app) == {name: value for name, value in link.items() if name != "ukuran"}, (
        "the default is not written"
    )


def test_moved_widget_is_written_into_the_address(visit):
    app = visit("sebaran")
    app.selectbox("sebaran/wilayah").set_value("35.15").run()
    assert address(app) == {"wilayah": "35.15"}
    app.selectbox("sebaran/wilayah").set_value("ID").run()
    assert address(app) == {}


@pytest.mark.parametrize(
    ("page", "name", "value"),
    [
        ("ringkasan", "triwulan", "2031Q1"),
        ("sebaran", "wilayah", "99"),
        ("sebaran", "ukuran", "umur"),
        ("sebaran", "desil", "11"),
        ("sebaran", "perubahan", "ya"),
        ("simulasi", "skenario", "1.pkh_d11"),
        ("simulasi", "program", "BLT"),
        ("metode", "triwulan", "<b>x</b>"),
    ],
)
def test_unknown_value_is_said_and_not_replaced_in_silence(visit, page, name, value):
    app = visit(page, **{name: value})
    assert value in app.error[0].value
    assert address(app)[name] == value, "the refused value stays in the address"
    app.run()
    assert value in app.error[0].value, "and the sentence stays true"
    app.button(f"settle/{name}").click().run()
    assert not app.error and not app.exception and address(app) == {}


def test_unknown_language_is_said_on_the_page(visit):
    assert "`fr`" in visit(bahasa="fr").warning[0].value


@pytest.mark.parametrize("page", PAGES)
def test_language_stays_when_the_page_changes(visit, page):
    app = visit(bahasa="en")
    through_the_menu(app, page)
    assert not app.exception
    assert address(app)["bahasa"] == "en"
    assert any("Sources of reference figures" in caption.value for caption in app.caption)


def test_language_switch_translates_the_page_and_keeps_the_choice(visit):
    app = visit("sebaran", wilayah="35")
    app.button_group("language").set_value("en").run()
    assert app.title[0].value == "Deciles on the map"
    assert address(app) == {"wilayah": "35", "bahasa": "en"}
    app.button_group("language").set_value("id").run()
    assert app.title[0].value == "Sebaran desil"
    assert address(app) == {"wilayah": "35"}


def test_quarter_stays_when_the_page_changes(visit):
    app = visit(triwulan="2025Q4")
    for page in PAGES[1:]:
        through_the_menu(app, page)
        assert address(app) == {"triwulan": "2025Q4"}, page


def test_choices_of_a_page_come_back_with_the_page(visit):
    app = visit("simulasi")
    app.slider("simulasi/PKH.max_decile").set_value(2).run()
    word = address(app)["skenario"]
    through_the_menu(app, "metode")
    assert address(app) == {}
    through_the_menu(app, "simulasi")
    assert app.slider("simulasi/PKH.max_decile").value == 2
    assert address(app) == {"skenario": word}


def test_address_that_changes_by_itself_is_followed(visit):
    """As when a person goes back in the history of the browser."""
    app = visit("sebaran", wilayah="35")
    app.query_params["wilayah"] = "32"
    app.run()
    assert app.selectbox("sebaran/wilayah").value == "32"


def test_moved_widget_wins_over_a_late_address(visit):
    """As when two moves follow each other faster than the browser's address."""
    app = visit("sebaran", wilayah="35")
    app.selectbox("sebaran/wilayah").set_value("32").run()
    app.query_params["wilayah"] = "35"
    app.selectbox("sebaran/wilayah").set_value("33").run()
    assert address(app) == {"wilayah": "33"}


def test_area_and_programme_stay_where_they_make_sense(visit):
    app = visit("pergerakan", wilayah="35.15", program="SEMBAKO")
    through_the_menu(app, "sebaran")
    assert address(app) == {"wilayah": "35.15"}
    through_the_menu(app, "simulasi")
    assert address(app) == {"program": "SEMBAKO"}
    through_the_menu(app, "pemutakhiran")
    assert address(app) == {"wilayah": "35.15"}


def test_programme_that_a_page_does_not_know_is_kept_for_those_that_do(visit):
    app = visit("simulasi")
    state = app.session_state["_address"]
    state.remembered["program"] = "SEKOLAH_RAKYAT"
    through_the_menu(app, "pergerakan")
    assert not app.error and address(app) == {}, "the page makes do with its default"
    assert state.remembered["program"] == "SEKOLAH_RAKYAT"


def test_widget_that_is_gone_does_not_count_as_moved(visit):
    """The detail level goes when a province is chosen: after that, Back was overruled by the widgets for good."""
    app = visit("sebaran")
    for area in ("35", "51"):
        app.selectbox("sebaran/wilayah").set_value(area).run()
    app.query_params["wilayah"] = "35"
    app.run()
    assert app.selectbox("sebaran/wilayah").value == "35" and address(app) == {"wilayah": "35"}
