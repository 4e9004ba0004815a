"""Adjusted p-values against independent software, and the verdicts made of them."""

import numpy as np

from targeting.verdict.several import benjamini_hochberg, verdicts_of_many
from tests.targeting.oracle import close, expected

CASE = expected("P06_bh_small")


def test_adjusted_p_values_match_independent_software():
    close(benjamini_hochberg(CASE["p"]), CASE["BH"], 1e-10)


def test_areas_without_a_p_value_do_not_count():
    found = benjamini_hochberg([0.01, np.nan, 0.2])
    close(found[[0, 2]], benjamini_hochberg([0.01, 0.2]), 1e-12)
    assert np.isnan(found[1])


def test_no_area_with_a_sample_gives_no_claim():
    assert np.isnan(benjamini_hochberg([np.nan, np.nan])).all()


def test_luck_among_many_areas_is_not_called_met():
    """Of 100 areas at the target one has p = 0.02: alone it would be met, among the hundred it is unproven."""
    p_less = np.linspace(0.02, 1, 100)
    verdict = np.array(["met"] + ["unproven"] * 98 + ["insufficient"], dtype=object)
    found = verdicts_of_many(p_less, 1 - p_less / 2, verdict)
    assert set(found[:99]) == {"unproven"}
    assert found[99] == "insufficient"
