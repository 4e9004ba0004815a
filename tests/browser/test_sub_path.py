"""Under the sub-path of a ministry's proxy everything that a page needs is found, signing in included."""

from __future__ import annotations

import shutil
import time

import pytest
from playwright.sync_api import expect

from tests.browser.provider import configured, people, provider
from tests.browser.serving import free_port, server

pytestmark = pytest.mark.browser


def test_page_map_and_sign_in_work_under_a_sub_path(browser, small_store, tmp_path):
    shutil.copytree(small_store, tmp_path / "store", symlinks=True)
    port, missed = free_port(), []
    with provider(people(int(time.time())), tmp_path / "provider.log") as issuer:
        file = configured(tmp_path, issuer, f"http://localhost:{port}/tepat")
        settings = {"TEPAT_ACCESS": str(file), "STREAMLIT_SERVER_BASE_URL_PATH": "tepat"}
        with server(tmp_path / "store", tmp_path / "log", port, base="/tepat", **settings) as home:
            context = browser.new_context(locale="id-ID")
            page = context.new_page()
            page.on("response", lambda answer: missed.append(answer.url) if answer.status >= 400 else None)
            page.goto(f"{home}/tepat/sebaran?desil=1-2")
            page.get_by_role("button", name="Masuk", exact=True).click(timeout=60_000)
            page.get_by_role("button", name="sub-analis", exact=True).click(timeout=60_000)
            page.wait_for_url(f"{home}/tepat/sebaran?desil=1-2", timeout=60_000)
            expect(page.locator(".choroplethlayer path.choroplethlocation").first).to_be_attached(timeout=60_000)
            names = {one["name"]: one["path"] for one in context.cookies()}
            assert names["_streamlit_user"] == "/tepat"
            context.close()
    assert [url for url in missed if "_stcore" not in url and url.startswith(home)] == []
