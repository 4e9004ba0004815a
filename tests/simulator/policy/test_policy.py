"""Policy files: read with every fault at once, inherited from a baseline, written back the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from simulator.policy.fields import FIELDS
from simulator.policy.files import CURRENT_STATE, ENACTED, Dated, available, load, named, parse, stacked, to_toml
from terms import InputError, Quarter
from tests.simulator.policies import DECLARED, policy_of, rules

NOW = Quarter(2026, 1)


def entry(key: str, value: str, start: str = "2026-01-01", more: str = "", unit: str = "") -> str:
    field = FIELDS.get(key.split(".")[1])
    unit = unit or (field.unit if field else "")
    head = f'[[{key}]]\nvalue = {value}\nstart = {start}\nunit = "{unit}"\n'
    return f'{head}status = "scenario"\nsource = "a test"\n{more}\n'


@pytest.mark.parametrize("name", available())
def test_policy_that_comes_along_round_trips_and_can_be_evaluated(name):
    policy = named(name)
    assert parse(to_toml(policy), policy.key) == policy
    assert load(name) == policy
    assert set(policy.rules(NOW)) >= ({"PKH", "SEMBAKO", "PBI"} if name != CURRENT_STATE else set())


@settings(max_examples=60, deadline=None)
@given(rules(whole=False))
def test_any_policy_comes_back_from_its_own_text(values):
    policy = policy_of(values, DECLARED)
    assert parse(to_toml(policy), "") == policy
    assert hash(parse(to_toml(policy), "")) == hash(policy)
    assert parse(to_toml(policy), "").digest() == policy.digest()


def test_enacted_rules_are_those_that_the_specification_names():
    found = named(ENACTED).rules(NOW)
    assert {code: rule.max_decile for code, rule in found.items()} == {"PKH": 4, "SEMBAKO": 4, "PBI": 5}
    for rule in found.values():
        assert (rule.crossing_mode, rule.crossing_keep_share) == ("suspend", 0.842)
        assert (rule.max_quarters, rule.admission, rule.take_up_share) == (None, "none", 1.0)
    assert named(CURRENT_STATE).rules(NOW) == {}


def test_the_five_year_cap_is_announced_and_nowhere_enacted():
    for name in ("lima_tahun_sempit", "lima_tahun_luas"):
        for programme in ("PKH", "SEMBAKO"):
            cap = named(name).in_force(programme, "max_quarters", date(2026, 1, 1))
            assert (cap.value, cap.status) == (20, "announced")
    assert named(ENACTED).in_force("PKH", "max_quarters", date(2026, 1, 1)).value is None


def test_every_fault_of_a_file_is_listed_at_once():
    text = (
        'baseline = "nowhere"\nbasline = 1\n[[pkh.max_decile]]\nvalue = 11\nstart = 2026-01-01\nstatus = "enacted"\n'
        + 'unit = "desil"\n'
        + entry("pkh.max_desil", "3")
        + entry("sembako.max_decile", "3")
        + entry("sembako.max_decile", "4")
        + entry("pbi.max_decile_by_kabupaten", '{"3515" = 4}', more="units = 1")
    )
    with pytest.raises(InputError) as fault:
        parse(text, "mine.toml")
    message = str(fault.value)
    assert message.startswith("mine.toml: 8 faults")
    for expected in (
        "no policy is called 'nowhere'",
        "unknown key basline (did you mean baseline?)",
        "pkh: max_decile must be 0 to 10, got 11",
        "pkh: max_decile has no source",
        "pkh: unknown key max_desil (did you mean max_decile?); allowed: max_decile, max_decile_by_province",
        "sembako: max_decile has overlapping dates: two values start on 2026-01-01",
        "pbi: max_decile_by_kabupaten must have Kemendagri codes in quotes, such as '35.15', got '3515'",
        "pbi: max_decile_by_kabupaten: unknown key units (did you mean unit?)",
    ):
        assert expected in message


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("pkh.max_decile", "-1", "pkh: max_decile must be 0 to 10, got -1"),
        ("pkh.max_decile", "3.5", "pkh: max_decile must be 0 to 10, got 3.5"),
        ("pkh.max_decile", "true", "pkh: max_decile must be 0 to 10, got True"),
        ("pkh.max_quarters", "26", "pkh: max_quarters must be 1 to 24, a multiple of 4 to 72, or none, got 26"),
        ("pkh.max_quarters", "76", "pkh: max_quarters must be 1 to 24, a multiple of 4 to 72, or none, got 76"),
        ("pkh.take_up_share", "1.2", "pkh: take_up_share must be a share, 0 to 1, got 1.2"),
        ("pkh.amounts", "100", "pkh: amounts must name the amount of each component"),
        ("pkh.amounts", "{boat = 1}", "pkh: amounts must name components among pregnant"),
        ("sembako.amounts", "0.5", "sembako: amounts must be a whole number of rupiah per quarter, 0 or more, got 0.5"),
        ("sembako.budget_limit", "nan", "sembako: budget_limit must be a whole number"),
        ("pkh.cap_exempt", '["young"]', "pkh: cap_exempt must be a list of elderly, severe_disability"),
        ("pkh.admission", '"some"', "pkh: admission must be none or quota or all, got 'some'"),
        ("pkh.max_persons", "5", "pkh: max_persons must be 4: cells are built with that limit, got 5"),
        ("pkh.quota", '{"national" = 3, "35.15" = 4}', "pkh: quota must not give kabupaten more than the national 3"),
        ("pkh.max_decile", '"tiga"', "pkh: max_decile must be 0 to 10, got 'tiga'"),
    ],
)
def test_impossible_value_is_named_with_its_rule(key, value, sentence):
    with pytest.raises(InputError) as fault:
        parse('baseline = "aturan_berlaku"\n' + entry(key, value), "mine")
    assert sentence in str(fault.value)


def test_whole_numbers_may_be_written_with_an_exponent():
    policy = parse('baseline = "aturan_berlaku"\n' + entry("pkh.budget_limit", "6e12"), "mine")
    assert policy.rules(NOW)["PKH"].budget_limit == 6_000_000_000_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (entry("pkh.cap_mode", '"assess"') + entry("pkh.max_quarters", "20"), "cap_keep_share is missing"),
        (entry("pbi.max_quarters", "20"), "max_quarters needs cap_clock any"),
    ],
)
def test_rule_that_cannot_be_evaluated_is_an_error_when_read(text, sentence):
    with pytest.raises(InputError, match=sentence):
        parse('baseline = "aturan_berlaku"\n' + text, "mine")


def test_rule_without_a_cutoff_or_amounts_is_an_error_never_everyone():
    with pytest.raises(InputError, match="pkh: max_decile is missing") as fault:
        parse(entry("pkh.admission", '"all"'), "mine")
    assert "pkh: amounts is missing" in str(fault.value)


def test_scenario_takes_from_its_baseline_what_it_does_not_say():
    text = 'baseline = "aturan_berlaku"\n' + entry("pkh.max_decile", "3") + entry("pkh.amounts", "{elderly = 1}")
    mine, theirs = parse(text, "mine").rules(NOW), named(ENACTED).rules(NOW)
    assert mine["SEMBAKO"] == theirs["SEMBAKO"]
    assert mine["PKH"].max_decile == 3
    assert dict(mine["PKH"].amounts) == dict(theirs["PKH"].amounts) | {"elderly": 1}


def test_value_in_force_is_the_last_begun_on_the_quarters_first_day():
    text = entry("pkh.max_decile", "3", "2026-01-02") + entry("pkh.max_decile", "2", "2026-07-01")
    policy = parse('baseline = "aturan_berlaku"\n' + text, "mine")
    cutoffs = [policy.rules(Quarter(2026, number))["PKH"].max_decile for number in (1, 2, 3, 4)]
    assert cutoffs == [4, 3, 2, 2]


def test_baseline_may_lie_in_a_file_beside_the_scenario(tmp_path):
    (tmp_path / "base.toml").write_text('baseline = "aturan_berlaku"\n' + entry("pkh.max_decile", "2"))
    (tmp_path / "mine.toml").write_text('baseline = "base"\n' + entry("sembako.max_decile", "1"))
    found = load(tmp_path / "mine.toml").rules(NOW)
    assert (found["PKH"].max_decile, found["SEMBAKO"].max_decile, found["PBI"].max_decile) == (2, 1, 5)


def test_baselines_in_a_circle_are_an_error(tmp_path):
    (tmp_path / "a.toml").write_text('baseline = "b"\n')
    (tmp_path / "b.toml").write_text('baseline = "a"\n')
    with pytest.raises(InputError, match="in a circle"):
        load(tmp_path / "a.toml")


def test_a_missing_file_names_the_policies_there_are(tmp_path):
    with pytest.raises(InputError, match="no readable policy file, and no policy of that name among keadaan_sekarang"):
        load(tmp_path / "none.toml")


def test_stacking_one_scenario_on_another_keeps_both():
    first = parse('baseline = "aturan_berlaku"\n' + entry("pkh.max_decile", "3"), "first")
    second = parse('baseline = "aturan_berlaku"\n' + entry("sembako.max_decile", "2"), "second")
    found = stacked(second, first).rules(NOW)
    assert (found["PKH"].max_decile, found["SEMBAKO"].max_decile) == (3, 2)


def test_value_without_source_or_status_cannot_be_made():
    with pytest.raises(InputError, match="source must not be empty"):
        Dated(3, " ", "enacted")
    with pytest.raises(InputError, match="status must be enacted, announced, assumed or scenario, got 'law'"):
        Dated(3, "somewhere", "law")


def test_changing_an_unknown_field_names_the_allowed():
    with pytest.raises(InputError, match="pkh: unknown key desil; allowed: max_decile"):
        named(ENACTED).changed("PKH", "desil", 3, "a test")
