"""The bootstrap below 50 areas: claims that hold, and the fitted model alone where there are many."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.few_areas import one, shares
from targeting.small_area.beta_binomial import beta_binomial
from targeting.small_area.few_areas import bootstrapped
from terms import InputError
from tests.targeting.test_statistics_commands import rows, run


@pytest.fixture(scope="module")
def ten():
    random = np.random.default_rng(4)
    size = random.integers(30, 70, 10)
    counts = random.binomial(size, random.beta(1.8, 58.2, 10))
    return counts, size, beta_binomial(counts, size, None, target=0.05)


def test_estimates_stay_and_intervals_widen(ten):
    counts, size, fitted = ten
    again = bootstrapped(fitted, counts, size, None, 0.05, seed=1).areas
    assert again.estimate.equals(fitted.areas.estimate)
    assert (again.low <= fitted.areas.low + 1e-3).all() and (again.high >= fitted.areas.high - 1e-3).all()
    assert (again.high - again.low).mean() > 1.2 * (fitted.areas.high - fitted.areas.low).mean()
    assert (again.mse > fitted.areas.mse).all()
    assert ((again.low <= again.estimate) & (again.estimate <= again.high)).all()


def test_the_same_seed_gives_the_same_answer_and_another_nearly(ten):
    counts, size, fitted = ten
    first, again, other = (bootstrapped(fitted, counts, size, None, 0.05, seed).areas for seed in (1, 1, 2))
    assert first.equals(again) and not first.equals(other)
    np.testing.assert_allclose(first.probability_below_target, other.probability_below_target, atol=0.05)


def test_covariates_and_areas_without_a_sample_are_taken(ten):
    counts, size, _ = ten
    x = np.linspace(2020, 2029, 10)
    size = np.where(np.arange(10) == 3, 0, size)
    fitted = beta_binomial(counts, size, x, target=0.05)
    found = bootstrapped(fitted, counts, size, x, 0.05, seed=1).areas
    assert found.notna().drop(columns="direct").all().all()
    assert found.high[3] > fitted.areas.high[3]


def test_many_areas_alike_change_little():
    random = np.random.default_rng(2)
    size = random.integers(300, 500, 200)
    counts = random.binomial(size, random.beta(3, 57, 200))
    fitted = beta_binomial(counts, size, None, target=0.05)
    again = bootstrapped(fitted, counts, size, None, 0.05, seed=1).areas
    np.testing.assert_allclose(again.high, fitted.areas.high, atol=0.004)


def test_claims_from_ten_areas_are_right_as_often_as_they_say():
    """The fitted model alone is right in some 91 of 100 such claims."""
    random = np.random.default_rng(20260127)
    found = pd.DataFrame([one(10, (0.03, 60), random).get("bootstrap", {}) for _ in range(40)]).sum()
    assert found["met"] > 20
    assert shares(found.to_frame().T)["of them right"][0] >= 0.975


def test_the_command_says_that_it_drew_again(tmp_path):
    frame = pd.DataFrame({"found": [0, 1, 2, 0, 3, 1], "size": 40})
    frame.to_csv(tmp_path / "six.csv", index=False)
    asked = ("small-area", tmp_path / "six.csv", "--counts", "found", "--size", "size")
    assert "6 areas with a sample are few" in " ".join(run(*asked).stderr.split())
    found = pd.DataFrame(rows(*asked))
    fitted = beta_binomial(frame.found, frame["size"], None, target=0.05).areas
    assert (found.high > fitted.high).all()


def test_from_fifty_areas_the_fitted_model_speaks(tmp_path):
    random = np.random.default_rng(2)
    frame = pd.DataFrame({"size": 60, "found": random.binomial(60, random.beta(3, 57, 50))})
    frame.to_csv(tmp_path / "fifty.csv", index=False)
    asked = ("small-area", tmp_path / "fifty.csv", "--counts", "found", "--size", "size")
    assert "are few" not in run(*asked).stderr
    fitted = beta_binomial(frame.found, frame["size"], None, target=0.05).areas
    np.testing.assert_allclose([row["high"] for row in rows(*asked)], fitted.high)


@pytest.mark.parametrize("size", [-5, 1e200, np.inf])
def test_sizes_out_of_range_are_named(size):
    with pytest.raises(InputError, match=r"size: must be 0 to 1e.09, got .* in row 2"):
        beta_binomial([1, 1], [20, size], None, target=0.05)
