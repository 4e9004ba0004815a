"""Quarters that nobody has seen yet, drawn from the few that were: the nation's rates of several processes together.

A quarter to come mixes the quarters seen with weights such that each rate has the distribution of one more observation
(Student's t with one degree of freedom fewer than quarters, variance s²(1 + 1/n)). All processes get the same weights,
so that what came together comes together again: entries that fill the places of exits go on filling them, however far
the quarter lies from the usual. A decree as large as none that was seen lies in the tails, which are the wider the
fewer quarters there are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: No rate falls under this share of the least that was seen; the whole quarter is drawn nearer to the mean instead.
LEAST = 0.5


@dataclass(frozen=True, eq=False)
class QuarterRates:
    """``rates`` (process, quarter seen): events of the nation for each family."""

    rates: np.ndarray

    @classmethod
    def of(cls, events: list[np.ndarray], exposed: np.ndarray) -> QuarterRates:
        """From counts (quarter, area) of each process, and of families."""
        whole = np.maximum(exposed.sum(axis=1), 1)
        return cls(np.stack([one.sum(axis=1) / whole for one in events]))

    @property
    def mean(self) -> np.ndarray:
        """(process): the plain mean of the quarters."""
        found: np.ndarray = self.rates.mean(axis=1)
        return found

    def drawn(self, weights: np.ndarray) -> np.ndarray:
        """(quarter to come, process): how many times the mean rate; ``weights`` as ``mixing`` gives them."""
        mean = self.mean
        away = weights @ (self.rates - mean[:, None]).T
        room = mean - LEAST * self.rates.min(axis=1)
        reach = np.divide(room, -away, out=np.full_like(away, np.inf), where=away < 0).min(axis=1, initial=np.inf)
        found = mean + np.minimum(1.0, reach)[:, None] * away
        return np.divide(found, mean, out=np.ones_like(found), where=mean > 0)


def mixing(seen: int, quarters: int, generator: np.random.Generator) -> np.ndarray:
    """(quarter to come, quarter seen): by how much each departure from the mean counts. With one quarter seen nothing
    is known of how quarters differ, and none does."""
    if seen < 2:
        return np.zeros((quarters, seen))
    normal = generator.standard_normal((quarters, seen))
    spread = np.sqrt(generator.chisquare(seen - 1, (quarters, 1)) / (seen - 1))
    centred = normal - normal.mean(axis=1, keepdims=True)
    found: np.ndarray = centred / spread * np.sqrt((seen + 1) / (seen * (seen - 1)))
    return found
