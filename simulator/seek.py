"""Goal seek: of all points of a frontier, those that meet the goals, the best first. Exhaustive, so exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from terms import QUARTERS_A_YEAR, InputError

#: Shares and rupiah are sums of floating-point numbers; a goal is met when it is missed by no more than this.
ROUNDING = 1e-9


#: What may be made least (1) or most (-1), and the column of the frontier that tells it.
AIMS = {
    "exclusion": ("exclusion_error", 1),
    "inclusion": ("inclusion_error", 1),
    "coverage": ("coverage_poorest", -1),
    "losses": ("dropped", 1),
    "rupiah": ("rupiah_per_quarter", 1),
}
ON_ERRORS = ("exclusion", "inclusion")


@dataclass(frozen=True)
class Goals:
    """What is asked at least or at most; None asks nothing. Shares are shares (0.1 is 10 %), rupiah are a year's.

    ``min_coverage`` is of the eligible, ``min_coverage_poorest`` of the families of desil 1-2, ``max_losses`` are
    families who lose aid.
    """

    budget_per_year: float | None = None
    max_inclusion: float | None = None
    max_exclusion: float | None = None
    keep_poorest: bool = False
    min_coverage: float | None = None
    min_coverage_poorest: float | None = None
    max_losses: float | None = None

    def __post_init__(self) -> None:
        if self.budget_per_year is not None and not self.budget_per_year >= 0:
            raise InputError(f"budget: must be 0 or more rupiah a year, got {self.budget_per_year!r}")
        shares = {
            "max inclusion": self.max_inclusion,
            "max exclusion": self.max_exclusion,
            "min coverage": self.min_coverage,
            "min coverage of desil 1-2": self.min_coverage_poorest,
        }
        for name, share in shares.items():
            if share is not None and not 0 <= share <= 1:
                raise InputError(f"{name}: must be a share, 0 to 1, got {share!r}")
        if self.max_losses is not None and not self.max_losses >= 0:
            raise InputError(f"max losses: must be 0 or more families, got {self.max_losses!r}")


def usual_aim(points: pd.DataFrame) -> str:
    """What is made least or most when nobody says: exclusion where errors are known, else coverage of desil 1-2."""
    return "exclusion" if points["exclusion_error"].notna().any() else "coverage"


def seek(points: pd.DataFrame, goals: Goals, aim: str | None = None) -> pd.DataFrame:
    """The points of a frontier that meet every goal, the best by ``aim`` (of AIMS) first, with ``dominated``.

    Equal points go by fewer recipients of desil 1-2 who lose aid, then by less rupiah. Without an aim it is
    ``usual_aim``. A point is dominated when another feasible one is as good in all of: rupiah, recipients of desil
    1-2 who lose aid, and either both errors (where they are known) or recipients reached; and better in one.
    """
    known = bool(points["exclusion_error"].notna().any())
    aim = aim or usual_aim(points)
    if aim not in AIMS:
        raise InputError(f"aim: must be {', '.join(AIMS)}, got {aim!r}")
    if not known and (goals.max_inclusion is not None or goals.max_exclusion is not None or aim in ON_ERRORS):
        raise InputError("goals on errors need the probabilities of being entitled, and none are given")
    found = points[_feasible(points, goals)]
    column, sign = AIMS[aim]
    # Sums differ in their last bits between equal points, and these must not decide.
    order = pd.DataFrame({"aim": (sign * found[column].astype(float)).round(9)})
    order = order.assign(**{name: found[name] for name in ("dropped_poorest", "rupiah_per_quarter", "max_decile")})
    found = found.loc[order.sort_values(order.columns.to_list(), kind="stable").index].reset_index(drop=True)
    return found.assign(dominated=_dominated(_costs(found, known)))


def _feasible(points: pd.DataFrame, goals: Goals) -> np.ndarray:
    limits = (
        (points["rupiah_per_quarter"] * QUARTERS_A_YEAR, goals.budget_per_year),
        (points["inclusion_error"], goals.max_inclusion),
        (points["exclusion_error"], goals.max_exclusion),
        (points["dropped_poorest"], 0.0 if goals.keep_poorest else None),
        (points["dropped"], goals.max_losses),
    )
    floors = (
        (points["coverage_share"], goals.min_coverage),
        (points["coverage_poorest"], goals.min_coverage_poorest),
    )
    feasible = np.ones(len(points), bool)
    for reached, limit in limits:
        if limit is not None:
            feasible &= reached.to_numpy() <= limit + ROUNDING * max(1.0, limit)
    for reached, floor in floors:
        if floor is not None:
            feasible &= reached.to_numpy() >= floor - ROUNDING
    return feasible


def _costs(points: pd.DataFrame, known: bool) -> np.ndarray:
    """(point, criterion), less is better."""
    quality = [points["inclusion_error"], points["exclusion_error"]] if known else [-points["recipients_after"]]
    return np.stack([points["rupiah_per_quarter"], points["dropped_poorest"], *quality], axis=1)


def _dominated(costs: np.ndarray) -> np.ndarray:
    as_good = np.logical_and.reduce(costs[:, None, :] >= costs[None, :, :], axis=2)
    better = np.logical_or.reduce(costs[:, None, :] > costs[None, :, :], axis=2)
    return np.logical_or.reduce(as_good & better, axis=1)
