"""Back and Forward show what was on the screen, on every page that keeps its choices in the address."""

from __future__ import annotations

import re

import pytest

from pages.shared.voice import Voice
from tests.browser.test_application import click_map

pytestmark = pytest.mark.browser

#: Shown choices and what answers them: headings, select boxes, pressed buttons, switches, sliders.
STATE = """() => [
    ...[...document.querySelectorAll('[data-testid=stMain] :is(h1, h2, h3, h5)')].map(e => e.innerText),
    ...[...document.querySelectorAll('[data-testid=stSelectbox] input')].map(e => e.value),
    ...[...document.querySelectorAll('[role=radio][aria-checked=true], [aria-pressed=true]')].map(e => e.innerText),
    ...[...document.querySelectorAll('[role=switch], [type=checkbox]')].map(e => String(e.checked ?? e.ariaChecked)),
    ...[...document.querySelectorAll('[data-testid=stTextInput] input, input[type=range]')].map(e => e.value),
]"""


def choose(key: str, text: str, language: str = "id"):
    def act(view) -> None:
        box = view.page.get_by_role("combobox", name=Voice(language).say(key)).first
        box.click()
        box.fill(text)
        view.page.get_by_role("option").first.click()

    return act


def press(key: str):
    def act(view) -> None:
        view.page.get_by_test_id("stButtonGroup").get_by_text(Voice("id").say(key), exact=True).first.click()

    return act


def speak_english(view) -> None:
    view.page.get_by_test_id("stButtonGroup").get_by_text("English", exact=True).click()


def switch(key: str):
    return lambda view: view.page.get_by_text(Voice("id").say(key), exact=True).first.click()


def left(view) -> None:
    view.page.get_by_role("slider").first.focus()
    view.page.keyboard.press("ArrowLeft")


def typed(key: str, text: str):
    def act(view) -> None:
        field = view.page.get_by_role("textbox", name=Voice("id").say(key)).first
        field.fill(text)
        field.press("Enter")

    return act


def menu(page: str, language: str = "id"):
    return lambda view: view.page.get_by_role("link", name=Voice(language).say(f"menu.{page}")).first.click()


EAST_JAVA, BALI = choose("umum.area", "Jawa Timur"), choose("umum.area", "Bali")
LAST_QUARTER = choose("umum.quarter", "Triwulan IV 2025")
WALKS = {
    "areas": ("/sebaran", EAST_JAVA, BALI, switch("sebaran.change")),
    "details that come and go": ("/sebaran", press("umum.kabupaten"), BALI, press("umum.persons")),
    "movement": ("/pergerakan", EAST_JAVA, press("umum.SEMBAKO"), press("pergerakan.view_desil")),
    "accuracy": ("/ketepatan", press("ketepatan.view_wilayah"), press("umum.SEMBAKO"), EAST_JAVA),
    "plan": (
        "/ketepatan",
        press("ketepatan.view_rencana"),
        choose("ketepatan.choose_target", "10"),
        press("ketepatan.error_exclusion"),
    ),
    "updates": ("/pemutakhiran", EAST_JAVA, press("pemutakhiran.view_register"), BALI),
    "quarter": ("/", LAST_QUARTER),
    "methods": ("/metode", LAST_QUARTER),
    "scenario": ("/simulasi", left, press("umum.SEMBAKO"), left, press("simulasi.part_titik")),
    "goals": ("/simulasi?bagian=titik", typed("titik.goal_anggaran", "36,5"), typed("titik.goal_anggaran", "40")),
    "menu": ("/sebaran", EAST_JAVA, menu("pergerakan"), BALI, menu("metode"), menu("sebaran")),
    "English": (
        "/sebaran?bahasa=en",
        menu("metode", "en"),
        menu("pergerakan", "en"),
        choose("umum.area", "Bali", "en"),
    ),
    "language": ("/sebaran", EAST_JAVA, speak_english, menu("metode", "en")),
}


def seen(view) -> tuple[str, list[str]]:
    return view.page.url, view.page.evaluate(STATE)


@pytest.mark.parametrize("name", WALKS)
def test_back_and_forward_show_each_step_again(watch, home, name):
    view = watch(home)
    start, *acts = WALKS[name]
    view.open(start)
    steps = [seen(view)]
    for act in acts:
        before = view.page.url
        act(view)
        view.page.wait_for_url(lambda url, before=before: url != before)
        view.settle()
        steps.append(seen(view))
    for step in reversed(steps[:-1]):
        view.page.go_back()
        view.settle()
        assert seen(view) == step
    for step in steps[1:]:
        view.page.go_forward()
        view.settle()
        assert seen(view) == step


def test_click_on_the_overview_is_one_step_of_the_history(watch, home):
    view = watch(home)
    view.open("/")
    click_map(view)
    view.page.wait_for_url(re.compile(r"/ketepatan\?.*wilayah=\d\d"))
    view.settle()
    view.page.go_back()
    view.settle()
    assert view.page.url == f"{home}/"


def test_area_programme_and_quarter_stay_through_the_pages_that_offer_them(watch, home):
    view = watch(home)
    view.open("/pergerakan?wilayah=35.15&program=SEMBAKO&triwulan=2025Q4")
    for name, kept in {
        "sebaran": {"wilayah=35.15", "triwulan=2025Q4"},
        "simulasi": {"program=SEMBAKO", "triwulan=2025Q4"},
        "pemutakhiran": {"wilayah=35.15", "triwulan=2025Q4"},
        "pergerakan": {"wilayah=35.15", "program=SEMBAKO", "triwulan=2025Q4"},
    }.items():
        menu(name)(view)
        view.page.wait_for_url(re.compile(rf"/{name}\?"))
        view.settle()
        assert set(view.page.url.partition("?")[2].split("&")) == kept


def test_select_boxes_follow_the_switch_of_language(watch, home):
    view = watch(home)
    view.open("/sebaran?wilayah=35")
    speak_english(view)
    view.page.wait_for_url(re.compile("bahasa=en"))
    view.settle()
    shown = view.page.evaluate("[...document.querySelectorAll('[data-testid=stSelectbox] input')].map(e => e.value)")
    assert shown == ["", "As: Analyst", "Families or persons by decile", "Jawa Timur", "Quarter 1, 2026", "Deciles 1–4"]
    assert view.page.evaluate("document.documentElement.lang") == "en"
    assert view.page.title().startswith(Voice("en").say("menu.sebaran"))
