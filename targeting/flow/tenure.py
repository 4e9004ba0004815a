"""How long families stay on aid, from counts of spells grouped by (entry, stop, cause); exact on a full register.

A spell was watched from ``entry`` (quarters on aid already behind it when first seen) to ``stop``; it is at risk at
t when entry < t ≤ stop. Families already on aid when the register starts thus do not count as
survivors of quarters unseen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from terms import InputError

STILL_ON_AID = ""


@dataclass(frozen=True, eq=False)
class Spells:
    """Grouped spells, one value a group in each array: quarters ``entry`` < ``stop``; ``cause`` "" = still on aid."""

    entry: np.ndarray
    stop: np.ndarray
    cause: np.ndarray
    families: np.ndarray

    def __post_init__(self) -> None:
        entry, stop = np.asarray(self.entry), np.asarray(self.stop)
        if not (entry < stop).all():
            bad = np.flatnonzero(~(entry < stop))[0]
            raise InputError(f"spell: entry must lie before stop, got {entry[bad]} and {stop[bad]}")
        if (np.asarray(self.families) < 0).any():
            raise InputError("spell: a count of families must not be negative")

    def at_risk(self, times: np.ndarray) -> np.ndarray:
        """Families with entry < t ≤ stop at each time."""
        return self._sum_below(self.entry, times) - self._sum_below(self.stop, times)

    def exits(self, times: np.ndarray, cause: str | None = None) -> np.ndarray:
        """Families that left at each time, for one cause or for any."""
        left = np.asarray(self.cause) != STILL_ON_AID if cause is None else np.asarray(self.cause) == cause
        place = np.searchsorted(times, np.asarray(self.stop)[left])
        return np.bincount(place, weights=np.asarray(self.families, dtype=float)[left], minlength=len(times))

    def _sum_below(self, bound: np.ndarray, times: np.ndarray) -> np.ndarray:
        order = np.argsort(bound, kind="stable")
        running = np.concatenate([[0.0], np.cumsum(np.asarray(self.families, dtype=float)[order])])
        return running[np.searchsorted(np.asarray(bound)[order], times, side="left")]


def survival(spells: Spells, level: float = 0.95) -> pd.DataFrame:
    """Kaplan–Meier: time, at_risk, exits, survival (share still on aid after t), se (Greenwood), low, high (log-log).

    Survival is counted from the smallest entry. The interval is NaN where survival is 1 or 0.
    """
    times = np.unique(np.asarray(spells.stop)[np.asarray(spells.families) > 0])
    risk, exits = spells.at_risk(times), spells.exits(times)
    share = np.cumprod(1 - exits / risk)
    relative = np.sqrt(np.cumsum(_greenwood(risk, exits)))
    inside = (share > 0) & (share < 1)
    log = np.log(np.where(inside, share, 0.5))
    reach = np.exp(special.ndtri(0.5 + level / 2) * relative / np.abs(log))
    low, high = (np.where(inside, np.exp(log * factor), np.nan) for factor in (reach, 1 / reach))
    columns = {"time": times, "at_risk": risk, "exits": exits, "survival": share, "se": share * relative}
    return pd.DataFrame(columns | {"low": low, "high": high})


def cumulative_incidence(spells: Spells) -> pd.DataFrame:
    """Aalen–Johansen: share that has left by each time, one column a cause; with survival they add up to 1."""
    curve = survival(spells)
    times = curve.time.to_numpy()
    before = np.concatenate([[1.0], curve.survival.to_numpy()[:-1]])
    causes = sorted(set(np.asarray(spells.cause).tolist()) - {STILL_ON_AID})
    shares = {cause: np.cumsum(before * spells.exits(times, cause) / curve.at_risk.to_numpy()) for cause in causes}
    return pd.DataFrame({"time": times, "survival": curve.survival} | shares)


def _greenwood(risk: np.ndarray, exits: np.ndarray) -> np.ndarray:
    """d/(n(n − d)) per time; 0 where all left, for the share is 0 from then on."""
    staying = risk - exits
    return np.divide(exits, risk * staying, out=np.zeros(len(risk)), where=staying > 0)
