"""Quarters that forget may be multiplied; where some families never move, the check says so and tells how many."""

from __future__ import annotations

import numpy as np
import pytest

from targeting.flow.markov import LIMIT, check, in_quarter

#: As many come as go (doubly stochastic), so the share of stayers stays what it is.
MOVING = np.array([[0.8, 0.2, 0.0, 0.0], [0.2, 0.6, 0.2, 0.0], [0.0, 0.2, 0.6, 0.2], [0.0, 0.0, 0.2, 0.8]])


def counted(stayers: np.ndarray, quarters: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Counts of each quarter and of all at once, of a population where these shares of each state never move."""
    movers, still = np.full(4, 1e6) * (1 - stayers), np.diag(1e6 * stayers)
    steps, direct = [], np.diag(movers) @ np.linalg.matrix_power(MOVING, quarters) + still
    for _ in range(quarters):
        steps.append(np.diag(movers) @ MOVING + still)
        movers = movers @ MOVING
    return np.array(steps), direct


def test_quarters_that_forget_pass_and_have_no_stayers():
    found = check(*counted(np.zeros(4)))
    assert found is not None and found.forgets and found.stayers is None
    assert abs(found.gap) < 1e-12
    assert found.product == pytest.approx(np.diag(np.linalg.matrix_power(MOVING, 4)))


def test_families_that_never_move_are_found_where_the_product_moves_too_many():
    true = np.full(4, 0.6)
    found = check(*counted(true))
    assert found is not None and not found.forgets
    assert found.gap < -2 * LIMIT
    assert found.stayers == pytest.approx(true, abs=0.02)


@pytest.mark.parametrize("quarters", [2, 4, 8, 20])
def test_with_stayers_the_quarters_multiply_to_what_is_seen_at_once(quarters):
    """To a tenth of what the plain product is off: a share that would be under 0 is put at 0."""
    still, away = np.full(4, 0.6), 0.97
    matrix = away * (np.diag(still) + np.diag(1 - still) @ MOVING)
    seen = away**quarters * (np.diag(still) + np.diag(1 - still) @ np.linalg.matrix_power(MOVING, quarters))
    product = np.eye(4)
    for quarter in range(1, quarters + 1):
        product = product @ in_quarter(matrix, still, quarter)
    plain = np.abs(np.linalg.matrix_power(matrix, quarters) - seen).max()
    assert np.abs(product - seen).max() < 0.1 * plain
    assert plain > 0.02


def test_rows_keep_what_leaves_the_register_and_nobody_is_less_than_nobody():
    random = np.random.default_rng(4)
    matrices = 0.9 * random.dirichlet(np.ones(4), (7, 4)) + 0.08 * np.eye(4)
    for quarter in (2, 5, 30):
        found = in_quarter(matrices, np.array([0.0, 0.1, 0.5, 0.9]), quarter)
        assert found.sum(axis=2) == pytest.approx(matrices.sum(axis=2))
        assert (found >= 0).all()


def test_one_quarter_or_an_empty_state_cannot_be_checked():
    steps, direct = counted(np.zeros(4))
    assert check(steps[:1], direct) is None
    steps[1, 2] = 0
    assert check(steps, direct) is None
