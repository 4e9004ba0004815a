"""Shares of kabupaten drawn towards their province, and the province towards the nation, by how much each has seen.

Counts of a full register have no sampling error, but a quarter is not like the next: what counts as evidence is the
number of families divided by how much more than chance the quarters differ (``dispersion``). Kabupaten are taken to
differ around their province as shares of a Dirichlet distribution, whose concentration is estimated by moments.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: A concentration beyond which areas are as good as equal; keeps arithmetic finite.
ALIKE = 1e9


@dataclass(frozen=True, eq=False)
class Shrunk:
    """``mean`` (area, outcome) adds up to 1 over outcomes; ``strength`` (area): the families that it rests on.

    ``dispersion``: variance between the quarters of an area, less what they share, over that of chance; at least 1.
    ``seen`` (area): families seen in a quarter on average.
    """

    mean: np.ndarray
    strength: np.ndarray
    dispersion: float
    seen: np.ndarray

    def draw(self, generator: np.random.Generator) -> np.ndarray:
        """Shares (area, outcome) from the Dirichlet distribution of what is known of them."""
        parts = generator.standard_gamma(np.maximum(self.mean * self.strength[:, None], 1e-12))
        total = parts.sum(axis=1, keepdims=True)
        return np.divide(parts, total, out=self.mean.copy(), where=total > 0)

    def shock(self, share: np.ndarray, quarters: int, generator: np.random.Generator) -> np.ndarray:
        """(quarter, area): how many times its share (area) an outcome comes in one quarter; mean 1, and never so often
        that more than everybody would be counted."""
        seen, known = self.seen / self.dispersion, np.clip(share, 1e-9, 1 - 1e-9)
        shapes = (np.maximum(known * seen, 1e-3), np.maximum((1 - known) * seen, 1e-3))
        one, other = (generator.standard_gamma(np.broadcast_to(shape, (quarters, len(shape)))) for shape in shapes)
        total = one + other
        return np.divide(one, total, out=np.broadcast_to(known, total.shape).copy(), where=total > 0) / known


def shrunk(counts: np.ndarray, group: np.ndarray) -> Shrunk:
    """Shares of each area from counts (quarter, area, outcome); ``group`` is the number of each area's province.

    An area where nobody was seen has its province's shares, a province without anybody the nation's; with nobody
    anywhere the last outcome ("nothing happened") has share 1.
    """
    counts = np.asarray(counts, float)
    total = counts.sum(axis=0)
    provinces = _by(group, total)
    nation = total.sum(axis=0)
    nation = nation / nation.sum() if nation.sum() else np.eye(total.shape[1])[-1]
    dispersion = _dispersion(counts, group)
    over_nation = _concentration(provinces / dispersion, nation[None, :])
    middle = _towards(provinces / dispersion, nation[None, :], over_nation)
    over_province = _concentration(total / dispersion, middle[group])
    mean = _towards(total / dispersion, middle[group], over_province)
    strength = total.sum(axis=1) / dispersion + over_province
    return Shrunk(mean, np.minimum(strength, ALIKE), dispersion, counts.sum(axis=2).mean(axis=0))


def _by(group: np.ndarray, rows: np.ndarray) -> np.ndarray:
    summed = np.zeros((int(group.max()) + 1, rows.shape[1]))
    np.add.at(summed, group, rows)
    return summed


def _towards(counts: np.ndarray, prior: np.ndarray, concentration: float) -> np.ndarray:
    return (counts + concentration * prior) / (counts.sum(axis=1, keepdims=True) + concentration)


def _dispersion(counts: np.ndarray, group: np.ndarray) -> float:
    """Pearson's X² over its degrees of freedom: between the quarters of an area, less what all areas share in the
    quarter. With one quarter alone between the areas of a province, which is more: unknown counts as noise."""
    steps = len(counts)
    seen = counts.sum(axis=2, keepdims=True)
    if steps == 1:
        wanted = seen * _shares(_by(group, counts[0]))[group]
        return _over(counts, wanted, len(group) - len(set(group.tolist())))
    own = _shares(counts.sum(axis=0))
    of_quarter, overall = _shares(counts.sum(axis=1)), _shares(counts.sum(axis=(0, 1))[None, :])
    common = np.divide(of_quarter, overall, out=np.ones_like(of_quarter), where=overall > 0)
    wanted = own[None] * common[:, None, :]
    wanted = seen * wanted / np.maximum(wanted.sum(axis=2, keepdims=True), 1e-300)
    return _over(counts, wanted, (steps - 1) * max(1, len(group) - 1))


def _over(counts: np.ndarray, wanted: np.ndarray, rows: int) -> float:
    outcomes = int((counts.sum(axis=(0, 1)) > 0).sum()) - 1
    if outcomes < 1 or rows < 1:
        return 1.0
    square = np.divide((counts - wanted) ** 2, wanted, out=np.zeros_like(counts), where=wanted > 0)
    return max(1.0, float(square.sum()) / (rows * outcomes))


def _concentration(counts: np.ndarray, prior: np.ndarray) -> float:
    """The Dirichlet concentration whose spread between areas is that seen, by moments; ALIKE when none is seen."""
    seen = counts.sum(axis=1)
    outcomes = int((counts.sum(axis=0) > 0).sum()) - 1
    areas = int((seen > 0).sum()) - 1
    if outcomes < 1 or areas < 1:
        return ALIKE
    wanted = seen[:, None] * prior
    square = np.divide((counts - wanted) ** 2, wanted, out=np.zeros_like(counts), where=wanted > 0)
    more = float(square.sum()) / (areas * outcomes) - 1
    return min(ALIKE, max(1.0, float(seen[seen > 0].mean() - 1) / more - 1)) if more > 0 else ALIKE


def _shares(counts: np.ndarray) -> np.ndarray:
    total = counts.sum(axis=-1, keepdims=True)
    return np.divide(counts, total, out=np.zeros_like(counts, dtype=float), where=total > 0)
