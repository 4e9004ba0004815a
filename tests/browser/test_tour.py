"""The tour on a phone, by keyboard: it goes through the pages, stays out of the way, and is not offered twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pages.shared import tour

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
STEPS = tuple(tour.STEPS)


def test_tour_by_keyboard_on_a_phone_and_never_offered_again(watch, home):
    view = watch(home, **PHONE)
    page, skip, strip = view.page, button(view, tour.SKIP), view.page.locator(f".st-key-{tour.STRIP}")
    view.open("/sebaran?wilayah=35.15")
    expect(skip).to_be_visible()
    press(view, tour.START, "**/?tur=1**")
    assert below_the_answer(view), "the strip leaves the first answer in sight"
    press(view, "tur-lanjut", "**/pantauan?tur=2&wilayah=35.15**")
    assert page.evaluate("() => document.activeElement.closest('.st-key-tur') !== null"), "the keys stay in the strip"
    assert view.overflow() <= 0 and strip.bounding_box()["height"] < PHONE["height"] / 4
    press(view, "tur-akhiri", "**/pantauan?wilayah=35.15**")
    expect(strip).to_have_count(0)
    view.open("/")
    expect(skip).to_be_hidden()
    expect(button(view, tour.START)).to_be_visible()


def button(view, key: str):
    return view.page.locator(f".st-key-{key} button")


def press(view, key: str, address: str) -> None:
    button(view, key).focus()
    view.page.keyboard.press("Enter")
    view.page.wait_for_url(address)
    view.settle()


def below_the_answer(view) -> bool:
    answer = view.page.get_by_role("heading", name="5 %").first.bounding_box()
    strip = view.page.locator(f".st-key-{tour.STRIP}").bounding_box()
    return answer["y"] + answer["height"] < strip["y"]
