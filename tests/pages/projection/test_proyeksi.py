"""The page on projection: its sentence is the engine's, its link restores it, bad input gets a sentence instead."""

from __future__ import annotations

import pytest

from data.read import register
from data.read.projection import observed
from data.store.open import open_store
from data.store.scope import Scope
from pages.cached import projection as kept
from pages.projection import choice
from pages.scenario import draft
from pages.shared.voice import Voice
from simulator.projection.options import ProjectionOptions
from simulator.projection.run import project
from targeting.flow.observed import fitted
from terms import Quarter
from tests.pages.conftest import address
from tests.pages.test_pages import metrics, texts

QUARTER = Quarter(2026, 1)


@pytest.fixture(scope="module")
def by_hand(small_store):
    """The scenario that the page begins with, carried on by the engine itself."""
    store = open_store(small_store)
    cells = register.cells(store, Scope.national(), QUARTER)
    rates = fitted(observed(store, Scope.national(), cells)).rates
    return lambda policy, options: project(cells, policy, rates, options)


def charts(app) -> int:
    return len(app.get("plotly_chart"))


def test_first_answer_says_what_the_engine_computes(visit, by_hand):
    app = visit("proyeksi")
    table = by_hand(draft.read(choice.begun()), ProjectionOptions(20)).calendar("nation")
    reached = table[table["programme"] == "PKH"]["reached_cap"].sum()
    sentence = next(one.value for one in app.markdown if one.value.startswith("##### "))
    assert f"**{Voice('id').angka(reached)} keluarga PKH** di Indonesia mencapai batas" in sentence
    assert "Sampai 2031T1" in sentence and "dibanding Aturan berlaku" in sentence
    assert "diumumkan, belum berlaku" in texts(app)
    assert charts(app) >= 2


def test_tiles_hold_the_last_quarter_against_the_reference(visit, by_hand):
    app = visit("proyeksi", jangka="4", program="SEMBAKO", mulai="new_only")
    table = by_hand(draft.read(choice.begun()), ProjectionOptions(4, "new_only")).table("nation", ("recipients",))
    last = table[(table["programme"] == "SEMBAKO") & (table["quarter"] == "2027Q1")]["recipients"].iloc[0]
    assert metrics(app)["Keluarga penerima pada 2027T1"] == Voice("id").angka(last)


@pytest.mark.parametrize(
    ("name", "value"),
    [("jangka", "0"), ("jangka", "400"), ("mulai", "nanti"), ("sejak", "2020Q1"), ("skenario", "1.rusak")],
)
def test_bad_choice_in_a_link_gets_a_sentence_and_no_chart(visit, name, value):
    app = visit("proyeksi", **{name: value})
    assert value in app.error[0].value
    assert not charts(app)


def test_first_quarter_of_the_store_gets_a_sentence_and_no_chart(visit):
    app = visit("proyeksi", triwulan="2025Q4")
    assert any("tidak dapat diproyeksikan" in one.value for one in app.info)
    assert not charts(app)


def test_cap_of_a_link_is_the_cap_of_the_sentence_again(visit):
    app = visit("proyeksi", jangka="8")
    app.select_slider("proyeksi/PKH.max_quarters").set_value(8).run()
    link = address(app)
    again = visit("proyeksi", **link)
    assert link["jangka"] == "8" and draft.read(link["skenario"]).rules(QUARTER)["PKH"].max_quarters == 8
    sentence = [one.value for one in again.markdown if one.value.startswith("##### ")]
    assert sentence == [one.value for one in app.markdown if one.value.startswith("##### ")]


def test_rules_without_a_limit_say_that_nobody_reaches_one(visit):
    app = visit("proyeksi", skenario="", jangka="4")
    said = texts(app)
    assert "tidak ada keluarga PKH di Indonesia yang mencapai batas" in said
    assert "sama dengan Aturan berlaku" in said


def test_rerun_that_changes_nothing_projects_nothing(visit, monkeypatch):
    app = visit("proyeksi", jangka="5")

    def again(*_: object) -> None:
        raise AssertionError("projected again")

    monkeypatch.setattr(kept, "run", again)
    monkeypatch.setattr(kept, "ready", again)
    app.run()
    assert not app.exception


@pytest.mark.parametrize("word", [{}, {"skenario": ""}], ids=["a limit", "no limit"])
def test_kabupaten_are_followed_over_the_quarters_with_and_without_a_limit(visit, word):
    query = {"jangka": "4", "wilayah": "35", "menurut": "wilayah", "waktu": "1", "bandingkan": "35.15", **word}
    app = visit("proyeksi", **query)
    say = Voice("id").say
    courses = next(one.value for one in app.dataframe if say("waktu.course") in one.value)
    assert "Kabupaten Sidoarjo" in list(courses[say("umum.area")])
    assert all(len(one) == 5 for one in courses[say("waktu.course")])
    assert address(app)["bandingkan"] == "35.15"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("part", ["kalender", "lulus", "banding", "ragu", "simpan"])
def test_every_part_stands_in_both_languages_for_a_kabupaten(visit, part, language):
    app = visit("proyeksi", bagian=part, wilayah="35.15", jangka="4", bahasa=language)
    assert not app.error
    assert {"id": "Bagian", "en": "Part"}[language] in [one.label for one in app.button_group]
