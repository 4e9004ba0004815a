"""The ledgers of many areas are those of each of them, with what is hidden hidden."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.contract.movement import FLOWS
from data.figures import ledger


def flows(quarters: tuple[str, ...], hidden: float) -> pd.DataFrame:
    """Every flow of every quarter of five areas; a share of the counts hidden."""
    chance = np.random.default_rng(5)
    places = [(quarter, f"35.0{area}", flow) for area in range(1, 6) for quarter in quarters for flow in FLOWS]
    table = pd.DataFrame(places, columns=["quarter", "code", "flow"])
    counts = pd.Series(chance.integers(0, 900, len(table)), dtype="Int64")
    return table.assign(count=counts.mask(chance.random(len(table)) < hidden)).sample(frac=1, random_state=3)


def test_every_area_over_a_period_is_summed_as_it_would_be_alone():
    for quarters in (("2025Q4",), ("2025Q3", "2025Q4", "2026Q1")):
        for share in (0.0, 0.2, 1.0):
            rows = flows(quarters, share)
            found = ledger._each_over_period(rows)
            assert list(found.index) == sorted(set(rows["code"])) and list(found.columns) == list(FLOWS)
            for code, part in rows.groupby("code"):
                alone = pd.Series(ledger._over_period(part), dtype="Int64").reindex(list(FLOWS))
                pd.testing.assert_series_equal(found.loc[code], alone, check_names=False)
            assert found.isna().to_numpy().any() == (share > 0)
