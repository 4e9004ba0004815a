"""Fay–Herriot against independent software, and where it is at the edge of what data can tell."""

import numpy as np
import pytest
from scipy import optimize, stats

from targeting.small_area.fay_herriot import Method, fay_herriot
from terms import InputError
from tests.targeting.oracle import close, data, expected


@pytest.fixture(scope="module")
def areas():
    return data("P10_fh_synthetic")


def fit(areas, method=Method.reml, **changes):
    columns = {"direct": areas.y, "variance": areas.variance, "covariates": areas[["x"]], "target": 0.05}
    return fay_herriot(method=method, **(columns | changes))


def test_reml_matches_independent_software(areas):
    wanted, found = expected("P10_fh_synthetic"), fit(areas)
    close(found.variance, wanted["refvar"], 1e-6)
    close(found.coefficients, wanted["beta"], 1e-6)
    close(found.coefficient_se, wanted["beta_se"], 1e-6)
    close(found.areas.estimate, wanted["eblup"], 1e-6)
    close(found.areas.mse, wanted["mse"], 1e-6)


def minus_likelihood(log_a, y, psi, x, restricted):
    """The (restricted) likelihood by dense matrices, with the constant left out."""
    v = np.diag(np.exp(log_a) + psi)
    inverse = np.linalg.inv(v)
    information = x.T @ inverse @ x
    residual = y - x @ np.linalg.solve(information, x.T @ inverse @ y)
    value = np.linalg.slogdet(v)[1] + residual @ inverse @ residual
    return (value + np.linalg.slogdet(information)[1] * restricted) / 2


@pytest.mark.parametrize(("method", "restricted"), [(Method.reml, True), (Method.ml, False)])
def test_variance_is_where_a_dense_likelihood_peaks(areas, method, restricted):
    x = np.column_stack([np.ones(60), areas.x])
    given = (areas.y.to_numpy(), areas.variance.to_numpy(), x, restricted)
    best = optimize.minimize_scalar(minus_likelihood, bounds=(-12, -4), args=given, method="bounded")
    assert fit(areas, method).variance == pytest.approx(np.exp(best.x), rel=1e-3)


def test_maximum_likelihood_mse_takes_off_the_bias_of_its_variance(areas):
    """g1 + g2 + 2 g3 − b B², by dense matrices."""
    found = fit(areas, Method.ml)
    a, psi, x = found.variance, areas.variance.to_numpy(), np.column_stack([np.ones(60), areas.x])
    inverse, pull = 1 / (a + psi), psi / (a + psi)
    q = np.linalg.inv(x.T @ np.diag(inverse) @ x)
    g3 = psi**2 * inverse**3 * 2 / (inverse**2).sum()
    bias = -np.trace(q @ x.T @ np.diag(inverse**2) @ x) / (inverse**2).sum()
    wanted = a * pull + pull**2 * np.diag(x @ q @ x.T) + 2 * g3 - bias * pull**2
    close(found.areas.mse, wanted, 1e-10)


def test_area_without_a_sample_gets_the_models_value(areas):
    direct = areas.y.where(areas.index != 5)
    found = fit(areas, direct=direct, variance=areas.variance.where(areas.index != 5))
    row = found.areas.iloc[5]
    assert np.isnan(row.direct) and row.shrinkage == 0
    assert row.estimate == pytest.approx(found.coefficients @ [1, areas.x[5]])
    assert row.mse > found.variance


def test_equal_areas_are_said_to_be_synthetic_and_adjusted_likelihood_is_not(areas):
    flat = np.full(60, 0.05) + 1e-4 * np.sin(np.arange(60))
    found, adjusted = (fit(areas, method, direct=flat) for method in (Method.reml, Method.li_lahiri))
    assert found.synthetic and found.variance == 0 and (found.areas.shrinkage == 0).all()
    assert not adjusted.synthetic and adjusted.variance > 0
    assert np.isfinite(found.areas.mse).all() and (found.areas.mse > 0).all()


def test_interval_and_probability_come_from_the_mean_squared_error(areas):
    row = fit(areas).areas.iloc[0]
    assert row.high - row.low == pytest.approx(2 * stats.norm.ppf(0.975) * np.sqrt(row.mse))
    assert row.probability_below_target == pytest.approx(stats.norm.cdf(0.05, row.estimate, np.sqrt(row.mse)))


def test_estimates_do_not_depend_on_the_unit_of_a_covariate(areas):
    close(fit(areas, covariates=areas[["x"]] * 1e9).areas.estimate, fit(areas).areas.estimate, 1e-9)


def test_zero_variance_is_refused_with_the_way_out(areas):
    with pytest.raises(InputError, match=r"above 0 .* but is not for 1; .* smoothed"):
        fit(areas, variance=areas.variance.where(areas.index != 3, 0.0))


def test_too_few_areas_are_refused(areas):
    with pytest.raises(InputError, match="2 coefficients need more areas with a sample, got 2"):
        fit(areas.iloc[:2])


@pytest.mark.parametrize("column", [np.ones(60), np.r_[np.nan, np.ones(59)]])
def test_useless_or_missing_covariates_are_refused(areas, column):
    with pytest.raises(InputError, match="covariates"):
        fit(areas, covariates=np.column_stack([areas.x, column]))


def test_intervals_of_shares_end_at_nought_and_the_number_cut_is_told(areas):
    low, high = (areas.assign(y=shift + 0.01 * np.sin(np.arange(60)), variance=4e-4) for shift in (0.01, 0.5))
    found, free = fit(low), fit(high)
    assert free.cut == 0 and found.cut > 10
    assert (found.areas.low == 0).sum() == found.cut
    assert ((found.areas.low <= found.areas.estimate) & (found.areas.estimate <= found.areas.high)).all()
    close(found.areas.high + 0.49, free.areas.high, 1e-6)


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_variances_out_of_range_are_named_with_their_row(areas, scale):
    with pytest.raises(InputError, match=r"variance: must lie between 1e-15 and 1e\+15.*in row 1"):
        fit(areas, variance=areas.variance * scale)


@pytest.mark.parametrize("scale", [1e-10, 1e10])
def test_variances_far_apart_from_the_estimates_still_fit(areas, scale):
    found = fit(areas, variance=areas.variance * scale).areas
    assert np.isfinite(found.drop(columns="direct")).all().all()
