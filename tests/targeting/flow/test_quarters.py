"""Quarters to come are drawn from the few that were seen, all processes together, as wide as few quarters ask."""

from __future__ import annotations

import numpy as np
import pytest

from targeting.flow.quarters import LEAST, QuarterRates, mixing


def test_one_more_quarter_falls_into_the_band_as_often_as_the_band_says():
    """Samples of four quarters from one normal distribution, and each time a fifth."""
    random, held = np.random.default_rng(1), []
    for _ in range(600):
        *seen, came = 100 + random.standard_normal(5)
        rates = QuarterRates(np.array([seen]))
        drawn = rates.drawn(mixing(4, 400, random))[:, 0] * rates.mean[0]
        low, high = np.quantile(drawn, (0.05, 0.95))
        held.append(low <= came <= high)
    assert np.mean(held) == pytest.approx(0.90, abs=0.035)


def test_what_came_together_comes_together_again():
    exits = np.array([0.10, 0.03, 0.03, 0.04])
    rates = QuarterRates(np.stack([exits, exits * 0.98]))
    drawn = rates.drawn(mixing(4, 500, np.random.default_rng(2))) * rates.mean
    assert drawn[:, 1] == pytest.approx(0.98 * drawn[:, 0])
    assert drawn[:, 0].std() > exits.std()


def test_no_rate_falls_under_half_of_the_least_that_was_seen():
    rates = QuarterRates(np.array([[0.16, 0.001, 0.002], [0.10, 0.02, 0.01]]))
    drawn = rates.drawn(mixing(3, 2_000, np.random.default_rng(3))) * rates.mean
    assert (drawn >= LEAST * rates.rates.min(axis=1) - 1e-15).all()
    assert (drawn[:, 0] > 0.16).mean() > 0.02, "a decree larger than any seen is not impossible"


def test_one_quarter_tells_nothing_of_how_quarters_differ():
    rates = QuarterRates.of([np.full((1, 3), 4.0), np.zeros((1, 3))], np.full((1, 3), 100.0))
    assert rates.mean == pytest.approx([0.04, 0.0])
    assert (rates.drawn(mixing(1, 5, np.random.default_rng(4))) == 1.0).all()
