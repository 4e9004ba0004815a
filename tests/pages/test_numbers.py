"""Numbers as people read them, in both languages."""

from __future__ import annotations

import math

import pytest

from pages.shared import voice
from terms import Quarter


def plain(text: str) -> str:
    return text.replace(voice.NBSP, " ")


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (0, "0", "0"),
        (9_999, "9.999", "9,999"),
        (10_000, "10,0 ribu", "10.0 thousand"),
        (3_400_000, "3,4 juta", "3.4 million"),
        (999_999, "1,0 juta", "1.0 million"),
        (289_060_513, "289,1 juta", "289.1 million"),
        (-1_250_000_000, "−1,2 miliar", "−1.2 billion"),
        (math.nan, "–", "–"),
        (None, "–", "–"),
    ],
)
def test_large_counts_are_rounded_with_their_word(value, indonesian, english):
    assert plain(voice.angka(value, "id")) == indonesian
    assert plain(voice.angka(value, "en")) == english


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (1_200_000_000_000, "Rp1,2 triliun", "Rp1.2 trillion"),
        (-3_400_000, "−Rp3,4 juta", "−Rp3.4 million"),
        (0, "Rp0", "Rp0"),
        (600, "Rp600", "Rp600"),
    ],
)
def test_money_carries_rupiah_before_the_number(value, indonesian, english):
    assert plain(voice.rupiah(value, "id")) == indonesian
    assert plain(voice.rupiah(value, "en")) == english


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, None])
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_no_finite_number_is_undefined_in_every_form(value, language):
    forms = (voice.bulat, voice.desimal, voice.angka, voice.rupiah, voice.persen, voice.poin)
    signed = (voice.persen_bertanda, voice.selisih)
    assert {form(value, language) for form in (*forms, *signed)} == {voice.UNDEFINED}


def test_shares_are_written_in_per_cent():
    assert plain(voice.persen(0.372, "id")) == "37,2 %"
    assert voice.persen(0.372, "en") == "37.2%"
    assert plain(voice.persen(-0.00001, "id")) == "0,0 %", "a rounded zero has no sign"
    assert voice.persen(math.nan, "id") == "–"


def test_differences_show_their_sign_and_zero_shows_none():
    assert plain(voice.selisih(1_250_000, "id")) == "+1,2 juta"
    assert plain(voice.selisih(-5_000_000_000, "en", money=True)) == "−Rp5.0 billion"
    assert voice.selisih(0, "id") == "0"
    assert plain(voice.poin(0.0123, "id")) == "+1,2 poin"
    assert plain(voice.poin(-0.0123, "en")) == "−1.2 pp"


def test_whole_numbers_are_written_in_full():
    assert voice.bulat(289_060_513, "id") == "289.060.513"
    assert voice.bulat(289_060_513, "en") == "289,060,513"


def test_quarters_have_names_in_both_languages():
    quarter = Quarter(2026, 1)
    assert voice.triwulan(quarter, "id") == "Triwulan I 2026"
    assert voice.triwulan_pendek(quarter, "id") == "2026T1"
    assert voice.triwulan_pendek(quarter, "en") == "2026Q1"


def test_decimal_number_without_decimals_keeps_its_own_zeros():
    assert voice.desimal(750_000, "id", 0) == "750.000" and voice.desimal(0, "en", 0) == "0"
