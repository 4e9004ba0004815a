"""The page on targeting error through the menu: every view in both languages, figures of the store, and its limits."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.build.build import build
from data.build.options import Options
from data.read.accuracy.errors import errors
from data.read.accuracy.floor import Floor, Total, floor
from data.read.accuracy.spotcheck import Subject
from data.store.open import open_store
from data.store.scope import Scope
from pages.accuracy import causes, choice, words
from pages.shared import voice
from pages.shared.session import Viewer
from pages.shared.voice import Voice, sentences
from terms import Quarter
from tests.data.deliveries import write_inbox
from tests.pages.conftest import address

NEWEST = Quarter(2026, 1)


def texts(app) -> str:
    kinds = (app.title, app.markdown, app.caption, app.info, app.warning, app.error, app.subheader)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("view", choice.VIEWS)
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
            assert shown[f"{name}: kesalahan {word}"] == Voice("id").persen(row["estimate"])


def test_floor_is_said_in_a_sentence_before_any_verdict(visit, small_store):
    found = floor(open_store(small_store), Scope.national(), NEWEST, "PKH")
    said = texts(visit("ketepatan", bahasa="en"))
    sentence = f"about **{Voice('en').persen(found.exclusion_floor.value)}** ("
    assert sentence in said
    assert Voice("en").angka(found.entitled.value) in said


@pytest.mark.parametrize("unit", ["families", "persons"])
def test_pbi_has_one_unit_in_floor_and_error(visit, small_store, unit):
    store, word = open_store(small_store), {"families": "families", "persons": "persons"}[unit]
    found = floor(store, Scope.national(), NEWEST, "PBI", unit)
    app = visit("ketepatan", satuan=unit, bahasa="en")
    (line,) = [line for line in texts(app).splitlines() if line.startswith("- **PBI-JKN**")]
    assert f"{Voice('en').angka(found.entitled.value)} " in line
    assert word in line
    assert {"families": "persons", "persons": "families"}[unit] not in line
    assert Voice("en").persen(found.exclusion.value) in line
    shown = {metric.label: metric.value for metric in app.metric}
    name = "PBI-JKN: exclusion error" + (" (persons)" if unit == "persons" else "")
    assert shown[name] == Voice("en").persen(found.exclusion.value)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Total(0.72, 0.71, 0.73), "about 12.0\u00a0pp above the floor"),
        (Total(0.595, 0.58, 0.61), "is no higher than that of its floor"),
        (Total(0.5, 0.49, 0.51), "which cannot be: sample and payment lists disagree"),
    ],
)
def test_floor_never_contradicts_the_error_beside_it(error, said):
    found = Floor("families", Total(25e6, 24.5e6, 25.5e6), 10_000_000, 10_000_000, 0.3, error)
    sentence = words.floor_sentence(Viewer(Scope.national(), "en"), "PKH", found)
    assert said in sentence
    assert ("could avoid" in sentence) == (error.value > 0.6)
    assert "cannot" not in sentence.replace("which cannot be", "")


def test_kabupaten_hides_weak_points_and_keeps_their_intervals(visit):
    app = visit("ketepatan", wilayah="35.15")
    hidden = [metric.value for metric in app.metric if metric.value == voice.UNDEFINED]
    assert hidden
    assert texts(app).count("Selang kepercayaan 95\N{NO-BREAK SPACE}%: ") == 6
    assert "pakai taksiran model di Wilayah" in texts(app)
    assert "sampel terlalu kecil; untuk kabupaten/kota lihat taksiran model" in texts(app)


def tenths(text: str) -> list[int]:
    """The figures of a sentence in tenths of a point: `45,0 poin + 27,8 poin = 72,8 %`."""
    return [int(whole) * 10 + int(tenth) for whole, tenth in re.findall(r"(\d+),(\d)", text)]


@pytest.mark.parametrize("area", ["", "35", "11"])
@pytest.mark.parametrize("programme", ["PKH", "SEMBAKO", "PBI"])
def test_parts_of_an_error_add_up_as_they_are_written(visit, programme, area):
    app = visit("ketepatan", lihat="sebab", program=programme, **({"wilayah": area} if area else {}))
    sums = [line for line in texts(app).splitlines() if " + " in line and " = " in line and "÷" not in line]
    sums = [line for line in sums if line.startswith(("Rancangan", "Data"))]
    assert len(sums) == 2
    for line in sums:
        *parts, whole = tenths(line)
        assert sum(parts) == whole
        assert line.count("poin") == len(parts)
        assert f"{Voice('id').persen(whole / 1000)}: mengapa" in texts(app)


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=5))
def test_numbers_that_add_up_stay_within_one_of_what_they_were(values):
    rounded = causes.adding_up(values)
    assert sum(rounded) == round(sum(values))
    assert all(abs(number - value) < 1 for number, value in zip(rounded, values, strict=True))


@pytest.mark.parametrize("unit", ["families", "persons"])
@pytest.mark.parametrize("yardstick", ["decile", "verdict"])
@pytest.mark.parametrize("area", ["", "35", "35.15"])
def test_figures_of_a_label_are_the_same_all_over_the_view(visit, area, yardstick, unit):
    asked = {"wilayah": area} if area else {}
    app = visit("ketepatan", ukuran=yardstick, satuan=unit, **asked)
    table = app.dataframe[0].value
    word = {"decile": "Desil terverifikasi", "verdict": "Putusan petugas"}[yardstick]
    shown = {metric.label: metric.value for metric in app.metric}
    for row in table[table["Ukuran"] == word].itertuples(index=False):
        counted = unit if row.Program == "PBI-JKN" else "families"
        if row.Satuan != {"families": "keluarga", "persons": "jiwa"}[counted]:
            continue
        name = f"{row.Program}: {row.Kesalahan.lower()}" + (" (jiwa)" if counted == "persons" else "")
        share = row[list(table.columns).index("Kesalahan (%)")]
        assert shown[name] == (voice.UNDEFINED if share != share else Voice("id").persen(share / 100))
    for line in texts(app).splitlines():
        if "Kesalahan eksklusi sekarang" in line:
            assert "menurut desil terverifikasi" in line


def test_causes_are_not_split_in_a_single_kabupaten(visit):
    assert "terlalu sedikit" in visit("ketepatan", lihat="sebab", wilayah="35.15").info[0].value


def test_three_yardsticks_stand_side_by_side_and_apart(visit):
    table = visit("ketepatan").dataframe[0].value
    assert set(table["Ukuran"]) == {"Aturan pada register", "Desil terverifikasi", "Putusan petugas"}
    assert len(table) == 24
    assert (table["Satuan"] == "jiwa").sum() == 6
    assert set(table.loc[table["Satuan"] == "jiwa", "Program"]) == {"PBI-JKN"}
    census = table[table["Ukuran"] == "Aturan pada register"]
    assert (census["Selang kepercayaan 95 %"] == voice.UNDEFINED).all()
    assert (census["Cara"] == "hitungan penuh register").all()


def test_areas_show_model_direct_and_quality_for_all_kabupaten(visit):
    table = visit("ketepatan", lihat="wilayah", program="SEMBAKO", galat="exclusion").dataframe[0].value
    assert len(table) == 514
    assert table["Taksiran model (%)"].is_monotonic_decreasing
    assert {"Peluang kesalahan < 5 % (%)", "Bobot sampel sendiri (%)", "Diverifikasi setahun terakhir (%)"} <= set(
        table
    )
    assert len(visit("ketepatan", lihat="wilayah", wilayah="51").dataframe[0].value) == 9


def test_table_of_kabupaten_shows_own_and_listed_verdict_and_which_to_use(visit, small_store):
    table = visit("ketepatan", lihat="wilayah", program="SEMBAKO", galat="exclusion").dataframe[0].value
    own, listed = table["Status capaian menurut sampel sendiri"], table["Status capaian dalam daftar (dikoreksi)"]
    assert (own.ne(listed) <= listed.eq("belum terbukti")).all()
    decided = listed.isin(["tercapai", "tidak tercapai"])
    used = table["Status capaian yang dipakai"]
    clash = used.str.startswith("sampel dan model")
    assert (used[decided & ~clash] == listed[decided & ~clash] + " (sampel)").all()
    assert (used[~decided] == table["Status capaian menurut model"][~decided] + " (model)").all()


def test_withheld_unknown_and_not_estimable_have_three_signs(visit):
    app = visit("ketepatan", lihat="wilayah", program="PKH", galat="inclusion")
    table = app.dataframe[0].value
    weak = table["Taksiran langsung (%)"].isna()
    assert weak.any()
    assert table.loc[weak, "Sel kosong"].str.contains("tidak dapat ditaksir: Taksiran langsung").all()
    assert not table.loc[~weak, "Sel kosong"].str.contains("tidak dapat ditaksir").any()


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
    monkeypatch.setattr("pages.cached.accuracy.has_spotcheck", lambda quarter: False)
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


@pytest.mark.parametrize("view", choice.VIEWS)
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
