"""What only a browser sees: cold deep links, maps that answer clicks, links that restore, nothing from outside."""

from __future__ import annotations

import re
import urllib.request
from urllib.parse import parse_qs, urlparse

import pytest

from pages.shared.voice import LANGUAGES, Voice
from tests.browser.looking import THEMES, WIDTHS, cut, resize, serious
from tests.browser.serving import server
from tests.browser.watching import briefly, spoken
from tests.menu import PATHS

pytestmark = pytest.mark.browser

#: The heading of every page of the menu by its path.
PAGES = {path: Voice("id").say(f"{name}.title") for path, name in PATHS.items()}
#: A heading of a section; by attribute, since Playwright goes by the tag where a heading says its level otherwise.
SECTION = '[aria-level="2"]'
#: A point of the screen inside an area of the map, the largest that has one; areas are too ragged to trust the middle.
POINT_ON_MAP = """chart => {
    const areas = [...chart.querySelectorAll('.choroplethlayer path.choroplethlocation')];
    const size = area => { const box = area.getBoundingClientRect(); return box.width * box.height; };
    areas.sort((one, other) => size(other) - size(one));
    for (const area of areas) {
        const box = area.getBoundingClientRect(), back = area.getScreenCTM().inverse();
        for (let step = 1; step < 100; step++) {
            const x = box.x + box.width * (step % 10) / 10, y = box.y + box.height * Math.floor(step / 10) / 10;
            if (area.isPointInFill(new DOMPoint(x, y).matrixTransform(back))) return [x, y];
        }
    }
    return null;
}"""


def query(page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlparse(page.url).query).items()}


def click_map(view) -> None:
    chart = view.page.locator('[data-testid="stPlotlyChart"]:has(.choroplethlayer)').first
    chart.scroll_into_view_if_needed()
    chart.locator(".choroplethlayer path.choroplethlocation").first.wait_for(state="attached")
    point = chart.evaluate(POINT_ON_MAP)
    assert point, "no area of the map can be reached with the pointer"
    view.page.mouse.move(*point)
    view.page.wait_for_timeout(200)
    view.page.mouse.click(*point)


def test_deep_links_are_served_whole_by_a_cold_server(watch, small_store, tmp_path):
    """The first is what a fresh process answers first of all; the others find none of what their page keeps."""
    with server(small_store, tmp_path / "log") as home:
        for path in sorted(PAGES, reverse=True):
            view = watch(home)
            view.open(f"/{path}")
            assert view.page.get_by_role("heading", level=1).inner_text() == PAGES[path]
            assert view.page.get_by_text("Data sintetis").first.is_visible(), "the menu has run before the page"
            view.page.close()


@pytest.mark.parametrize(("theme", "language"), [*zip(THEMES, LANGUAGES, strict=True)])
@pytest.mark.parametrize("path", PAGES)
def test_page_fits_every_screen_and_is_accessible_in_each_theme(watch, home, path, theme, language):
    """Each page once in each theme, light in Bahasa and dark in English; the window is resized, not the page loaded."""
    view = watch(home, theme=theme)
    view.open(spoken(briefly(path), language))
    view.rest()
    for width in WIDTHS:
        resize(view.page, width)
        assert view.overflow() <= 1, width
        assert cut(view.page) == [], width
    assert serious(view.page) == []
    if theme == THEMES[0]:  # what lies differently on a phone is the same in both themes
        resize(view.page, WIDTHS[0])
        assert serious(view.page) == []


def test_click_on_a_province_opens_its_kabupaten_and_a_link_brings_them_back(watch, home):
    view = watch(home)
    view.open("/sebaran")
    click_map(view)
    view.page.wait_for_url(re.compile("wilayah="))
    view.settle()
    assert re.fullmatch(r"\d\d", query(view.page)["wilayah"])
    heading = view.page.locator(SECTION).first.inner_text()
    assert "·" in heading, heading

    again = watch(home)
    again.open(view.page.url.removeprefix(home))
    assert again.page.locator(SECTION).first.inner_text() == heading
    click_map(again)
    again.page.wait_for_url(re.compile(r"wilayah=\d\d\.\d\d"))
    again.settle()


def test_click_on_the_overview_leads_to_the_map_of_that_province(watch, home):
    view = watch(home)
    view.open("/")
    click_map(view)
    view.page.wait_for_url(re.compile(r"/ketepatan\?.*wilayah=\d\d"))
    view.settle()
    assert view.page.get_by_role("heading", level=1).inner_text() == "Ketepatan sasaran"


def test_moved_slider_changes_the_answer_and_its_link_restores_it(watch, home):
    view = watch(home)
    view.open("/simulasi")
    before = view.page.get_by_test_id("stMetricValue").all_inner_texts()
    view.page.get_by_role("slider").first.focus()
    view.page.keyboard.press("ArrowLeft")
    view.page.keyboard.press("ArrowLeft")
    view.page.wait_for_url(re.compile(r"skenario=1\."))
    view.settle()
    after = view.page.get_by_test_id("stMetricValue").all_inner_texts()
    assert after != before

    again = watch(home)
    again.open(view.page.url.removeprefix(home))
    assert again.page.get_by_test_id("stMetricValue").all_inner_texts() == after
    assert again.page.get_by_role("slider").first.input_value() == "2"


def test_language_of_a_link_is_spoken_and_kept_through_the_menu(watch, home):
    view = watch(home)
    view.open("/sebaran?bahasa=en&wilayah=35")
    assert view.page.get_by_role("heading", level=1).inner_text() == "Deciles on the map"
    view.page.get_by_role("link", name="Methods").first.click()
    view.page.wait_for_url(re.compile(r"/metode\?bahasa=en"))
    view.settle()
    assert view.page.get_by_role("heading", level=1).inner_text() == "Methods"


def test_every_answer_carries_the_security_headers(home):
    with urllib.request.urlopen(f"{home}/") as answer:
        headers = answer.headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert headers["X-Frame-Options"] == "DENY" and headers["X-Content-Type-Options"] == "nosniff"


def test_boundaries_are_compressed_cached_and_confined_to_their_folder(home):
    request = urllib.request.Request(f"{home}/peta/provinsi.json?v=1", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
        tag = answer.headers["ETag"]
    assert status(f"{home}/peta/provinsi.json", tag) == 304
    for path in ("..%2fREADME.md", "..%2f..%2fapp.py", ".hidden.json", "nothing.json", "%2e%2e%2fregions.json"):
        assert status(f"{home}/peta/{path}") in (400, 404), path


def status(address: str, tag: str = "") -> int:
    request = urllib.request.Request(address, headers={"If-None-Match": tag} if tag else {})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code
