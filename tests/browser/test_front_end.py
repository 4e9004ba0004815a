"""What Streamlit's front end leaves undone: its own words in our language, headings, contrast, paper, numbers."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pages.shared.voice import Voice
from tests.browser.watching import briefly
from tests.menu import PATHS

pytestmark = pytest.mark.browser

LEVELS = """() => [...document.querySelectorAll('[data-testid=stMain] :is(h1, h2, h3, h4, h5, h6)')]
    .map(heading => Number(heading.ariaLevel ?? heading.tagName[1]))"""
#: The middle of the first such term that is in sight.
POINT_ON_TERM = """term => [...CSS.highlights.get('tepat-term')].filter(range => range.toString() === term)
    .map(range => range.getClientRects()[0]).filter(box => box?.top > 80 && box.bottom < innerHeight)
    .map(box => [box.x + box.width / 2, box.y + box.height / 2])[0]"""
PAPER_WIDTH = 1047
#: Paths of pages that are all text and tables.
WITHOUT_CHARTS = {"metode"}


@pytest.mark.parametrize(("language", "title"), [("id", "Halaman tidak ditemukan"), ("en", "Page not found")])
def test_wrong_address_is_told_in_the_language_of_the_page(watch, home, language, title):
    view = watch(home)
    view.open("/tiada" + ("?bahasa=en" if language == "en" else ""))
    dialog = view.page.get_by_role("dialog")
    dialog.get_by_text(title).wait_for()
    assert dialog.get_by_role("button", name=Voice(language).say("peramban.close")).count() == 1
    view.faults.clear()


@pytest.mark.parametrize("language", ["id", "en"])
def test_own_words_of_streamlit_speak_the_language_of_the_page(watch, home, language):
    view = watch(home)
    view.open("/sebaran" + ("?bahasa=en" if language == "en" else ""))
    view.page.get_by_test_id("stMainMenu").get_by_role("button").click()
    shown = view.page.get_by_role("menu").inner_text()
    assert Voice(language).say("peramban.menu_print") in shown
    assert Voice("en" if language == "id" else "id").say("peramban.menu_print") not in shown
    labels = view.page.evaluate("[...document.querySelectorAll('[aria-label]')].map(each => each.ariaLabel)")
    begin = Voice(language).say("peramban.table_csv").rstrip("*")
    assert any(label.startswith(begin) for label in labels)
    assert view.page.evaluate("document.documentElement.lang") == language


def test_menu_of_a_phone_closes_when_a_page_is_chosen(watch, home):
    view = watch(home, 390)
    view.open("/metode")
    view.page.get_by_test_id("stExpandSidebarButton").click()
    menu = view.page.get_by_test_id("stSidebar")
    menu.get_by_role("link", name=Voice("id").say("menu.sebaran")).click()
    view.page.wait_for_url("**/sebaran**")
    view.settle()
    view.page.wait_for_function("() => document.querySelector('[data-testid=stSidebar]')?.ariaExpanded !== 'true'")


def test_first_page_answers_on_one_screen_and_its_errors_on_a_phone(watch, home):
    for width, height, part in ((1440, 900, ".st-key-ringkas"), (390, 844, ".st-key-ringkas .js-plotly-plot")):
        view = watch(home, width, height)
        view.open("/")
        box = view.page.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= height, (width, box)


@pytest.mark.parametrize("path", PATHS)
def test_levels_of_headings_follow_each_other_and_chart_text_is_dark(watch, home, path):
    view = watch(home)
    view.open(briefly(path))
    levels = view.page.evaluate(LEVELS)
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))
    fills = view.page.evaluate("[...document.querySelectorAll('.main-svg text')].map(t => getComputedStyle(t).fill)")
    assert "rgb(128, 132, 149)" not in fills
    assert view.page.title() != Voice("id").say("umum.app")


@pytest.mark.parametrize("path", [path for path in PATHS if path not in WITHOUT_CHARTS])
def test_every_chart_lies_whole_on_the_paper(watch, home, path):
    view = watch(home)
    view.open(briefly(path))
    view.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    view.page.emulate_media(media="print")
    charts = view.page.evaluate(
        "[...document.querySelectorAll('[data-testid=stPlotlyChart] .main-svg')].map(e => e.getBoundingClientRect())"
        ".map(box => [box.left, box.right])"
    )
    left = view.page.get_by_test_id("stMainBlockContainer").bounding_box()["x"]
    assert charts and all(left <= start and end <= left + PAPER_WIDTH for start, end in charts)


def test_amount_typed_the_indonesian_way_is_taken_as_meant(watch, home):
    view = watch(home)
    view.open("/simulasi?program=SEMBAKO")
    view.page.get_by_text(Voice("id").say("simulasi.part_amounts")).first.click()
    field = view.page.get_by_role("textbox", name=Voice("id").say("simulasi.amount_family"))
    assert field.input_value() == "600.000"
    field.fill("750.000")
    field.press("Enter")
    view.page.wait_for_url("**skenario=**")
    view.settle()
    assert field.is_visible() and field.input_value() == "750.000"


def test_terms_are_explained_to_the_pointer_and_to_the_keys(watch, home):
    view = watch(home)
    view.open("/ketepatan")
    tip, meaning = view.page.get_by_role("tooltip"), Voice("id").say("metode.def_inklusi_text")
    view.page.get_by_role("button", name=Voice("id").say("istilah.explain", term="Kesalahan inklusi")).focus()
    assert meaning in tip.inner_text()
    view.page.keyboard.press("Escape")
    assert tip.count() == 0
    point = view.page.evaluate(POINT_ON_TERM, "kesalahan inklusi")
    view.page.mouse.move(*point)
    tip.wait_for()
    assert meaning in tip.inner_text()
