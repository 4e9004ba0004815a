"""The box that finds areas answers questions: the right page with the right choice, or the meaning of a term."""

from __future__ import annotations

import pytest

from pages.shared import wanted
from simulator.policy import link
from terms import Quarter

NOW = Quarter(2026, 1)


@pytest.mark.parametrize(
    ("asked", "programme", "name", "value"),
    [
        ("berapa biaya bila batas Sembako menjadi desil 5?", "SEMBAKO", "max_decile", 5),
        ("What does PKH cost if the cut-off is decile 3?", "PKH", "max_decile", 3),
        ("batas lama PKH lima tahun", "PKH", "max_quarters", 20),
    ],
)
def test_question_on_a_rule_opens_its_simulation(asked, programme, name, value):
    found = wanted.of(asked, NOW)
    assert found is not None and found.page == "simulasi" and found.query["program"] == programme
    policy = link.decode(found.query["skenario"])
    assert getattr(policy.rules(NOW)[programme], name) == value


@pytest.mark.parametrize(
    ("asked", "page", "query"),
    [
        ("ketepatan sasaran", "ketepatan", {}),
        ("Targeting error", "ketepatan", {}),
        ("sebaran desil jogja", "sebaran", {"wilayah": "34"}),
        ("pergerakan triwulanan pkh di sidoarjo", "pergerakan", {"program": "PKH", "wilayah": "35.15"}),
        ("cakupan sembako", "sebaran", {"ukuran": "cakupan-sembako"}),
        ("simula", "simulasi", {}),
    ],
)
def test_name_of_a_page_or_figure_opens_it_with_what_is_said_beside(asked, page, query):
    found = wanted.of(asked, NOW)
    assert found is not None and (found.page, found.query) == (page, query)


def test_term_is_explained_in_either_language():
    assert wanted.of("Kesalahan eksklusi?", NOW) == wanted.of("exclusion error", NOW)
    found = wanted.of("apa itu kesalahan eksklusi?", NOW)
    assert found is not None and found.term == "metode.def_eksklusi"


@pytest.mark.parametrize("asked", ["sidoarjo", "desil 99 bila pkh", "qwxyz"])
def test_what_is_no_question_is_left_to_the_names_of_areas(asked):
    assert wanted.of(asked, NOW) is None
