"""A regent with a phone: he finds his area, sees what changed and why, what waits, where to check, and takes it along.

How long each takes is written into the log (`-rP` shows it), not asserted; the first one pays for the cold page.
"""

from __future__ import annotations

import logging
import re
import time
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from pages.shared.voice import Voice
from tests.browser.watching import Watch

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
OWN_PAGE = "/pantauan?wilayah=35.15"
SAY = Voice("id").say
LOG = logging.getLogger(__name__)


@contextmanager
def timed(task: str):
    begun = time.monotonic()
    yield
    LOG.warning("%s: %.1f s", task, time.monotonic() - begun)


def table_under(view: Watch, title: str) -> dict[str, list[str]]:
    """The rows of the table that follows a heading: what each is called, and its cells."""
    heading = view.page.get_by_role("heading", name=title, exact=True)
    heading.scroll_into_view_if_needed()
    rows = heading.locator("xpath=following::table[1]//tbody/tr").all()
    cells = [row.locator("td").all_inner_texts() for row in rows]
    return {first: rest for first, *rest in cells}


@pytest.fixture
def own(watch, home) -> Watch:
    """His own page, on his phone."""
    view = watch(home, **PHONE)
    view.open(OWN_PAGE)
    return view


def test_regent_finds_sidoarjo_by_typing_a_few_letters(watch, home):
    view = watch(home, **PHONE)
    view.open("/metode")
    with timed("find Sidoarjo"):
        box = view.page.get_by_role("combobox", name=SAY("umum.find"))
        box.click()
        box.type("sidoa")
        view.page.get_by_role("option", name=re.compile("Sidoarjo")).click()
        view.page.wait_for_url("**/pantauan?**wilayah=35.15**")
        view.settle()
    assert view.page.get_by_role("heading", level=1).inner_text() == SAY("pantauan.title")
    assert view.page.get_by_role("heading", name=re.compile("Sidoarjo")).first.is_visible()
    assert view.overflow() <= 0


def test_regent_sees_what_changed_and_why(own: Watch):
    with timed("what changed and why"):
        own.page.locator('.st-key-kepala a[href="#blok-perubahan"]').click()
        expect(own.page.get_by_role("heading", name=SAY("pantauan.flows"), exact=True)).to_be_in_viewport()
        assert "#" not in own.page.url, "the way to a block is no step of history"
        flows = table_under(own, SAY("pantauan.flows"))
        reasons = table_under(own, SAY("pantauan.reasons"))
    opening, closing = flows[SAY("pantauan.flow_opening")], flows[SAY("pantauan.flow_closing")]
    assert len(opening) == len(closing) == 3 and any(re.search(r"\d", cell) for cell in closing)
    assert any(name.startswith(SAY("pantauan.exited_reason", reason="")) for name in reasons)


def test_regent_sees_what_waits_and_which_kecamatan_was_not_verified(own: Watch):
    with timed("what waits"):
        waiting = table_under(own, SAY("pantauan.waiting"))
        box = own.page.get_by_role("combobox", name=re.compile(SAY("pantauan.kec_mapped")))
        box.click()
        box.fill(SAY("pantauan.kec_unverified_share"))
        own.page.get_by_role("option").first.click()
        own.page.wait_for_url("**kec=unverified_share**")
        own.settle()
    assert SAY("pantauan.waiting_overdue") in waiting
    assert any(re.search(r"\d", cell) for cells in waiting.values() for cell in cells)
    assert own.page.get_by_text(f"{SAY('pantauan.kec_unverified_share')}: tertinggi").is_visible()
    assert own.overflow() <= 0


def test_regent_sees_where_to_check_on_the_map_of_his_kecamatan(own: Watch):
    with timed("where to check"):
        groups = table_under(own, SAY("pantauan.groups"))
        areas = own.page.locator(".choroplethlayer path.choroplethlocation")
        areas.first.wait_for(state="attached")
    assert groups and areas.count() == 18
    link = own.page.get_by_test_id("stPageLink").get_by_role("link").filter(has_text=re.compile(r"^1\. ")).first
    assert "wilayah=35.15" in (link.get_attribute("href") or "")


def test_regent_takes_the_note_along(own: Watch):
    with timed("take the note"):
        with own.page.expect_download() as taken:
            own.page.get_by_role("button", name=re.compile("Unduh catatan")).click()
        note = taken.value
    assert re.fullmatch(r"pantauan-35\.15-\d{4}Q\d\.pdf", note.suggested_filename)
    assert note.path().read_bytes().startswith(b"%PDF")
