"""Titles of figures of areas say what the drawn values say: ends, places, ties, changes, and what is not certain."""

from __future__ import annotations

import pandas as pd
import pytest

from data.store.scope import Scope
from pages.shared import findings, over_time
from pages.shared.session import Viewer
from terms import Quarter

VIEWER = Viewer(Scope.national(), "id")
VOICE = VIEWER.voice
NAN = float("nan")


def areas(*values):
    codes = ("35", "33", "32", "31", "36")[: len(values)]
    rows = pd.DataFrame({"code": codes, "name": [f"P{code}" for code in codes], "value": values})
    return rows.assign(label=[VOICE.persen(value) for value in values])


@pytest.mark.parametrize(
    ("values", "marked", "said"),
    [
        ((0.1, 0.5, 0.3), "", "M: tertinggi P33 50,0\u00a0%, terendah P35 10,0\u00a0%"),
        ((0.5, 0.5, NAN, 0.3), "", "M: tertinggi P35 dan 1 lainnya 50,0\u00a0%, terendah P31 30,0\u00a0%"),
        ((0.5, 0.5), "", "M: 50,0\u00a0% di semua 2 wilayah"),
        ((0.5, NAN), "", "M: P35 50,0\u00a0%"),
        ((0.5, 0.4, 0.3, 0.2), "33", "M: P33 40,0\u00a0%, urutan ke-2 dari yang tertinggi di antara 4 wilayah"),
        ((0.5, 0.4, 0.3, 0.3), "31", "M: P31 30,0\u00a0%, urutan ke-1 dari yang terendah di antara 4 wilayah"),
        ((NAN, NAN), "", "M"),
    ],
)
def test_title_of_a_map_tells_its_ends_or_the_place_of_the_marked_area(values, marked, said):
    assert findings.of_areas(VIEWER, "M", areas(*values), marked) == said


def test_title_of_changes_counts_those_that_rose_and_fell_and_names_the_largest():
    said = findings.of_changes(VIEWER, "M", areas(0.1, -0.3, 0.0, NAN))
    assert said == "M: naik di 1, turun di 1 dari 3 wilayah; terbesar P33 −30,0\u00a0%"


def test_title_of_a_ranking_tells_how_far_its_ends_are_apart():
    assert findings.apart(VIEWER, areas(0.1, 0.5), VOICE.poin).endswith(": selisih 40,0\u00a0poin")
    assert findings.apart(VIEWER, areas(0.1, NAN), VOICE.poin) == ""


@pytest.mark.parametrize(("low", "said"), [(0.25, "tidak bertumpuk"), (0.15, "belum pasti")])
def test_title_of_estimates_says_whether_their_intervals_tell_them_apart(low, said):
    rows = pd.DataFrame({"code": ["35", "33"], "estimate": [0.3, 0.1], "low": [low, 0.05], "high": [0.4, 0.2]})
    assert said in findings.apart_for_sure(VIEWER, rows, VOICE.persen)


def test_title_of_bars_by_decile_tells_the_poorest_four_and_nothing_where_one_is_withheld():
    shares = pd.Series([0.19, *[0.09] * 9], index=range(1, 11))
    assert "46,0\u00a0% keluarga di desil 1–4, paling banyak di desil 1" in findings.of_deciles(VIEWER, "X", shares)
    assert findings.of_deciles(VIEWER, "X", shares.where(shares.index != 3)) == ""


def test_pointer_on_a_course_tells_what_stands_beside_a_value_and_nothing_without_one():
    quarters = (Quarter(2025, 4), Quarter(2026, 1))
    frames = {
        each: pd.DataFrame({"code": ["35"], "value": [value]}) for each, value in zip(quarters, (NAN, 0.3), strict=True)
    }
    told = {quarters[1]: pd.DataFrame({"code": ["35"], "told": ["95 %: 20–40 %"]})}
    table = over_time.wide(frames, ["35"])
    texts = over_time.wide_texts({quarters[0]: told[quarters[1]].assign(told=None), **told}, ["35"])
    found = over_time.Courses("M", table, VOICE.persen, VOICE.poin, True, texts)
    assert found.at_pointer("35") == ["", "30,0\u00a0% (95 %: 20–40 %)"]


def test_changes_that_are_written_alike_have_no_largest():
    assert findings.of_changes(VIEWER, "M", areas(0.0, 0.0, NAN)) == "M: 0,0\u00a0% di semua 2 wilayah"


def test_course_names_its_quarters_and_writes_its_axis_as_the_page_does():
    quarters = [str(Quarter(2026, 1).shift(step)) for step in range(9)]
    values = pd.DataFrame({"35": [0.1 + step / 100 for step in range(9)], "33": 0.2}, index=quarters)
    found = over_time.Courses("Bagian", values, VOICE.persen, VOICE.poin, is_share=True)
    drawn = over_time.lines(VIEWER, found, over_time.SideBySide("35", "33"))
    assert list(drawn.layout.xaxis.tickvals) == ["2026T1", "2026T3", "2027T1", "2027T3", "2028T1"]
    assert set(drawn.layout.yaxis.ticktext) >= {"12,5\u00a0%", "15,0\u00a0%"}


@pytest.mark.parametrize(("first", "said"), [(Quarter(2025, 2), "2025T2 sampai 2026T1"), (Quarter(2026, 1), "2026T1")])
def test_span_of_quarters_is_said_by_its_ends(first, said):
    assert VOICE.triwulan_antara(first, Quarter(2026, 1)) == said


def test_value_that_is_not_of_the_last_quarter_says_of_which_it_is():
    values = pd.DataFrame({"35": [0.1, 0.2, NAN], "33": 0.3}, index=["2025Q3", "2025Q4", "2026Q1"])
    found = over_time.Courses("M", values, VOICE.persen, VOICE.poin, is_share=True)
    said = over_time.sentence(VIEWER, found, over_time.SideBySide("35", "33")).replace("\u00a0", " ")
    assert said.startswith("Jawa Timur 20,0 % (2025T4) (+10,0 poin sejak 2025T3); Jawa Tengah 30,0 %")
