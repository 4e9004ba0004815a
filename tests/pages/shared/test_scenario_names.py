"""Scenarios that the application named are named in the reader's language; names that somebody wrote stay."""

from __future__ import annotations

import pytest

from data.store.scope import Scope
from pages.scenario import draft, start
from pages.shared.names import scenario_name
from pages.shared.session import Viewer
from pages.shared.voice import LANGUAGES, Voice
from simulator.policy import edit
from simulator.policy.files import available, named
from terms import Quarter


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
        ("Sembako sampai desil 5 + Batas desil 3", "Sembako to decile 5 + Cut-off at decile 3"),
        ("PKH di Kabupaten Sidoarjo", "PKH in Kabupaten Sidoarjo"),
        ("Usul Bappenas + Batas desil 3", "Usul Bappenas + Cut-off at decile 3"),
        ("Rapat di Bogor", "Rapat di Bogor"),
    ],
)
def test_only_names_given_by_the_application_are_turned(name, told):
    assert scenario_name(name, Voice("en")) == told
    assert scenario_name(told, Voice("id")) == name


@pytest.mark.parametrize(("language", "told"), [("id", "Skenario tanpa nama"), ("en", "Unnamed scenario")])
def test_scenario_without_a_name_is_not_called_scenario(language, told):
    names = ("Skenario", "Scenario", "Skenario tanpa nama", "Unnamed scenario")
    assert {scenario_name(name, Voice(language)) for name in names} == {told}


@pytest.mark.parametrize(
    ("language", "changed", "same"),
    [
        (
            "id",
            "Skenario: **Aturan berlaku**, diubah (belum diberi nama)",
            "Skenario: **Aturan berlaku**, belum diubah",
        ),
        (
            "en",
            "Scenario: **Rules in force**, changed (not yet named)",
            "Scenario: **Rules in force**, nothing changed",
        ),
    ],
)
def test_changed_rules_in_force_are_told_apart_from_these_without_a_name_of_their_own(language, changed, same):
    viewer, blank = Viewer(Scope.national(), language), edit.blank(draft.wording())
    wider = edit.with_field(blank, Quarter(2026, 1), "SEMBAKO", "max_decile", 5, draft.wording())
    assert start.called(viewer, wider) == changed
    assert start.called(viewer, blank) == same
