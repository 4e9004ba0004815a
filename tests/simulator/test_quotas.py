"""Quotas in proportion to who is entitled: exact sums, and a policy that can use them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.part import check_sum
from simulator.engine.places import filled_share
from simulator.engine.simulate import simulate
from simulator.policy.files import ENACTED, named
from simulator.quotas import entitled_by_kabupaten, in_proportion
from terms import InputError
from tests.simulator.policies import policy_of
from tests.simulator.registers import Family, cells_of, registers
from tests.simulator.test_error import entitled, probability


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30).filter(lambda needs: sum(needs) > 1), st.integers(0, 10**8))
def test_places_add_up_and_stay_within_one_of_their_part(needs, places):
    codes = [f"{number:03d}" for number in range(len(needs))]
    found = in_proportion(codes, np.array(needs), places)
    assert sum(found.values()) == places
    for code, need in zip(codes, needs, strict=True):
        assert abs(found[code] - need / sum(needs) * places) <= 1 + 1e-6


@given(registers(), st.sampled_from((("SEMBAKO", "family"), ("PBI", "person"))))
def test_entitled_of_a_kabupaten_equal_a_count_of_its_families(register, programme):
    code, unit = programme
    known, cells = entitled(2), cells_of(register)
    wanted = dict.fromkeys(cells.kabupaten_codes, 0.0)
    for family in register:
        covered = family.pbi_members if family.on("PBI") else family.persons
        each = covered if unit == "person" else 1
        wanted[family.kabupaten] += family.weight * each * probability(known, family, family.on(code))
    assert entitled_by_kabupaten(cells, code, unit, known) == pytest.approx(list(wanted.values()))


def test_places_in_proportion_can_be_put_into_a_policy():
    register = [Family("11.01", 1, sembako=1, weight=5), Family("35.15", 1, weight=20), Family("35.78", 2, weight=15)]
    cells = cells_of(register)
    places = in_proportion(cells.kabupaten_codes, np.array([5.0, 20.0, 15.0]), 20)
    assert places == {"11.01": 3, "35.15": 10, "35.78": 7}
    policy = named(ENACTED).changed("SEMBAKO", "quota", places | {"national": 20}, "a test")
    policy = policy.changed("SEMBAKO", "admission", "quota", "a test")
    table = simulate(cells, policy).table("kabupaten")
    after = table[table.programme == "SEMBAKO"].set_index("group").recipients_after
    assert after["11.01"] == 5 and after["35.15"] == 10 and after["35.78"] == 5


def test_places_of_a_kabupaten_run_out_and_are_given_once():
    """Two places: the poorest decile takes one, so that one is left for the next two, though the nation has plenty."""
    waiting = np.zeros((1, 11))
    waiting[0, [1, 2, 3]] = (1, 2, 5)
    share = filled_share(waiting, np.zeros(1), 100.0, np.array([2.0]))
    assert share[0, 1:5].tolist() == [1, 0.5, 0, 0]
    register = [Family("35.15", decile, weight=number) for decile, number in ((1, 1), (2, 2), (3, 5))]
    policy = named(ENACTED).changed("SEMBAKO", "quota", {"35.15": 2, "national": 100}, "a test")
    policy = policy.changed("SEMBAKO", "admission", "quota", "a test")
    table = simulate(cells_of(register), policy).table("decile").query("programme == 'SEMBAKO'").set_index("group")
    assert table.admitted[["1", "2", "3"]].tolist() == [1, 1, 0]


def test_places_of_the_nation_run_out_and_are_given_once():
    """Three places for two kabupaten: all of the poorest decile, then one between the two families of the next."""
    waiting = np.zeros((2, 11))
    waiting[:, 1], waiting[:, 2], waiting[:, 3] = 1, 1, 1
    share = filled_share(waiting, np.zeros(2), 3.0, np.full(2, np.inf))
    assert share[:, 1:4].tolist() == [[1, 0.5, 0], [1, 0.5, 0]]
    taken = filled_share(waiting, np.array([1.0, 0.0]), 3.0, np.array([1.0, 5.0]))
    assert taken[:, 1:4].tolist() == [[0, 0, 0], [1, 1, 0]], "those who stay hold their places already"


def test_no_need_at_all_cannot_be_divided():
    with pytest.raises(InputError, match="quota: needs must be 0 or more and not all 0"):
        in_proportion(["11.01"], np.zeros(1), 5)


def test_places_are_for_ranked_families_alone():
    waiting = np.ones((1, 11))
    assert filled_share(waiting, np.zeros(1), 100.0, np.array([100.0]))[0, 0] == 0


@pytest.mark.parametrize("total", [2.0**53, -(2.0**53), float("inf"), float("nan")])
def test_totals_beyond_exact_sums_are_refused(total):
    with pytest.raises(InputError, match="pkh: the rupiah a quarter must stay below 9,007,199,254,740,992"):
        check_sum("PKH", "rupiah a quarter", total)
    check_sum("PKH", "rupiah a quarter", 2.0**53 - 1)


def test_other_money_for_the_same_families_is_a_change():
    register = [Family(decile=1, sembako=1, paid={"SEMBAKO": 600_000})]
    policy = policy_of({"SEMBAKO": {"max_decile": 4, "amounts": 500_000}})
    assert not simulate(cells_of(register), policy).changes_nothing
    assert simulate(cells_of(register), policy.changed("SEMBAKO", "amounts", 600_000, "a test")).changes_nothing
