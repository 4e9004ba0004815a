"""Each page through the menu: it runs, says what it must, and answers its controls at both ends."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.figures import deciles as measures
from data.read import asked
from data.read import register as readers
from data.store.open import open_store
from data.store.scope import Scope
from pages.shared.voice import Voice
from tests.pages.conftest import MENU, PAGES


def texts(app) -> str:
    kinds = (app.title, app.markdown, app.caption, app.info, app.warning, app.error, app.subheader)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def metrics(app) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_synthetic_and_which_build_it_shows(visit, small_store, page, language):
    app = visit(page, bahasa=language)
    said = texts(app)
    assert {"id": "Data sintetis", "en": "Synthetic data"}[language] in said
    assert open_store(small_store).build_id in said


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_the_first_quarter_too(visit, page):
    app = visit(page, triwulan="2025Q4")
    assert not app.error
    assert "Triwulan IV 2025, keadaan" in texts(app)


def test_page_without_a_store_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("TEPAT_STORE", str(tmp_path))
    app = AppTest.from_file(str(MENU), default_timeout=60).run()
    assert not app.exception
    assert "make run" in app.info[0].value


def test_overview_shows_the_totals_of_the_register(visit, small_store):
    store = open_store(small_store)
    newest = asked.quarters(store)[-1]
    register = readers.desil(store, Scope.national(), newest, "nation")
    aid = readers.recipients(store, Scope.national(), newest, "nation").set_index("programme")
    shown = metrics(visit())
    assert shown["Jiwa dalam register"] == Voice("id").angka(register["persons"].sum())
    assert shown["Keluarga penerima PKH"] == Voice("id").angka(aid.loc["PKH", "families"])
    assert shown["Jiwa peserta PBI-JKN"] == Voice("id").angka(aid.loc["PBI", "persons"])


def test_first_quarter_shows_no_change_against_a_quarter_before(visit):
    assert all(metric.delta in ("", None) for metric in visit(triwulan="2025Q4").metric)
    assert any(metric.delta for metric in visit(triwulan="2026Q1").metric)


@pytest.mark.parametrize("level", ["province", "kabupaten"])
@pytest.mark.parametrize("kind", measures.KINDS)
def test_every_measure_is_drawn_at_every_level(visit, kind, level):
    app = visit("sebaran", ukuran=kind, rinci=level)
    assert not app.info and not app.error
    assert len(app.dataframe[0].value) == {"province": 38, "kabupaten": 514}[level]


@pytest.mark.parametrize("deciles", ["0", "1", "1-4", "10"])
@pytest.mark.parametrize(("unit", "form"), [("families", "number"), ("persons", "share")])
def test_every_end_of_the_deciles_can_be_mapped(visit, deciles, unit, form):
    app = visit("sebaran", desil=deciles, satuan=unit, bentuk=form, perubahan="1")
    assert not app.info and not app.error


def test_a_province_shows_its_kabupaten_and_no_others(visit):
    codes = visit("sebaran", wilayah="35").dataframe[0].value["Kode"]
    assert len(codes) == 38 and all(code.startswith("35.") for code in codes)


def test_impossible_changes_are_answered_in_words(visit):
    assert "setahun sekali" in visit("sebaran", ukuran="kemiskinan", perubahan="1").info[0].value
    assert "triwulan pertama" in visit("sebaran", triwulan="2025Q4", perubahan="1").info[0].value


def test_methods_show_calibration_rules_and_every_column(visit):
    app = visit("metode")
    calibration, inputs, built = (frame.value for frame in app.dataframe[:3])
    assert {"Terbitan", "Tercapai", "Sumber"} <= set(calibration.columns)
    assert {"families", "payments"} <= set(inputs["table"]) and {"cell", "movement"} <= set(built["table"])
