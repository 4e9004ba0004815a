"""Each line of the calibration, at the default scale, through the built store as the method page shows it."""

from __future__ import annotations

import pandas as pd
import pytest

from data.demo.lines import lines
from data.read.calibration import calibration
from data.store.open import open_store


@pytest.fixture(scope="module")
def achieved(demonstration_store) -> pd.DataFrame:
    return calibration(open_store(demonstration_store)).set_index("figure")


@pytest.mark.parametrize("figure", [line.figure for line in lines()])
def test_default_register_meets_the_published_figure(achieved, figure):
    row = achieved.loc[figure]
    assert row["within"], f"{figure}: target {row['target']:,} {row['unit']}, achieved {row['achieved']:,}"


def test_every_calibration_line_names_unit_and_source(achieved):
    assert (achieved["unit"].str.len() > 0).all()
    assert (achieved["source"].str.len() > 10).all()
    assert achieved.index.is_unique
