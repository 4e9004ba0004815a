"""The page on movement says what the readers say, in every view, area and language, and hides small counts."""

from __future__ import annotations

import pytest

from data.read import asked, movement
from data.store.open import open_store
from data.store.scope import Scope
from pages.movement.choice import VIEWS
from pages.shared.voice import Voice
from tests.pages.movement.conftest import metrics, texts

LAST = "2026Q3"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("area", ["ID", "35", "35.15"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_every_level_runs_in_both_languages(open_page, view: str, area: str, language: str):
    app = open_page("pergerakan", lihat=view, wilayah=area, bahasa=language)
    assert not app.error
    assert app.title[0].value == {"id": "Pergerakan triwulanan", "en": "Movement by quarter"}[language]


@pytest.mark.parametrize("programme", ["PKH", "SEMBAKO", "PBI"])
@pytest.mark.parametrize("period", ["triwulan", "tahun"])
def test_ledger_on_screen_is_the_reader_s_and_balances(open_page, year_store, programme: str, period: str):
    app = open_page("pergerakan", program=programme, periode=period)
    store = open_store(year_store)
    quarters = asked.quarters(store)[-4 if period == "tahun" else -1 :]
    unit = "persons" if programme == "PBI" else "families"
    table = movement.wide(movement.ledger(store, Scope.national(), programme, "nation", quarters), unit)
    assert app.success[0].value.startswith("Neraca cocok: ")
    shown = metrics(app)
    assert shown["Penerima awal"] == Voice("id").angka(table["opening"].iloc[0])
    assert shown["Masuk"] == Voice("id").angka(table["entered"].sum())
    assert shown["Keluar"] == Voice("id").angka(table["exited"].sum())
    assert shown["Penerima akhir"] == Voice("id").angka(table["closing"].iloc[-1])
    rows = app.dataframe[0].value.set_index("Arus").iloc[:, 0]
    assert rows["= Penerima akhir"] == table["closing"].iloc[-1]
    assert rows["· Desil di atas batas"] == table["decile_above"].sum()


def test_ledger_tells_given_and_derived_reasons_apart(open_page, year_store):
    app = open_page("pergerakan")
    store = open_store(year_store)
    rows = movement.ledger(store, Scope.national(), "PKH", "nation", asked.quarters(store)[-1:])
    told = rows[rows["reason"] == "decile_above"].set_index("given")["families"]
    shown = app.dataframe[0].value.set_index("Arus").loc["· Desil di atas batas"]
    assert (shown["Alasan diberikan program"], shown["Alasan disimpulkan"]) == (told[True], told[False])


def test_small_counts_of_a_kabupaten_are_nowhere_on_the_page(open_page, year_store):
    store = open_store(year_store)
    rows = movement.ledger(store, Scope.kabupaten("51.71"), "PKH", "kabupaten", asked.quarters(store)[-1:])
    small = rows[(rows["families"] < 10) & (rows["reason"] != "")]
    assert not small.empty
    shown = open_page("pergerakan", wilayah="51.71").dataframe[0].value
    counts = shown.iloc[:, 1:4].to_numpy(dtype=float, na_value=float("nan"))
    assert not ((counts > 0) & (counts < 10)).any()


def test_first_quarter_says_that_movement_starts_with_the_next(open_page):
    app = open_page("pergerakan", triwulan="2025Q3")
    assert "Triwulan III 2025 adalah triwulan pertama" in app.info[0].value
    assert not app.metric


def test_year_without_four_quarters_of_movement_says_so(open_page):
    app = open_page("pergerakan", triwulan="2026Q1", periode="tahun")
    assert "Belum ada empat triwulan pergerakan" in app.info[0].value


def test_map_ranks_areas_and_tables_them_with_the_same_flows(open_page, year_store):
    app = open_page("pergerakan", lihat="peta", rinci="province")
    store = open_store(year_store)
    table = movement.wide(
        movement.ledger(store, Scope.national(), "PKH", "province", asked.quarters(store)[-1:]), "families"
    ).set_index("group")
    shown = app.dataframe[0].value.set_index("Kode")
    assert shown["+ Masuk"].to_dict() == table["entered"].to_dict()
    assert shown["− Pindah ke wilayah lain"].to_dict() == table["moved_out"].to_dict()
    change = (table["closing"] - table["opening"]) / table["opening"] * 100
    assert shown["Perubahan bersih (%)"].to_dict() == pytest.approx(change.round(2).to_dict())


def test_deciles_can_be_followed_since_each_quarter_of_a_year(open_page):
    app = open_page("pergerakan", lihat="desil", dari="2025Q3")
    assert "Dari 2025T3 ke 2026T3" in texts(app)
    refused = open_page("pergerakan", lihat="desil", dari="2019Q1")
    assert "2019Q1" in refused.error[0].value


def test_time_on_aid_counts_those_past_five_ten_and_eighteen_years(open_page, year_store):
    app = open_page("pergerakan", lihat="lama", program="SEMBAKO")
    store = open_store(year_store)
    spells = movement.spells(store, Scope.national(), "SEMBAKO", asked.quarters(store)[-1])
    running = spells[spells["cause"] == ""]
    for years in (5, 10, 18):
        past = running.loc[running["stop"] + 1 > years * 4, "families"].sum()
        shown = metrics(app)[f"Lebih dari {years} tahun"]
        assert shown == Voice("id").angka(past)


def test_length_of_pbi_cover_is_refused_for_a_kabupaten_with_a_way_out(open_page):
    app = open_page("pergerakan", lihat="lama", program="PBI", wilayah="35.15")
    assert "pilih Jawa Timur atau Indonesia" in app.info[0].value
