"""Goal seek: of all points of a frontier, those that meet the goals, cheapest first. Exhaustive, so exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from terms import InputError

QUARTERS_A_YEAR = 4
#: Shares and rupiah are sums of floating-point numbers; a goal is met when it is missed by no more than this.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Goals:
    """What is asked; None asks nothing. Errors are shares (0.1 is 10 %), the budget is rupiah a year."""

    budget_per_year: float | None = None
    max_inclusion: float | None = None
    max_exclusion: float | None = None
    keep_poorest: bool = False

    def __post_init__(self) -> None:
        if self.budget_per_year is not None and not self.budget_per_year >= 0:
            raise InputError(f"budget: must be 0 or more rupiah a year, got {self.budget_per_year!r}")
        for name, share in (("inclusion", self.max_inclusion), ("exclusion", self.max_exclusion)):
            if share is not None and not 0 <= share <= 1:
                raise InputError(f"max {name}: must be a share, 0 to 1, got {share!r}")


def seek(points: pd.DataFrame, goals: Goals) -> pd.DataFrame:
    """The points of a frontier that meet every goal, cheapest first, with ``dominated``.

    A point is dominated when another feasible one is as good in all of: rupiah, recipients of desil 1–2 who lose
    aid, and either both errors (where they are known) or recipients reached; and better in one.
    """
    known = bool(points["exclusion_error"].notna().any())
    if not known and (goals.max_inclusion is not None or goals.max_exclusion is not None):
        raise InputError("goals on errors need the probabilities of being entitled, and none are given")
    feasible = np.ones(len(points), bool)
    limits = (
        (points["rupiah_per_quarter"] * QUARTERS_A_YEAR, goals.budget_per_year),
        (points["inclusion_error"], goals.max_inclusion),
        (points["exclusion_error"], goals.max_exclusion),
        (points["dropped_poorest"], 0.0 if goals.keep_poorest else None),
    )
    for reached, limit in limits:
        if limit is not None:
            feasible &= reached.to_numpy() <= limit + ROUNDING * max(1.0, limit)
    found = points[feasible].sort_values(["rupiah_per_quarter", "max_decile"], kind="stable", ignore_index=True)
    return found.assign(dominated=_dominated(_costs(found, known)))


def _costs(points: pd.DataFrame, known: bool) -> np.ndarray:
    """(point, criterion), less is better."""
    quality = [points["inclusion_error"], points["exclusion_error"]] if known else [-points["recipients_after"]]
    return np.stack([points["rupiah_per_quarter"], points["dropped_poorest"], *quality], axis=1)


def _dominated(costs: np.ndarray) -> np.ndarray:
    as_good = (costs[:, None, :] >= costs[None, :, :]).all(axis=2)
    better = (costs[:, None, :] > costs[None, :, :]).any(axis=2)
    dominated: np.ndarray = (as_good & better).any(axis=1)
    return dominated
