"""The page of one area: it begins with what needs doing, says what the other pages say, and gives no few away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.figures.region.values import RegionQuarter
from data.store.scope import Scope
from pages.cached import region
from pages.region import contents
from pages.shared.voice import Voice
from terms import Quarter
from tests.menu import PAGES
from tests.pages.movement.conftest import open_page, texts, year_store

__all__ = ["open_page", "year_store"]
SIDOARJO, NEWEST = "35.15", Quarter(2026, 1)


def cells(app: AppTest) -> dict[str, list[list[str]]]:
    """The tables of the page by their title: rows of cells."""
    titles, found, title = iter(app.main), {}, ""
    for element in walk(titles):
        if element.type == "subheader":
            title = element.value
        elif element.type == "markdown" and element.value.startswith("| "):
            rows = [line.strip("| ").split(" | ") for line in element.value.splitlines()]
            found[title] = rows[2:]
    return found


def walk(block):
    for child in block:
        if hasattr(child, "children"):
            yield from walk(child.children.values())
        else:
            yield child


def links(app: AppTest) -> list:
    return [one.proto for one in app.get("page_link")]


@pytest.fixture
def page(visit) -> AppTest:
    return visit("pantauan", wilayah=SIDOARJO)


@pytest.fixture
def told(page, small_store, monkeypatch) -> RegionQuarter:
    """The values behind the page."""
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    return region.of_area(Scope.national(), SIDOARJO, NEWEST)


def test_page_begins_with_at_most_five_things_in_order_of_families(page, told):
    sentences = [one.label for one in links(page) if re.match(r"\d\. ", one.label)]
    assert 1 <= len(sentences) <= 5 and len(sentences) == len(told.concerns)
    counted = [int(re.search(r"\*\*([\d.]+)", one)[1].replace(".", "")) for one in sentences]
    assert counted == sorted(counted, reverse=True)
    assert len({one.code for one in told.concerns}) == len(told.concerns)


def test_page_leads_to_its_blocks_a_regents_questions_first(page, visit):
    say, heads = Voice("id").say, [one.value for one in page.subheader]
    asked = ("todo", "flows", "reasons", "waiting", "groups", "kecamatan", "errors", "found_deciles", "what_if")
    begins = [say(f"pantauan.{name}", shares="") for name in asked]
    order = [next(at for at, head in enumerate(heads) if head.startswith(begin)) for begin in begins]
    assert order == sorted(order)
    assert ways(page) == list(contents.BLOCKS)
    assert ways(visit("pantauan", wilayah="35")) == [block for block in contents.BLOCKS if block != "kecamatan"]


def ways(app: AppTest) -> list[str]:
    """The blocks that the head leads to."""
    return re.findall(rf"#{contents.BLOCK}(\w+)", next(one.value for one in app.markdown if "](#" in one.value))


def test_each_thing_to_do_leads_to_a_page_with_the_same_area_and_quarter(page):
    asked = [one for one in links(page) if re.match(r"\d\. ", one.label)]
    assert asked
    for one in asked:
        assert one.page in PAGES
        assert "wilayah=35.15" in one.query_string and "triwulan=2026Q1" in one.query_string


def test_pages_behind_the_sentences_open_without_a_complaint(page, visit, told):
    from pages.paper.concerns import sentences

    for one in sentences(told, Voice("id")):
        app = visit(one.page, **dict(one.query))
        assert not app.error, (one, [fault.value for fault in app.error])


def test_recipients_are_those_of_the_page_on_movement(page, visit):
    flows = {row[0]: row[1:] for row in cells(page)["Neraca penerima triwulan ini"]}
    for place, programme in enumerate(("PKH", "SEMBAKO")):
        app = visit("pergerakan", wilayah=SIDOARJO, program=programme)
        ledger = app.dataframe[0].value
        said = " ".join(str(value) for value in ledger.to_numpy().ravel()).replace(".0", "")
        for flow in ("Awal triwulan", "− keluar", "= akhir triwulan"):
            assert flows[flow][place].replace(".", "") in said.split(), (programme, flow)


def test_share_verified_is_that_of_the_page_on_upkeep(page, visit):
    figures = {row[0]: row[1] for row in cells(page)["Angka pokok, perubahan, dan peringkat"]}
    app = visit("pemutakhiran", lihat="register", wilayah=SIDOARJO)
    shown = {metric.label: metric.value for metric in app.metric}
    assert figures["Diverifikasi dalam setahun"] in shown.values()
    assert figures["Belum diperingkat"] in shown.values()


def test_coverage_and_poor_share_are_those_of_the_map_of_deciles(page, visit):
    figures = {row[0]: row[1] for row in cells(page)["Angka pokok, perubahan, dan peringkat"]}
    table = visit("sebaran", wilayah=SIDOARJO).dataframe[0].value
    value = table.loc[table["Kode"] == SIDOARJO].iloc[0, 2]
    assert figures["Keluarga desil 1–4"] == Voice("id").persen(value / 100)


def test_ledger_of_the_page_adds_up_in_every_programme(told):
    for one in told.ledgers:
        flows = one.flows
        assert None not in flows.values()
        total = flows["opening"] + flows["entered"] + flows["moved_in"] - flows["exited"] - flows["moved_out"]
        assert total == flows["closing"] and one.net == flows["closing"] - flows["opening"]


def test_page_speaks_english_with_english_numbers(visit):
    app = visit("pantauan", wilayah=SIDOARJO, bahasa="en")
    assert "What needs doing" in texts(app) and "Five similar areas" in texts(app)
    assert all("bahasa=en" in one.query_string for one in links(app))


def test_first_quarter_has_no_ledger_and_says_so(visit):
    app = visit("pantauan", wilayah=SIDOARJO, triwulan="2025Q4")
    assert not app.error and "belum ada triwulan sebelumnya" in texts(app)


@pytest.mark.parametrize("area", ["ID", "35"])
def test_nation_and_province_have_the_page_too(visit, area):
    app = visit("pantauan", wilayah=area)
    assert not app.error
    ranks = [row[4:] for row in cells(app)["Angka pokok, perubahan, dan peringkat"]]
    assert all(bool(rank) == (area == "35") for rank in ranks)


#: Tables of counts of families or filings, and the columns that hold them.
COUNTED = {
    "Neraca penerima triwulan ini": slice(1, None),
    "Alasan masuk dan keluar": slice(1, None),
    "Periksa dulu": slice(3, 4),
    "Kuota": slice(2, None),
    "Mencapai batas lima tahun (keluarga)": slice(1, None),
}


@pytest.mark.parametrize("area", ["11.01", "35.15", "51.71"])
def test_few_families_of_a_kabupaten_are_on_no_table_of_the_page(open_page, year_store: Path, area):
    app = open_page("pantauan", wilayah=area)
    tables = cells(app)
    hidden = 0
    for title, columns in COUNTED.items():
        for row in tables.get(title, []):
            few = [cell for cell in row[columns] if re.fullmatch(r"[−+]?[1-9]", cell)]
            assert not few, (title, row)
            hidden += row.count("ditahan")
    assert hidden, "nothing was hidden, so nothing was tried"


@pytest.mark.parametrize("name", ["poor", "coverage_PKH"])
def test_areas_like_one_are_followed_over_the_quarters_and_end_in_what_their_table_says(open_page, name):
    app = open_page("pantauan", wilayah=SIDOARJO, waktu_serupa="1", angka=name)
    say, table = Voice("id").say, cells(app)[Voice("id").say("pantauan.alike")]
    courses = next(one.value for one in app.dataframe if say("waktu.course") in one.value)
    column = {"poor": 3, "coverage_PKH": 4}[name]
    newest = {row[column] for row in table if row[column] != say("umum.gap_withheld")}
    assert newest and newest == {one for one in courses[say("waktu.now")] if one and "(" not in one}
    assert len(courses) == len(table) > 1 and all(len(one) == 5 for one in courses[say("waktu.course")])
