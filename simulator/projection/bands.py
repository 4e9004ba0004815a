"""Bands around projections: many draws of the rates, the same for every policy that is compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulator.projection.ready import Ready
from simulator.projection.result import Projection, groups
from simulator.projection.sampling import FEWEST, MOST, check_draws, sampled
from targeting.flow.observed import FlowFit

__all__ = ["DRAWN", "FEWEST", "LEVEL", "MOST", "Bands", "bands", "check_draws"]

LEVEL = 0.90
DRAWN = ("recipients", "rupiah", "entered", "exited", "dropped_cap", "reached_cap")


@dataclass(frozen=True, eq=False)
class Bands:
    """``drawn`` by (policy, programme, column): (draw, quarter, area); areas are ``names`` of one level."""

    names: tuple[str, ...]
    quarters: tuple[str, ...]
    drawn: dict[tuple[int, str, str], np.ndarray]

    def table(self, policy: int, level: float = LEVEL) -> pd.DataFrame:
        """Columns quarter, group, programme, then …_low and …_high of each column: the
        middle ``level`` of the draws."""
        return self._tabled(lambda code, column: self.drawn[policy, code, column], policy, level)

    def difference(self, policy: int, other: int, level: float = LEVEL) -> pd.DataFrame:
        """As ``table``, of the policy less the other, draw by draw: what is not known of both alike cancels."""
        return self._tabled(
            lambda code, column: self.drawn[policy, code, column] - self.drawn[other, code, column], policy, level
        )

    def _tabled(self, of: Callable[[str, str], np.ndarray], policy: int, level: float) -> pd.DataFrame:
        tail, frames = (1 - level) / 2, []
        for code in dict.fromkeys(code for index, code, _ in self.drawn if index == policy):
            keys = {
                "quarter": np.repeat(self.quarters, len(self.names)),
                "group": list(self.names) * len(self.quarters),
            }
            frame = pd.DataFrame(keys).assign(programme=code)
            for column in DRAWN:
                low, high = np.quantile(of(code, column), (tail, 1 - tail), axis=0)
                frame[f"{column}_low"], frame[f"{column}_high"] = low.ravel(), high.ravel()
            frames.append(frame)
        return pd.concat(frames, ignore_index=True)


def bands(
    policies: Sequence[Ready],
    fit: FlowFit,
    by: str,
    draws: int = 100,
    seed: int = 1,
    told: Callable[[int], None] = lambda done: None,
    threads: int = 2,
) -> Bands:
    """Project every policy under each draw of the rates (see ``sampled``) and keep DRAWN of the areas of a level."""
    first = policies[0]
    names, of_group = groups(first.codes, by)

    def taken(projection: Projection) -> dict[tuple[str, str], np.ndarray]:
        return {
            (code, column): track.columns[column] @ of_group
            for code, track in projection.tracks.items()
            for column in DRAWN
        }

    found = sampled(policies, fit, taken, draws, seed, told, threads)
    steps = range(first.options.quarters + 1)
    quarters = tuple(str(first.quarter.shift(step)) for step in steps)
    return Bands(names, quarters, {(index, *key): values for (index, key), values in found.items()})
