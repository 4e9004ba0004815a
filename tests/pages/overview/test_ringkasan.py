"""The first page answers: under 5 %, where worst, what changed, what to decide; each with what the page behind says."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from data.figures.region.first_page import ErrorCourse, FirstPage
from data.figures.region.values import AreaError, PlacesLeft
from data.read.accuracy.floor import floor
from data.store.open import open_store
from data.store.scope import Scope
from pages.cached import accuracy, region
from pages.overview import answer, pending, worst
from pages.overview.choice import DECILES_ALONE, ERRORS, SHOWN, OverviewChoice, Place
from pages.shared.session import Viewer
from pages.shared.voice import NBSP, Voice
from terms import PBI, PKH, TARGETS, Quarter
from tests.pages.region.test_pantauan import links, walk

NEWEST, NATION = Quarter(2026, 1), Scope.national()
VIEWER = Viewer(NATION, "id")
HERE = Place("ID", NEWEST)
WIDE, NARROW = TARGETS


def error(low: float, high: float, programme: str = PKH) -> AreaError:
    return AreaError(programme, "inclusion", "sample", (low + high) / 2, low, high, "missed", 900, 10)


def course(wide: str, narrow: str, now: AreaError | None = None, before: AreaError | None = None) -> ErrorCourse:
    return ErrorCourse(now or error(0.2, 0.3), {WIDE: wide, NARROW: narrow}, None, before, None)


@pytest.fixture
def page(visit) -> AppTest:
    return visit()


@pytest.fixture
def told(small_store, monkeypatch) -> FirstPage:
    """The values behind the page."""
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    return region.first_page(NATION, "ID", NEWEST)


def sentences(app: AppTest) -> list[str]:
    return [element.value for element in walk(iter(app.main)) if element.type == "markdown"]


@pytest.mark.parametrize(
    ("courses", "begins", "ends"),
    [
        ([course("met", "met")] * 6, "**Ya, di bawah 5 %:** semua 6", "Batas 10 % semua terpenuhi."),
        (
            [course("missed", "missed")] * 6,
            "**Belum di bawah 5 %:** semua 6",
            "Batas 10 % pun belum terpenuhi.",
        ),
        (
            [course("met", "met"), course("met", "unproven"), course("missed", "missed")],
            "**Belum di bawah 5 %:** dari 3 ukuran kesalahan sasaran, 1 tercapai, 1 tidak tercapai, 1 belum terbukti.",
            "Terhadap batas 10 %: 2 tercapai, 1 tidak tercapai, 0 belum terbukti.",
        ),
        ([], "**Belum dapat dijawab**", "uji petik yang dapat dipakai."),
    ],
)
def test_first_sentence_says_whether_errors_are_under_five_per_cent(courses, begins, ends):
    said = answer.sentence(VIEWER, courses).replace(NBSP, " ")
    assert said.startswith(begins) and said.endswith(ends)


def test_nearest_error_is_named_only_while_not_all_are_met():
    near, far = course("missed", "missed", error(0.10, 0.12, PBI)), course("missed", "missed", error(0.6, 0.7))
    assert "Yang terdekat: kesalahan inklusi PBI-JKN, 11,0" in answer.sentence(VIEWER, [far, near])
    assert "terdekat" not in answer.sentence(VIEWER, [course("met", "met")])


def test_change_is_told_only_where_intervals_are_apart():
    apart = course("missed", "missed", error(0.20, 0.24), error(0.30, 0.34))
    across = course("missed", "missed", error(0.20, 0.24, PBI), error(0.23, 0.27, PBI))
    said = answer.moved(VIEWER, [apart, across], NEWEST, 1)
    assert "inklusi PKH **−10,0" in said and "PBI-JKN" not in said and "selebihnya tidak berubah" in said
    assert answer.moved(VIEWER, [across], NEWEST, 1).endswith("triwulan IV 2025: tidak ada yang berarti.")
    assert answer.moved(VIEWER, [course("missed", "missed")], NEWEST, 1) == ""
    assert answer.moved(VIEWER, [apart], NEWEST, 4) == "", "a change since the quarter before is none since last year"


@pytest.mark.parametrize(
    ("fourth", "ends"), [(0.10, ", 1 ukuran lain juga turun."), (0.50, ", 1 ukuran lain juga naik.")]
)
def test_changes_that_are_not_named_are_told_with_their_direction(fourth, ends):
    three = [course("missed", "missed", error(0.20, 0.24), error(0.60, 0.64))] * 3
    said = answer.moved(
        VIEWER, [*three, course("missed", "missed", error(fourth, fourth + 0.02), error(0.3, 0.32))], NEWEST, 1
    )
    assert said.count("poin") == 3 and said.endswith(ends)


def test_errors_are_those_of_the_page_on_targeting(told):
    rows = accuracy.all_errors(NATION, NEWEST, accuracy.DECILE).set_index(["programme", "error"])
    assert len(told.errors) == len(rows) == 6
    for one in told.errors:
        row = rows.loc[one.now.programme, one.now.error]
        assert (one.now.estimate, one.now.low, one.now.high) == (row["estimate"], row["low"], row["high"])
        assert one.verdicts[NARROW] == row["verdict"]
        assert one.floor is None or 0 < one.floor <= one.now.estimate


def test_flows_are_the_largest_by_share_and_those_of_the_ledger(told, visit):
    shares = [one.share for one in told.movements]
    assert len(shares) == 3 and shares == sorted(shares, reverse=True)
    for one in told.movements:
        table = visit("pergerakan", program=one.programme, satuan=one.unit).dataframe[0].value
        counts = {number for column in table.select_dtypes("number") for number in table[column].dropna()}
        assert one.count in counts and 0 < sum(count for _, count in one.reasons) <= one.count


def test_every_sentence_leads_to_its_page_with_the_same_quarter_and_area(visit):
    shown = [visit(triwulan="2026Q1", bahasa="en", peta=name) for name in ("inklusi", "desil")]
    behind = [one for app in shown for one in links(app) if one.query_string]
    assert {one.page for one in behind} >= {
        "ketepatan",
        "sebaran",
        "pergerakan",
        "pemutakhiran",
        "simulasi",
        "proyeksi",
    }
    for one in behind:
        query = dict(parse_qsl(one.query_string))
        assert query.pop("bahasa") == "en" and query["triwulan"] == "2026Q1" and query["wilayah"] == "ID"
    for page, text in {(one.page, one.query_string) for one in behind}:
        app = visit(page, **dict(parse_qsl(text)))
        assert not app.error, (page, text, [fault.value for fault in app.error])


@pytest.mark.parametrize("programme", [PKH, PBI])
@pytest.mark.parametrize("shown", SHOWN)
def test_map_names_three_areas_at_either_end(visit, shown, programme):
    app = visit(peta=shown, program=programme)
    (said,) = {one for one in sentences(app) if re.match(r"\*\*(Tertinggi|Terburuk|Paling turun):", one)}
    assert len(re.findall(r"[0-9]\s%[,.)]", said)) >= 6
    assert ("mungkin sama buruknya" in said) <= (shown in ERRORS)


def test_worst_error_of_the_map_is_the_highest_of_the_page_behind(small_store, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    chosen = OverviewChoice(HERE, "eksklusi", PKH, "province")
    rows = accuracy.without_weak_points(
        accuracy.errors_of(NATION, accuracy.Subject(NEWEST, PKH, "exclusion"), "province")
    ).dropna(subset=["estimate"])
    highest = rows.sort_values("estimate").iloc[-1]
    said = worst.answer(VIEWER, chosen).sentence
    assert said.split(":** ")[1].startswith(
        f"{worst.regions.name(highest['group'])} {Voice('id').persen(highest['estimate'])}"
    )
    overlapping = int((rows["high"] >= highest["low"]).sum()) - 1
    assert (f"{overlapping} wilayah lain mungkin sama buruknya" in said) == (overlapping > 0)


def test_first_quarter_and_a_quarter_without_change_say_so(visit):
    said = "\n".join(sentences(visit(triwulan="2025Q4", peta="perubahan")))
    assert "belum ada perubahan" in said and "belum ada triwulan sebelumnya" in said


def test_year_that_the_data_do_not_reach_back_to_is_said(visit):
    said = [one.value for one in visit(triwulan="2026Q1").caption]
    then = {"before": "triwulan IV 2025", "quarter": "triwulan I 2025"}
    assert Voice("id").say("ringkasan.no_earlier", **then) in said


def test_undecided_areas_are_those_that_the_page_behind_calls_so(told, visit):
    found = region.undecided(NATION, NEWEST)
    assert found is not None and 0 < found.open <= found.areas == 514
    table = (
        visit("ketepatan", lihat="wilayah", rinci="kabupaten", program=found.programme, galat=found.error)
        .dataframe[0]
        .value
    )
    used = table[Voice("id").say("ketepatan.col_used")]
    assert int(used.str.contains("belum terbukti|bertentangan|kurang").sum()) == found.open


def test_what_needs_a_decision_is_told_with_its_numbers(told, small_store, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    said = {page + str(more.get("lihat", "")): text for text, page, more in pending.lines(VIEWER, HERE)}
    voice = Voice("id")
    assert all(voice.angka(one.places) in said["simulasi"] for one in told.places)
    floors = [one.floor for one in told.errors if one.floor is not None]
    assert floors and all(voice.persen(floor) in said["simulasi"] for floor in floors)
    for one in told.places:
        found = floor(open_store(small_store), NATION, NEWEST, one.programme)
        more = voice.angka(0.9 * found.entitled.value - found.filled)
        assert more in said["simulasi"].split("perlu lagi")[1]
    assert all(voice.angka(sum(one.reach[:4])) in said["proyeksi"] for one in told.caps)
    assert voice.rupiah(4 * sum(sum(one.freed[:5]) for one in told.caps)) in said["proyeksi"]
    assert voice.bulat(told.waiting.overdue) in said["pemutakhiran"]
    assert said["pemutakhiranregister"].startswith(f"**Periksa {len(told.warnings)} peringatan mutu data")
    assert "belum dapat dinilai untuk kesalahan" in said["ketepatanrencana"]


@pytest.mark.parametrize(
    ("left", "begins", "holds"),
    [
        ((0, 0), "**Tambah atau alihkan kuota?**", "PKH penuh (10,0 juta keluarga)"),
        ((400_000, 0), "**Isi sisa kuota?**", "PKH sisa 400,0 ribu dari 10,0 juta keluarga"),
        ((None, 0), "**Isi sisa kuota?**", "PKH sisa ditahan dari"),
        ((-12_000, 5), "**Kuota terlampaui.**", "PKH 12,0 ribu keluarga di atas kuota 10,0 juta"),
    ],
)
def test_places_ask_what_fits_how_full_they_are(told, monkeypatch, left, begins, holds):
    places = tuple(
        PlacesLeft(code, "families", 10_000_000, None if free is None else 10_000_000 - free, free)
        for code, free in zip((PKH, "SEMBAKO"), left, strict=True)
    )
    monkeypatch.setattr(region, "first_page", lambda *_: replace(told, places=places))
    said, page, _ = next(pending.lines(VIEWER, HERE))
    assert page == "simulasi" and said.startswith(begins) and holds in said.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("area", "level", "codes"), [("35", "kabupaten", r"35\.\d\d"), ("35.15", "kecamatan", r"35\.15\.\d\d")]
)
def test_region_is_shown_by_what_lies_in_it_and_by_nothing_else(small_store, monkeypatch, area, level, codes):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    place = Place(area, NEWEST)
    assert worst.level_of(area) == level
    for scope in (NATION, NATION.within(area)):
        viewer = Viewer(scope, "id")
        shown = DECILES_ALONE if level == "kecamatan" else ("inklusi", PKH)
        chosen = OverviewChoice(place, *shown, level)
        values = worst._values(viewer, chosen)
        assert len(values) > 10 and values["code"].str.fullmatch(codes).all()
        found = worst.answer(viewer, chosen)
        names = [worst.regions.name(code) for code in values["code"]]
        assert found.figure is not None and sum(name in found.sentence for name in names) >= 6


def test_map_opens_with_an_error_where_the_quarter_tells_of_errors(visit, monkeypatch):
    first = re.compile(r"\*\*(Terburuk|Tertinggi):")
    assert next(one for one in sentences(visit()) if first.match(one)).startswith("**Terburuk:")
    monkeypatch.setattr(accuracy, "has_spotcheck", lambda _: False)
    assert worst.first(VIEWER, NEWEST) == "desil"


def test_kabupaten_is_told_no_count_under_ten(small_store, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    own = Viewer(Scope.kabupaten("35.15"), "id")
    said = " ".join(text for text, _, _ in pending.lines(own, Place("35.15", NEWEST)))
    assert "lima tahun" not in said
    assert not re.search(r"(?<![\d.,])[1-9] (keluarga|pengajuan|jiwa)", said)
