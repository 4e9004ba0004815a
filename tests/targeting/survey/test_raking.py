"""Weights raked to known totals: against plain proportions and a residual regression, and what cannot be met."""

import numpy as np
import pandas as pd
import pytest

from targeting.survey.design import first_stage
from targeting.survey.raking import calibrated_ratios, margin, rake
from targeting.survey.ratio import ratios
from targeting.survey.sums import lay_out
from terms import InputError
from tests.targeting.oracle import close, columns
from tests.targeting.test_statistics_commands import rows


@pytest.fixture(scope="module")
def margins(register):
    """Families by province and by decile group of a register that the sample stands for, somewhat off the weights."""
    province = register.groupby("province").weight.sum() * np.linspace(0.9, 1.2, register.province.nunique())
    poor = register.register_decile.le(4).map({True: "poor", False: "other"})
    total = province.sum()
    return (
        margin("province", register.province, province),
        margin("poor", poor, pd.Series({"poor": 0.45 * total, "other": 0.55 * total})),
    )


def test_raked_weights_add_up_to_every_margin(register, margins):
    raked = rake(register.weight.to_numpy(), margins)
    for one in margins:
        close(np.bincount(one.category, weights=raked), one.totals, 1e-9)
    factors = np.log(raked / register.weight.to_numpy())
    fit = np.column_stack([np.eye(len(one.totals))[one.category] for one in margins])
    left = factors - fit @ np.linalg.lstsq(fit, factors, rcond=None)[0]
    assert np.abs(left).max() < 1e-9, "each factor is a product of one factor a margin"


def test_one_margin_is_post_stratification(register, margins):
    raked = rake(register.weight.to_numpy(), margins[:1])
    known = pd.Series(margins[0].totals, index=sorted(register.province.unique()))
    ratio = known / register.groupby("province").weight.sum()
    close(raked, register.weight * register.province.map(ratio), 1e-12)


def by_hand(register, weight, columns_, margins):
    """Residuals of the linearised error from a weighted regression on all categories, PSU by PSU."""
    y, x = columns_
    total = (weight * x).sum()
    ratio = (weight * y * x).sum() / total
    u = x * (y - ratio) / total
    fit = np.column_stack([np.eye(len(one.totals))[one.category] for one in margins])
    root = np.sqrt(weight)[:, None]
    residual = u - fit @ np.linalg.lstsq(fit * root, u * root[:, 0], rcond=None)[0]
    z = pd.DataFrame({"h": register.stratum, "c": register.psu, "z": weight * residual}).groupby(["h", "c"]).z.sum()
    size = z.groupby("h").transform("size")
    squares = (z - z.groupby("h").transform("mean").where(size > 1, 0.0)) ** 2
    return (np.where(size > 1, size / np.maximum(size - 1, 1), 1.0) * squares).sum()


@pytest.mark.parametrize("statistic", ["inclusion_error", "exclusion_error", "fpr"])
def test_variance_is_that_of_the_calibrated_residuals(register, margins, statistic):
    raked = rake(register.weight.to_numpy(), margins)
    stage, chosen = first_stage(register.psu, register.stratum), columns(register, "pbi", statistic)
    found = calibrated_ratios(lay_out(stage, register.psu, raked), chosen, stage, margins)
    close(found.variance[0], by_hand(register, raked, chosen, margins), 1e-9)
    assert found.estimate[0] == ratios(lay_out(stage, register.psu, raked).sums(*chosen), stage).estimate[0]


def test_groups_have_the_variance_they_have_alone(register, margins):
    raked = rake(register.weight.to_numpy(), margins)
    stage, (y, x) = first_stage(register.psu, register.stratum), columns(register, "pbi", "exclusion_error")
    several = calibrated_ratios(lay_out(stage, register.psu, raked, register.province), (y, x), stage, margins)
    for place, name in enumerate(several.groups):
        alone = x * (register.province == name).to_numpy()
        close(several.variance[place], by_hand(register, raked, (y, alone), margins), 1e-9)


def test_a_margin_that_is_the_error_itself_leaves_no_doubt(register):
    """Where the known totals are those of the error and its complement, nothing is left to vary."""
    y, x = columns(register, "pbi", "exclusion_error")
    kind = pd.Series(np.where(x == 0, "out", np.where(y == 1, "missed", "reached")))
    known = margin("kind", kind, pd.Series({"out": 2e6, "missed": 1e6, "reached": 3e6}))
    raked = rake(register.weight.to_numpy(), (known,))
    stage = first_stage(register.psu, register.stratum)
    found = calibrated_ratios(lay_out(stage, register.psu, raked), (y, x), stage, (known,))
    assert found.estimate[0] == pytest.approx(0.25) and found.variance[0] == 0


