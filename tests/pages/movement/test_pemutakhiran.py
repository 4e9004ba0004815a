"""The page on updates says what the readers say, and as of which day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from data import statements
from data.read import asked, register, updates
from data.store.open import open_store
from data.store.scope import Scope
from pages.shared.voice import Voice, sentences
from pages.updates.choice import VIEWS
from terms import JAKARTA
from tests.pages.movement.conftest import metrics, texts

WARN = "pemutakhiran.warn_"
#: Warnings about files as such, which no SQL can say.
OF_FILES = {
    "codes_without_dots_mean_one_place",
    "columns_are_known",
    "files_are_known",
    "manifest_date_fits_the_quarter",
}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("area", ["ID", "35", "35.15"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_every_level_runs_in_both_languages(open_page, view: str, area: str, language: str):
    app = open_page("pemutakhiran", lihat=view, wilayah=area, bahasa=language)
    assert not app.error
    assert app.title[0].value == {"id": "Pemutakhiran data", "en": "Data updating"}[language]


@pytest.mark.parametrize("kind", ["all", "proposal", "objection", "correction"])
def test_tiles_count_what_was_filed_in_the_quarter(open_page, year_store, kind: str):
    store = open_store(year_store)
    quarter = asked.quarters(store)[1]
    rows = updates.flows(store, Scope.national(), (quarter,))
    rows = rows if kind == "all" else rows[rows["kind"] == kind]
    shown = metrics(open_page("pemutakhiran", triwulan=str(quarter), jenis=kind))
    filed = rows["proposals"].sum()
    assert shown["Diajukan"] == (Voice("id").angka(filed) if filed else "tidak ada yang")


def test_page_says_as_of_which_day_and_how_long_ago(open_page, year_store):
    span = updates.span(open_store(year_store))
    said = texts(open_page("pemutakhiran"))
    assert "Register: keadaan 31 Januari 2026, " in said
    assert f"Usul dan sanggah: keadaan {Voice('id').tanggal(span.last_day)}, " in said
    days = (datetime.now(JAKARTA).date() - span.last_day).days
    assert f"{Voice('id').bulat(days)} hari lalu" in said


def test_channels_add_up_to_what_was_filed(open_page, year_store):
    store = open_store(year_store)
    quarter = asked.quarters(store)[2]
    rows = updates.flows(store, Scope.national(), (quarter,))
    table = open_page("pemutakhiran", triwulan=str(quarter)).dataframe[0].value
    assert table["Diajukan"].sum() == rows["proposals"].sum()
    assert table["Diterima"].sum() == rows.loc[rows["outcome"] == "accepted", "proposals"].sum()


def test_register_view_shows_the_share_verified_within_four_quarters(open_page, year_store):
    store = open_store(year_store)
    rows = updates.register_quality(store, Scope.national(), asked.quarters(store)[-1], "nation")
    verified = rows.loc[rows["verified_within_year"], "families"].sum() / rows["families"].sum()
    assert metrics(open_page("pemutakhiran", lihat="register"))["Diperiksa dalam empat triwulan"] == Voice("id").persen(
        verified
    )


def test_register_is_seen_over_time_and_two_provinces_beside_each_other(open_page):
    app = open_page("pemutakhiran", lihat="register", waktu="1", daerah="35", bandingkan="51")
    table = next(one.value for one in app.dataframe if "Perjalanan" in one.value).set_index("Wilayah")
    of_map = next(one.value for one in app.dataframe if "Kode" in one.value).set_index("Wilayah")
    assert table.index.tolist() == of_map.index.tolist()
    newest = [Voice("id").persen(share / 100) for share in of_map["Diperiksa dalam empat triwulan (%)"]]
    assert table["Terakhir"].tolist() == newest
    head = next(one.value for one in app.subheader if "sejak" in one.value)
    assert head.startswith("Jawa Timur ") and "; Bali " in head


def test_register_view_tells_every_warning_of_the_quarter(open_page, year_store):
    store = open_store(year_store)
    quarter = asked.quarters(store)[-1]
    found = register.warnings(store, quarter)
    assert not found.empty, "the random register leaves kabupaten without families"
    said = texts(open_page("pemutakhiran", lihat="register", triwulan=str(quarter)))
    for row in found.itertuples(index=False):
        sentence = sentences()[f"pemutakhiran.warn_{row.name}"]["id"]
        assert sentence.format(number=Voice("id").bulat(row.failures)) in said


def test_every_claim_that_warns_has_its_sentence():
    kinds = ("check/claims", "build/claims_between", "check/linking")
    folders = [Path(statements.__file__).parent / "sql" / name for name in kinds]
    files = [path for folder in folders for path in folder.glob("*.sql")]
    warning = {
        path.stem for path in files if path.parent.name == "linking" or path.read_text().startswith("-- warning")
    }
    told = {key.removeprefix(WARN) for key in sentences() if key.startswith(WARN)}
    assert warning | OF_FILES == told
