"""One policy beside another: the same table with the baseline's figures and the differences."""

from __future__ import annotations

import pandas as pd

from simulator.outcome import Outcome

COMPARED = ("recipients_after", "persons_after", "coverage_share", "rupiah_per_quarter")


def against(outcome: Outcome, baseline: Outcome, by: str) -> pd.DataFrame:
    """The outcome's table and, for each compared column, ``_baseline`` and ``_change`` (outcome − baseline).

    A programme that only one of the two has is undefined in the other's columns.
    """
    table, other = outcome.table(by), baseline.table(by)
    joined = table.merge(
        other[["group", "programme", *COMPARED]], on=["group", "programme"], how="left", suffixes=("", "_baseline")
    )
    for name in COMPARED:
        joined[f"{name}_change"] = joined[name] - joined[f"{name}_baseline"]
    return joined
