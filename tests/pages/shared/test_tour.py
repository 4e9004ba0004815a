"""The tour: it goes through the real pages with what is chosen, is skipped and called back, and costs nothing."""

from __future__ import annotations

import pytest

from pages.shared import browser, tour
from pages.shared.voice import LANGUAGES, Voice
from tests.pages.conftest import address, through_the_menu
from tests.pages.work import Work, counted

STEPS = tuple(tour.STEPS)
#: Pages of the tour that show the whole of what somebody may see.
END = "tur-akhiri"
WITHOUT_AREA = ("ringkasan", "simulasi", "metode")


def strip(app) -> str:
    """What the strip says; empty where there is none."""
    steps = [one.value for one in app.markdown if one.value.startswith("**") and f"/{len(STEPS)}" in one.value]
    return steps[0] if steps else ""


def press(app, key: str):
    """A click that opens another page, whose address a browser brings without what it leaves out; or the last one."""
    if key != END:
        app.query_params.clear()
    app.button(key).click().run()
    assert not app.exception, [fault.message for fault in app.exception]
    return app


@pytest.mark.parametrize("language", LANGUAGES)
def test_tour_leads_through_the_pages_with_area_and_quarter_and_ends(visit, language):
    say = Voice(language).say
    app = press(visit("sebaran", wilayah="35", triwulan="2025Q4", bahasa=language), tour.START)
    for at, page in enumerate(STEPS, start=1):
        assert f"{at}/{len(STEPS)}" in strip(app) and say(f"menu.{page}") in strip(app)
        asked = address(app)
        assert asked["tur"] == str(at) and asked["triwulan"] == "2025Q4", page
        assert asked.get("bahasa", "id") == language
        assert page in WITHOUT_AREA or asked["wilayah"] == "35", page
        if at < len(STEPS):
            press(app, "tur-lanjut")
    # A test of Streamlit's stays on the page that it opened itself, so that the last page is opened once more.
    press(through_the_menu(app, STEPS[-1]), END)
    assert not strip(app) and "tur" not in address(app)


def test_tour_waits_while_somebody_looks_at_another_page_and_is_no_part_of_its_figures_links(visit):
    app = visit("sebaran", tur="3")
    app = through_the_menu(app, "ketepatan")
    assert "3/7" in strip(app) and address(app)["tur"] == "3"
    links = [one.value for one in app.code]
    assert not any("tur=" in link for link in links)
    app = press(app, "tur-buka")
    assert app.title[0].value == Voice("id").say("sebaran.title") and "3/7" in strip(app)


def test_skipped_tour_is_not_offered_again_but_can_be_called_back(visit):
    app = visit()
    assert not strip(app)
    app.button(tour.SKIP).click().run()
    assert not [one for one in app.button if one.key == tour.SKIP]
    app = through_the_menu(app, "sebaran")
    assert not [one for one in app.button if one.key == tour.SKIP]
    assert "1/7" in strip(press(app, tour.START))


@pytest.mark.parametrize("asked", ["0", "8", "x", "-1"])
def test_step_that_does_not_exist_is_no_step(visit, asked):
    app = visit("metode", tur=asked)
    assert not strip(app) and "tur" not in address(app)


def test_step_of_the_tour_costs_no_statement_and_no_figure(visit):
    app = visit("sebaran", tur="3")
    with counted() as done:
        app.run()
    assert strip(app) and done == Work()


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_the_tour_name_what_stands_on_their_pages(visit, language):
    """A name that a step tells is a label, a heading, a choice or a button of that page."""
    say = Voice(language).say
    for page, names in tour.STEPS.items():
        app = visit(page, bahasa=language, tur="1")
        shown = _shown(app)
        for key in names:
            assert any(say(key) in one for one in shown), (page, key)


def _shown(app) -> list[str]:
    kinds = (app.selectbox, app.button, app.button_group, app.toggle, app.radio, app.number_input)
    labels = [str(one.label) for kind in kinds for one in kind]
    options = [str(option) for kind in (app.button_group, app.radio) for one in kind for option in one.options]
    other = ("download_button", "popover", "expander")
    more = [str(getattr(one.proto, "label", "") or one.proto.popover.label) for kind in other for one in app.get(kind)]
    return labels + options + more + [str(one.value) for one in app.subheader]


def test_style_and_script_of_the_browser_know_the_tour_by_its_names():
    assert f'"{tour.REMEMBERED}"' in browser.SCRIPT.read_text()
    for name in (tour.START, tour.SKIP):
        assert f".st-key-{name} " in browser.SCRIPT.read_text()
    assert f".st-key-{tour.STRIP} " in browser.STYLE.read_text()
