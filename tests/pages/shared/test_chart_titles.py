"""Titles of charts say what the chart draws: computed by hand beside, and nothing where a part of it is hidden."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.figures.tenure import YearsOnAid
from data.store.scope import Scope
from geo.figure import View
from pages.methods import definitions
from pages.movement import decile_words, tenure_words
from pages.overview import parts
from pages.paper.values import SheetBars
from pages.projection import pictures, titles
from pages.region import found
from pages.shared import charts, maps, paired_bars
from pages.shared.session import Viewer
from pages.shared.voice import Voice
from pages.simulation import charts as bars
from pages.simulation import detail_words
from pages.updates import words
from terms import Quarter

VIEWER = Viewer(Scope.national(), "id")
VOICE = VIEWER.voice


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


def on_aid(*families):
    by_year = pd.Series([*families, *[0] * (19 - len(families))], index=range(1, 20), dtype="Int64")
    return YearsOnAid(by_year, float(by_year.sum()), {5: 0.0, 10: 0.0, 18: 0.0})


def test_years_on_aid_name_the_year_of_most_recipients_and_nothing_beside_a_hidden_count():
    assert said(tenure_words.years(VIEWER, on_aid(30, 50, 20))) == (
        "Paling banyak penerima berada di tahun ke-2: 50 keluarga (50,0 %)"
    )
    assert tenure_words.years(VIEWER, on_aid(30, pd.NA, 20)) == "" == tenure_words.years(VIEWER, on_aid(0))


def curve(share, quarters=20):
    return pd.DataFrame({"time": [1.0, quarters], "survival": [0.9, share]})


def test_curves_are_compared_after_the_years_that_all_of_them_were_watched():
    curves = {"Semua keluarga": curve(0.5), "a": curve(0.6), "b": curve(0.4)}
    assert said(tenure_words.staying(VIEWER, curves)) == (
        "Sesudah 5 tahun 50,0 % masih menerima: dari 40,0 % (b) sampai 60,0 % (a)"
    )
    short = {"PKH": curve(0.7, 4), "Sembako": curve(0.8)}
    assert said(tenure_words.staying(VIEWER, short)).startswith("Sesudah 1 tahun masih menerima: dari 70,0 %")
    assert tenure_words.staying(VIEWER, {"PKH": curve(0.7, 2)}) == ""


def test_causes_say_how_many_have_left_and_why_most_did():
    table = pd.DataFrame({"time": [1.0, 8.0], "graduated": [0.1, 0.3], "rest": [0.05, 0.1]})
    names = {"graduated": "Graduasi", "rest": "lain"}
    assert said(tenure_words.causes(VIEWER, table, names)) == (
        "Sesudah 2 tahun 40,0 % sudah keluar; sebab terbanyak: Graduasi (75 % dari yang keluar)"
    )


def test_families_that_cross_the_line_of_decile_four_are_counted_both_ways():
    links = pd.DataFrame(
        {
            "decile_before": [4, 4, 6, 3, 0, 2],
            "decile_after": [5, 6, 4, 3, 5, -1],
            "on_aid_after": [True, False, False, True, False, False],
            "families": [30.0, 10.0, 7.0, 500.0, 90.0, 80.0],
        }
    )
    assert said(decile_words.crossed(VIEWER, links, True)) == (
        "40 keluarga naik keluar dari desil 1–4 (75,0 % masih dibantu), 7 turun ke dalamnya"
    )
    assert decile_words.crossed(VIEWER, links, False) == ""


def test_kinds_of_filings_are_told_with_the_change_of_all_and_not_beside_a_hidden_one():
    table, kinds = pd.DataFrame({"a": [10, 40], "b": [15, 11]}, index=["2025T4", "2026T1"]), ("Usul", "Sanggah")
    assert words.kinds(table, kinds, VOICE) == "2026T1: Usul 40, Sanggah 11; semuanya +26 dari 2025T4"
    assert words.kinds(table.iloc[1:], kinds, VOICE) == "2026T1: Usul 40, Sanggah 11"
    assert words.kinds(table.replace(40, 20), kinds, VOICE) == "2026T1: Usul 20, Sanggah 11", "six more tell a few"
    assert words.kinds(table.astype("Int64").replace(11, pd.NA), kinds, VOICE) == ""


def test_largest_part_of_the_register_is_named_with_its_share():
    counts = pd.Series([60, 40], index=["DTKS", "baru"])
    assert said(words.largest(counts, "Asal", VOICE)) == "Asal: terbanyak DTKS (60,0 %)"
    assert words.largest(counts.astype("Int64").replace(40, pd.NA), "Asal", VOICE) == ""


def test_recipients_of_the_poor_deciles_are_told_by_programme():
    groups = pd.DataFrame({1: [0.5, 0.4], 2: [0.25, 0.2], 3: [0.25, 0.4]}, index=["PKH", "SEMBAKO"])
    assert said(parts.who(VIEWER, groups)) == "Penerima di desil 1–4: PKH 75,0 %, Sembako 60,0 %"
    assert parts.who(VIEWER, groups.replace(0.2, np.nan)) == ""


def test_who_leaves_and_enters_is_told_with_the_largest_group():
    rows = pd.DataFrame({"name": ["Desil 5", "Desil 6"], "newly_out": [300.0, 100.0], "newly_in": [0.0, 0.0]})
    assert said(detail_words.in_and_out(VIEWER, rows, "PKH")) == (
        "PKH: 400 keluarga keluar, terbanyak Desil 5 (75 %); tidak ada yang masuk"
    )
    assert detail_words.in_and_out(VIEWER, rows.replace(100.0, np.nan), "PKH") == ""


def test_compared_scenarios_are_told_by_their_ends_or_as_alike():
    written = lambda value: f"{value:.0f}"  # noqa: E731
    ends = detail_words.compared(VIEWER, "Rupiah", {"a": 3.0, "b": 1.0, "c": 2.0, "d": np.nan}, written)
    assert ends == "Rupiah: tertinggi 3 (a), terendah 1 (b)"
    assert detail_words.compared(VIEWER, "Rupiah", {"a": 3.1, "b": 3.0}, written) == (
        "Rupiah: sama di semua skenario, 3"
    )
    assert titles.compared(VIEWER, "Penerima", "2031T1", {"a": 3.0, "b": 1.0, "c": None}, written) == (
        "Penerima pada 2031T1: tertinggi 3 (a), terendah 1 (b)"
    )


def test_map_of_when_tells_the_first_and_the_last_area_or_the_one_quarter():
    values = pd.DataFrame({"code": ["35.15", "35.78"], "value": [0.0, 2.0]})
    at = lambda step: f"T{step:.0f}"  # noqa: E731
    assert titles.when(VIEWER, values, at) == (
        "Separuh mencapai batas: paling awal Kabupaten Sidoarjo (T0), paling akhir Kota Surabaya (T2)"
    )
    assert (
        titles.when(VIEWER, values.assign(value=1.0), at) == "Separuh mencapai batas pada T1 di semua 2 kabupaten/kota"
    )


def test_graduates_are_told_with_the_quarter_of_most_and_not_beside_a_withheld_count():
    told = titles.graduated(VIEWER, ("2025Q3", "2025Q4"), (10.0, 30.0))
    assert said(told) == "40 keluarga lulus dalam 2 triwulan, terbanyak pada 2025T4 (30)"
    assert titles.graduated(VIEWER, ("2025Q3", "2025Q4"), (10.0, None)) == ""


def test_poor_deciles_of_an_area_stand_beside_those_of_others():
    bars = SheetBars("t", ("D1",), ("Sidoarjo", "Indonesia"), ((0.1,) * 10, (0.2,) * 10), ())
    assert said(found.deciles(VIEWER, bars)) == "Keluarga di desil 1–4: Sidoarjo 40,0 %, Indonesia 80,0 %"
    hidden = SheetBars("t", ("D1",), ("Sidoarjo",), ((0.1, None) * 5,), ())
    assert found.deciles(VIEWER, hidden) == ""


@pytest.mark.parametrize(
    ("gap", "may", "begins"), [(0.01, True, "Proyeksi setahun layak"), (0.03, False, "Proyeksi setahun tidak layak")]
)
def test_check_of_quarters_says_its_verdict_and_its_pointer_both_shares_and_their_gap(gap, may, begins):
    assert paired_bars.title(VIEWER, gap, may).startswith(begins)
    bars = paired_bars.of_stability(VIEWER, [0.8] * 10, [0.8 - gap] * 10).data
    assert {said(text) for bar in bars for text in bar.customdata} == {
        f"hasil kali 80,0 %, nyata {said(VOICE.persen(0.8 - gap))} ({said(VOICE.poin(gap))})"
    }


def test_calibration_counts_the_figures_that_could_be_counted():
    lines = pd.DataFrame({"within": pd.array([True, False, pd.NA, True], dtype="boolean")})
    assert definitions.met(VIEWER, lines) == "2 dari 3 angka terbitan tercapai dalam batasnya"


@pytest.mark.parametrize(
    ("count", "most", "named"),
    [(1, 4, [0]), (5, 5, [0, 1, 2, 3, 4]), (9, 4, [0, 4, 8]), (13, 4, [0, 4, 8, 12]), (21, 3, [0, 10, 20])],
)
def test_few_names_stand_under_an_axis_and_both_ends_have_one(count, most, named):
    assert charts.places_of_names(count, most) == named


def test_band_is_an_area_without_points_and_names_at_the_ends_are_not_left_out():
    quarters = [str(Quarter(2026, 1).shift(step)) for step in range(9)]
    line = pictures.QuarterLine("a", [5.0] * 9, band=([4.0] * 9, [6.0] * 9))
    drawn = pictures.over_quarters(VIEWER, quarters, [line], VOICE.angka)
    assert drawn.data[0].mode == "lines" and drawn.data[0].fill == "toself"
    assert list(drawn.layout.xaxis.ticktext) == ["2026T1", "2027T1", "2028T1"]
    low, high = drawn.layout.xaxis.range
    assert low < 0 and high > 8 and drawn.layout.xaxis.ticklabeloverflow == "allow"


@pytest.mark.parametrize("entered", [0.0, 50.0])
def test_counts_of_those_who_leave_and_enter_have_room_beside_their_bars(entered):
    rows = pd.DataFrame({"name": ["Desil 5"], "newly_out": [100.0], "newly_in": [entered]})
    low, high = bars.in_and_out(VIEWER, rows).layout.xaxis.range
    assert low <= -170 and (high >= 120 if entered else high < 10)


def test_name_of_a_compared_scenario_goes_on_to_a_second_line():
    names = ["Aturan berlaku", "Lima tahun, pengecualian sempit, di layar", "x" * 20 + " " + "y" * 20 + " " + "z" * 20]
    drawn = bars.scenario_bars(VIEWER, names, [1.0, 2.0, 3.0], 1.0, Voice.angka)
    assert list(drawn.layout.yaxis.ticktext) == [
        "Aturan berlaku",
        "Lima tahun, pengecualian<br>sempit, di layar",
        "x" * 20 + "<br>" + "y" * 20 + " …",
    ]


def test_legend_of_a_low_map_is_not_under_its_colour_bar():
    values = pd.DataFrame({"code": ["35", "33", "32"], "value": [0.1, 0.2, None], "state": ["", "", "no_data"]})
    drawn = maps.area_map(VIEWER, values, View("province"), VOICE.persen, maps.MapStyle(height=180))
    bar = next(trace.colorbar for trace in drawn.data if trace.showscale is None and trace.colorbar.x is not None)
    assert (bar.x, bar.xanchor) == (1, "right")
    assert (drawn.layout.legend.x, drawn.layout.legend.xanchor) == (0, "left")
