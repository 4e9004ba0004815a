"""Refusals on the page: each reason in both languages, nothing of it taken as markup."""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path

import pytest

from data.keep import scenarios
from data.store.scope import Scope
from pages.scenario.notices import warning
from pages.shared import refusals, voice
from pages.shared.session import Viewer
from pages.shared.voice import Voice
from simulator.engine.notices import _TEXT, Notice
from simulator.policy import link
from simulator.policy.files import ENACTED, named, parse
from simulator.policy.refusals import TEXT
from terms import InputError

ROOT = Path(scenarios.__file__).parents[2]
SAID = {key.removeprefix("tolak.because_"): both for key, both in voice.sentences().items() if key.startswith("tolak.")}
MARKUP = "[klik](http://contoh.invalid) **tebal** :red[merah] $x$ `kode` <b> ![g](x)"


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def raised(*files: str) -> set[str]:
    """The codes that the code of these files raises."""
    source = "\n".join((ROOT / file).read_text() for file in files)
    return set(re.findall(r'(?:refusal|_refused|reason|unfit)\(\s*"(\w+)"', source))


@pytest.mark.parametrize("code", TEXT)
def test_every_reason_of_the_simulator_is_said_in_both_languages(code):
    assert SAID[code]["en"] == TEXT[code], "one English sentence for terminal and page"
    assert (
        places(SAID[code]["id"]) == places(TEXT[code]) and SAID[code]["id"] != TEXT[code]
    ) or code == "baseline_fault"


def test_every_reason_of_links_and_saved_scenarios_is_said_and_no_other():
    own = raised("simulator/policy/link.py", "data/keep/scenarios.py")
    assert len(own) >= 14 and own | set(TEXT) == set(SAID)


def test_every_notice_of_the_simulator_is_said_in_both_languages():
    kept = {key.removeprefix("simulasi.notice_") for key in voice.sentences() if key.startswith("simulasi.notice_")}
    assert kept == set(_TEXT)


@pytest.mark.parametrize("language", voice.LANGUAGES)
def test_several_reasons_stand_in_one_paragraph(language):
    with pytest.raises(InputError) as fault:
        parse(f'baseline = "{ENACTED}"\nkunci = 1\n[[pkh.max_decile]]\nvalue = 11\n')
    told = refusals.told(Voice(language), fault.value)
    assert "\n" not in told and told.count("; ") >= 4
    expected = "harus 0 sampai 10, yang datang 11" if language == "id" else "must be 0 to 10, got 11"
    assert expected in told and "max\\_decile" in told


def test_no_english_sentence_of_the_simulator_is_left_on_the_indonesian_page():
    with pytest.raises(InputError) as fault:
        named(ENACTED).changed("PKH", "max_decile_by_kabupaten", {"91.01": 2, "35.99": 2}, "uji")
    told = refusals.told(Voice("id"), fault.value)
    assert "91.01, yang bukan kode lagi sejak 2022: Kabupaten Merauke kini 93.01" in told
    assert "35.99, yang bukan kode Kemendagri; yang terdekat: 35.79 Kota Batu" in told
    assert not {"must", "which", "got", "names"} & set(re.findall(r"[a-z]+", told))


def test_nothing_that_somebody_wrote_is_taken_as_markup():
    with pytest.raises(InputError) as fault:
        parse(f"'{MARKUP[:60]}' = 1\nname = '{MARKUP}{MARKUP}'\n")
    told = refusals.told(Voice("id"), fault.value)
    assert "](" not in told.replace("\\]\\(", "") and "\\*\\*tebal" in told
    assert refusals.told(Voice("id"), InputError("a **b**\nc")) == "a \\*\\*b\\*\\* c"


def test_refusal_of_a_link_is_said_in_english_and_indonesian():
    with pytest.raises(InputError, match="link: the scenario in this address is damaged or cut off") as fault:
        link.decode("1.AAAA")
    assert refusals.told(Voice("id"), fault.value).startswith("skenario dalam alamat ini rusak atau terpotong")


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        (Notice("starts_within", "PKH", "max_decile", date(2026, 2, 1)), "PKH: max_decile mulai 1 Februari 2026"),
        (Notice("amount_low", "SEMBAKO", 750, 600_000), "nilai Rp750 kurang dari seperlima nilai sekarang (Rp600.000)"),
    ],
)
def test_notice_is_said_with_its_day_or_number(notice, said):
    assert said in warning(Viewer(Scope.national(), "id"), notice)
