"""Movement between states against independent software and at its edges."""

import numpy as np
import pytest

from targeting.flow import transition
from terms import InputError
from tests.targeting.oracle import close, data, expected

CASE = expected("P07_transition_small")


@pytest.fixture(scope="module")
def quarters():
    long = data("P07_transition_small")
    order = CASE["states"]
    wide = long.pivot_table(index=["period", "from"], columns="to", values="n", observed=False)
    return np.array([wide.loc[period].loc[order, order].to_numpy() for period in (1, 2)])


def test_matrices_match_independent_software(quarters):
    close(transition.transition_matrix(quarters[0]), CASE["P1"], 1e-10)
    close(transition.transition_matrix(quarters[1]), CASE["P2"], 1e-10)
    close(transition.pooled_matrix(quarters), CASE["pooled"], 1e-10)


def test_homogeneity_matches_independent_software(quarters):
    found = transition.homogeneity(quarters)
    close([found.g2, found.x2, found.p_g2, found.p_x2], [CASE[k] for k in ("G2", "X2", "p_G2", "p_X2")], 1e-8)
    assert found.df == CASE["df"]


def test_mobility_and_projection_match_independent_software(quarters):
    pooled = transition.pooled_matrix(quarters)
    close(transition.matrix_power(pooled, 4), CASE["P_power4"], 1e-10)
    close(transition.shorrocks(pooled), CASE["shorrocks_trace"], 1e-10)
    close(transition.project([3000, 3000, 3000, 1000], pooled, 4)[-1], CASE["projection_4"], 1e-10)


def test_cells_that_cannot_be_filled_have_no_degree_of_freedom():
    quarters = [[[5, 5, 0], [2, 8, 0], [0, 0, 0]], [[6, 4, 0], [1, 9, 0], [0, 0, 0]]]
    assert transition.homogeneity(quarters).df == 2


def test_one_quarter_has_nothing_to_compare():
    found = transition.homogeneity([[[5, 5], [2, 8]]])
    assert (found.df, found.g2) == (0, 0)
    assert np.isnan(found.p_g2)


def test_a_state_nobody_started_from_is_undefined_and_named():
    p = transition.transition_matrix([[4, 6], [0, 0]])
    assert np.isnan(p[1]).all()
    with pytest.raises(InputError, match="state number 2"):
        transition.matrix_power(p, 2)


def test_entries_join_each_projected_quarter():
    path = transition.project([10, 0], np.array([[0.5, 0.5], [0.0, 1.0]]), 2, entries=[4, 0])
    np.testing.assert_allclose(path, [[10, 0], [9, 5], [8.5, 9.5]])


def test_stayers_and_movers_are_told_apart_from_a_forgetting_chain():
    """Half never move, half are redrawn each quarter: the product says fewer stay than the direct matrix."""
    quarterly = np.array([[0.75, 0.25], [0.25, 0.75]])
    gap = transition.markov_gap([quarterly] * 4, direct=quarterly)
    np.testing.assert_allclose(gap, 0.53125 - 0.75)
    np.testing.assert_allclose(transition.markov_gap([quarterly], quarterly), 0)


def test_movement_shares_count_steps_both_ways():
    found = transition.movement_shares([[5, 2, 1], [1, 0, 0], [0, 0, 1]])
    assert found == pytest.approx({"stayed": 0.6, "up": 0.3, "down": 0.1, "mean_steps": 0.5})


def test_effect_size_does_not_grow_with_the_number_of_families(quarters):
    once = transition.effect_size(quarters)
    assert 0 < once < 1
    close(transition.effect_size(quarters * 1000), once, 1e-12)
    close(transition.effect_size(np.array([quarters[0], quarters[0] * 7])), 0.0, 1e-7)


def test_effect_size_is_one_when_the_quarter_decides_where_each_goes():
    assert transition.effect_size([[[10, 0], [10, 0]], [[0, 10], [0, 10]]]) == 1
    assert np.isnan(transition.effect_size([[[5, 5], [2, 8]]]))
