"""The workbook of a simulated policy holds the outcome's figures: named, formatted, hidden where they must be."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from data.spreadsheet import cell
from geo import regions
from pages.documents.workbook import RESULTS, workbook
from pages.shared.names import scenario_name
from pages.shared.voice import Voice
from simulator.policy.files import Policy, available, named, parse, to_toml
from terms import PKH
from tests.pages.shared.conftest import ABOUT, KABUPATEN, cells, report_of
from tests.pages.shared.xlsx import sheets

INDONESIAN = (
    "Ringkasan", "Provinsi", "Kabupaten-kota", "Desil", "Tipe keluarga", "Definisi", "Skenario", "Asal data", "TOML",
)  # fmt: skip
ENGLISH = (
    "Summary", "Provinces", "Kabupaten-kota", "Deciles", "Family types", "Definitions", "Scenario", "Origin of data",
    "TOML",
)  # fmt: skip


@pytest.fixture(scope="module")
def book(register):
    return sheets(workbook(report_of(register, "lima_tahun_sempit"), Voice("id")))


@pytest.mark.parametrize("policy", available())
@pytest.mark.parametrize(("language", "names"), [("id", INDONESIAN), ("en", ENGLISH)])
def test_every_policy_makes_a_whole_workbook(register, policy, language, names):
    read = sheets(workbook(report_of(register, policy), Voice(language)))
    assert tuple(read) == names
    assert all(len(sheet.rows) > 4 for sheet in read.values())
    assert scenario_name(named(policy).name, Voice(language)) in read[names[0]].text


@pytest.mark.parametrize(
    ("sheet", "by", "column"),
    [("Provinsi", "province", "Kode"), ("Kabupaten-kota", "kabupaten", "Kode"), ("Ringkasan", "nation", "Program")],
)
def test_figures_of_a_sheet_are_those_of_the_outcome(register, book, sheet, by, column):
    outcome = report_of(register, "lima_tahun_sempit").outcome
    expected = outcome.table(by)
    found = [row for row in book[sheet].table(column) if row["Program"] == "PKH"]
    rows = expected[expected["programme"] == PKH]
    assert [row["Penerima sesudah"] for row in found] == pytest.approx(rows["recipients_after"].tolist())
    assert [row["Keluar: batas waktu"] for row in found] == pytest.approx(rows["dropped_cap"].tolist())
    yearly = (rows["rupiah_per_quarter"] * 4).tolist()
    assert [row["Rupiah setahun, sesudah"] for row in found] == pytest.approx(yearly)
    if by != "nation":
        assert [row["Kode"] for row in found] == rows["group"].tolist()
        assert [row["Wilayah"] for row in found] == [regions.name(code) for code in rows["group"]]


def test_deciles_and_family_types_are_in_their_order(book):
    deciles = [row["Desil"] for row in book["Desil"].table("Desil") if row["Program"] == "PKH"]
    assert deciles == ["0 (belum diperingkat)", *map(str, range(1, 11))]
    types = [row["Tipe keluarga"] for row in book["Tipe keluarga"].table("Tipe keluarga") if row["Program"] == "PKH"]
    assert len(set(types)) == 32
    assert types[0] == "tanpa ciri" and types[3] == "komponen PKH + lansia"


def test_any_aid_counts_each_family_once_beside_the_programmes(register, book):
    aid = report_of(register, "lima_tahun_sempit").outcome.any_aid("nation").iloc[0]
    row = book["Ringkasan"].table("Program")[-1]
    assert row["Program"] == "Keluarga penerima minimal satu bantuan"
    assert row["Penerima dibayar sekarang"] == aid["families_before"]
    assert row["Penerima sesudah"] == pytest.approx(aid["families_after"])
    assert row["Tetap"] is None


def test_numbers_carry_thousands_rupiah_and_percent(book):
    sheet = book["Kabupaten-kota"]
    assert sheet.format_of("Penerima sesudah") == {"#,##0"}
    assert sheet.format_of("Cakupan") == {"0.0%"}
    assert sheet.format_of("Rupiah setahun, sesudah") == {'"Rp"#,##0;-"Rp"#,##0'}


def test_head_and_names_stay_in_sight_and_can_be_filtered(book):
    for name in ("Provinsi", "Kabupaten-kota"):
        sheet = book[name]
        head = next(place for place, row in enumerate(sheet.rows, 1) if row and row[0] == "Kode")
        assert sheet.frozen == f"E{head + 1}", "code, area, programme and unit stay"
        assert sheet.filtered.startswith(f"A{head}:") and sheet.filtered.endswith(str(len(sheet.rows)))
        assert min(sheet.widths) >= 10


@pytest.mark.parametrize("synthetic", [True, False])
def test_every_sheet_says_what_nobody_may_overlook(register, synthetic):
    about = replace(ABOUT, synthetic=synthetic)
    capped = sheets(workbook(report_of(register, "lima_tahun_luas", about=about), Voice("id")))
    uncapped = sheets(workbook(report_of(register, "aturan_berlaku", about=about), Voice("id")))
    for sheet in capped.values():
        assert "DIUMUMKAN, BELUM BERLAKU" in sheet.text
        assert ("SINTETIS" in sheet.text) == synthetic
    for sheet in uncapped.values():
        assert "DIUMUMKAN, BELUM BERLAKU" not in sheet.text
        assert ("SINTETIS" in sheet.text) == synthetic
    assert ("Data register" in capped["Asal data"].text) != synthetic


def test_scenario_that_changes_nothing_says_so(register):
    assert (
        "angka yang sama dengan pembandingnya"
        in sheets(workbook(report_of(register, "keadaan_sekarang"), Voice("id")))["Skenario"].text
    )


def test_every_column_of_results_is_defined(book):
    defined = {row["Kolom"]: row["Arti"] for row in book["Definisi"].table("Kolom")}
    head = book["Kabupaten-kota"].table("Kode")[0]
    columns = [name for name in head if name not in ("Kode", "Wilayah", "Program", "Satuan")]
    assert len(columns) == len(RESULTS)
    assert all(defined[name] for name in columns)


def test_scenario_stands_there_as_a_file_and_in_words(register, book):
    policy = named("lima_tahun_sempit")
    lines = [row[0] if row else "" for row in book["TOML"].rows]
    toml = "\n".join("" if line is None else str(line) for line in lines[lines.index(to_toml(policy).split("\n")[0]) :])
    assert parse(toml, policy.key) == policy
    rules = {(row["Program"], row["Aturan"]): row for row in book["Skenario"].table("Program")}
    cap = rules["PKH", "Batas lama bantuan, triwulan"]
    assert (cap["Nilai"], cap["Status"], cap["Dari"]) == ("20", "diumumkan, belum berlaku", "skenario")
    limit = rules["PKH", "Batas desil (termasuk)"]
    assert (limit["Nilai"], limit["Status"], limit["Dari"]) == ("4", "berlaku", "rujukan: Aturan berlaku")
    assert limit["Berlaku sejak"] == "1 Mei 2025" and "Kepmensos 79/HUK/2025" in limit["Sumber"]
    assert rules["Sembako", "Dikecualikan dari batas lama bantuan"]["Nilai"] == "ada lansia; ada disabilitas berat"


def test_origin_names_build_quarter_sender_and_scenario(book):
    facts = {row["Keterangan"]: row["Nilai"] for row in book["Asal data"].table("Keterangan")}
    assert facts["Build"] == ABOUT.build_id and facts["Versi kode"] == ABOUT.code_version
    assert facts["Triwulan"] == "Triwulan I 2026" and facts["Keadaan per"] == "31 Maret 2026"
    assert facts["Dikirim oleh"] == "Pusdatin" and facts["Build dibuat"] == "1 April 2026"
    digest = hashlib.sha256(to_toml(named("lima_tahun_sempit")).encode()).hexdigest()
    assert facts["SHA-256 skenario (TOML)"] == digest


def test_small_counts_below_the_province_are_empty():
    report = report_of(cells(1, 60), "batas_desil_3")
    book = sheets(workbook(report, Voice("id")))
    counts = [name for name, kind in RESULTS.items() if kind == "count" and not name.startswith("persons")]
    counts.remove("recipients_reference")
    small = 0
    for row in report.outcome.table("kabupaten").to_dict("records"):
        small += sum(0 < row[name] < 10 for name in counts)
    assert small > 10, "the register is small enough"
    families = (
        "Penerima dibayar sekarang",
        "Tetap",
        "Keluar: desil",
        "Masuk",
        "Penerima sesudah",
        "Memenuhi syarat",
        "Menunggu",
    )
    for row in book["Kabupaten-kota"].table("Kode"):
        assert not any(row[name] is not None and 0 < row[name] < 10 for name in families), row
        if row["Penerima sesudah"] is None:
            assert row["Jiwa sesudah"] is None and row["Rupiah setahun, sesudah"] is None
            assert row["Rupiah per triwulan, sesudah"] is None and row["Perubahan"] is None
        if row["Penerima dibayar sekarang"] is None:
            assert row["Jiwa dibayar sekarang"] is None and row["Rupiah per triwulan, dibayar sekarang"] is None
        if row["Memenuhi syarat"] is None:
            assert row["Cakupan"] is None
    assert any(0 < row["Penerima sesudah"] < 10 for row in book["Provinsi"].table("Kode")), "provinces are shown"


def test_hidden_part_is_not_what_the_others_leave():
    """Before = kept + dropped: one of them hidden alone would be told by the rest."""
    report = report_of(cells(6, 90), "lima_tahun_sempit")
    table, whole = report.table("kabupaten"), report.outcome.table("kabupaten")
    parts = ["kept", "dropped_decile", "dropped_component", "dropped_cap", "dropped_budget"]
    hidden = table[parts].isna().sum(axis=1)
    several = (whole[parts] > 0).sum(axis=1) > 1
    assert (hidden > 0).any()
    assert not ((hidden == 1) & several & table["recipients_before"].notna()).any()
    assert table.loc[table["kept"].isna(), "recipients_after"].isna().all()


def test_report_on_one_kabupaten_hides_small_counts_in_every_sheet():
    report = report_of(cells(1, 60), "batas_desil_3", within=("35.15",))
    assert report.is_below_province
    book = sheets(workbook(report, Voice("id")))
    for name, head in (
        ("Ringkasan", "Program"),
        ("Provinsi", "Kode"),
        ("Desil", "Desil"),
        ("Tipe keluarga", "Tipe keluarga"),
    ):
        for row in book[name].table(head):
            assert not 0 < (row["Penerima sesudah"] or 0) < 10, name
    assert {row["Kode"] for row in book["Kabupaten-kota"].table("Kode")} == {"35.15"}
    assert "35.15 " in book["Asal data"].text


def test_whole_province_is_not_below_the_province(register):
    east, west = regions.kabupaten_of("35"), regions.kabupaten_of("32")
    assert not report_of(register, "batas_desil_3", within=east).is_below_province
    assert not report_of(register, "batas_desil_3", within=(*east, *west)).is_below_province
    assert report_of(register, "batas_desil_3", within=east[1:]).is_below_province
    assert report_of(register, "batas_desil_3", within=KABUPATEN).is_below_province


@pytest.mark.parametrize("name", ["=1+1", "+62", "@SUM(A1)", "https://contoh.go.id/", "<b>&amp;", "Ñ – ꦗꦮ 🌾"])
def test_name_of_a_scenario_is_never_a_formula_or_link(register, name):
    policy = Policy(name, baseline=named("aturan_berlaku"), key="x").changed(PKH, "max_decile", 3, name)
    read = sheets(workbook(report_of(register, policy), Voice("id")))
    assert name in read["Ringkasan"].text
    assert cell(name) in {row["Sumber"] for row in read["Skenario"].table("Program")}


def test_same_report_is_the_same_file(register):
    report = report_of(register, "batas_desil_3")
    assert workbook(report, Voice("en")) == workbook(report, Voice("en"))
    assert workbook(report, Voice("en")) != workbook(
        replace(report, about=replace(ABOUT, built_on=date(2026, 5, 1))), Voice("en")
    )
