"""One policy beside another, and the few figures of a table that a person reads first."""

from __future__ import annotations

import pandas as pd

from simulator.engine.outcome import Outcome
from simulator.policy.rules import Policy
from terms import Quarter

BILLION = 1e9
#: The row of families on any aid, each once, among the rows of programmes.
ANY_AID = "ANY_AID"
NOT_ENACTED = "announced, not enacted"
COMPARED = ("recipients_after", "persons_after", "coverage_share", "rupiah_per_quarter")


def cap_in_words(policy: Policy, quarter: Quarter, programme: str) -> str | None:
    """What a reader must know of a programme's time limit: ``20 quarters: announced, not enacted``; None without one.

    No regulation sets a time limit; a policy whose own value has the status ``enacted`` says otherwise.
    """
    found = policy.in_force(programme, "max_quarters", quarter.first_day)
    if found is None or found.value is None:
        return None
    return f"{found.value} quarters: {'enacted' if found.status == 'enacted' else NOT_ENACTED}"


def whole_table(outcome: Outcome, policy: Policy, by: str) -> pd.DataFrame:
    """The outcome's table, then a row ``ANY_AID`` a group: families and persons on any aid, each family once.

    ``recipients`` of that row are families; what is defined for a programme only is missing there. ``cap`` says of each
    programme's time limit whether it is in force (``cap_in_words``).
    """
    table = outcome.table(by)
    table["cap"] = [cap_in_words(policy, outcome.quarter, code) for code in table["programme"]]
    names = {"families_before": "recipients_before", "families_after": "recipients_after"}
    aid = outcome.any_aid(by).rename(columns=names).assign(programme=ANY_AID, unit="family")
    both = pd.concat([_nullable(table), _nullable(aid)], ignore_index=True)
    return both[list(table.columns)]


def _nullable(frame: pd.DataFrame) -> pd.DataFrame:
    """Whole numbers that may be missing beside others, without becoming decimals."""
    whole = frame.columns[frame.dtypes == "int64"]
    return frame.astype(dict.fromkeys(whole, "Int64"))


def against(table: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """A whole table and, for each compared column, ``_baseline`` (of the other) and ``_change`` (first − other).

    Also ``cap_baseline``. A programme that only one of the two has is undefined in the other's columns.
    """
    joined = table.merge(
        other[["group", "programme", *COMPARED, "cap"]],
        on=["group", "programme"],
        how="left",
        suffixes=("", "_baseline"),
    )
    for name in COMPARED:
        joined[f"{name}_change"] = joined[name] - joined[f"{name}_baseline"]
    return joined


def brief(table: pd.DataFrame) -> pd.DataFrame:
    """An outcome's table for reading: whole families before, out, in and after; coverage of the eligible; rupiah.

    For one group (the nation) a row is a figure and a column a programme; else a row is a group and programme.
    Rupiah are in billions (miliar) per quarter.
    """
    texts = ("group", "programme", "unit", "cap", "cap_baseline", "baseline")
    counts = [name for name in table.columns if name not in texts and "share" not in name]
    money = [name for name in counts if name.startswith("rupiah")]
    rounded = table.assign(**{name: table[name].round().astype("Int64") for name in counts})
    rounded = rounded.assign(**{name: (table[name] / BILLION).round(1) for name in money})
    rounded = rounded.rename(columns={name: name.replace("rupiah", "rp_billion") for name in money})
    if table["group"].nunique() == 1:
        figures = (
            rounded.drop(columns=["group", "unit", "baseline"], errors="ignore").set_index("programme").astype(object).T
        )
        return figures.rename_axis("figure").reset_index()
    few = {"recipients_before": "before", "out": "out", "admitted": "in", "recipients_after": "after"}
    few |= {"coverage_share": "coverage", "rp_billion_per_quarter": "rp_billion"}
    out = rounded["recipients_before"] - rounded["kept"]
    return rounded.assign(out=out)[["group", "programme", *few]].rename(columns=few)
