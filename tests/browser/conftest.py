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


@pytest.fixture
def watch(browser):
    """`watch(home)` gives a fresh page of a given width; what went wrong on it fails the test at its end."""
    opened = []

    def start(home: str, width: int = 1440, height: int = 900, theme: str = "light") -> Watch:
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, locale="id-ID", timezone_id="Asia/Jakarta", color_scheme=theme)
        opened.append((context, Watch(context.new_page(), home)))
        return opened[-1][1]

    yield start
    for context, page in opened:
        context.close()
        assert not page.faults, page.faults
