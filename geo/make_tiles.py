"""Where each kabupaten and province stands on the map of equal tiles: ``python -m geo.make_tiles [FILE]`` rebuilds
``geo/reference/tiles.csv`` byte for byte.

Each area gets one cell of a grid, as near as can be to its own place (SciPy's assignment); then its wish is drawn to
its neighbours' cells and all are assigned anew, and the round that keeps most neighbours side by side stays.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import linear_sum_assignment

from geo import regions
from geo.tiles import FILE

Numbers = npt.NDArray[np.float64]
#: Columns and rows of the grid by level.
GRIDS = {"kabupaten": (46, 17), "province": (12, 7)}
#: How much of a place is its rank, which spreads Java out, and how much its degrees.
RANKED = 0.7
ROUNDS, OWN, PULL = 12, 0.15, 0.85


@dataclass(frozen=True)
class PlacedAreas:
    """Codes, longitudes, latitudes, and pairs of places in these of areas that share a border on land."""

    codes: tuple[str, ...]
    lon: Numbers
    lat: Numbers
    pairs: npt.NDArray[np.int64]


def areas(level: str) -> PlacedAreas:
    """All areas of a level; the place of a province is the middle of its kabupaten."""
    text = {"kabupaten_code": str, "province_code": str, "neighbour_code": str}
    table = pd.read_csv(regions.REFERENCE / "kabupaten.csv", dtype=text)
    borders = pd.read_csv(regions.REFERENCE / "neighbours.csv", dtype=text).query("kind == 'land'")
    ends = borders[["kabupaten_code", "neighbour_code"]]
    column = "kabupaten_code"
    if level == "province":
        column, ends = "province_code", ends.apply(lambda codes: codes.str[:2])
    places = table.groupby(column)[["lon", "lat"]].mean().sort_index()
    at = {code: place for place, code in enumerate(places.index)}
    met = {tuple(sorted((at[one], at[other]))) for one, other in ends.to_numpy() if one != other}
    pairs = np.array(sorted(met), dtype=np.int64)
    return PlacedAreas(tuple(places.index), places["lon"].to_numpy(float), places["lat"].to_numpy(float), pairs)


def layout(given: PlacedAreas, grid: tuple[int, int]) -> npt.NDArray[np.int64]:
    """Column (from the west) and row (from the south) of each area."""
    columns, rows = grid
    cells = np.stack([each.ravel() for each in np.meshgrid(np.arange(columns), np.arange(rows))], axis=1)
    home = np.stack([_spread(given.lon) * (columns - 1), _spread(given.lat) * (rows - 1)], axis=1)
    near = np.zeros((len(home), len(home)))
    near[given.pairs[:, 0], given.pairs[:, 1]] = near[given.pairs[:, 1], given.pairs[:, 0]] = 1
    degree = near.sum(axis=1, keepdims=True)
    wish, found = home, []
    for _ in range(ROUNDS):
        distance = ((wish[:, None, :] - cells[None, :, :]) ** 2).sum(axis=2)
        found.append(cells[linear_sum_assignment(distance)[1]])
        around = np.where(degree > 0, near @ found[-1] / np.maximum(degree, 1), found[-1])
        wish = OWN * home + (1 - OWN) * ((1 - PULL) * found[-1] + PULL * around)
    return max(found, key=lambda one: adjacency(given, one))


def adjacency(given: PlacedAreas, places: npt.NDArray[np.int64]) -> float:
    """The share of pairs that share a border on land whose tiles touch, at a side or a corner."""
    apart = np.abs(places[given.pairs[:, 0]] - places[given.pairs[:, 1]]).max(axis=1)
    return float((apart <= 1).mean())


def _spread(degrees: Numbers) -> Numbers:
    """Places from 0 to 1: partly by rank, so that crowded parts get room."""
    ranks = np.empty(len(degrees))
    ranks[np.argsort(degrees, kind="stable")] = np.arange(len(degrees)) / max(len(degrees) - 1, 1)
    span = (degrees - degrees.min()) / (degrees.max() - degrees.min())
    spread: Numbers = RANKED * ranks + (1 - RANKED) * span
    return spread


def text() -> str:
    """The whole file."""
    lines = ["code,column,row"]
    for level, grid in GRIDS.items():
        given = areas(level)
        placed = layout(given, grid)
        lines += [f"{code},{column},{row}" for code, (column, row) in zip(given.codes, placed.tolist(), strict=True)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else FILE).write_text(text(), encoding="utf-8")
