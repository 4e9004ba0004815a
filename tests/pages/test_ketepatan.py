"""The page on targeting error through the menu: every view in both languages, figures of the store, and its limits."""

from __future__ import annotations

import pandas as pd
import pytest

from data.build import Options, build
from data.errors import errors
from data.errors_floor import floor
from data.scope import Scope
from data.spotcheck import Subject
from data.store import open_store
from pages.shared import accuracy_choice, numbers
from pages.shared.session import Viewer
from pages.shared.words import sentences
from terms import Quarter
from tests.data.inbox import write_inbox
from tests.pages.conftest import address

NEWEST = Quarter(2026, 1)


def texts(app) -> str:
    kinds = (app.title, app.markdown, app.caption, app.info, app.warning, app.error, app.subheader)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("view", accuracy_choice.VIEWS)
def test_every_view_is_shown_in_both_languages(visit, view, language):
    app = visit("ketepatan", lihat=view, bahasa=language)
    assert not app.error
    headings = {"id": "Bagaimana dihitung, dengan contoh", "en": "How it is computed, with examples"}
    assert headings[language] in texts(app)
    assert len(app.subheader) >= 2


@pytest.mark.parametrize("view", ["putusan", "wilayah", "sebab", "kunjungan"])
@pytest.mark.parametrize("area", ["35", "35.15"])
def test_every_view_of_areas_answers_for_a_province_and_a_kabupaten(visit, view, area):
    app = visit("ketepatan", lihat=view, wilayah=area)
    assert not app.error
    assert address(app)["wilayah"] == area


def test_tiles_show_the_errors_of_the_store(visit, small_store):
    store = open_store(small_store)
    shown = {metric.label: metric.value for metric in visit("ketepatan").metric}
    for code, name in (("PKH", "PKH"), ("SEMBAKO", "Sembako"), ("PBI", "PBI-JKN")):
        for error, word in (("inclusion", "inklusi"), ("exclusion", "eksklusi")):
            row = errors(store, Scope.national(), Subject(NEWEST, code, error), "nation").iloc[0]
            assert shown[f"{name}: galat {word}"] == numbers.persen(row["estimate"], "id")


def test_floor_is_said_in_a_sentence_before_any_verdict(visit, small_store):
    found = floor(open_store(small_store), Scope.national(), NEWEST, "PKH")
    said = texts(visit("ketepatan", bahasa="en"))
    sentence = f"cannot fall below **{numbers.persen(found.places_floor, 'en')}**"
    assert sentence in said
    assert numbers.angka(found.entitled.value, "en") in said


def test_kabupaten_hides_weak_points_and_keeps_their_intervals(visit):
    app = visit("ketepatan", wilayah="35.15")
    hidden = [metric.value for metric in app.metric if metric.value == numbers.UNDEFINED]
    assert hidden
    assert texts(app).count("Rentang 95 %: ") == 6


def test_causes_are_not_split_in_a_single_kabupaten(visit):
    assert "terlalu sedikit" in visit("ketepatan", lihat="sebab", wilayah="35.15").info[0].value


def test_three_yardsticks_stand_side_by_side_and_apart(visit):
    table = visit("ketepatan").dataframe[0].value
    assert set(table["Ukuran"]) == {"Aturan pada register", "Desil terverifikasi", "Putusan petugas"}
    assert len(table) == 18
    census = table[table["Ukuran"] == "Aturan pada register"]
    assert (census["Rentang 95 %"] == numbers.UNDEFINED).all()
    assert (census["Cara"] == "hitungan penuh register").all()


def test_areas_show_model_direct_and_quality_for_all_kabupaten(visit):
    table = visit("ketepatan", lihat="wilayah", program="SEMBAKO", galat="exclusion").dataframe[0].value
    assert len(table) == 514
    assert table["Taksiran model (%)"].is_monotonic_decreasing
    assert {"Peluang galat < 5 % (%)", "Bobot sampel sendiri (%)", "Diverifikasi setahun terakhir (%)"} <= set(table)
    assert len(visit("ketepatan", lihat="wilayah", wilayah="51").dataframe[0].value) == 9


