"""What a person reads of years to come: lines by quarter with their bands, the same draws for all policies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulator.projection.bands import LEVEL
from simulator.projection.ready import Ready
from simulator.projection.result import Projection, Track, groups
from simulator.projection.run import run
from simulator.projection.sampling import sampled
from targeting.flow.observed import FlowFit
from terms import InputError

COUNTED = ("recipients", "rupiah", "entered", "exited", "reached_cap", "dropped_cap", "dropped_poorest")
GRADUATED = "graduated"
INCLUSION, EXCLUSION = "inclusion_error", "exclusion_error"
ERRORS = (INCLUSION, EXCLUSION)
#: Families in a quarter; ``rupiah`` of the quarter; the errors are shares.
MEASURES = (*COUNTED, GRADUATED, *ERRORS)

Key = tuple[str, str]


@dataclass(frozen=True, eq=False)
class LineAhead:
    """One measure of one programme in one area, by quarter; ``low`` and ``high`` are NaN without draws."""

    low: np.ndarray
    mid: np.ndarray
    high: np.ndarray


@dataclass(frozen=True, eq=False)
class Lines:
    """``middle`` by policy, then (programme, measure): (quarter, area), the run on the rates as they are estimated.

    ``drawn`` by (policy, (programme, measure)): (draw, quarter, area), empty without draws. ``names`` are the areas of
    one level, ``quarters`` begin with the register's own. Exact figures: what may be shown is decided elsewhere.
    """

    policies: tuple[str, ...]
    names: tuple[str, ...]
    quarters: tuple[str, ...]
    middle: tuple[Mapping[Key, np.ndarray], ...]
    drawn: Mapping[tuple[int, Key], np.ndarray]

    def line(self, policy: int, programme: str, measure: str, group: str = "ID", level: float = LEVEL) -> LineAhead:
        """The measure in one area; the band is the middle ``level`` of the draws."""
        self._known(policy, programme, measure)
        if group not in self.names:
            raise InputError(f"group: must be an area of these lines such as {self.names[0]}, got {group!r}")
        area = [self.names.index(group)]
        key = programme, measure
        drawn = self.drawn.get((policy, key))
        low, mid, high = _spread(self.middle[policy][key][:, area], None if drawn is None else drawn[..., area], level)
        return LineAhead(low[:, 0], mid[:, 0], high[:, 0])

    def table(self, policy: int, level: float = LEVEL) -> pd.DataFrame:
        """Columns quarter, group, programme, measure, low, mid, high."""
        return self._tabled(
            {key: _spread(mid, self.drawn.get((policy, key)), level) for key, mid in self.middle[policy].items()}
        )

    def difference(self, policy: int, other: int, level: float = LEVEL) -> pd.DataFrame:
        """As ``table``, of the policy less the other, draw by draw: what is not known of both alike cancels."""
        found = {}
        for key, mid in self.middle[policy].items():
            theirs, ours = self.drawn.get((other, key)), self.drawn.get((policy, key))
            drawn = None if ours is None or theirs is None else ours - theirs
            if key in self.middle[other]:
                found[key] = _spread(mid - self.middle[other][key], drawn, level)
        return self._tabled(found)

    def _known(self, policy: int, programme: str, measure: str) -> None:
        if not 0 <= policy < len(self.policies):
            raise InputError(f"policy: must be the number of one of {len(self.policies)} policies, got {policy}")
        if (programme, measure) not in self.middle[policy]:
            known = ", ".join(MEASURES)
            raise InputError(f"measure: must be {known}, of a programme projected, got {measure} of {programme}")

    def _tabled(self, found: Mapping[Key, tuple[np.ndarray, np.ndarray, np.ndarray]]) -> pd.DataFrame:
        quarters, areas = np.repeat(self.quarters, len(self.names)), list(self.names) * len(self.quarters)
        frames = [
            pd.DataFrame({"quarter": quarters, "group": areas}).assign(
                programme=code, measure=measure, low=low.ravel(), mid=mid.ravel(), high=high.ravel()
            )
            for (code, measure), (low, mid, high) in found.items()
        ]
        return pd.concat(frames, ignore_index=True)


def lines(
    policies: Sequence[Ready],
    fit: FlowFit,
    by: str = "nation",
    draws: int = 100,
    seed: int = 1,
    told: Callable[[int], None] = lambda done: None,
    threads: int = 2,
) -> Lines:
    """The policies, made ready for one register, quarter by quarter in the areas of a level; see ``sampled``.

    With ``draws`` 0 there is no band. Errors are those of a policy that was made ready with the chances of being
    entitled; they are not measured below the province, and NaN there.
    """
    first = policies[0]
    names, of_group = groups(first.codes, by)

    def taken(projection: Projection) -> dict[Key, np.ndarray]:
        return {
            (code, measure): values
            for code, track in projection.tracks.items()
            for measure, values in _measured(track, of_group, by).items()
        }

    middle = tuple(taken(run(made, fit.rates)) for made in policies)
    drawn = sampled(policies, fit, taken, draws, seed, told, threads) if draws else {}
    quarters = tuple(str(first.quarter.shift(step)) for step in range(first.options.quarters + 1))
    return Lines(tuple(made.policy for made in policies), names, quarters, middle, drawn)


def _measured(track: Track, of_group: np.ndarray, by: str) -> dict[str, np.ndarray]:
    found = {name: track.columns[name] @ of_group for name in COUNTED}
    graduated = track.reasons.get(GRADUATED)
    found[GRADUATED] = np.zeros_like(found["exited"]) if graduated is None else graduated @ of_group
    if by != "kabupaten" and "entitled" in track.columns:
        reached, entitled = track.columns["entitled_reached"] @ of_group, track.columns["entitled"] @ of_group
        found[INCLUSION] = 1.0 - _share(reached, found["recipients"])
        found[EXCLUSION] = 1.0 - _share(reached, entitled)
    else:
        found |= {name: np.full_like(found["exited"], np.nan) for name in ERRORS}
    return found


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def _spread(middle: np.ndarray, drawn: np.ndarray | None, level: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Low, middle and high; the band is the middle ``level`` of the draws."""
    if drawn is None or np.isnan(middle).all():
        unknown = np.full_like(middle, np.nan)
        return unknown, middle, unknown
    low, high = np.quantile(drawn, ((1 - level) / 2, (1 + level) / 2), axis=0)
    return low, middle, high
