"""Moves between deciles with errors clustered by family, through ``tepat ratio --numerator after=VALUE``."""

import numpy as np
import pandas as pd
import pytest

from targeting.flow.transition import transition_matrix
from terms import InputError
from tests.targeting.test_statistics_commands import rows


@pytest.fixture(scope="module")
def moves():
    """300 families over four quarters; two thirds never move, the others move at random (mover-stayer)."""
    random = np.random.default_rng(12)
    family, state = np.repeat(np.arange(300), 5), np.empty((300, 5), dtype=int)
    state[:] = random.integers(1, 4, (300, 1))
    movers = np.arange(300) % 3 == 0
    state[movers] = random.integers(1, 4, (movers.sum(), 5))
    frame = pd.DataFrame({"family": family.reshape(300, 5)[:, 1:].ravel()})
    return frame.assign(before=state[:, :-1].ravel(), after=state[:, 1:].ravel(), seen=1, all="all", w=1.0)


@pytest.fixture
def found(moves, tmp_path):
    moves.to_csv(tmp_path / "moves.csv", index=False)

    def ask(value):
        asked = ("ratio", tmp_path / "moves.csv", "--numerator", f"after={value}", "--denominator", "seen")
        return rows(*asked, "--by", "before", "--stratum", "all", "--psu", "family", "--weight", "w")

    return ask


def clustered(moves, start, end):
    """√(C/(C − 1) Σ (Σ (1[end] − p) over the family's moves from the start)²)/n, C families of the file."""
    here = moves[moves.before == start]
    p = (here.after == end).mean()
    per_family = ((here.after == end) - p).groupby(here.family).sum()
    return np.sqrt(300 / 299 * (per_family**2).sum()) / len(here)


@pytest.mark.parametrize("end", [1, 2, 3])
def test_shares_and_errors_are_those_of_families_as_clusters(moves, found, end):
    counts = pd.crosstab(moves.before, moves.after).to_numpy()
    for row, start in zip(found(end), (1, 2, 3), strict=True):
        assert row["estimate"] == pytest.approx(transition_matrix(counts)[start - 1, end - 1])
        assert row["se"] == pytest.approx(clustered(moves, start, end), rel=1e-9)


def test_families_that_never_move_make_the_multinomial_error_too_small(moves, found):
    stayed, seen = ((moves.before == 1) & (moves.after == 1)).sum(), (moves.before == 1).sum()
    multinomial = np.sqrt(stayed / seen * (1 - stayed / seen) / seen)
    assert found(1)[0]["se"] > 1.25 * multinomial


def test_a_value_that_no_row_has_is_refused(found):
    with pytest.raises(InputError, match="--numerator after=11: no row has this value; there are 1, 2, 3"):
        found(11)
