"""Floors of the errors, and the identity that ties one error to the other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targeting.verdict.floors import (
    attainable_error,
    exclusion_floor,
    exclusion_from_inclusion,
    inclusion_floor,
)

families = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(1, 9)), min_size=1, max_size=30)


@given(families)
@settings(deadline=None, derandomize=True)
def test_exclusion_follows_from_inclusion_and_the_two_sizes(rows):
    received, target, w = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    recipients, targets = (w * received).sum(), (w * target).sum()
    if recipients and targets:
        inclusion, exclusion = (
            (w * received * (1 - target)).sum() / recipients,
            (w * target * (1 - received)).sum() / targets,
        )
        assert exclusion_from_inclusion(inclusion, recipients, targets)[0] == pytest.approx(exclusion, abs=1e-12)
        assert exclusion >= exclusion_floor(recipients, targets) - 1e-12
        assert inclusion >= inclusion_floor(recipients, targets) - 1e-12


def test_no_recipients_or_nobody_entitled_leaves_the_floor_undefined():
    assert np.isnan(inclusion_floor(0, 3)) and np.isnan(exclusion_floor(3, 0))
    assert exclusion_floor(0, 3) == 1


def test_standard_error_of_the_identity_scales_with_the_sizes():
    value, se = exclusion_from_inclusion(0.1, recipients=10e6, targets=20e6, inclusion_se=0.02)
    assert (value, se) == (pytest.approx(0.55), pytest.approx(0.01))


def test_ten_million_places_for_forty_million_entitled_leave_three_quarters_out():
    assert exclusion_floor(10e6, 40e6) == 0.75
    assert inclusion_floor(10e6, 40e6) == 0
    assert inclusion_floor(50e6, 40e6) == pytest.approx(0.2)


@pytest.mark.parametrize(("r_squared", "error"), [(0.5, 0.30), (0.6, 0.26), (0.7, 0.22), (0.9, 0.12), (0.98, 0.055)])
def test_error_left_by_an_imperfect_score_agrees_with_the_published_table(r_squared, error):
    assert attainable_error(r_squared, target_share=0.4) == pytest.approx(error, abs=0.005)
