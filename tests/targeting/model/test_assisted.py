"""Model-assisted estimates: honest whatever the model, narrow when it is good."""

import numpy as np
import pytest

from benchmarks.assisted_coverage import country, drawn, estimates, summary
from targeting.model.assisted import RegisterGroups, assisted
from targeting.model.threads import one_thread
from targeting.survey.design import first_stage
from targeting.survey.ratio import ratios
from targeting.survey.sample import Sample, inclusion_error

COUNTRY = country(seed=3)
SAMPLES = 250


@pytest.mark.parametrize("name", ["good", "useless", "misleading"])
def test_intervals_hold_the_truth_as_often_as_they_say_whatever_the_model(name):
    found = estimates(COUNTRY, name, SAMPLES, seed=5)
    held = ((found["low"] <= found["truth"]) & (found["truth"] <= found["high"])).mean()
    assert 0.93 <= held <= 0.97
    bias = (found["estimate"] - found["truth"]).groupby(found["error"]).mean()
    spread = found.groupby("error")["estimate"].std() / np.sqrt(SAMPLES)
    assert (bias.abs() <= 3.5 * spread).all()


def test_good_model_narrows_and_misleading_model_widens_the_interval():
    good, misleading = (summary(estimates(COUNTRY, name, 20, seed=6))["narrowing"] for name in ("good", "misleading"))
    assert (good > 0.15).all()
    assert misleading["inclusion"] < 0


def test_model_learnt_from_each_sample_by_held_out_psus_stays_honest():
    with one_thread():
        found = estimates(COUNTRY, "boosted", 30, seed=9)
    for _, rows in found.groupby("error"):
        assert abs((rows["estimate"] - rows["truth"]).mean()) <= 3 * rows["se"].mean() / np.sqrt(len(rows))
        assert rows["estimate"].std() == pytest.approx(rows["se"].mean(), rel=0.35)
    assert found["narrowing"].mean() > 0.2


def sample_and_stage(seed: int) -> tuple[Sample, object]:
    _, sample = drawn(COUNTRY, np.random.default_rng(seed))
    return sample, first_stage(sample.psu, sample.stratum)


def test_model_that_says_nothing_gives_the_direct_inclusion_error():
    sample, stage = sample_and_stage(1)
    register = RegisterGroups(np.array([[900.0, 100.0]]), np.full((1, 2), 0.5))
    row = assisted(sample, np.full(len(sample.weight), 0.5), register, stage).set_index("error").loc["inclusion"]
    direct = ratios(inclusion_error(sample, sample.layout(stage)), stage)
    assert row["estimate"] == pytest.approx(direct.estimate[0], abs=1e-12)
    assert row["se"] == pytest.approx(direct.se[0], abs=1e-12)
    assert (row["low"], row["high"]) == pytest.approx((row["direct_low"], row["direct_high"]), abs=1e-9)
    assert row["narrowing"] == pytest.approx(0, abs=1e-9)


def test_exclusion_error_is_the_ratio_of_both_sides_and_its_variance_linearised():
    """Against a plain delete-one-PSU jackknife over the same two means."""
    sample, stage = sample_and_stage(2)
    predicted = np.random.default_rng(4).random(len(sample.weight))
    register = RegisterGroups(np.array([[800.0, 200.0]]), np.array([[0.4, 0.6]]))
    found = assisted(sample, predicted, register, stage).set_index("error").loc["exclusion"]

    def error(weight: np.ndarray) -> float:
        off, on = (
            register.predicted[0, side]
            + np.average(
                (sample.entitled - predicted)[sample.recipient == side], weights=weight[sample.recipient == side]
            )
            for side in (0, 1)
        )
        return 800 * off / (800 * off + 200 * on)

    assert found["estimate"] == pytest.approx(error(sample.weight), abs=1e-12)
    variance = 0.0
    for stratum in np.unique(sample.stratum):
        psus = np.unique(sample.psu[sample.stratum == stratum])
        others = np.where(sample.stratum == stratum, len(psus) / (len(psus) - 1), 1.0)
        values = np.array([error(sample.weight * others * (sample.psu != psu)) for psu in psus])
        variance += (len(psus) - 1) / len(psus) * ((values - values.mean()) ** 2).sum()
    assert found["se"] == pytest.approx(np.sqrt(variance), rel=0.02)


def test_area_without_recipients_in_the_sample_is_left_undefined():
    sample, stage = sample_and_stage(3)
    group = np.where(sample.recipient, "some", np.where(np.arange(len(sample.weight)) % 2, "some", "none"))
    register = RegisterGroups(np.full((2, 2), 100.0), np.full((2, 2), 0.5))
    found = assisted(sample, np.full(len(group), 0.5), register, stage, group)
    none = found[found["group"] == "none"].set_index("error")
    assert none.loc["inclusion", ["estimate", "low", "high", "narrowing"]].isna().all()
    assert found[found["group"] == "some"]["estimate"].notna().all()
