"""A real Chromium over the small store: one warm server for all tests, and cold ones where that is the point."""

from __future__ import annotations

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.serving import server
from tests.browser.watching import Watch


@pytest.fixture(scope="session")
def browser():
    path = chromium.find()
    assert path, chromium.ADVICE
    with sync_playwright() as playwright:
        with_browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield with_browser
        with_browser.close()


@pytest.fixture(scope="session")
def home(small_store, tmp_path_factory):
    with server(small_store, tmp_path_factory.mktemp("server") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def visitor(browser):
    """One person's browser, so that the front end's files are fetched and compiled once; tests empty its memory."""
    context = browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta")
    yield context
    context.close()


@pytest.fixture
def watch(visitor):
    """`watch(home)` gives a fresh page of a given width; what went wrong on it fails the test at its end."""
    opened = []

    def start(home: str, width: int = 1440, height: int = 900, theme: str = "light") -> Watch:
        page = visitor.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        opened.append(Watch(page, home))
        return opened[-1]

    yield start
    for view in opened:
        if not view.page.is_closed() and view.page.url.startswith("http"):
            view.page.evaluate("localStorage.clear()")
        view.page.close()
        assert not view.faults, view.faults
    visitor.clear_cookies()