def test_planner_answers_with_the_published_sample_size(visit):
    app = visit("ketepatan", lihat="rencana")
    assert {metric.value for metric in app.metric} == {"507"}
    table = app.dataframe[0].value
    for name in ("Sebanding", "Neyman", "Yang belum terbukti"):
        assert table[name].sum() == 260_000
    assert {metric.value for metric in visit("ketepatan", lihat="rencana", dugaan="0", deff="1").metric} == {"72"}


def test_figures_of_others_stand_alone_with_owner_and_source(visit):
    app = visit("ketepatan", lihat="acuan")
    assert "tidak boleh dibandingkan" in texts(app)
    table = app.table[0].value
    assert table["Pemilik, tanggal"].str.contains("Dewan Ekonomi Nasional").any()
    assert not app.metric


def test_narrow_viewer_cannot_open_areas_outside_the_scope(visit, monkeypatch):
    monkeypatch.setattr("pages.shared.session.viewer", lambda: Viewer(Scope.provinces("51"), "id"))
    app = visit("ketepatan", lihat="wilayah")
    assert set(app.dataframe[0].value["Kode"].str[:2]) == {"51"}
    refused = visit("ketepatan", lihat="wilayah", wilayah="35")
    assert refused.error
    assert not refused.dataframe


def test_quarter_without_a_spot_check_is_answered_in_words(visit, monkeypatch):
    monkeypatch.setattr("pages.shared.cached_accuracy.has_spotcheck", lambda quarter: False)
    assert "Tidak ada uji petik" in visit("ketepatan").info[0].value
    assert visit("ketepatan", lihat="acuan").table


def test_every_worked_example_is_complete_on_both_pages(visit):
    heads = [key for key in sentences() if key.startswith("ketepatan.how_") and not key.endswith("_text")]
    assert len(heads) >= 8
    for page in ("ketepatan", "metode"):
        labels = {expander.label for expander in visit(page).expander}
        assert {sentences()[key]["id"] for key in heads} <= labels


@pytest.fixture(scope="module")
def unlinked_store(tmp_path_factory):
    """A store of one quarter whose visits name no family."""
    folder = tmp_path_factory.mktemp("unlinked")
    write_inbox(folder / "inbox", ("2026Q1",), families=300)
    path = folder / "inbox" / "2026Q1" / "spotcheck.parquet"
    pd.read_parquet(path).drop(columns="family_id").to_parquet(path, index=False)
    build(Options(folder / "inbox", folder / "store", memory="1GB"), lambda *told: None)
    return folder / "store"


@pytest.mark.parametrize("view", accuracy_choice.VIEWS)
def test_visits_without_a_family_are_no_errors_of_a_hundred_per_cent(visit, monkeypatch, unlinked_store, view):
    monkeypatch.setenv("TEPAT_STORE", str(unlinked_store))
    app = visit("ketepatan", lihat=view)
    if view == "acuan":
        assert not app.info
        return
    assert "tidak dapat ditaksir: tidak satu pun dari 39 keluarga" in app.info[0].value
    assert not app.metric and not app.dataframe
    assert "cannot be estimated: no visit is linked" in visit("ketepatan", lihat=view, bahasa="en").info[0].value


def test_visits_that_found_nobody_are_told_beside_the_figures(visit, monkeypatch, tmp_path):
    write_inbox(tmp_path / "inbox", ("2026Q1",), families=300)
    path = tmp_path / "inbox" / "2026Q1" / "spotcheck.parquet"
    frame = pd.read_parquet(path)
    frame.loc[frame.index[::4], "family_id"] += 10**12
    frame.to_parquet(path, index=False)
    build(Options(tmp_path / "inbox", tmp_path / "store", memory="1GB", unlinked=0.25), lambda *told: None)
    monkeypatch.setenv("TEPAT_STORE", str(tmp_path / "store"))
    assert "10 kunjungan menyebut keluarga yang tidak ditemukan" in visit("ketepatan").warning[0].value
