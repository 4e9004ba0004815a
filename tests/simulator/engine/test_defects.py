"""Faults seen in other simulators that this one must not have, and identities of every answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.cells import COMPONENTS
from simulator.engine.outcome import GROUPINGS
from simulator.engine.simulate import simulate
from simulator.policy.files import CURRENT_STATE, ENACTED, Policy, named
from terms import NATION, InputError
from tests.simulator.policies import DECLARED, policy_of, rules
from tests.simulator.registers import QUARTER, Family, cells_of, registers

CHILD = (("children_0_6", 1),)
AMOUNTS = dict.fromkeys(COMPONENTS, 100)


def nation(register: list[Family], policy: Policy, programme: str = "SEMBAKO"):
    table = simulate(cells_of(register), policy).table("nation")
    return table.set_index("programme").loc[programme]


def sembako(**values) -> Policy:
    return policy_of({"SEMBAKO": {"max_decile": 4, "amounts": 100} | values})


def test_a_budget_cuts_the_richest_first_whatever_the_order_of_the_list():
    register = [Family(decile=decile, sembako=1, weight=decile) for decile in (1, 2, 3, 4)]
    policy = sembako(budget_limit=450)
    for ordered in (register, register[::-1]):
        table = simulate(cells_of(ordered), policy).table("decile").set_index(["programme", "group"]).loc["SEMBAKO"]
        assert table.loc[["1", "2", "3", "4"], "recipients_after"].tolist() == [1, 2, 1.5, 0]
        assert table.loc[["1", "2", "3", "4"], "dropped_budget"].tolist() == [0, 0, 1.5, 4]


def test_a_budget_cuts_kept_and_admitted_alike():
    register = [Family(decile=4, sembako=1, weight=3), Family(decile=4, weight=3)]
    found = nation(register, sembako(admission="all", budget_limit=300))
    assert (found.kept, found.admitted, found.dropped_budget, found.waiting) == (1.5, 1.5, 1.5, 1.5)
    assert found.rupiah_per_quarter == 300


def test_unranked_recipients_are_cut_before_any_decile():
    register = [Family(decile=0, sembako=1, weight=2), Family(decile=10, sembako=1)]
    policy = sembako(max_decile=10, crossing_mode="suspend", crossing_keep_share=1, budget_limit=100)
    table = simulate(cells_of(register), policy).table("decile").set_index(["programme", "group"]).loc["SEMBAKO"]
    assert (table.loc["0", "kept"], table.loc["10", "kept"]) == (0, 1)


def test_coverage_counts_what_is_left_after_the_cap():
    register = [Family(decile=1, sembako=20, weight=6), Family(decile=2, sembako=21, weight=4)]
    assert nation(register, sembako()).coverage_share == 1
    assert nation(register, sembako(max_quarters=20)).coverage_share == 0.6


def test_cap_counts_the_current_quarter():
    register = [Family(decile=1, sembako=quarters) for quarters in (19, 20, 21)]
    assert nation(register, sembako(max_quarters=20)).dropped_cap == 1


def test_exempt_families_stay_over_the_cap():
    register = [Family(decile=1, sembako=30, raw=(("elderly", 1),)), Family(decile=1, sembako=30, weight=2)]
    table = simulate(cells_of(register), sembako(max_quarters=20, cap_exempt=["elderly"])).table("nation")
    found = table.set_index("programme").loc["SEMBAKO"]
    assert (found.kept, found.dropped_cap) == (1, 2)


def test_coverage_of_an_area_is_its_own_eligible_reached_and_not_its_part_of_the_nation():
    here = [Family("35.15", 1, sembako=1, weight=1), Family("35.15", 1, weight=3)]
    for others in ([], [Family("11.01", 1, sembako=1, weight=90)]):
        table = simulate(cells_of(here + others), sembako()).table("kabupaten")
        row = table[(table.group == "35.15") & (table.programme == "SEMBAKO")].iloc[0]
        assert row.coverage_share == 0.25


def test_a_recipient_above_the_limit_is_not_covered_as_eligible():
    register = [Family(decile=5, sembako=1), Family(decile=1, weight=2)]
    found = nation(register, sembako(crossing_mode="suspend", crossing_keep_share=1))
    assert (found.recipients_after, found.eligible, found.coverage_share) == (1, 2, 0)


def test_the_unranked_are_never_eligible_whatever_the_cutoff():
    found = nation([Family(decile=0, weight=5), Family(decile=0, sembako=1)], sembako(max_decile=10, admission="all"))
    assert (found.eligible, found.admitted, found.dropped_decile) == (0, 0, 1)
    assert np.isnan(found.coverage_share)


@settings(max_examples=25, deadline=None)
@given(registers(), rules(whole=False), st.sets(st.sampled_from(("11.01", "35.15", "35.78")), min_size=1))
def test_every_output_keeps_to_the_areas_that_are_asked_for(register, values, asked):
    outcome = simulate(cells_of(register), policy_of(values, DECLARED))
    wanted = outcome.table("kabupaten")
    wanted = wanted[wanted.group.isin(asked)].groupby("programme", sort=False)["recipients_after"].sum()
    people = outcome.any_aid("kabupaten")
    people = people[people.group.isin(asked)]["persons_after"].sum()
    for by in GROUPINGS:
        found = outcome.table(by, asked).groupby("programme", sort=False)["recipients_after"].sum()
        for programme, number in wanted.items():
            assert found[programme] == pytest.approx(number, abs=1e-6)
        assert outcome.any_aid(by, asked)["persons_after"].sum() == pytest.approx(people, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(registers(), rules(whole=False), rules(whole=False))
def test_an_answer_never_depends_on_what_was_asked_before(register, values, others):
    policy, cells = policy_of(values, DECLARED), cells_of(register)
    simulate(cells, policy_of(others, DECLARED))
    again, fresh = simulate(cells, policy), simulate(cells_of(register), policy)
    for by in GROUPINGS:
        assert again.table(by).equals(fresh.table(by))
        assert again.any_aid(by).equals(fresh.any_aid(by))


@settings(max_examples=25, deadline=None)
@given(registers())
def test_no_cap_and_the_baselines_cutoff_reproduce_the_baseline(register):
    cells, baseline = cells_of(register), named(ENACTED)
    same = baseline.changed("PKH", "max_quarters", "none", "a test").changed("PKH", "max_decile", 4, "a test")
    assert simulate(cells, same).same_as(simulate(cells, baseline))


@settings(max_examples=25, deadline=None)
@given(registers(), st.integers(1, 10), st.sampled_from((4, 8, 20, 24, 40)))
def test_a_wider_cutoff_or_a_longer_cap_never_drops_more(register, cutoff, cap):
    def kept(max_decile: int, max_quarters: int) -> float:
        return nation(register, sembako(max_decile=max_decile, max_quarters=max_quarters)).kept

    assert kept(cutoff - 1, cap) <= kept(cutoff, cap) <= kept(cutoff, cap + 4)


@settings(max_examples=25, deadline=None)
@given(registers())
def test_a_binding_budget_lowers_recipients_and_coverage(register):
    free = nation(register, sembako(admission="all"))
    limit = free.rupiah_per_quarter // 2
    bound = nation(register, sembako(admission="all", budget_limit=int(limit)))
    assert bound.rupiah_per_quarter == pytest.approx(limit)
    if limit > 0:
        assert bound.recipients_after < free.recipients_after
        assert bound.coverage_share < free.coverage_share


def test_a_quota_below_todays_recipients_admits_nobody_and_drops_nobody():
    register = [Family(decile=1, sembako=1, weight=10), Family(decile=1, weight=5)]
    outcome = simulate(cells_of(register), sembako(admission="quota", quota=4))
    found = outcome.table("nation").set_index("programme").loc["SEMBAKO"]
    assert (found.kept, found.admitted, found.waiting) == (10, 0, 5)
    assert [warning.code for warning in outcome.warnings] == ["quota_below_recipients", "amount_low"]


def test_places_go_to_the_poorest_decile_and_then_the_same_share_everywhere():
    register = [Family("11.01", 1, weight=4), Family("11.01", 2, weight=2), Family("35.15", 2, weight=6)]
    table = simulate(cells_of(register), sembako(admission="quota", quota=8)).table("kabupaten")
    admitted = table[table.programme == "SEMBAKO"].set_index("group").admitted
    assert (admitted["11.01"], admitted["35.15"]) == (5, 3)


def test_a_family_refusing_leaves_its_place_to_the_next():
    register = [Family(decile=1, weight=10), Family(decile=2, weight=10)]
    table = simulate(cells_of(register), sembako(admission="quota", quota=8, take_up_share=0.5)).table("decile")
    admitted = table[table.programme == "SEMBAKO"].set_index("group").admitted
    assert (admitted["1"], admitted["2"]) == (5, 3)


def test_quotas_that_leave_a_kabupaten_unsaid_cannot_be_evaluated():
    with pytest.raises(InputError, match="quota must name every kabupaten or give a national figure, got none for 1"):
        simulate(cells_of([Family("11.01"), Family("35.15")]), sembako(admission="quota", quota={"35.15": 3}))


def test_newly_covered_pbi_families_bring_all_their_persons():
    register = [Family(decile=1, persons=5, pbi_members=2), Family(decile=2, persons=3)]
    policy = policy_of({"PBI": {"max_decile": 5, "amounts": 10, "admission": "quota", "quota": 5}})
    found = nation(register, policy, "PBI")
    assert (found.persons_before, found.persons_after, found.recipients_after) == (2, 5, 2)
    assert found.rupiah_per_quarter == 50


def test_a_declared_programme_counts_pupils_and_starts_with_nobody():
    register = [Family(decile=1, raw=(("pupils_sd", 2), ("pupils_sma", 1))), Family(decile=3, raw=(("pupils_sd", 1),))]
    policy = named("sekolah_rakyat")
    outcome = simulate(cells_of(register), policy)
    found = outcome.table("nation").set_index("programme").loc["SEKOLAH_RAKYAT"]
    assert (found.recipients_before, found.eligible, found.admitted, found.unit) == (0, 3, 3, "pupil")
    assert outcome.any_aid("nation").families_after[0] == 1, "three places for the pupils of one family"


def test_programme_without_a_rule_stays_as_it_is_paid():
    register = [Family(decile=9, sembako=30, paid={"SEMBAKO": 7}), Family(decile=1)]
    outcome = simulate(cells_of(register), named(CURRENT_STATE))
    found = outcome.table("nation").set_index("programme").loc["SEMBAKO"]
    assert (found.kept, found.recipients_after, found.rupiah_per_quarter) == (1, 1, 7)
    assert np.isnan(found.eligible) and np.isnan(found.coverage_share)
    assert outcome.changes_nothing


def test_a_scenario_that_moves_somebody_does_not_claim_to_change_nothing():
    register = [Family(decile=9, sembako=30, paid={"SEMBAKO": 100}), Family(decile=1, sembako=1, paid={"SEMBAKO": 100})]
    assert not simulate(cells_of(register), sembako()).changes_nothing
    assert simulate(cells_of(register), sembako(max_decile=9)).changes_nothing


@pytest.mark.parametrize("amount", [48_000_000, 600_000_000_000, 10**15, 9 * 10**18])
@pytest.mark.parametrize("code", ["SEMBAKO", "SEKOLAH_RAKYAT"])
def test_rupiah_beyond_exact_sums_are_an_error_and_never_negative(amount, code):
    """95 million families, more than Indonesia has."""
    register = [Family(decile=1, weight=95_000_000, raw=(("pupils_sd", 1),))]
    with pytest.raises(InputError, match=f"{code.lower()}: amounts must (be at most|give less than)"):
        policy = policy_of({code: {"max_decile": 4, "amounts": amount, "admission": "all"}}, DECLARED)
        simulate(cells_of(register), policy)


def test_rupiah_of_every_family_of_the_country_are_exact():
    register = [Family(decile=1, weight=95_000_000), Family("35.15", decile=2, weight=1)]
    policy = policy_of({"SEMBAKO": {"max_decile": 4, "amounts": 47_000_001, "admission": "all"}})
    table = simulate(cells_of(register), policy).table("nation").set_index("programme")
    assert table.loc["SEMBAKO", "rupiah_per_quarter"] == 95_000_001 * 47_000_001 < 2**53


def test_same_aid_with_other_eligible_families_is_not_called_the_same():
    register = [Family(decile=4, sembako=30, paid={"SEMBAKO": 100}), Family(decile=5), Family(decile=1)]
    narrow, wide = (simulate(cells_of(register), sembako(max_decile=limit)) for limit in (4, 5))
    assert wide.same_aid_as(narrow) and not wide.same_as(narrow)
    assert wide.same_as(simulate(cells_of(register), sembako(max_decile=5)))
    paid = simulate(cells_of(register), named(CURRENT_STATE))
    assert not narrow.same_as(paid), "without a rule nobody is known to be eligible"


def test_odd_values_are_warned_of_and_still_run():
    policy = named(ENACTED)
    for programme, name, value in (
        ("PKH", "max_decile", 7),
        ("PKH", "max_quarters", 4),
        ("PKH", "amounts", {"elderly": 3_000_001}),
        ("SEMBAKO", "amounts", 3_000_000),
    ):
        policy = policy.changed(programme, name, value, "a test")
    outcome = simulate(cells_of([Family(pkh=3, raw=CHILD)]), policy)
    assert [(one.code, one.programme) for one in outcome.warnings] == [
        ("cutoff_high", "PKH"),
        ("cap_short", "PKH"),
        ("amount_high", "PKH"),
    ]
    assert "pkh: a cut-off above decile 6 is unusual, got 7" in map(str, outcome.warnings)


def test_groups_are_named_and_ordered_as_the_table_says():
    outcome = simulate(cells_of([Family("35.15"), Family("11.01")]), named(ENACTED))
    assert outcome.table("nation").group.unique().tolist() == [NATION]
    assert outcome.table("province").group.unique().tolist() == ["11", "35"]
    assert outcome.table("kabupaten").group.unique().tolist() == ["11.01", "35.15"]
    assert outcome.table("decile").group.unique().tolist() == [str(number) for number in range(11)]
    assert outcome.table("kabupaten").programme.tolist() == ["PKH", "SEMBAKO", "PBI"] * 2
    with pytest.raises(InputError, match="by: must be nation, province, kabupaten, decile or family_type, got 'desa'"):
        outcome.table("desa")


def test_amounts_of_pkh_multiply_the_counted_components():
    raw = (("elderly", 3), ("pupils_sd", 5))
    policy = policy_of({"PKH": {"max_decile": 4, "amounts": AMOUNTS | {"elderly": 600, "pupils_sd": 225}}})
    assert nation([Family(pkh=1, raw=raw, weight=2)], policy, "PKH").rupiah_per_quarter == 2 * (600 + 3 * 225)
    assert cells_of([Family()]).quarter == QUARTER
