"""The page on projection in a real browser: a sentence first, its picture under it, at both widths, from a link."""

from __future__ import annotations

import pytest

from pages.projection import choice
from pages.scenario import draft
from simulator.policy import edit
from terms import PKH, Quarter

pytestmark = pytest.mark.browser

SENTENCE = "h5"
DRAWN_WITHIN_MS = 300_000


def box(view, locator) -> dict[str, float]:
    locator.wait_for()
    return locator.bounding_box()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_first_answer_is_a_sentence_on_the_first_screen_with_a_picture_under_it(watch, home, width, height):
    view = watch(home, width, height)
    view.open("/proyeksi?jangka=4")
    sentence = view.page.locator(SENTENCE).first
    assert sentence.inner_text().startswith("Sampai 2027T1,")
    picture = view.page.get_by_test_id("stPlotlyChart").first
    told, drawn = box(view, sentence), box(view, picture)
    assert told["y"] < height - 100, "the sentence begins on the first screen"
    assert told["y"] + told["height"] <= drawn["y"] < told["y"] + told["height"] + 250
    assert view.overflow() <= 1


@pytest.mark.parametrize("width", [1440, 390])
def test_no_part_scrolls_sideways(watch, home, width):
    view = watch(home, width)
    for part in ("kalender&menurut=wilayah", "lulus", "banding", "ragu", "simpan"):
        view.open(f"/proyeksi?jangka=4&bagian={part}")
        assert view.overflow() <= 1, part


def test_scenario_of_a_link_is_on_the_screen_and_in_the_sentence(watch, home):
    begun = draft.read(choice.begun())
    shorter = edit.with_field(begun, Quarter(2026, 1), PKH, "max_quarters", 8, draft.wording())
    usual, linked = watch(home), watch(home)
    usual.open("/proyeksi?jangka=4")
    linked.open(f"/proyeksi?jangka=4&skenario={draft.word_of(shorter)}")
    assert linked.page.get_by_text("2 tahun", exact=True).first.is_visible()
    sentences = [view.page.locator(SENTENCE).first.inner_text() for view in (usual, linked)]
    assert sentences[0] != sentences[1]


def test_bands_are_drawn_after_the_page_is_shown(watch, home):
    view = watch(home)
    view.open("/proyeksi?jangka=4&program=SEMBAKO")
    view.page.get_by_text("Pita di sekitar garis").first.wait_for(timeout=DRAWN_WITHIN_MS)
    view.settle()
    # Two lines, and the band of each: on a busy machine they may be there before anybody could count the lines alone.
    picture = "document.querySelector('[data-testid=stPlotlyChart]')"
    assert view.page.evaluate(f"() => {picture}.querySelectorAll('.scatterlayer .trace').length") == 4
