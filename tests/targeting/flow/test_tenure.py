"""Tenure on hand-worked cases and against loops over single families."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targeting.flow.tenure import Spells, cumulative_incidence, survival
from terms import InputError


def spells(*rows):
    entry, stop, cause, families = zip(*rows, strict=True)
    return Spells(np.array(entry), np.array(stop), np.array(cause, dtype=object), np.array(families))


HAND = spells(
    (0, 1, "graduated", 2), (0, 2, "", 3), (0, 3, "deceased", 5), (1, 3, "graduated", 1), (2, 4, "deceased", 4)
)


def test_survival_of_a_hand_worked_case():
    found = survival(HAND)
    assert found.time.tolist() == [1, 2, 3, 4]
    assert found.at_risk.tolist() == [10, 9, 10, 4]  # entry < t ≤ stop
    assert found.exits.tolist() == [2, 0, 6, 4]
    np.testing.assert_allclose(found.survival, [0.8, 0.8, 0.32, 0.0])
    greenwood = np.sqrt([2 / 80, 2 / 80, 2 / 80 + 6 / 40])
    np.testing.assert_allclose(found.se[:3], found.survival[:3] * greenwood)
    reach = np.exp(1.959963984540054 * greenwood[0] / np.log(0.8))
    np.testing.assert_allclose([found.low[0], found.high[0]], [0.8 ** (1 / reach), 0.8**reach])
    assert np.isnan(found.low[3]) and found.se[3] == 0


def test_incidence_by_cause_of_a_hand_worked_case():
    found = cumulative_incidence(HAND)
    np.testing.assert_allclose(found.graduated, [0.2, 0.2, 0.2 + 0.8 * 0.1, 0.28])
    np.testing.assert_allclose(found.deceased, [0, 0, 0.8 * 0.5, 0.4 + 0.32])


def test_ignoring_late_entry_would_flatter_survival():
    early = spells((0, 2, "left", 50), (0, 4, "", 50))
    late = spells((0, 2, "left", 50), (0, 4, "", 50), (3, 4, "", 900))
    ignored = spells((0, 2, "left", 50), (0, 4, "", 950))
    assert survival(late).survival.iloc[-1] == survival(early).survival.iloc[-1] == 0.5
    assert survival(ignored).survival.iloc[-1] == 0.95


def one_by_one(rows, time):
    """Survival and incidence just after a time, family by family and quarter by quarter."""
    alive, incidence = 1.0, {}
    for t in range(1, time + 1):
        at_risk = sum(1 for entry, stop, _ in rows if entry < t <= stop)
        left = [cause for entry, stop, cause in rows if stop == t and cause]
        for cause in left:
            incidence[cause] = incidence.get(cause, 0) + alive / at_risk
        alive *= 1 - len(left) / at_risk if at_risk else 1
    return alive, incidence


families = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5), st.sampled_from(["", "a", "b"])), min_size=1)


@given(families)
@settings(deadline=None, derandomize=True)
def test_grouped_counts_equal_families_one_by_one(drawn):
    rows = [(entry, entry + length, cause) for entry, length, cause in drawn]
    groups = {row: rows.count(row) for row in rows}
    found = cumulative_incidence(spells(*[(*row, count) for row, count in groups.items()]))
    assert found["time"].tolist() == sorted({stop for _, stop, _ in rows})
    for row in found.itertuples():
        alive, incidence = one_by_one(rows, row.time)
        assert row.survival == pytest.approx(alive, abs=1e-12)
        for cause, share in incidence.items():
            assert getattr(row, cause) == pytest.approx(share, abs=1e-12)


@given(families)
@settings(deadline=None, derandomize=True)
def test_those_still_on_aid_and_those_left_add_up(drawn):
    found = cumulative_incidence(spells(*[(entry, entry + length, cause, 1) for entry, length, cause in drawn]))
    np.testing.assert_allclose(found.drop(columns="time").sum(axis=1), 1)


def test_a_spell_must_have_lasted():
    with pytest.raises(InputError, match="entry must lie before stop, got 3 and 3"):
        spells((3, 3, "", 1))
