"""Bands around projections: many draws of the rates, the same for every policy that is compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulator.projection.result import Projection, groups
from simulator.projection.run import Ready, run
from targeting.flow.observed import FlowFit
from terms import InputError

LEVEL = 0.90
DRAWN = ("recipients", "rupiah", "entered", "exited", "dropped_cap", "reached_cap")
FEWEST, MOST = 20, 1000


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
    """Project every policy under each draw of the rates. ``told`` hears how many draws are done, and may raise to stop:
    then what has not begun never does. Policies must be of one register and one number of quarters."""
    check_draws(draws)
    first = policies[0]
    names, of_group = groups(first.codes, by)
    found: dict[tuple[int, str, str], np.ndarray] = {}

    def one(draw: int) -> list[dict[tuple[str, str], np.ndarray]]:
        rates = fit.draw(np.random.default_rng([seed, draw]), first.options.quarters)
        return [_summed(run(made, rates, kind=np.float32), of_group) for made in policies]

    with ThreadPoolExecutor(threads) as pool:
        try:
            for draw, results in enumerate(pool.map(one, range(draws))):
                for index, result in enumerate(results):
                    for (code, column), values in result.items():
                        whole = found.setdefault((index, code, column), np.empty((draws, *values.shape), np.float32))
                        whole[draw] = values
                told(draw + 1)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    steps = range(first.options.quarters + 1)
    return Bands(names, tuple(str(first.quarter.shift(step)) for step in steps), found)


def check_draws(draws: int) -> None:
    """InputError for a number of draws that gives no band, or would take for ever."""
    if not FEWEST <= draws <= MOST:
        raise InputError(f"draws: must be from {FEWEST} to {MOST}, got {draws}")


def _summed(projection: Projection, of_group: np.ndarray) -> dict[tuple[str, str], np.ndarray]:
    return {
        (code, column): track.columns[column] @ of_group
        for code, track in projection.tracks.items()
        for column in DRAWN
    }
