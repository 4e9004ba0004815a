"""Scenarios that the application named are named in the reader's language; names that somebody wrote stay."""

from __future__ import annotations

import pytest

from pages.scenario import draft
from pages.shared.names import scenario_name
from pages.shared.voice import LANGUAGES, Voice
from simulator.policy.files import available, named


@pytest.mark.parametrize("code", available())
@pytest.mark.parametrize("language", LANGUAGES)
def test_example_is_named_in_the_readers_language_however_it_was_begun(code, language):
    voice = Voice(language)
    wanted = voice.say(f"simulasi.template_{code}")
    begun = (draft.name_of(code), named(code).name, Voice("en").say(f"simulasi.template_{code}"))
    assert {scenario_name(name, voice) for name in begun} == {wanted}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Skenario", "Scenario"),
        ("Sembako sampai desil 5 + Batas desil 3", "Sembako to decile 5 + Cut-off at decile 3"),
        ("PKH di Kabupaten Sidoarjo", "PKH in Kabupaten Sidoarjo"),
        ("Usul Bappenas + Batas desil 3", "Usul Bappenas + Cut-off at decile 3"),
        ("Rapat di Bogor", "Rapat di Bogor"),
    ],
)
def test_only_names_given_by_the_application_are_turned(name, told):
    assert scenario_name(name, Voice("en")) == told
    assert scenario_name(told, Voice("id")) == name
