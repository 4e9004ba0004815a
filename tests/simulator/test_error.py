"""Errors of an outcome against a plain count of families with a known probability of being entitled."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.simulate import simulate
from simulator.entitlement import Entitled
from simulator.error import changes, errors, shares
from simulator.policy.files import ENACTED, named
from terms import InputError
from tests.simulator.policies import policy_of, rule
from tests.simulator.reference import Walk
from tests.simulator.registers import QUARTER, Family, cells_of, registers

PROVINCES = ("11", "35")
ENACTED_RULES = named(ENACTED).rules(QUARTER)
WALKED = {"PKH": "family", "SEMBAKO": "family", "PBI": "person"}


def entitled(seed: int, draws: int = 5) -> Entitled:
    random = np.random.default_rng(seed)
    shape = (len(PROVINCES), 11, 32, 2)
    return Entitled(PROVINCES, random.random(shape), random.random((draws, *shape)))


def probability(known: Entitled, family: Family, on: bool) -> float:
    place = (PROVINCES.index(family.kabupaten[:2]), family.decile, family.type_number(), int(on))
    return float(known.probability[place])


@settings(max_examples=60, deadline=None)
@given(registers(), st.sampled_from(sorted(WALKED)), st.data(), st.integers(0, 99))
def test_both_errors_equal_a_count_of_families(register, programme, data, seed):
    values = data.draw(rule(programme, WALKED[programme], whole=False))
    policy, known = policy_of({programme: values}), entitled(seed)
    theirs = policy.rules(QUARTER)[programme]
    walk = Walk(register, theirs)
    weights = [family.weight * probability(known, family, family.on(programme)) for family in register]
    reached = sum(float(share) * weight for share, weight in zip(walk.share, weights, strict=True))
    recipients = sum(float(share) * family.weight for share, family in zip(walk.share, register, strict=True))
    found = errors(simulate(cells_of(register), policy), programme, known, ENACTED_RULES[programme], theirs)
    assert found.exclusion.value == pytest.approx(1 - reached / sum(weights), rel=1e-9, abs=1e-9)
    assert found.coverage_of_entitled.value == pytest.approx(reached / sum(weights), rel=1e-9, abs=1e-9)
    assert found.entitled.value == pytest.approx(sum(weights))
    if recipients > 1e-6:
        assert found.inclusion.value == pytest.approx(1 - reached / recipients, rel=1e-6, abs=1e-9)
    parts = (found.by_design.value, found.by_data.value, found.by_delivery.value)
    assert sum(parts) == pytest.approx(found.exclusion.value, rel=1e-9, abs=1e-9)
    assert min(parts) >= -1e-9


def everyone_entitled() -> Entitled:
    shape = (1, 11, 32, 2)
    return Entitled(("35",), np.ones(shape), np.ones((3, *shape)))


def split(register: list[Family], **values) -> tuple[float, float, float]:
    policy = policy_of({"SEMBAKO": {"max_decile": 4, "amounts": 100} | values})
    theirs = policy.rules(QUARTER)["SEMBAKO"]
    outcome = simulate(cells_of(register), policy)
    found = errors(outcome, "SEMBAKO", everyone_entitled(), ENACTED_RULES["SEMBAKO"], theirs)
    return found.by_design.value, found.by_data.value, found.by_delivery.value


def test_entitled_family_with_a_wrong_decile_is_missed_by_data():
    assert split([Family(decile=9), Family(decile=1, sembako=1)]) == (0, 0.5, 0)


def test_entitled_family_below_a_stricter_cutoff_is_missed_by_design():
    assert split([Family(decile=4), Family(decile=1, sembako=1)], max_decile=3) == (0.5, 0, 0)


def test_entitled_family_that_reached_the_cap_is_missed_by_design():
    assert split([Family(decile=1, sembako=30)], max_quarters=20) == (1, 0, 0)


def test_eligible_family_without_a_quota_is_missed_by_delivery():
    assert split([Family(decile=2), Family(decile=1, sembako=1)]) == (0, 0, 0.5)


def test_eligible_families_beyond_the_quota_are_missed_by_design():
    register = [Family(decile=2, weight=3), Family(decile=1, sembako=1)]
    assert split(register, quota=2) == (0.5, 0, 0.25)


def test_interval_spans_the_draws_and_is_undefined_without_them():
    register = [Family(decile=1, sembako=1, weight=9), Family(decile=2)]
    outcome = simulate(cells_of(register), named(ENACTED))
    known = entitled(1, draws=200)
    rule_of = ENACTED_RULES["SEMBAKO"]
    found = errors(outcome, "SEMBAKO", known, rule_of, rule_of)
    assert 0 <= found.exclusion.low < found.exclusion.high <= 1
    bare = Entitled(PROVINCES, known.probability, known.draws[:0])
    assert np.isnan(errors(outcome, "SEMBAKO", bare, rule_of, rule_of).exclusion.low)


def test_change_of_an_error_has_the_interval_of_its_own_draws():
    register = [Family(decile=1, sembako=1, weight=9), Family(decile=2, weight=4), Family(decile=6, sembako=3)]
    known, enacted = entitled(3, draws=50), ENACTED_RULES["SEMBAKO"]
    stricter = named(ENACTED).changed("SEMBAKO", "max_decile", 1, "test").changed("SEMBAKO", "admission", "all", "test")
    before, after = (
        shares(simulate(cells_of(register), policy), "SEMBAKO", known, enacted, policy.rules(QUARTER)["SEMBAKO"])
        for policy in (named(ENACTED), stricter)
    )
    found = changes(after, before).inclusion
    each = [after["inclusion"][draw] - before["inclusion"][draw] for draw in range(51)]
    assert found.value == pytest.approx(each[0])
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(each[1:], (0.025, 0.975))))
    assert changes(after, after).exclusion.high == 0, "a scenario does not differ from itself by chance"


def test_a_programme_that_counts_pupils_has_no_errors():
    outcome = simulate(cells_of([Family()]), named("sekolah_rakyat"))
    with pytest.raises(InputError, match="sekolah_rakyat: errors are defined for families"):
        errors(outcome, "SEKOLAH_RAKYAT", everyone_entitled(), ENACTED_RULES["PKH"], None)


def frame_of(known: Entitled) -> pd.DataFrame:
    names = ("province", "decile", "family_type", "on_programme")
    index = pd.MultiIndex.from_product([known.provinces, range(11), range(32), (0, 1)], names=names)
    return pd.DataFrame({"probability": known.probability.ravel()}, index=index).reset_index()


def test_probabilities_are_read_from_a_table_in_any_order():
    known = entitled(3)
    frame = frame_of(known).sample(frac=1, random_state=1)
    assert np.array_equal(Entitled.from_frame(frame, PROVINCES).probability, known.probability)


def test_missing_groups_and_columns_of_the_table_are_named():
    frame = frame_of(entitled(3))
    with pytest.raises(InputError, match="704 groups are missing, such as province 12, decile 0"):
        Entitled.from_frame(frame, ("11", "12"))
    with pytest.raises(InputError, match="missing probability"):
        Entitled.from_frame(frame.drop(columns="probability"), PROVINCES)
    with pytest.raises(InputError, match="a group is given more than once"):
        Entitled.from_frame(pd.concat([frame, frame]), PROVINCES)
    with pytest.raises(InputError, match="no probability is known for province 51"):
        entitled(3).of(("51",))