def test_raking_puts_right_a_sample_that_missed_some_and_its_interval_holds():
    """The poor answer half as often: plain weights are off, raked ones are not, and say how sure they are."""
    random, missed, held = np.random.default_rng(6), [], []
    for _ in range(300):
        psu = np.repeat(np.arange(60), 20)
        poor = random.random(1200) < 0.4
        wrong = random.random(1200) < np.where(poor, 0.30, 0.10)
        seen = random.random(1200) < np.where(poor, 0.4, 0.8)
        here = {"psu": psu[seen], "y": wrong[seen].astype(float), "poor": np.where(poor, "p", "o")[seen]}
        ones = np.ones(int(seen.sum()))
        known = margin("poor", here["poor"], pd.Series({"p": 480.0, "o": 720.0}))
        stage = first_stage(here["psu"], here["psu"] % 3)
        layout = lay_out(stage, here["psu"], rake(ones, (known,)))
        found = calibrated_ratios(layout, (here["y"], ones), stage, (known,))
        missed.append(found.estimate[0] - 0.18)
        held.append(abs(found.estimate[0] - 0.18) < 2.0 * found.se[0])
    assert abs(np.mean(missed)) < 0.003
    assert 0.92 <= np.mean(held) <= 0.985


@pytest.mark.parametrize(
    ("labels", "totals", "message"),
    [
        (["a", "c"], {"a": 1.0, "b": 2.0}, "m c is in the sample and has no total"),
        (["a", "a"], {"a": 1.0, "b": 2.0}, "m b has a total and no family"),
        (["a", "b"], {"a": 1.0, "b": 0.0}, "each total of m must be above 0"),
    ],
)
def test_totals_that_do_not_fit_the_sample_are_named(labels, totals, message):
    with pytest.raises(InputError, match=message):
        margin("m", labels, pd.Series(totals))


def test_margins_of_different_sums_and_unreachable_ones_are_refused():
    first = margin("a", ["x", "y"], pd.Series({"x": 1.0, "y": 1.0}))
    with pytest.raises(InputError, match="add up to the same total, got a 2, b 3"):
        rake([1.0, 1.0], (first, margin("b", ["u", "v"], pd.Series({"u": 1.0, "v": 2.0}))))
    with pytest.raises(InputError, match="cannot meet a, b together"):
        rake([1.0, 1.0], (first, margin("b", ["u", "v"], pd.Series({"u": 0.5, "v": 1.5}))))


def test_the_command_rakes_to_a_file_of_totals_and_crosses_columns(register, tmp_path):
    frame = register.assign(outside=1 - register.in_target5, poor=register.register_decile.le(4).astype(int))
    frame.to_csv(tmp_path / "s.csv", index=False)
    cells = (frame.province + "+" + frame.poor.astype(str)).value_counts().index
    totals = pd.DataFrame({"column": "province+poor", "value": sorted(cells), "total": "1.250,5"})
    totals.to_csv(tmp_path / "t.csv", index=False, sep=";")
    asked = ("ratio", tmp_path / "s.csv", "--numerator", "outside", "--denominator", "receives_pbi")
    asked += ("--stratum", "stratum", "--psu", "psu", "--weight", "weight", "--rake", tmp_path / "t.csv")
    with pytest.raises(InputError, match="uses the point and the comma"):
        rows(*asked)
    totals.assign(total=1250.5).to_csv(tmp_path / "t.csv", index=False)
    found = rows(*asked)[0]
    assert "weights raked to province+poor" in found["method"]
    raked = rake(
        register.weight.to_numpy(),
        (
            margin(
                "m",
                frame.province + "+" + frame.poor.astype(str),
                totals.set_index("value").total.map(lambda _: 1250.5),
            ),
        ),
    )
    wanted = np.average(frame.outside[frame.receives_pbi == 1], weights=raked[frame.receives_pbi == 1])
    assert found["estimate"] == pytest.approx(wanted)
    with pytest.raises(InputError, match="--rake and --fpc are not offered together"):
        rows(*asked, "--fpc", "Npsu")
