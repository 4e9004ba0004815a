"""Shares of kabupaten are drawn towards wider areas by how much each has seen, and draws are as wide as they must."""

from __future__ import annotations

import numpy as np
import pytest

from targeting.flow.hazard import TENURES, hazards
from targeting.flow.shrink import shrunk
from targeting.flow.tenure import Spells

PROVINCES = np.repeat([0, 1], 20)


def counts(seed: int, families: np.ndarray, spread: float, noise: float, quarters: int = 4) -> tuple:
    """Shares of areas around 0.3 with this spread; quarters that scatter ``noise`` times as much as chance."""
    random = np.random.default_rng(seed)
    share = random.beta(0.3 * spread, 0.7 * spread, len(families))
    size = np.maximum(1, (families / noise).astype(int))
    seen = random.binomial(size, np.broadcast_to(share, (quarters, len(families)))) * noise
    return np.stack([seen, size * noise - seen], axis=2), share


def test_areas_that_saw_little_lean_on_their_province_and_others_on_themselves():
    families = np.tile([20, 200_000], 20)
    given, _ = counts(1, families, 50, 1)
    found, own = shrunk(given, PROVINCES), given.sum(axis=0)[:, 0] / given.sum(axis=(0, 2))
    large, small = families > 20, families == 20
    assert found.mean[large, 0] == pytest.approx(own[large], abs=0.002)
    middle = found.mean[:, 0][small].mean()
    assert np.abs(found.mean[small, 0] - middle).mean() < 0.8 * np.abs(own[small] - own[small].mean()).mean()


def test_shrunk_shares_are_nearer_the_truth_than_the_areas_own():
    given, truth = counts(2, np.full(40, 60), 200, 1, quarters=1)
    own = given[0, :, 0] / given[0].sum(axis=1)
    found = shrunk(given, PROVINCES).mean[:, 0]
    assert np.square(found - truth).mean() < 0.6 * np.square(own - truth).mean()


def test_dispersion_is_how_many_times_more_than_chance_the_quarters_scatter():
    for noise in (1, 25):
        given, _ = counts(3, np.full(40, 50_000), 100, noise, quarters=8)
        assert shrunk(given, PROVINCES).dispersion == pytest.approx(noise, rel=0.25)


def test_what_all_areas_share_in_a_quarter_is_no_dispersion_of_theirs():
    random = np.random.default_rng(4)
    level = np.array([0.1, 0.3, 0.1, 0.1, 0.2, 0.1])[:, None]
    seen = random.binomial(10_000, np.broadcast_to(level, (6, 40)))
    assert shrunk(np.stack([seen, 10_000 - seen], axis=2), PROVINCES).dispersion < 1.6


def test_draws_hold_the_truth_as_often_as_they_say():
    inside = []
    for seed in range(12):
        given, truth = counts(seed, np.full(40, 8_000), 100, 10)
        found, random = shrunk(given, PROVINCES), np.random.default_rng(seed)
        drawn = np.stack([found.draw(random)[:, 0] for _ in range(400)])
        low, high = np.quantile(drawn, (0.05, 0.95), axis=0)
        inside.append(((low <= truth) & (truth <= high)).mean())
    assert 0.85 <= np.mean(inside) <= 0.95


def test_an_area_where_nobody_was_seen_has_the_shares_of_its_province():
    given, _ = counts(6, np.full(40, 5_000), 30, 1)
    given[:, 3] = 0
    found = shrunk(given, PROVINCES)
    together = given[:, :20].sum(axis=(0, 1))
    assert found.mean[3, 0] == pytest.approx(together[0] / together.sum(), abs=0.02)
    assert np.isfinite(found.draw(np.random.default_rng(1))).all()


def test_nobody_anywhere_means_that_nothing_happens():
    found = shrunk(np.zeros((2, 4, 3)), np.array([0, 0, 1, 1]))
    assert found.mean.tolist() == [[0, 0, 1]] * 4


def test_hazards_leave_out_the_spike_of_the_cap_and_quarters_nobody_watched():
    """1,000 families watched from their 19th quarter on: 40 of those at risk die in each; the cap ends the rest."""
    spells = Spells(
        np.array([18, 18, 18]), np.array([19, 20, 20]), np.array(["deceased", "deceased", "duration_cap"]),
        np.array([40, 40, 920]),
    )  # fmt: skip
    found = hazards(spells, ("deceased",), prior=0.0 + 1e-9)
    assert found.shape == (1, TENURES)
    assert found[0, 18:20] == pytest.approx([0.04, 40 / 960])
    assert found[0, :18] == pytest.approx(np.full(18, 80 / 1960))
