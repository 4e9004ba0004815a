"""Every point of the frontier is the engine's own answer, and goal seek misses none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.simulate import simulate
from simulator.error import errors
from simulator.frontier import CAPS, CUTOFFS, frontier
from simulator.policy.files import CURRENT_STATE, ENACTED, named
from simulator.seek import AIMS, Goals, seek
from terms import InputError
from tests.simulator.policies import DECLARED, policy_of, rule
from tests.simulator.registers import QUARTER, Family, cells_of, registers
from tests.simulator.test_error import entitled

UNITS = {"PKH": "family", "SEMBAKO": "family", "PBI": "person", "SEKOLAH_RAKYAT": "pupil"}
SAME = ("kept", "dropped_decile", "dropped_cap", "dropped_budget", "eligible", "admitted", "recipients_after")
MONEY = ("persons_after", "rupiah_per_quarter", "coverage_share")


@settings(max_examples=40, deadline=None)
@given(registers(), st.sampled_from(sorted(UNITS)), st.data())
def test_any_point_equals_the_engine_with_that_cutoff_and_cap(register, programme, data):
    values = data.draw(rule(programme, UNITS[programme], whole=False))
    policy = policy_of({programme: values}, DECLARED)
    cells = cells_of(register)
    points = frontier(cells, policy, programme)
    assert len(points) == len(CUTOFFS) * (1 if programme == "SEKOLAH_RAKYAT" else len(CAPS) + 1)
    point = points.iloc[data.draw(st.integers(0, len(points) - 1))]
    cap = "none" if pd.isna(point.max_quarters) else int(point.max_quarters)
    there = policy.changed(programme, "max_decile", int(point.max_decile), "a test")
    there = there.changed(programme, "max_quarters", cap, "a test")
    found = simulate(cells, there).table("nation").set_index("programme").loc[programme]
    for name in (*SAME, *MONEY):
        assert point[name] == pytest.approx(found[name], rel=1e-9, abs=1e-6, nan_ok=True), name
    poorest = simulate(cells, there).table("decile").set_index(["programme", "group"]).loc[programme]
    lost = poorest.loc[["1", "2"], "recipients_before"].sum() - poorest.loc[["1", "2"], "kept"].sum()
    assert point.dropped_poorest == pytest.approx(lost, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(registers(), st.integers(0, 99))
def test_errors_of_the_policys_own_point_are_those_of_its_outcome(register, seed):
    policy, known, cells = named("lima_tahun_luas"), entitled(seed), cells_of(register)
    own = frontier(cells, policy, "PKH", known).query("is_policy")
    assert len(own) == 1
    theirs = policy.rules(QUARTER)["PKH"]
    found = errors(simulate(cells, policy), "PKH", known, theirs, theirs)
    point = own.iloc[0]
    assert point.exclusion_error == pytest.approx(found.exclusion.value, rel=1e-9)
    if point.recipients_after > 0:
        assert point.inclusion_error == pytest.approx(found.inclusion.value, rel=1e-9, abs=1e-9)


def points_of(register: list[Family]) -> pd.DataFrame:
    return frontier(cells_of(register), named(ENACTED), "PKH", entitled(5))


@settings(max_examples=20, deadline=None)
@given(registers(least=5), st.floats(0, 1), st.floats(0.3, 1), st.booleans())
def test_seeking_finds_every_point_that_meets_the_goals(register, part, exclusion, keep_poorest):
    points = points_of(register)
    budget = part * 4 * points.rupiah_per_quarter.max()
    found = seek(points, Goals(budget, None, exclusion, keep_poorest), "rupiah")
    meets = (points.rupiah_per_quarter * 4 <= budget + 1e-6) & (points.exclusion_error <= exclusion + 1e-9)
    if keep_poorest:
        meets &= points.dropped_poorest <= 1e-9
    assert len(found) == meets.sum()
    assert found.rupiah_per_quarter.is_monotonic_increasing


@settings(max_examples=10, deadline=None)
@given(registers(least=5))
def test_a_point_is_dominated_exactly_when_another_is_as_good_in_all_and_better_in_one(register):
    found = seek(points_of(register), Goals())
    criteria = ["rupiah_per_quarter", "dropped_poorest", "inclusion_error", "exclusion_error"]
    costs = found[criteria].to_numpy()
    for point, marked in zip(costs, found.dominated, strict=True):
        beaten = any((other <= point).all() and (other < point).any() for other in costs)
        assert bool(marked) == beaten


@settings(max_examples=20, deadline=None)
@given(registers(least=5), st.sampled_from(list(AIMS)), st.floats(0, 1), st.floats(0, 1))
def test_best_by_the_aim_comes_first_within_the_floors(register, aim, coverage, poorest):
    points = points_of(register)
    found = seek(points, Goals(min_coverage=coverage, min_coverage_poorest=poorest), aim)
    meets = points[(points.coverage_share >= coverage - 1e-9) & (points.coverage_poorest >= poorest - 1e-9)]
    assert len(found) == len(meets)
    column, sign = AIMS[aim]
    if len(found) and found[column].notna().any():
        assert sign * found[column].iloc[0] == pytest.approx((sign * meets[column]).min(), abs=1e-8)


def test_cheapest_is_not_the_best_unless_it_is_asked_for():
    register = [Family("11.01", decile, pkh=1, raw=(("elderly", 1),)) for decile in (1, 1, 2, 3, 4)]
    points = frontier(cells_of(register), named(ENACTED), "PKH")
    best, cheapest = (seek(points, Goals(), aim).iloc[0] for aim in (None, "rupiah"))
    assert (best.coverage_poorest, best.max_decile) == (1.0, 2) and best.rupiah_per_quarter > 0
    assert cheapest.max_decile == 1 and cheapest.rupiah_per_quarter < best.rupiah_per_quarter
    assert cheapest.coverage_poorest < 1
    least = seek(points, Goals(max_losses=0.0), "rupiah")
    assert len(least) and (least.dropped == 0).all()


def test_coverage_of_the_poorest_keeps_its_denominator_whatever_the_cutoff():
    register = [Family("11.01", 1, sembako=1), Family("11.01", 2, sembako=1), Family("11.01", 2), Family("11.01", 5)]
    points = frontier(cells_of(register), policy_of({"SEMBAKO": {"max_decile": 4, "amounts": 1}}), "SEMBAKO")
    uncapped = points[points.max_quarters.isna()].set_index("max_decile")
    assert uncapped.coverage_poorest.tolist()[:3] == pytest.approx([1 / 3, 2 / 3, 2 / 3])
    assert uncapped.dropped.tolist()[:2] == [1, 0]


def test_aim_that_is_not_known_is_named():
    points = frontier(cells_of([Family(pkh=1, raw=(("elderly", 1),))]), named(ENACTED), "PKH")
    with pytest.raises(InputError, match="aim: must be exclusion, inclusion, coverage, losses, rupiah, got 'cheap'"):
        seek(points, Goals(), "cheap")


def test_overrides_by_area_keep_their_own_cutoff_on_the_frontier():
    register = [Family("11.01", 4, sembako=1), Family("35.15", 4, sembako=1)]
    values = {"max_decile": 4, "amounts": 1, "max_decile_by_kabupaten": {"11.01": 2}}
    points = frontier(cells_of(register), policy_of({"SEMBAKO": values}), "SEMBAKO")
    uncapped = points[points.max_quarters.isna()].set_index("max_decile")
    assert uncapped.kept.tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 1, 1]


def test_places_of_each_kabupaten_stay_its_own_on_the_frontier():
    """Equal quotas do not make one zone: one kabupaten has four waiting, the other none, each two places."""
    register = [Family("35.15", 1, weight=4), Family("35.78", 1, sembako=1)]
    values = {"max_decile": 4, "amounts": 1, "admission": "quota", "quota": {"35.15": 2, "35.78": 2}}
    policy = policy_of({"SEMBAKO": values})
    points = frontier(cells_of(register), policy, "SEMBAKO")
    own = points[points.is_policy].iloc[0]
    engine = simulate(cells_of(register), policy).table("nation").set_index("programme").loc["SEMBAKO"]
    assert own.admitted == engine.admitted == 2
    assert own.recipients_after == engine.recipients_after == 3


def test_goals_on_errors_need_to_know_who_is_entitled():
    points = frontier(cells_of([Family(pkh=1, raw=(("elderly", 1),))]), named(ENACTED), "PKH")
    assert points.exclusion_error.isna().all()
    with pytest.raises(InputError, match="goals on errors need the probabilities"):
        seek(points, Goals(max_exclusion=0.1))
    assert not seek(points, Goals(keep_poorest=True)).empty


def test_programme_without_a_rule_has_no_frontier():
    with pytest.raises(InputError, match="pkh: the policy Keadaan sekarang has no rule for it"):
        frontier(cells_of([Family()]), named(CURRENT_STATE), "PKH")


@pytest.mark.parametrize("goals", [{"budget_per_year": -1}, {"max_inclusion": 10}, {"max_exclusion": float("nan")}])
def test_impossible_goals_are_errors(goals):
    with pytest.raises(InputError, match="must be"):
        Goals(**goals)


def test_time_limits_offered_are_those_a_rule_may_have():
    assert len(CAPS) == 36 and np.all(np.diff(CAPS) > 0)
    assert all(policy_of({"PKH": {"max_quarters": cap}}) for cap in CAPS)
