"""Verdicts at their edges: an interval that ends on the target, bad luck among many, PSUs more alike than chance."""

import numpy as np
import pytest

from targeting.verdict.assess import DIRECT, assess
from targeting.verdict.several import verdicts_of_many
from targeting.verdict.verdict import verdicts
from tests.targeting.verdict.test_assess import many_psus


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.01, 0.05, "unproven"), (0.05, 0.09, "unproven"), (0.01, 0.0499, "met"), (0.0501, 0.09, "missed")],
)
def test_interval_that_touches_the_target_proves_nothing(low, high, verdict):
    assert verdicts([low], [high], 0.05, np.array([True])).tolist() == [verdict]


def test_bad_luck_among_many_areas_is_not_called_missed():
    """Of 100 areas at the target one has p = 0.02: alone it would be missed, among the hundred it is unproven."""
    p_more = np.linspace(0.02, 1, 100)
    verdict = np.array(["missed"] + ["unproven"] * 98 + ["insufficient"], dtype=object)
    found = verdicts_of_many(1 - p_more / 2, p_more, verdict)
    assert set(found[:99]) == {"unproven"} and found[99] == "insufficient"


def test_psus_more_alike_than_chance_are_worth_no_more_than_their_families():
    """Nine of ten PSUs have one error in ten families and one has two: less variance than families drawn alone have."""
    errors = np.where(np.arange(80) % 10 == 0, 2, 1)
    found = assess(*many_psus(errors), target=0.05).iloc[0]
    assert found.se > 0 and found.method == DIRECT
    assert found.n_effective == 800 and found.design_effect == 1
