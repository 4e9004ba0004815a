"""One policy beside another, and the few figures of a table that a person reads first."""

from __future__ import annotations

import pandas as pd

from simulator.outcome import Outcome

BILLION = 1e9
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


def brief(table: pd.DataFrame) -> pd.DataFrame:
    """An outcome's table for reading: whole families before, out, in and after; coverage of the eligible; rupiah.

    For one group (the nation) a row is a figure and a column a programme; else a row is a group and programme.
    Rupiah are in billions (miliar) per quarter.
    """
    counts = [name for name in table.columns if name not in ("group", "programme", "unit") and "share" not in name]
    money = [name for name in counts if name.startswith("rupiah")]
    rounded = table.assign(**{name: table[name].round().astype("Int64") for name in counts})
    rounded = rounded.assign(**{name: (table[name] / BILLION).round(1) for name in money})
    rounded = rounded.rename(columns={name: name.replace("rupiah", "rp_billion") for name in money})
    if table["group"].nunique() == 1:
        figures = rounded.drop(columns=["group", "unit"]).set_index("programme").astype(object).T
        return figures.rename_axis("figure").reset_index()
    few = {"recipients_before": "before", "out": "out", "admitted": "in", "recipients_after": "after"}
    few |= {"coverage_share": "coverage", "rp_billion_per_quarter": "rp_billion"}
    out = rounded["recipients_before"] - rounded["kept"]
    return rounded.assign(out=out)[["group", "programme", *few]].rename(columns=few)
