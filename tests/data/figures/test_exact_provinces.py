"""What an exact province tells together with perturbed kabupaten: not promised, measured, and said in decisions.md.

A count follows for certain where the least that each kabupaten can have (one family a cell that shows any, three under
what it shows) adds up to the province's exact count. Caps n and n − 1, cut-offs and exemptions give that count.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.figures.changes import MOST_CHANGED
from data.figures.perturbed import perturbed
from simulator.cells import Cells
from terms import PKH
from tests.data.figures.weight_one import weight_one

SECRET = b"a secret of the site, thirty-two bytes or more"
SMALL = 10


def certain(exact: Cells, told: Cells, kind: list[str]) -> tuple[int, int]:
    """Small counts of recipients of PKH by kabupaten and kind in one province, and how many of them follow."""
    rows = pd.DataFrame(
        {
            "kabupaten": exact.kabupaten,
            "decile": exact.decile,
            "family_type": exact.family_type,
            "quarters": exact.quarters_on[PKH],
            "families": exact.families,
            "least": np.where(told.families > 0, np.maximum(told.families - MOST_CHANGED, 1), 0),
        }
    )
    rows = rows[rows["quarters"] > 0]
    counts = rows.groupby(["kabupaten", *kind])[["families", "least"]].sum().reset_index()
    assert (counts["least"] <= counts["families"]).all()
    of_province = counts.groupby(kind)[["families", "least"]].transform("sum")
    small = counts["families"].between(1, SMALL - 1)
    return int(small.sum()), int((small & (of_province["families"] == of_province["least"])).sum())


@pytest.mark.parametrize(
    ("kind", "most"),
    [(["quarters"], 0.0), (["decile", "quarters"], 0.15), (["decile", "family_type", "quarters"], 0.4)],
    ids=str,
)
def test_exact_province_gives_away_no_more_than_is_said(kind, most):
    exact = weight_one()
    small, follow = certain(exact, perturbed(exact, SECRET), kind)
    assert small > 30
    assert most - 0.15 <= follow / small <= most, "say in docs/decisions.md what is true now"
