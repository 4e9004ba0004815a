"""Indicators of targeting against independent software, their identity and floors."""

import dataclasses
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targeting.verdict.floors import (
    attainable_error,
    exclusion_floor,
    exclusion_from_inclusion,
    incidence,
    inclusion_floor,
    indicators,
)
from tests.targeting.oracle import close, data, expected

CASE = expected("P08_targeting_small")


def weight(sample, unit):
    return sample.w * (sample.hhsize if unit == "person" else 1)


@pytest.mark.parametrize("unit", ["household", "person"])
def test_indicators_match_independent_software(unit):
    sample = data("P08_targeting_small")
    found = dataclasses.asdict(indicators(weight(sample, unit), sample.B, sample["T"], sample.b))
    for name, wanted in CASE[unit].items():
        if not isinstance(wanted, list):
            np.testing.assert_allclose(found[name], wanted, rtol=1e-10, err_msg=name)


@pytest.mark.parametrize("unit", ["household", "person"])
def test_incidence_by_decile_matches_independent_software(unit):
    sample = data("P08_targeting_small")
    found = incidence(weight(sample, unit), sample.B, sample.b, sample.true_decile)
    close(found.coverage_share, CASE[unit]["coverage_by_decile"], 1e-10)
    close(found.recipient_share, CASE[unit]["beneficiary_incidence_by_decile"], 1e-10)
    close(found.benefit_share, CASE[unit]["benefit_incidence_by_decile"], 1e-10)
    close(found.benefit_share_up_to, CASE[unit]["concentration_curve_benefit"], 1e-10)


families = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(1, 9)), min_size=1, max_size=30)


@given(families)
@settings(deadline=None, derandomize=True)
def test_exclusion_follows_from_inclusion_and_the_two_sizes(rows):
    received, target, w = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    found = indicators(w, received, target, received)
    recipients, targets = (w * received).sum(), (w * target).sum()
    if recipients and targets:
        assert exclusion_from_inclusion(found.inclusion_error, recipients, targets)[0] == pytest.approx(
            found.exclusion_error, abs=1e-12
        )
        assert found.avoidable_exclusion_error >= -1e-12
        assert found.avoidable_inclusion_error >= -1e-12


def test_standard_error_of_the_identity_scales_with_the_sizes():
    value, se = exclusion_from_inclusion(0.1, recipients=10e6, targets=20e6, inclusion_se=0.02)
    assert (value, se) == (pytest.approx(0.55), pytest.approx(0.01))


def test_ten_million_places_for_forty_million_entitled_leave_three_quarters_out():
    assert exclusion_floor(10e6, 40e6) == 0.75
    assert inclusion_floor(10e6, 40e6) == 0
    assert inclusion_floor(50e6, 40e6) == pytest.approx(0.2)


def test_a_programme_without_recipients_has_undefined_errors_and_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = indicators([1, 2], [0, 0], [1, 0], [0, 0])
    assert np.isnan(found.inclusion_error) and np.isnan(found.cgh_index) and np.isnan(found.ie_floor)
    assert (found.exclusion_error, found.ee_floor) == (1, 1)


@pytest.mark.parametrize(("r_squared", "error"), [(0.5, 0.30), (0.6, 0.26), (0.7, 0.22), (0.9, 0.12), (0.98, 0.055)])
def test_error_left_by_an_imperfect_score_agrees_with_the_published_table(r_squared, error):
    assert attainable_error(r_squared, target_share=0.4) == pytest.approx(error, abs=0.005)
