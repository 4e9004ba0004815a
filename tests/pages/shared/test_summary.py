"""Three lines for a memo that say what the outcome says: for many, one, none, the same, and what may not be told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from data.figures.outcome import Reference
from geo import regions
from pages.documents import memo
from pages.shared import voice
from pages.shared.voice import Voice
from simulator.cells import Cells
from simulator.engine.simulate import simulate
from simulator.policy.files import Policy, available, named
from terms import PBI, PKH, SEMBAKO, Quarter
from tests.pages.shared.conftest import ABOUT, cells, report_of

REAL = replace(ABOUT, synthetic=False)
CURRENT = named("keadaan_sekarang")


def told(report, language="id"):
    return tuple(line.replace(voice.NBSP, " ") for line in memo.lines(report, Voice(language)))


def families_on_pkh(*deciles: int) -> Cells:
    """A register of families on PKH alone, one for each decile given, each with one pupil in SD."""
    size = len(deciles)
    ones, zeros = np.ones(size, np.int64), np.zeros(size, np.int64)
    components = dict.fromkeys(cells(1, 1).components, zeros) | {"pupils_sd": ones}
    return Cells(
        Quarter(2026, 1),
        ("35.15", "35.78"),
        np.zeros(size, np.int16),
        np.array(deciles, np.int8),
        np.ones(size, np.int8),
        {PKH: np.ones(size, np.int8), SEMBAKO: np.zeros(size, np.int8)},
        np.zeros(size, bool),
        ones,
        ones * 4,
        zeros,
        components,
        {"sd": ones, "smp": zeros, "sma": zeros},
        {PKH: ones * 225_000, SEMBAKO: zeros, PBI: zeros},
    )


def only_pkh_to(decile: int) -> Policy:
    """PKH up to a decile, whoever is above leaves at once; nothing is said of the others."""
    policy = Policy("Coba", key="coba").changed(PKH, "max_decile", decile, "uji")
    amounts = dict(named("aturan_berlaku").rules(Quarter(2026, 1))[PKH].amounts)
    return policy.changed(PKH, "amounts", amounts, "uji")


def test_many_families_are_told_in_full_sentences():
    report = report_of(families_on_pkh(*[2] * 4_000, *[7] * 1_500), only_pkh_to(3), about=REAL)
    assert told(report) == (
        "Skenario “Coba” dibanding keadaan sekarang, Triwulan I 2026, Indonesia: "
        "penerima PKH turun 1.500 keluarga menjadi 4.000 keluarga; "
        "Sembako tanpa penerima, di sini maupun pada pembanding; "
        "PBI-JKN tanpa penerima, di sini maupun pada pembanding.",
        "Keluarga dengan paling tidak satu bantuan turun 1.500 keluarga menjadi 4.000 keluarga; "
        "di dalamnya 16,0 ribu jiwa.",
        "Biayanya Rp900,0 juta per triwulan, Rp3,6 miliar setahun: "
        "Rp1,4 miliar setahun lebih sedikit dibanding keadaan sekarang.",
    )
    assert told(report, "en") == (
        "Scenario “Coba” against aid as paid now, Quarter 1, 2026, Indonesia: "
        "recipients of PKH fall by 1,500 families to 4,000 families; "
        "Sembako has no recipients, here or there; PBI-JKN has no recipients, here or there.",
        "Families on at least one programme fall by 1,500 families to 4,000 families; "
        "16.0 thousand persons live in them.",
        "It costs Rp900.0 million a quarter, Rp3.6 billion a year: "
        "Rp1.4 billion a year less than under aid as paid now.",
    )


def test_one_family_is_singular_in_english():
    first, second, _ = told(report_of(families_on_pkh(1, 9), only_pkh_to(3)), "en")
    assert "recipients of PKH fall by 1 family to 1 family;" in first
    assert "fall by 1 family to 1 family; 4 persons live in them." in second


def test_nobody_left_is_zero_and_not_undefined():
    first, second, third = told(report_of(families_on_pkh(9, 9), only_pkh_to(3)))
    assert "penerima PKH turun 2 keluarga menjadi 0 keluarga;" in first
    assert "turun 2 keluarga menjadi 0 keluarga; di dalamnya 0 jiwa." in second
    assert third.startswith("Biayanya Rp0 per triwulan, Rp0 setahun: Rp1,8 juta setahun lebih sedikit")


def test_register_without_recipients_says_that_nobody_is_on_aid():
    nobody = families_on_pkh(2)
    nobody = replace(nobody, quarters_on={PKH: np.zeros(1, np.int8), SEMBAKO: np.zeros(1, np.int8)})
    nobody = replace(nobody, rupiah={code: np.zeros(1, np.int64) for code in (PKH, SEMBAKO, PBI)})
    first, second, third = told(report_of(nobody, only_pkh_to(3)))
    assert "memberi angka yang sama dengan keadaan sekarang" in first
    assert second == "Tidak ada keluarga dengan bantuan, di sini maupun pada pembanding."
    assert third.startswith("Biayanya Rp0 per triwulan, Rp0 setahun: sama dengan keadaan sekarang.")


def test_scenario_without_effect_says_so_instead_of_zeros(register):
    first, second, third = told(report_of(register, "keadaan_sekarang"))
    assert first == (
        "Skenario “Keadaan sekarang, seperti dibayar”, Triwulan I 2026, Indonesia, memberi angka yang sama dengan"
        " keadaan sekarang."
    )
    assert " tetap " in second and "sama dengan keadaan sekarang" in third


def test_programme_that_stays_is_told_beside_those_that_move():
    first, *_ = told(report_of(families_on_pkh(*[2] * 30), Policy("Naik", baseline=CURRENT, key="n")
        .changed(PKH, "max_decile", 3, "uji")
        .changed(PKH, "amounts", dict.fromkeys(cells(1, 1).components, 500000), "uji")))  # fmt: skip
    assert "penerima PKH tetap 30 keluarga" in first


def test_rise_is_told_as_a_rise(register):
    policy = Policy("Semua", baseline=named("aturan_berlaku"), key="s").changed(SEMBAKO, "max_decile", 10, "uji")
    first, second, third = told(report_of(register, policy.changed(SEMBAKO, "admission", "all", "uji")))
    assert (
        "penerima Sembako naik " in first and " naik " in second and "lebih banyak dibanding keadaan sekarang" in third
    )


def test_persons_are_counted_for_the_health_premium(register):
    report = report_of(register, "batas_desil_3")
    row = report.outcome.table("nation").set_index("programme").loc[PBI]
    fall = Voice("id").bulat(row["persons_before"] - row["persons_after"])
    assert f"penerima PBI-JKN turun {fall} jiwa menjadi " in told(report)[0]


def test_places_of_a_declared_programme_are_counted_in_pupils(register):
    first, *_ = told(report_of(register, "sekolah_rakyat"))
    assert "penerima Sekolah Rakyat naik 18,7 ribu murid menjadi 18,7 ribu murid" in first


@pytest.mark.parametrize("language", ["id", "en"])
def test_time_limit_and_synthetic_data_are_never_left_out(register, language):
    announced, made_up = {
        "id": ("diumumkan, belum berlaku", "Data sintetis"),
        "en": ("announced, not enacted", "Synthetic data"),
    }[language]
    assert announced in told(report_of(register, "lima_tahun_luas"), language)[2]
    assert made_up in told(report_of(register, "lima_tahun_luas"), language)[2]
    assert announced not in told(report_of(register, "batas_desil_3", about=REAL), language)[2]
    assert made_up not in told(report_of(register, "batas_desil_3", about=REAL), language)[2]


def test_small_counts_of_a_kabupaten_are_not_told():
    register = families_on_pkh(*[2] * 4, *[7] * 20)
    first, second, third = told(report_of(register, only_pkh_to(3), within=("35.15",), about=REAL))
    assert "penerima PKH dari 24 keluarga menjadi jumlah yang tidak ditampilkan" in first
    assert second.startswith(
        "Keluarga dengan paling tidak satu bantuan dari 24 keluarga menjadi jumlah yang tidak ditampilkan."
    )
    assert third.startswith("Biayanya tidak dapat ditampilkan. Hitungan kabupaten/kota diubah")
    assert " 4 " not in first + second + third


def test_small_change_of_a_kabupaten_is_not_told():
    register = families_on_pkh(*[2] * 40, *[7] * 3)
    first, second, _ = told(report_of(register, only_pkh_to(3), within=("35.15",), about=REAL))
    assert "penerima PKH dari 43 keluarga menjadi jumlah yang tidak ditampilkan" in first, "40 would tell the 3"
    assert "turun kurang dari 10 keluarga menjadi 40 keluarga" in second
    assert " 3 keluarga" not in first + second


@pytest.mark.parametrize("policy", available())
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_line_has_a_gap_or_an_undefined_number(register, policy, language):
    for line in told(report_of(register, policy), language):
        assert line and not any(mark in line for mark in ("nan", "None", "<NA>", " –", "{", "  "))


@pytest.mark.parametrize(
    ("within", "area"),
    [
        (("35.15",), "Kabupaten Sidoarjo"),
        (regions.kabupaten_of("35"), "Jawa Timur"),
        (("35.78", "35.15"), "Kabupaten Sidoarjo, Kota Surabaya"),
        (("35.78", *regions.kabupaten_of("32")), "Jawa Barat, Kota Surabaya"),
    ],
)
def test_first_line_names_the_area_that_the_figures_cover(register, within, area):
    first, *_ = told(report_of(register, "batas_desil_3", within=within))
    assert f", Triwulan I 2026, {area}: " in first


def test_many_areas_are_counted_instead_of_named(register, monkeypatch):
    monkeypatch.setattr(memo, "MOST_NAMES", 1)
    first, *_ = told(report_of(register, "batas_desil_3", within=("32.04", "35.78")))
    assert ", Triwulan I 2026, 2 kabupaten/kota: " in first


def test_programme_that_nobody_changed_shows_no_change_against_the_rules_in_force(register):
    policy = Policy("Sembako 5", baseline=named("aturan_berlaku"), key="s").changed(SEMBAKO, "max_decile", 5, "uji")
    alone = report_of(register, policy)
    enacted = named("aturan_berlaku")
    report = replace(alone, reference=Reference(simulate(register, enacted), enacted, "Aturan berlaku"))
    first, _, third = told(report)
    assert "dibanding Aturan berlaku" in first and "Aturan berlaku" in third
    assert "penerima PKH tetap" in first and "penerima PBI-JKN tetap" in first
    assert "Sembako turun" not in first and "penerima PKH turun" in told(alone)[0]


def test_reference_hides_beside_a_scenario_what_it_hides_alone():
    small = cells(1, 60)
    enacted = named("aturan_berlaku")
    alone = report_of(small, enacted)
    beside = replace(
        report_of(small, "batas_desil_3"), reference=Reference(alone.outcome, enacted, "Aturan berlaku", alone.below)
    )
    own, other = alone.table("kabupaten"), beside.table("kabupaten")
    assert own["recipients_after"].isna().any()
    assert (own["recipients_after"].isna() == other["recipients_reference"].isna()).all()
    assert (own["recipients_after"].isna() <= other["persons_reference"].isna()).all()
