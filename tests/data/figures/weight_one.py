"""A register of weight 1: one province of four small kabupaten, every family itself, most cells with one or two."""

from __future__ import annotations

import numpy as np

from simulator.cells import COMPONENTS, PUPILS, Cells
from terms import PBI, PKH, SEMBAKO, Quarter

KABUPATEN = ("11.01", "11.02", "11.03", "11.04")
SIZES = (9_000, 3_000, 1_200, 500)
TYPES = np.array([0, 16, 17, 25, 1, 3, 19, 27, 5, 21])
TYPE_SHARES = np.array([10, 30, 20, 12, 3, 8, 8, 4, 2, 3]) / 100


def weight_one(seed: int = 11) -> Cells:
    """The families counted into cells."""
    draw = np.random.default_rng(seed)
    kabupaten = np.repeat(np.arange(len(SIZES)), SIZES)
    size = len(kabupaten)
    decile = np.minimum(draw.integers(0, 11, size), draw.integers(0, 13, size))
    family_type = draw.choice(TYPES, size, p=TYPE_SHARES)
    poor = (11 - decile) / 11 * (decile > 0)
    pkh = (draw.random(size) < 0.45 * poor * (family_type & 1)) * np.minimum(draw.geometric(0.06, size), 24)
    sembako = (draw.random(size) < 0.5 * poor) * np.minimum(draw.geometric(0.07, size), 24)
    on_pbi = draw.random(size) < 0.7 * poor
    dimensions = np.stack([kabupaten, decile, family_type, pkh, sembako, on_pbi])
    cells, of_cell = np.unique(dimensions, axis=1, return_inverse=True)
    of_cell = of_cell.ravel()
    persons = draw.integers(1, 8, size)
    children = draw.integers(0, 3, size) * (family_type & 1)

    def count(each: np.ndarray) -> np.ndarray:
        return np.bincount(of_cell, weights=each, minlength=cells.shape[1]).astype(np.int64)

    return Cells(
        Quarter(2026, 1),
        KABUPATEN,
        cells[0].astype(np.int16),
        cells[1].astype(np.int8),
        cells[2].astype(np.int8),
        {PKH: cells[3].astype(np.int8), SEMBAKO: cells[4].astype(np.int8)},
        cells[5].astype(bool),
        count(np.ones(size)),
        count(persons),
        count(persons * on_pbi),
        {name: count(children) for name in COMPONENTS},
        {name: count(children) for name in PUPILS},
        {
            PKH: count(500_000 * children * (pkh > 0)),
            SEMBAKO: count(600_000 * (sembako > 0)),
            PBI: count(126_000 * persons * on_pbi),
        },
    )
