"""Intervals and one-sided p-values against independent software, and what must hold of any interval."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targeting.verdict.interval import clopper_pearson, effective_size, t_quantile
from targeting.verdict.verdict import p_less, p_more
from tests.targeting.oracle import close, expected

CASE = expected("P03_kg_small")


def korn_graubard(estimate, variance, n, df, level=0.95):
    """The exact interval at the uncapped effective size, as R's survey package gives it."""
    return clopper_pearson(estimate, effective_size(estimate, variance, n, df, level), level)


def nchs(estimate, variance, n, df, level=0.95):
    """At the effective size, at most n, as the application has it (Parker et al. 2017)."""
    return clopper_pearson(estimate, np.minimum(n, effective_size(estimate, variance, n, df, level)), level)


@pytest.mark.parametrize("row", CASE["binomial"], ids=lambda r: f"{r['x']}of{r['n']}")
def test_binomial_intervals_and_p_values_match_independent_software(row):
    share, n = row["x"] / row["n"], row["n"]
    close(clopper_pearson(share, n), [row["cp95_lo"], row["cp95_hi"]], 1e-7)
    close(clopper_pearson(share, n, 0.90), [row["cp90_lo"], row["cp90_hi"]], 1e-7)
    close(p_less(share, n, 0.05), row["p_less_5pct"], 1e-7)
    np.testing.assert_allclose(p_more(share, n, 0.05), row["p_greater_5pct"], rtol=1e-7)


@pytest.mark.parametrize(
    ("name", "interval", "level"),
    [("survey_kg", korn_graubard, 0.95), ("survey_kg_capped", nchs, 0.95), ("survey_kg_capped_level90", nchs, 0.90)],
)
def test_survey_intervals_match_independent_software(name, interval, level):
    for row in CASE[name]:
        found = interval(row["p"], row["se"] ** 2, row["n"], row["df"], level)
        close(found, [row["lo"], row["hi"]], 1e-7)


def test_register_intervals_match_independent_software():
    for row in expected("P02_register_small")["rows"]:
        if row["n"] == 0:
            continue
        shown, given_ = row["ci95"], (row["estimate"], row["se"] ** 2, row["n"], row["df"])
        close(nchs(*given_), shown["beta_nchs"], 1e-7)
        if not row["degenerate"] and row["df"] > 0:
            close(korn_graubard(*given_), shown["beta"], 1e-7)


@given(st.floats(0, 1), st.floats(0.01, 1e6), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
@settings(deadline=None, derandomize=True)
def test_exact_interval_holds_its_estimate_inside_zero_to_one(share, size, level):
    low, high = clopper_pearson(share, size, level)
    assert 0 <= low <= share <= high <= 1


def test_nothing_known_gives_the_whole_range():
    assert [float(bound) for bound in nchs(0.4, 0.0, 12, 0)] == [0, 1]


def test_undefined_share_gives_an_undefined_interval():
    assert np.isnan(clopper_pearson(np.nan, 10)).all()


def test_student_quantiles_reach_the_normal_one():
    close(t_quantile([1, 10, np.inf], 0.95), [12.706204736174694, 2.2281388519862735, 1.9599639845400536], 1e-12)
    assert np.isnan(t_quantile(0, 0.95))
