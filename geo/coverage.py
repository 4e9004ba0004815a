"""Areas that fit together without gap or overlap: laid on a grid, cut, simplified with their common borders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Areas = NDArray[Any]
"""Polygons or multipolygons in degrees (EPSG:4326), one a unit."""

Indices = NDArray[np.int_]

GRID = 0.001
"""Degrees between the points that a corner may lie on: about 110 m, and three decimals in the files."""

KM2_PER_SQUARE_DEGREE = 111.32**2
"""At the equator; within 2 percent anywhere in Indonesia, good enough to say how large a fault is."""


ENCLOSED = 0.9
"""A unit of which so much lies in larger ones is enclosed by them, like a kota in its kabupaten."""

LARGER = 2.0
"""How many times larger the other unit must be: two units of one size are doubles, and neither encloses the other."""


@dataclass(frozen=True)
class Overlap:
    """Two units, by their place in the list, that claim the same ground; km2 of it."""

    one: int
    other: int
    km2: float


@dataclass(frozen=True, eq=False)
class Coverage:
    """Areas that share their borders exactly. claimed_km2 is what each unit asked for; overlaps is what two asked for;
    enclosed are the units that lie in larger ones and keep their ground."""

    areas: Areas
    claimed_km2: NDArray[np.float64]
    overlaps: tuple[Overlap, ...]
    enclosed: frozenset[int]


def lay(units: Areas, land: shapely.Geometry | None = None) -> Coverage:
    """Lay the units on the grid and cut them where they cross one another, and at the coast if land is given.

    All borders are noded together, so that neighbours keep the very same corners. A place that several units claim
    goes to the one that is enclosed by the others, else to the first of them. A unit can come back empty if nothing of
    it is wider than the grid.
    """
    borders = [*shapely.boundary(units), *([] if land is None else [shapely.boundary(land)])]
    noded = shapely.union_all(borders, grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    inside = shapely.point_on_surface(faces)
    if land is not None:
        shapely.prepare(land)
        on_land = shapely.contains(land, inside)
        faces, inside = faces[on_land], inside[on_land]
    face, unit = shapely.STRtree(units).query(inside, predicate="within")
    size = shapely.area(faces) * KM2_PER_SQUARE_DEGREE
    claimed = np.bincount(unit, size[face], len(units)).astype(np.float64)
    enclosed = _enclosed(face, unit, size, claimed)
    order = np.lexsort((unit, np.where(enclosed, claimed, np.inf)[unit], face))
    taken, first = np.unique(face[order], return_index=True)
    owner = np.full(len(faces), -1)
    owner[taken] = unit[order][first]
    areas = np.array([shapely.coverage_union_all(faces[owner == index]) for index in range(len(units))])
    return Coverage(areas, claimed, _overlaps(face, unit, size), frozenset(np.flatnonzero(enclosed).tolist()))


def _enclosed(face: Indices, unit: Indices, size: NDArray[Any], claimed: NDArray[Any]) -> NDArray[np.bool_]:
    """Which units lie in larger ones."""
    largest = np.zeros(len(size))
    np.maximum.at(largest, face, claimed[unit])
    under = largest[face] >= LARGER * claimed[unit]
    covered = np.bincount(unit, size[face] * under, len(claimed))
    return (claimed > 0) & (covered >= ENCLOSED * claimed)


def _overlaps(face: Indices, unit: Indices, size: NDArray[Any]) -> tuple[Overlap, ...]:
    """Every pair of units that claim the same faces, the largest overlap first."""
    contested = np.flatnonzero(np.bincount(face, minlength=len(size)) > 1)
    order = np.lexsort((unit, face))
    start = np.searchsorted(face[order], contested)
    end = np.searchsorted(face[order], contested, side="right")
    shared: defaultdict[tuple[int, int], float] = defaultdict(float)
    for index, low, high in zip(contested, start, end, strict=True):
        for pair in combinations(unit[order][low:high].tolist(), 2):
            shared[pair] += float(size[index])
    return tuple(Overlap(*pair, km2) for pair, km2 in sorted(shared.items(), key=lambda claim: -claim[1]))


def simplify(areas: Areas, tolerance: float) -> Areas:
    """Fewer corners, the same ones on both sides of a border: corners that span less than tolerance² go, and with them
    the islands too small to see (five times that), except the largest part of each unit. Corners stay on the grid."""
    return shapely.coverage_simplify(_without_specks(areas, 5 * tolerance**2), tolerance)


def _without_specks(areas: Areas, smallest: float) -> Areas:
    parts, unit = shapely.get_parts(areas, return_index=True)
    size = shapely.area(parts)
    largest = np.zeros(len(areas))
    np.maximum.at(largest, unit, size)
    touching = shapely.STRtree(parts).query(parts, predicate="intersects")[0]
    alone = np.bincount(touching, minlength=len(parts)) == 1
    kept = ~alone | (size >= smallest) | (size == largest[unit])
    return np.array([shapely.multipolygons(parts[kept & (unit == index)]) for index in range(len(areas))])


def dissolve(areas: Areas, groups: Iterable[str]) -> dict[str, shapely.Geometry]:
    """One area a group, in order of the groups' names; areas must be a coverage."""
    names = np.array(list(groups))
    return {str(name): shapely.coverage_union_all(areas[names == name]) for name in np.unique(names)}
