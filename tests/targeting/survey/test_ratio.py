"""Domain ratios against independent software and against plain loops."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targeting.survey.design import first_stage
from targeting.survey.ratio import ratios
from targeting.survey.singleton import Treatment
from targeting.survey.sums import lay_out
from terms import InputError
from tests.targeting.oracle import close, columns, expected

EXPECTED = expected("P02_register_small")["rows"]


@pytest.mark.parametrize("row", EXPECTED, ids=lambda r: f"{r['key']}-{r['programme']}-{r['statistic']}-{r['unit']}")
def test_stratified_ratio_matches_independent_software(register, row):
    stage = first_stage(register.psu, register.stratum)
    weight = register.weight * (register.hhsize if row["unit"] == "person" else 1)
    group = None if row["level"] == "national" else register[row["level"]]
    sums = lay_out(stage, register.psu, weight, group).sums(*columns(register, row["programme"], row["statistic"]))
    found = ratios(sums, stage)
    at = 0 if group is None else found.groups.index(row["key"])
    assert found.n[at] == row["n"]
    if row["n"] == 0:
        assert np.isnan(found.estimate[at]) and np.isnan(found.se[at])
        return
    assert (found.psus[at], found.strata[at], found.df[at]) == (row["n_psu"], row["n_stratum"], row["df"])
    close(found.estimate[at], row["estimate"], 1e-10)
    close(found.se[at], row["se"], 1e-8)


def by_hand(sample, fraction=0.0):
    """Estimate and variance of the whole sample's ratio, stratum by stratum, in plain loops."""
    total = (sample.w * sample.x).sum()
    ratio = (sample.w * sample.x * sample.y).sum() / total
    z = (sample.w * sample.x * (sample.y - ratio) / total).groupby([sample.stratum, sample.psu]).sum()
    variance = 0.0
    for _, parts in z.groupby(level=0):
        n = len(parts)
        if n > 1:
            variance += (1 - fraction) * n / (n - 1) * ((parts - parts.mean()) ** 2).sum()
        else:
            variance += (1 - fraction) * (parts**2).sum()
    return ratio, variance


@st.composite
def samples(draw):
    rows = draw(st.lists(st.tuples(*[st.integers(0, k) for k in (3, 2, 1, 1)]), min_size=3, max_size=40))
    sample = pd.DataFrame(rows, columns=["stratum", "part", "x", "y"])
    sample["psu"] = sample.stratum * 10 + sample.part
    sample["w"] = 1.0 + (sample.index * 7 % 5) / 3
    sample["x"] = sample.x.where(sample.index > 0, 1)
    return sample


@given(samples())
@settings(deadline=None, derandomize=True)
def test_vectorised_variance_equals_plain_loops(sample):
    stage = first_stage(sample.psu, sample.stratum)
    found = ratios(lay_out(stage, sample.psu, sample.w).sums(sample.y, sample.x), stage)
    ratio, variance = by_hand(sample)
    np.testing.assert_allclose([found.estimate[0], found.variance[0]], [ratio, variance], rtol=1e-12, atol=1e-18)


def test_sums_of_kabupaten_add_up_to_their_province(register):
    stage = first_stage(register.psu, register.stratum)
    columns_ = columns(register, "sembako", "inclusion_error")
    sums = lay_out(stage, register.psu, register.weight, register.kabupaten).sums(*columns_)
    province = register.groupby("kabupaten").province.first()
    names = tuple(sorted(set(province)))
    wider = sums.regrouped(names, np.array([names.index(province[name]) for name in sums.groups]))
    direct = ratios(lay_out(stage, register.psu, register.weight, register.province).sums(*columns_), stage)
    close(ratios(wider, stage).se, direct.se, 1e-12)


def test_population_counts_and_fractions_are_the_same_correction(register):
    stratum = register.stratum
    size = register.groupby("stratum").psu.nunique()[stratum].to_numpy()
    with_counts = first_stage(register.psu, stratum, fpc=register.Npsu)
    with_fractions = first_stage(register.psu, stratum, fpc=size / register.Npsu)
    close(with_counts.fraction, with_fractions.fraction, 1e-14)
    assert (with_counts.fraction > 0).all()


