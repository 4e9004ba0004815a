"""Which correlation inside PSUs is borrowed, and that want of knowledge is never taken as none."""

import numpy as np
import pandas as pd
import pytest

from targeting.survey.design import first_stage
from targeting.survey.effective import AREAS, GROUPS, SAMPLE, intra_psu_correlation
from targeting.survey.sums import lay_out
from targeting.verdict.assess import DIRECT, POOLED, assess
from targeting.verdict.borrowed import CAUTIOUS, Borrowed, borrowed, given
from terms import InputError

SIZE = 25


def sample(errors, areas=None, groups=None, strata=2):
    """PSUs of 25 families each, the first ``errors`` of which are wrong; area and group by PSU."""
    psus = np.repeat(np.arange(len(errors)), SIZE)
    wrong = np.arange(len(psus)) % SIZE < np.repeat(errors, SIZE)
    stage = first_stage(psus, psus % strata)
    by_family = [None if labels is None else np.repeat(labels, SIZE) for labels in (groups, areas)]
    return lay_out(stage, psus, np.ones(len(psus)), *by_family).sums(wrong, np.ones(len(psus))), stage


UNEVEN = [0, 0, 12, 0, 1, 0, 9, 0, 0, 3, 0, 6]


def test_one_psu_in_each_area_is_pooled_within_the_groups_instead():
    alone = intra_psu_correlation(sample(UNEVEN, areas=range(12))[0])
    together = intra_psu_correlation(sample(UNEVEN)[0])
    assert (alone.level, together.level) == (GROUPS, AREAS)
    assert alone.value == pytest.approx(together.value) and alone.value > 0.2
    two_groups = intra_psu_correlation(sample(UNEVEN, areas=range(12), groups=np.repeat(["a", "b"], 6))[0])
    assert two_groups.level == GROUPS and two_groups.psus == 12


def test_one_psu_in_each_area_is_said_and_not_a_correlation_of_none():
    found = assess(*sample(UNEVEN, areas=range(12)), target=0.05).iloc[0]
    assert "as most areas to pool have one" in found.method
    assert found.n_effective == pytest.approx(assess(*sample(UNEVEN), target=0.05).n_effective[0])
    assert found.n_effective < 60


def test_a_few_areas_with_two_psus_do_not_speak_for_all_others():
    areas = [0, 0, *range(1, 11)]
    assert intra_psu_correlation(sample(UNEVEN, areas=areas, groups=areas)[0]).level == SAMPLE


def test_few_psus_that_happen_to_be_alike_do_not_borrow_a_correlation_of_none():
    sums, stage = sample([1] * 12)
    assert intra_psu_correlation(sums).value == 0
    found = borrowed(sums, stage)
    assert found.value == CAUTIOUS
    assert found.source == f"correlation {CAUTIOUS} assumed, 12 PSUs are few"
    row = assess(sums, stage, target=0.05).iloc[0]
    assert row.correlation == CAUTIOUS
    assert row.n_effective == pytest.approx(300 / (1 + 24 * CAUTIOUS))


def test_many_psus_borrow_what_they_show():
    sums, stage = sample([1] * 60, areas=np.repeat(range(6), 10), groups=np.repeat(range(6), 10))
    assert borrowed(sums, stage) == Borrowed(0.0)
    found = assess(sums, stage, target=0.05)
    assert (found.method == POOLED).all() and (found.n_effective == 250).all()


def test_a_domain_seen_in_few_psus_counts_as_few():
    psus = np.repeat(np.arange(60), SIZE)
    stage = first_stage(psus, psus % 2)
    counted = (psus < 12).astype(float)
    sums = lay_out(stage, psus, np.ones(len(psus))).sums(np.arange(len(psus)) % SIZE < 1, counted)
    assert borrowed(sums, stage).value == CAUTIOUS


def test_no_error_at_all_tells_nothing_of_the_correlation():
    sums, stage = sample([0] * 80)
    assert np.isnan(intra_psu_correlation(sums).value)
    assert borrowed(sums, stage).value == CAUTIOUS


def test_a_correlation_that_is_no_number_is_not_taken_as_none_by_any_caller():
    sums, stage = sample([0] * 80)
    found = assess(sums, stage, target=0.05, correlation=intra_psu_correlation(sums).value).iloc[0]
    assert found.n_effective == pytest.approx(2000 / (1 + 24 * CAUTIOUS))
    assert "cannot be estimated" in found.method


def test_a_given_correlation_is_used_and_named():
    sums, stage = sample([1] * 12)
    found = assess(sums, stage, target=0.05, correlation=given(0.12)).iloc[0]
    assert found.method == f"{POOLED}, correlation 0.12 as given"
    assert found.n_effective == pytest.approx(300 / (1 + 24 * 0.12))


@pytest.mark.parametrize("value", [-0.1, 1.2])
def test_a_given_correlation_is_a_share(value):
    with pytest.raises(InputError, match="correlation: must be 0 to 1"):
        given(value)


def test_families_drawn_one_by_one_have_no_clustering_to_pay_for():
    stage = sample([1] * 40)[1]
    one_each = lay_out(stage, np.arange(40), np.ones(40)).sums(np.arange(40) < 3, np.ones(40))
    assert borrowed(one_each, stage) == Borrowed(0.0)


def test_direct_variances_borrow_nothing():
    found = assess(*sample([1, 0, 2, 3] * 15), target=0.05).iloc[0]
    assert found.method == DIRECT and np.isnan(found.correlation)


def test_a_few_villages_of_one_area_say_met_at_most_as_often_as_nominal():
    """12 villages, likeness 0.15, true error 5 %: without caution 8 in 100 samples said met."""
    random = np.random.default_rng(20260127)
    said = []
    for _ in range(400):
        rate = random.beta(0.05 * (1 / 0.15 - 1), 0.95 * (1 / 0.15 - 1), 12)
        found = assess(*sample(random.binomial(SIZE, rate)), target=0.05).iloc[0]
        said.append((found.verdict == "met", found.low <= 0.05 <= found.high))
    met, held = pd.DataFrame(said).mean()
    assert met <= 0.025 and held >= 0.94
