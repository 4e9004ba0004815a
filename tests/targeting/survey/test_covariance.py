"""Covariances: of disjoint groups, of overlapping indicators, and against replicate weights."""

import numpy as np
import pytest

from targeting.survey.covariance import covariance, difference
from targeting.survey.design import first_stage
from targeting.survey.ratio import ratios
from targeting.survey.replicate import rao_wu_multipliers
from targeting.survey.sums import lay_out
from tests.targeting.oracle import close, columns


@pytest.fixture(scope="module")
def two_errors(register):
    stage = first_stage(register.psu, register.stratum)
    layout = lay_out(stage, register.psu, register.weight, register.province)
    found = [ratios(layout.sums(*columns(register, "pbi", name)), stage) for name in ("exclusion_error", "fpr")]
    return stage, *found


def test_diagonal_of_the_covariance_is_the_variance(two_errors):
    stage, exclusion, leakage = two_errors
    variances = np.concatenate([exclusion.variance, leakage.variance])
    close(np.diag(covariance((exclusion, leakage), stage)), variances, 1e-12)


def test_provinces_sampled_apart_do_not_covary(two_errors):
    stage, exclusion, _ = two_errors
    found = difference(exclusion, exclusion, ("P01", "P02"), stage)
    assert found.se == pytest.approx(np.hypot(exclusion.se[0], exclusion.se[1]), rel=1e-12)
    assert found.df == exclusion.df[0] + exclusion.df[1]


def test_difference_of_one_group_with_itself_is_exactly_known(two_errors):
    stage, exclusion, _ = two_errors
    found = difference(exclusion, exclusion, ("P02", "P02"), stage)
    assert (found.value, found.df) == (0, exclusion.df[1])
    assert found.se == pytest.approx(0, abs=1e-9)


def test_covariance_equals_the_variance_of_the_combined_ratio(register):
    """Two indicators with one denominator: the variance of their sum is that of the summed indicator."""
    stage = first_stage(register.psu, register.stratum)
    layout = lay_out(stage, register.psu, register.weight)
    pkh, pbi, ones = register.receives_pkh, register.receives_pbi, np.ones(len(register))
    parts = [ratios(layout.sums(values, ones), stage) for values in (pkh, pbi, pkh + pbi)]
    close(covariance(tuple(parts[:2]), stage).sum(), parts[2].variance[0], 1e-12)


def test_bootstrap_weights_agree_with_linearisation(register):
    stage = first_stage(register.psu, register.stratum)
    numerator, denominator = columns(register, "pbi", "exclusion_error")
    linear = ratios(lay_out(stage, register.psu, register.weight).sums(numerator, denominator), stage)
    multipliers = rao_wu_multipliers(stage, replicates=2000, seed=7)[:, stage.locate(register.psu)]
    weight = multipliers * register.weight.to_numpy()
    estimates = (weight @ (numerator * denominator)) / (weight @ denominator)
    assert np.sqrt(np.mean((estimates - linear.estimate[0]) ** 2)) == pytest.approx(linear.se[0], rel=0.08)


def test_bootstrap_multipliers_are_fixed_by_their_seed_and_keep_stratum_totals(register):
    stage = first_stage(register.psu, register.stratum, fpc=register.Npsu)
    one, again = (rao_wu_multipliers(stage, replicates=5, seed=3) for _ in range(2))
    assert (one == again).all()
    for stratum in range(len(stage.strata)):
        members = stage.stratum == stratum
        close(one[:, members].sum(axis=1), np.full(5, members.sum()), 1e-12)
