"""The chance of being misplaced: learnt without the PSUs it is judged by, calibrated, better than guessing."""

import numpy as np
import pytest
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from targeting.model.logistic import logistic_line
from targeting.model.misplaced import learn
from targeting.model.quality import quality
from targeting.model.threads import one_thread
from targeting.model.visit_priority import Standing, gain, ranked
from targeting.survey.design import first_stage
from targeting.survey.folds import psu_folds
from targeting.survey.sample import Sample


def made_up(seed: int, families: int = 6000):
    random = np.random.default_rng(seed)
    psu = random.integers(0, 400, families)
    decile = random.integers(1, 11, families)
    near = random.normal(0, 0.6, 400)[psu]
    entitled = random.random(families) < expit(3.5 - 0.8 * decile + near)
    recipient = random.random(families) < np.where(entitled, 0.5, 0.2)
    weight = random.choice([1.0, 4.0], families)
    sample = Sample(weight, psu // 20, psu, np.zeros(families), entitled, recipient)
    return np.column_stack([decile, recipient, random.random(families)]).astype(float), sample


@pytest.fixture(scope="module")
def learnt():
    features, sample = made_up(1)
    with one_thread():
        return features, learn(features, sample, first_stage(sample.psu, sample.stratum))


def test_folds_cut_whole_psus_and_share_out_each_stratum():
    stage = first_stage(np.arange(60), np.arange(60) // 10)
    folds = psu_folds(stage, 3, seed=1)
    assert (psu_folds(stage, 3, seed=1) == folds).all()
    for stratum in range(6):
        assert sorted(np.bincount(folds[stage.stratum == stratum])) == [3, 3, 4]


def test_held_out_chances_do_not_depend_on_the_outcomes_of_their_own_psu():
    features, sample = made_up(2, families=2000)
    stage = first_stage(sample.psu, sample.stratum)
    with one_thread():
        first = learn(features, sample, stage)
        here = first.fold == 0
        turned = Sample(**{**vars(sample), "entitled": sample.entitled ^ here})
        again = learn(features, turned, stage)
    assert (again.held_out[here] == first.held_out[here]).all()
    assert (again.held_out[~here] != first.held_out[~here]).any()


def test_chances_of_unseen_families_rank_well_and_are_calibrated(learnt):
    _, model = learnt
    found = quality(model.held_out_wrong, model.is_wrong, model.sample.weight, np.zeros(6000))
    assert found.auc > 0.75
    assert found.brier < 0.9 * found.brier_of_mean
    assert found.slope == pytest.approx(1, abs=0.15)
    assert found.lift > 1.5
    mean = np.average(model.held_out_wrong, weights=model.sample.weight)
    assert mean == pytest.approx(found.share, abs=0.01)


def test_recipients_are_wrong_when_not_entitled_and_others_when_entitled(learnt):
    features, model = learnt
    chance = model.entitled(features)
    both = [model.wrong(chance, np.full(len(chance), on)) for on in (True, False)]
    order = np.argsort(chance)
    assert (np.diff(both[0][order]) <= 0).all()
    assert (np.diff(both[1][order]) >= 0).all()


def test_logistic_line_equals_independent_software_with_weights():
    features, sample = made_up(3)
    line = logistic_line(features[:, :2], sample.entitled, sample.weight)
    known = LogisticRegression(C=1e9, tol=1e-10, max_iter=1000).fit(
        features[:, :2], sample.entitled, sample_weight=sample.weight / sample.weight.mean()
    )
    assert line == pytest.approx([known.intercept_[0], *known.coef_[0]], abs=1e-4)


def test_quality_of_a_perfect_and_of_a_blind_chance_is_known():
    outcome = np.arange(1000) % 4 == 0
    area = np.repeat(["11", "12"], 500)
    perfect = quality(np.where(outcome, 0.999, 0.001), outcome, np.ones(1000), area)
    blind = quality(np.full(1000, 0.25), outcome, np.ones(1000), area)
    assert (perfect.auc, perfect.lift) == (1.0, 4.0)
    assert (blind.auc, blind.brier) == (0.5, pytest.approx(blind.brier_of_mean))


def test_quality_names_the_province_where_the_model_is_worst():
    random = np.random.default_rng(1)
    outcome, area = random.random(3000) < 0.3, np.repeat(["11", "35", "51"], [1450, 1500, 50])
    chance = np.where(area == "35", random.random(3000), np.where(outcome, 0.8, 0.2))
    found = quality(chance, outcome, np.ones(3000), area)
    assert found.worst_area == "35"
    assert found.worst_auc == pytest.approx(0.5, abs=0.06)


def groups(**columns):
    import pandas as pd

    return pd.DataFrame(columns)


def test_groups_are_ranked_by_errors_found_per_thousand_visits():
    found = ranked(
        groups(kabupaten_code=["11.01", "11.02", "11.03"], families=[100, 10, 50], wrong=[20.0, 5.0, 25.0]), 0.8
    )
    assert found["kabupaten_code"].tolist() == ["11.02", "11.03", "11.01"]
    assert found["found_per_thousand"].tolist() == pytest.approx([400, 400, 160])


def test_visits_lower_both_errors_by_what_they_find_and_no_more():
    ranking = ranked(groups(on_programme=[True, False], families=[100, 1000], wrong=[50.0, 100.0]), 1.0)
    before = Standing(recipients=200, not_entitled=80, left_out=300)
    some = gain(ranking, 300, before)
    assert (some.visits, some.found_not_entitled, some.found_left_out) == (300, 50, pytest.approx(20))
    assert some.after.inclusion == pytest.approx(30 / 170)
    assert some.after.exclusion == pytest.approx(280 / 420)
    everyone = gain(ranking, 10_000, before)
    assert (everyone.visits, everyone.found_left_out) == (1100, 100)
    nobody = gain(ranking, 0, before)
    assert (nobody.after.inclusion, nobody.after.exclusion) == (before.inclusion, before.exclusion)
