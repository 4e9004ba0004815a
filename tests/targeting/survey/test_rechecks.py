"""Correction for errors of the verification, by hand and by simulation."""

import numpy as np
import pytest

from targeting.survey.rechecks import Recheck, cohen_kappa, corrected_at, rogan_gladen
from terms import InputError

GOOD = Recheck(sensitivity=0.9, n_sensitivity=60, specificity=0.97, n_specificity=300)


def test_false_alarms_are_taken_off_the_observed_error():
    """True 2 %, sensitivity .90, specificity .97: 4.74 % are observed."""
    found = rogan_gladen(0.02 * 0.9 + 0.98 * 0.03, 0.0, GOOD)
    assert found.value == pytest.approx(0.02)
    assert found.distinguishable and not found.truncated


def test_standard_error_agrees_with_simulated_surveys():
    random = np.random.default_rng(2)
    true, n, draws = 0.1, 2000, 20000
    observed = random.binomial(n, true * 0.9 + (1 - true) * 0.03, draws) / n
    se, sp = random.binomial(60, 0.9, draws) / 60, random.binomial(300, 0.97, draws) / 300
    simulated = np.std((observed + sp - 1) / (se + sp - 1))
    p = true * 0.9 + (1 - true) * 0.03
    assert rogan_gladen(p, p * (1 - p) / n, GOOD).se == pytest.approx(simulated, rel=0.05)


def test_an_error_within_the_noise_is_truncated_and_said_to_be_indistinguishable():
    found = rogan_gladen(0.02, 1e-4, GOOD)
    assert found.value == 0 and found.truncated and not found.distinguishable


def test_a_check_no_better_than_chance_is_refused():
    with pytest.raises(InputError, match="tells nothing"):
        Recheck(0.5, 10, 0.5, 10)


def test_share_outside_zero_to_one_is_refused():
    with pytest.raises(InputError, match="specificity must be 0 to 1, got 97"):
        Recheck(0.9, 10, 97, 10)


def test_without_rechecks_the_error_is_shown_for_supposed_specificities():
    found = corrected_at(0.05, 1.0, (0.95, 0.97, 0.99))
    assert found == pytest.approx({0.95: 0.0, 0.97: 0.02 / 0.97, 0.99: 0.04 / 0.99})


def test_kappa_of_a_hand_worked_table():
    assert cohen_kappa([[45, 15], [25, 15]]) == pytest.approx((0.6 - 0.54) / 0.46)
    assert np.isnan(cohen_kappa([[10, 0], [0, 0]]))
