"""The kecamatan on the page of one area: map, table and files say the same, for a kabupaten alone."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from data.store.scope import Scope
from pages.cached import kecamatan
from pages.shared.voice import Voice
from terms import Quarter
from tests.pages.conftest import address
from tests.pages.movement.conftest import texts

SIDOARJO = "35.15"
SAY = Voice("id").say


def block(app) -> pd.DataFrame:
    """The table of kecamatan."""
    return next(one.value for one in app.dataframe if SAY("pantauan.kec_name") in one.value)


@pytest.fixture
def page(visit):
    return visit("pantauan", wilayah=SIDOARJO)


def test_table_holds_what_may_be_shown_of_every_kecamatan(page, small_store, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    rows = kecamatan.areas(Scope.national(), SIDOARJO, Quarter(2026, 1))
    table = block(page)
    assert table[SAY("umum.code")].tolist() == rows["code"].tolist() and len(rows) == 18
    for name, heading in (("families", "kec_families"), ("poor", "kec_poor"), ("overdue", "kec_overdue")):
        shown, told = table[SAY(f"pantauan.{heading}")], rows[name]
        assert shown.isna().tolist() == told.isna().tolist()
        assert shown.dropna().tolist() == told.dropna().tolist()
    share = table[f"{SAY('pantauan.kec_poor_share')} (%)"].dropna()
    assert len(share) and share.between(0, 100).all()


def test_kecamatan_add_up_to_the_figures_of_their_kabupaten(page, visit):
    families = block(page)[SAY("pantauan.kec_families")]
    ledger = visit("pergerakan", wilayah=SIDOARJO, program="PKH").dataframe[0].value
    said = " ".join(str(value) for value in ledger.to_numpy().ravel()).replace(".0", "").split()
    on_pkh = block(page)[SAY("pantauan.figure_recipients", programme="PKH", unit="keluarga")]
    assert families.notna().all() and on_pkh.notna().any()
    if on_pkh.notna().all():
        assert str(int(on_pkh.sum())) in said


def test_map_shows_the_chosen_figure_and_the_address_keeps_it(visit):
    app = visit("pantauan", wilayah=SIDOARJO, kec="families")
    assert address(app)["kec"] == "families"
    assert f"{SAY('pantauan.kec_families')}: tertinggi" in texts(app)
    assert "batas umum dari titik desa" in texts(app)


def test_figure_that_is_withheld_in_every_kecamatan_is_told_in_a_sentence(visit):
    app = visit("pantauan", wilayah=SIDOARJO, kec="overdue")
    assert SAY("pantauan.kec_nothing") in texts(app)


def test_kecamatan_are_seen_over_time_with_the_newest_figures_of_the_table(visit):
    app = visit("pantauan", wilayah=SIDOARJO, kec="families", waktu="1")
    courses = next(one.value for one in app.dataframe if SAY("waktu.course") in one.value)
    rows = block(app)[lambda table: ~table[SAY("umum.code")].str.endswith(".00")]
    newest = [Voice("id").angka(families) for families in rows[SAY("pantauan.kec_families")]]
    assert courses[SAY("waktu.now")].tolist() == newest


def test_province_and_nation_have_no_kecamatan(visit):
    for area in ("35", "ID"):
        app = visit("pantauan", wilayah=area)
        assert SAY("pantauan.kecamatan") not in [one.value for one in app.subheader]


def test_page_speaks_english_of_kecamatan_too(visit):
    app = visit("pantauan", wilayah=SIDOARJO, bahasa="en")
    assert "By kecamatan" in [one.value for one in app.subheader]
    assert "general ones from village points" in texts(app)


def test_file_says_what_it_is_and_holds_the_table(page):
    from pages.documents import exports

    table = block(page)
    made = exports.csv(table, exports.Note(("Tepat Sasaran: x", "build y")))
    text = made.decode("utf-8-sig")
    assert text.startswith("# Tepat Sasaran: x")
    found = pd.read_csv(io.StringIO(text), sep=";", comment="#", decimal=",", dtype={SAY("umum.code"): str})
    assert len(found) == len(table)
    names = [button.proto.label for button in page.get("download_button")]
    assert SAY("umum.download_csv") in names and SAY("umum.download_xlsx") in names
