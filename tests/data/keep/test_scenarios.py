"""Saved scenarios: each person's own, whatever they are called."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.keep import records, scenarios
from terms import InputError
from tests.data.keep.conftest import SCENARIO

SARI, BUDI = "sari@contoh.go.id", "budi@contoh.go.id"
OTHER = SCENARIO.replace("value = 3", "value = 5")


def names(found):
    return [one.name for one in found]


def test_saved_scenario_is_found_again_by_part_of_its_name(store):
    saved = scenarios.save(store, SARI, "  Sampai   desil 3 ", SCENARIO)
    scenarios.save(store, SARI, "Lima tahun", OTHER)
    assert saved.name == "Sampai desil 3" and saved.toml == SCENARIO
    assert scenarios.find(store, SARI, "DESIL") == (saved,)
    assert scenarios.get(store, SARI, saved.id) == saved
    assert names(scenarios.of(store, SARI)) == ["Lima tahun", "Sampai desil 3"]
    assert scenarios.find(store, SARI, "seratus") == ()


def test_nothing_saved_yet_is_an_empty_list(store):
    assert scenarios.of(store, SARI) == ()


def test_scenario_of_somebody_else_is_out_of_reach(store):
    saved = scenarios.save(store, SARI, "Sampai desil 3", SCENARIO)
    assert scenarios.of(store, BUDI) == ()
    for reach in (
        lambda: scenarios.get(store, BUDI, saved.id),
        lambda: scenarios.change(store, BUDI, saved.id, OTHER),
        lambda: scenarios.rename(store, BUDI, saved.id, "Milik saya"),
        lambda: scenarios.duplicate(store, BUDI, saved.id),
        lambda: scenarios.delete(store, BUDI, saved.id),
    ):
        with pytest.raises(InputError, match=f"{BUDI} has no scenario with the number {saved.id}"):
            reach()
    assert scenarios.get(store, SARI, saved.id) == saved
    assert scenarios.save(store, BUDI, "Sampai desil 3", OTHER).toml == OTHER, "names are each person's own"


def test_renamed_scenario_remembers_its_former_name(store):
    saved = scenarios.save(store, SARI, "Usul awal", SCENARIO)
    renamed = scenarios.rename(store, SARI, saved.id, "Usul akhir")
    assert (renamed.id, renamed.name, renamed.renamed_from) == (saved.id, "Usul akhir", "Usul awal")
    assert scenarios.rename(store, SARI, saved.id, "USUL akhir").name == "USUL akhir", "its own name in other letters"
    assert scenarios.save(store, SARI, "Usul awal", SCENARIO).id != saved.id, "the former name is free again"


def test_changed_scenario_keeps_its_name_and_birth(store):
    saved = scenarios.save(store, SARI, "Usul", SCENARIO)
    changed = scenarios.change(store, SARI, saved.id, OTHER)
    assert (changed.name, changed.toml, changed.created_at) == ("Usul", OTHER, saved.created_at)
    assert changed.changed_at >= saved.changed_at


def test_duplicate_takes_the_first_free_number(store):
    saved = scenarios.save(store, SARI, "Usul", SCENARIO)
    copies = [scenarios.duplicate(store, SARI, saved.id) for _ in range(2)]
    assert names(copies) == ["Usul (2)", "Usul (3)"]
    assert all(copy.toml == SCENARIO and copy.copied_from == "Usul" for copy in copies)
    assert scenarios.duplicate(store, SARI, saved.id, "Cabang").name == "Cabang"
    longest = scenarios.save(store, SARI, "x" * scenarios.LONGEST_NAME, SCENARIO)
    assert scenarios.duplicate(store, SARI, longest.id).name == "x" * (scenarios.LONGEST_NAME - 4) + " (2)"


def test_deleted_scenario_is_gone_and_its_records_stay(store, run):
    saved = scenarios.save(store, SARI, "Usul", SCENARIO)
    kept = records.record(store, run)
    scenarios.delete(store, SARI, saved.id)
    assert scenarios.of(store, SARI) == ()
    assert records.get(store, kept.id).run.scenario == SCENARIO
    assert scenarios.save(store, SARI, "Usul", SCENARIO).id != saved.id, "no number is given twice"


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", "must not be empty"),
        (" \t\n ", "must not be empty"),
        ("x" * 81, "at most 80 characters, got 81"),
        ("satu\x00dua", "no control characters"),
        ("satu\u202edua", "no control characters"),
        ("satu\ud800", "no control characters"),
    ],
)
def test_name_that_cannot_be_shown_is_refused(store, name, rule):
    with pytest.raises(InputError, match=rule):
        scenarios.save(store, SARI, name, SCENARIO)
    saved = scenarios.save(store, SARI, "Usul", SCENARIO)
    with pytest.raises(InputError, match=rule):
        scenarios.rename(store, SARI, saved.id, name)


@pytest.mark.parametrize("other", ["usul", " USUL ", "Usul", "Ｕｓｕｌ"])
def test_name_that_looks_the_same_is_taken(store, other):
    scenarios.save(store, SARI, "Usul", SCENARIO)
    second = scenarios.save(store, SARI, "Lain", SCENARIO)
    for attempt in (
        lambda: scenarios.save(store, SARI, other, SCENARIO),
        lambda: scenarios.rename(store, SARI, second.id, other),
        lambda: scenarios.duplicate(store, SARI, second.id, other),
    ):
        with pytest.raises(InputError, match="the name 'Usul' is taken"):
            attempt()
    assert names(scenarios.of(store, SARI)) == ["Lain", "Usul"]


def test_only_what_is_a_policy_can_be_saved(store):
    with pytest.raises(InputError, match="max_decile must be 0 to 10, got 11"):
        scenarios.save(store, SARI, "Usul", SCENARIO.replace("value = 3", "value = 11"))
    with pytest.raises(InputError, match="at most 65,536 bytes, got 65,6"):
        scenarios.save(store, SARI, "Usul", SCENARIO + "#" * 65_500)
    saved = scenarios.save(store, SARI, "Usul", SCENARIO)
    with pytest.raises(InputError, match="unknown key"):
        scenarios.change(store, SARI, saved.id, SCENARIO.replace("max_decile", "max_desil"))
    assert scenarios.get(store, SARI, saved.id) == saved


def test_scenario_needs_an_owner(store):
    with pytest.raises(InputError, match="the owner must not be empty"):
        scenarios.save(store, " ", "Usul", SCENARIO)


def test_one_person_cannot_fill_the_disk(store, monkeypatch):
    monkeypatch.setattr(scenarios, "MOST_SCENARIOS", 2)
    first = scenarios.save(store, SARI, "Satu", SCENARIO)
    scenarios.save(store, SARI, "Dua", SCENARIO)
    with pytest.raises(InputError, match="at most 2 scenarios"):
        scenarios.duplicate(store, SARI, first.id)
    assert scenarios.save(store, BUDI, "Satu", SCENARIO).owner == BUDI


@pytest.mark.parametrize(
    "name",
    [
        "Robert'); drop table scenario; --",
        '" or ""="',
        "% _ * ? \\",
        "$owner",
        "Bantuan Papua – ᮞᮥᮔ᮪ᮓ ꦗꦮ 🌾",
        "مشروع",
        "İstanbul ß",
    ],
)
def test_any_printable_name_is_kept_as_text(store, name):
    saved = scenarios.save(store, name, name, SCENARIO)
    scenarios.save(store, name, "Lain", SCENARIO)
    assert scenarios.find(store, name, name) == (saved,)
    assert scenarios.duplicate(store, name, saved.id).copied_from == name
    assert len(scenarios.of(store, name)) == 3


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=90))
def test_any_text_as_a_name_is_kept_or_refused_with_a_sentence(store, name):
    try:
        saved = scenarios.save(store, SARI, name, SCENARIO)
    except InputError as fault:
        assert "name" in str(fault)
    else:
        assert saved in scenarios.find(store, SARI, name)
        scenarios.delete(store, SARI, saved.id)
