"""National choices: who is first until the places run out, over all blocks at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BINS = 65_536


@dataclass(frozen=True, eq=False)
class Candidates:
    """Rows of one block that could be chosen, with their key (lowest first) and the places that each takes."""

    rows: np.ndarray
    key: np.ndarray
    mass: np.ndarray


def choose(blocks: Sequence[Candidates], places: int) -> list[np.ndarray]:
    """The rows of each block with the lowest keys in the nation, until their mass reaches the places.

    One that would go past the places is left out; so the total misses by less than one family's mass.
    """
    present = [block.key for block in blocks if len(block.key)]
    if not present or places <= 0:
        return [block.rows[:0] for block in blocks]
    low, high = min(key.min() for key in present), max(key.max() for key in present)
    bins = [_bin(block.key, low, high) for block in blocks]
    filled = np.cumsum(sum(np.bincount(b, block.mass, BINS) for b, block in zip(bins, blocks, strict=True)))
    last = int(np.searchsorted(filled, places, "right"))
    left = places - (filled[last - 1] if last else 0)
    edge = [np.flatnonzero(b == last) for b in bins]
    taken = _take_edge(
        [block.key[e] for block, e in zip(blocks, edge, strict=True)],
        [block.mass[e] for block, e in zip(blocks, edge, strict=True)],
        left,
    )
    return [
        np.sort(block.rows[np.concatenate([np.flatnonzero(b < last), e[t]])])
        for block, b, e, t in zip(blocks, bins, edge, taken, strict=True)
    ]


def _bin(key: np.ndarray, low: float, high: float) -> np.ndarray:
    width = max(float(high) - float(low), 1e-9)
    return np.minimum((key - low) * np.float32((BINS - 1) / width), BINS - 1).astype(np.int32)


def _take_edge(keys: list[np.ndarray], masses: list[np.ndarray], left: float) -> list[np.ndarray]:
    """Of the rows at the margin, in key order, those that still fit."""
    key, mass = np.concatenate(keys), np.concatenate(masses)
    order = np.argsort(key, kind="stable")
    fits = np.zeros(len(key), bool)
    fits[order] = np.cumsum(mass[order]) <= left
    return np.split(fits, np.cumsum([len(part) for part in keys])[:-1])
