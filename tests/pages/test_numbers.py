"""Numbers as people read them, in both languages."""

from __future__ import annotations

import math

import pytest

from pages.shared import voice
from pages.shared.voice import Voice
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
    assert plain(Voice("id").angka(value)) == indonesian
    assert plain(Voice("en").angka(value)) == english


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
    assert plain(Voice("id").rupiah(value)) == indonesian
    assert plain(Voice("en").rupiah(value)) == english


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, None])
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_no_finite_number_is_undefined_in_every_form(value, language):
    forms = (Voice.bulat, Voice.desimal, Voice.angka, Voice.rupiah, Voice.persen, Voice.poin)
    signed = (Voice.persen_bertanda, Voice.selisih)
    assert {form(Voice(language), value) for form in (*forms, *signed)} == {voice.UNDEFINED}


def test_shares_are_written_in_per_cent():
    assert plain(Voice("id").persen(0.372)) == "37,2 %"
    assert Voice("en").persen(0.372) == "37.2%"
    assert plain(Voice("id").persen(-0.00001)) == "0,0 %", "a rounded zero has no sign"
    assert Voice("id").persen(math.nan) == "–"


def test_interval_carries_the_per_cent_sign_once():
    assert plain(Voice("id").selang(0.307, 0.325)) == "30,7–32,5 %"
    assert Voice("en").selang(0.307, 0.325) == "30.7–32.5%"
    assert {Voice("id").selang(low, high) for low, high in [(None, None), (math.nan, math.nan)]} == {voice.UNDEFINED}


def test_differences_show_their_sign_and_zero_shows_none():
    assert plain(Voice("id").selisih(1_250_000)) == "+1,2 juta"
    assert plain(Voice("en").selisih(-5_000_000_000, money=True)) == "−Rp5.0 billion"
    assert Voice("id").selisih(0) == "0"
    assert plain(Voice("id").poin(0.0123)) == "+1,2 poin"
    assert plain(Voice("en").poin(-0.0123)) == "−1.2 pp"


def test_whole_numbers_are_written_in_full():
    assert Voice("id").bulat(289_060_513) == "289.060.513"
    assert Voice("en").bulat(289_060_513) == "289,060,513"


def test_quarters_have_names_in_both_languages():
    quarter = Quarter(2026, 1)
    assert Voice("id").triwulan(quarter) == "Triwulan I 2026"
    assert Voice("id").triwulan_pendek(quarter) == "2026T1"
    assert Voice("en").triwulan_pendek(quarter) == "2026Q1"


def test_decimal_number_without_decimals_keeps_its_own_zeros():
    assert Voice("id").desimal(750_000, 0) == "750.000" and Voice("en").desimal(0, 0) == "0"