def test_correction_shrinks_the_variance_by_the_fraction_left():
    sample = pd.DataFrame({"stratum": 1, "psu": [1, 1, 2, 2, 3], "w": 1.0, "x": 1, "y": [1, 0, 0, 0, 1]})
    half = first_stage(sample.psu, sample.stratum, fpc=[6] * 5)
    found = ratios(lay_out(half, sample.psu, sample.w).sums(sample.y, sample.x), half)
    np.testing.assert_allclose(found.variance[0], by_hand(sample, fraction=0.5)[1], rtol=1e-14)


def test_a_census_of_psus_has_no_variance():
    stage = first_stage([1, 2, 3], ["a", "a", "b"], fpc=[2, 2, 1])
    found = ratios(lay_out(stage, [1, 2, 3], [1, 1, 1]).sums([1, 0, 1], [1, 1, 1]), stage)
    assert found.variance[0] == 0
    assert stage.singletons == ()


SINGLE = pd.DataFrame({"stratum": ["a", "a", "b", "c"], "psu": [1, 2, 3, 4], "y": [1, 0, 1, 0], "area": list("xxxy")})


def test_single_psu_is_named_and_centred_at_the_overall_mean():
    stage = first_stage(SINGLE.psu, SINGLE.stratum)
    assert stage.singletons == ("b", "c")
    assert "2 strata with one PSU" in stage.note()
    found = ratios(lay_out(stage, SINGLE.psu, [1.0] * 4).sums(SINGLE.y, [1] * 4), stage)
    # z = ±1/8 in each PSU: stratum a 2/1 · 2 · (1/8)², the single ones (1/8)² each.
    assert found.variance[0] == pytest.approx((4 + 1 + 1) / 64)


def test_collapse_joins_a_neighbour_of_the_same_area_and_says_what_is_left():
    stage = first_stage(SINGLE.psu, SINGLE.stratum, singleton=Treatment.collapse, area=SINGLE.area)
    assert stage.strata == ("a + b", "c")
    assert stage.alone.tolist() == [False, True]
    assert "1 of them centred instead" in stage.note()


def test_two_single_strata_beside_each_other_join_each_other():
    stage = first_stage([1, 2, 3, 4], ["a", "b", "c", "c"], singleton=Treatment.collapse)
    assert stage.strata == ("a + b", "c")


def test_single_psu_is_refused_when_asked_to_fail():
    with pytest.raises(InputError, match="2 hold one \\(b, c\\)"):
        first_stage(SINGLE.psu, SINGLE.stratum, singleton=Treatment.fail)


def test_a_psu_in_two_strata_is_named():
    with pytest.raises(InputError, match="7 lies in a and b"):
        first_stage([7, 7, 8], ["a", "b", "b"])


def test_correction_below_the_sample_is_refused():
    with pytest.raises(InputError, match="a has 2 for 3"):
        first_stage([1, 2, 3], ["a"] * 3, fpc=[2, 2, 2])


def test_correction_that_differs_within_a_stratum_is_refused():
    with pytest.raises(InputError, match="differs in a"):
        first_stage([1, 2], ["a"] * 2, fpc=[20, 30])


@pytest.mark.parametrize("weight", [0.0, -1.0, np.nan, np.inf])
def test_weights_must_be_above_zero(weight):
    stage = first_stage([1, 2], ["a", "a"])
    with pytest.raises(InputError, match="weight: must be above 0"):
        lay_out(stage, [1, 2], [1.0, weight])


def test_missing_error_inside_the_denominator_is_counted():
    stage = first_stage([1, 2], ["a", "a"])
    layout = lay_out(stage, [1, 2], [1.0, 1.0])
    with pytest.raises(InputError, match="numerator: 1 rows"):
        layout.sums([np.nan, 1], [1, 1])
    assert layout.sums([np.nan, 1], [0, 1]).n.sum() == 1


def test_amounts_give_a_ratio_but_are_marked_as_no_share():
    stage = first_stage([1, 2], ["a", "a"])
    sums = lay_out(stage, [1, 2], [2.0, 1.0]).sums([300.0, 0.0], [300.0, 400.0])
    assert ratios(sums, stage).estimate[0] == pytest.approx(0.6)
    assert not sums.binary
