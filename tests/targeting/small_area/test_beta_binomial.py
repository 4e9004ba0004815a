"""Beta-binomial empirical Bayes: against a dense search, its own simulation, and the edges."""

import numpy as np
import pytest
from scipy import optimize, stats

from targeting.small_area.benchmarking import benchmarked, benchmarked_by_mse
from targeting.small_area.beta_binomial import beta_binomial, model_verdict, rank_ranges
from terms import InputError


@pytest.fixture(scope="module")
def simulated():
    """400 areas of about 48 cases, mean error 5 %, φ = 60, one covariate that matters."""
    random = np.random.default_rng(11)
    x = random.normal(size=400)
    mean = 1 / (1 + np.exp(3 - 0.4 * x))
    size = random.integers(20, 80, 400).astype(float)
    rate = random.beta(mean * 60, (1 - mean) * 60)
    return x, size, random.binomial(size.astype(int), rate).astype(float), rate


def test_fit_is_the_peak_of_the_marginal_likelihood(simulated):
    x, size, counts, _ = simulated
    found = beta_binomial(counts, size, x, target=0.05)

    def minus(theta):
        mean, precision = 1 / (1 + np.exp(-theta[0] - theta[1] * x)), np.exp(theta[2])
        return -stats.betabinom.logpmf(counts, size, mean * precision, (1 - mean) * precision).sum()

    best = optimize.minimize(minus, [-3, 0, 3], method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-9})
    np.testing.assert_allclose([*found.coefficients, np.log(found.precision)], best.x, atol=1e-4)


def test_posterior_beats_the_direct_estimate_and_covers_the_truth(simulated):
    x, size, counts, rate = simulated
    found = beta_binomial(counts, size, x, target=0.05).areas
    assert np.mean((found.estimate - rate) ** 2) < 0.5 * np.mean((found.direct - rate) ** 2)
    assert 0.92 <= np.mean((found.low <= rate) & (rate <= found.high)) <= 0.98
    assert ((found.low <= found.estimate) & (found.estimate <= found.high)).all()


def test_posterior_is_prior_plus_counts(simulated):
    x, size, counts, _ = simulated
    found = beta_binomial(counts, size, x, target=0.05)
    mean = 1 / (1 + np.exp(-found.coefficients[0] - found.coefficients[1] * x[0]))
    row = found.areas.iloc[0]
    posterior = stats.beta(mean * found.precision + counts[0], (1 - mean) * found.precision + size[0] - counts[0])
    wanted = [posterior.mean(), posterior.var(), posterior.ppf(0.025), posterior.ppf(0.975), posterior.cdf(0.05)]
    shown = row[["estimate", "mse", "low", "high", "probability_below_target"]]
    np.testing.assert_allclose(shown.to_numpy(dtype=float), wanted, rtol=1e-9)
    assert row.shrinkage == pytest.approx(size[0] / (size[0] + found.precision))


def test_fractional_sizes_and_areas_without_a_sample_are_taken(simulated):
    x, size, counts, _ = simulated
    size, counts = size / 1.3, counts / 1.3
    size[0], counts[1] = 0, 0
    found = beta_binomial(counts, size, x, target=0.05).areas
    assert np.isnan(found.direct[0]) and found.shrinkage[0] == 0
    assert 0 < found.estimate[0] < 1
    assert found.direct[1] == 0 and found.estimate[1] > 0


def test_units_of_a_covariate_do_not_matter(simulated):
    x, size, counts, _ = simulated
    plain, scaled = (beta_binomial(counts, size, column, target=0.05) for column in (x, 2026 + x * 1e-3))
    np.testing.assert_allclose(scaled.areas.estimate, plain.areas.estimate, rtol=1e-6)


def test_areas_that_differ_by_chance_only_are_said_to_be_synthetic():
    found = beta_binomial(np.full(50, 3.0), np.full(50, 60.0), None, target=0.05)
    assert found.synthetic
    np.testing.assert_allclose(found.areas.estimate, 0.05, rtol=1e-4)


def test_no_error_anywhere_is_refused():
    with pytest.raises(InputError, match="nothing to model"):
        beta_binomial(np.zeros(9), np.full(9, 20.0), None, target=0.05)


def test_more_errors_than_cases_are_named():
    with pytest.raises(InputError, match="got 21 of 20 in row 2"):
        beta_binomial([1, 21], [20, 20], None, target=0.05)


def test_rank_ranges_are_wide_where_areas_are_alike(simulated):
    x, size, counts, rate = simulated
    areas = beta_binomial(counts, size, x, target=0.05).areas
    ranks = rank_ranges(areas, draws=400, seed=5)
    true_rank = rate.argsort().argsort() + 1
    assert np.mean((ranks.rank_low <= true_rank) & (true_rank <= ranks.rank_high)) > 0.9
    assert (ranks.rank_high - ranks.rank_low).median() > 100
    assert ranks.equals(rank_ranges(areas, draws=400, seed=5))


def test_model_verdict_needs_the_stated_certainty():
    assert [str(v) for v in model_verdict([0.98, 0.5, 0.01, 0.975, np.nan])] == [
        "met (model)",
        "unproven (model)",
        "missed (model)",
        "met (model)",
        "unproven (model)",
    ]


def test_benchmarked_estimates_add_up_to_the_direct_total():
    found = benchmarked(np.array([0.04, 0.08]), shares=np.array([3.0, 1.0]), total=0.052)
    assert found.values @ [0.75, 0.25] == pytest.approx(0.052)
    assert found.trusted
    assert not benchmarked(np.array([0.04, 0.08]), np.array([3.0, 1.0]), total=0.07).trusted


def test_uncertain_areas_move_most_when_benchmarked_by_their_error():
    estimates, shares, mse = np.array([0.04, 0.08, 0.05]), np.array([3.0, 1.0, 1.0]), np.array([1e-4, 9e-4, 0.0])
    found = benchmarked_by_mse(estimates, shares, 0.055, mse)
    assert found.values @ (shares / 5) == pytest.approx(0.055)
    moved = found.values - estimates
    assert moved[2] == 0
    assert moved[1] / moved[0] == pytest.approx((1 * 9) / (3 * 1)), "by share times mean squared error"


def test_benchmarking_by_error_is_the_closest_that_adds_up():
    """Least Σ (change)²/mse with Σ s · change fixed, by Lagrange: change ∝ s · mse; any other change costs more."""
    random = np.random.default_rng(3)
    estimates, shares, mse = random.uniform(0.03, 0.07, 8), random.uniform(1, 5, 8), random.uniform(1e-4, 4e-4, 8)
    change = benchmarked_by_mse(estimates, shares, 0.06, mse).values - estimates
    sideways = random.normal(size=8)
    sideways -= shares * (sideways @ shares) / (shares @ shares)
    assert ((change + 1e-4 * sideways) ** 2 / mse).sum() > (change**2 / mse).sum()
