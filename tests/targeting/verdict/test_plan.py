"""Sizes of a sample against the published table, plain search, and the verdict that they promise."""

import numpy as np
import pytest
from scipy import stats

from targeting.verdict import plan
from targeting.verdict.allocation import neyman, proportional, to_the_undecided
from targeting.verdict.interval import clopper_pearson
from targeting.verdict.plan import Question, errors_allowed, largest_provable, power, sample_size
from terms import InputError

TWO_SIDED, ONE_SIDED = 0.025, 0.05
TABLE = [
    (TWO_SIDED, 0.8, {0: 72, 0.005: 110, 0.01: 173, 0.02: 338, 0.03: 851, 0.04: 3594}),
    (TWO_SIDED, 0.9, {0: 72, 0.005: 142, 0.01: 202, 0.02: 440, 0.03: 1106, 0.04: 4708}),
    (ONE_SIDED, 0.8, {0.005: 93, 0.01: 124, 0.02: 286, 0.03: 694, 0.04: 2869}),
]
CASES = [(tail, chance, true, n) for tail, chance, row in TABLE for true, n in row.items()]


@pytest.mark.parametrize(("tail", "chance", "true", "wanted"), CASES)
def test_sizes_agree_with_the_published_table(tail, chance, true, wanted):
    assert sample_size(true, Question(0.05, chance, tail)).n_effective == wanted


@pytest.mark.parametrize(("true", "target"), [(0.01, 0.05), (0.02, 0.1), (0.1, 0.3)])
def test_power_stays_from_the_size_on_and_not_before(true, target):
    question = Question(target, 0.8, TWO_SIDED)
    found = sample_size(true, question).n_effective
    n = np.arange(1, 3 * found)
    allowed = stats.binom.ppf(TWO_SIDED, n, target) - 1
    chance = np.where(allowed >= 0, stats.binom.cdf(allowed, n, true), 0)
    assert found == n[np.flatnonzero(chance < 0.8)[-1]] + 1


@pytest.mark.parametrize("target", [0.05, 0.1, 0.95])
def test_size_is_the_one_that_looking_at_every_number_of_errors_finds(target):
    question, draw = Question(target, 0.8, 0.025), np.random.default_rng(3)
    for true in (*draw.uniform(0, target, 6), 0.0, target - 0.01, target - 0.004):
        found = sample_size(true, question).n_effective
        hits = np.arange(int(3 * found * target) + 64)
        short = hits[plan._is_short(hits, true, question)]
        assert found == plan._sizes_allowing(np.array([max(short, default=-1) + 1]), question)[0], true


def test_actual_sample_is_the_effective_one_times_the_design_effect():
    assert sample_size(0.02, Question(0.05, 0.8, TWO_SIDED), 1.5).n == 507
    assert sample_size(0.005, Question(0.05, 0.8, TWO_SIDED), 1.1).n == 121


def test_allowed_errors_are_the_last_that_the_shown_interval_calls_met():
    question = Question(0.05, 0.8, TWO_SIDED)
    for n in (71, 72, 338, 851):
        allowed = errors_allowed(n, question)
        assert clopper_pearson((allowed + 1) / n, n)[1] >= 0.05
        assert allowed < 0 or clopper_pearson(allowed / n, n)[1] < 0.05


def test_largest_provable_error_has_exactly_the_power_asked():
    question = Question(0.05, 0.8, TWO_SIDED)
    found = largest_provable(338, question)
    assert found > 0.02
    assert power(found, 338, question) == pytest.approx(0.8)
    assert np.isnan(largest_provable(71, question))
    assert power(0.0, 71, question) == 0


@pytest.mark.parametrize(
    ("true", "effect", "message"),
    [
        (0.05, 1, "below the target 0.05, got 0.05"),
        (-0.1, 1, "got -0.1"),
        (0.02, 0.5, "design effect must be 1 or more, got 0.5"),
        (0.04999999, 1, "too close to the target"),
    ],
)
def test_impossible_plans_are_refused_in_words(true, effect, message):
    with pytest.raises(InputError, match=message):
        sample_size(true, Question(0.05, 0.8, TWO_SIDED), effect)


def test_questions_hold_shares_only():
    with pytest.raises(InputError, match="power must be between 0 and 1, got 80"):
        Question(0.05, 80, TWO_SIDED)


def test_allocations_add_up_to_the_sample():
    sizes = np.array([10.0, 20.0, 31.0])
    assert proportional(100, sizes).tolist() == [16, 33, 51]
    assert neyman(100, sizes, np.array([0.05, 0.05, 0.05])).tolist() == [16, 33, 51]
    assert neyman(100, sizes, np.array([0.0, 0.1, 0.1])).tolist() == [0, 39, 61]


def test_undecided_areas_are_filled_cheapest_first():
    verdicts = ["met", "unproven", "insufficient", "unproven", "missed"]
    needed = [50, 400, 100, np.nan, 10]
    assert to_the_undecided(450, verdicts, needed).tolist() == [0, 350, 100, 0, 0]
    assert to_the_undecided(505, verdicts, needed).tolist() == [1, 401, 101, 1, 1]


def test_nothing_to_divide_by_is_refused():
    with pytest.raises(InputError, match="a size above 0"):
        proportional(10, np.zeros(3))
