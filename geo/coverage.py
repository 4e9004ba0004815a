"""Areas that fit together without gap or overlap: laid on a grid, cut, simplified with their common borders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Areas = NDArray[Any]
"""Polygons or multipolygons in degrees (EPSG:4326), one a unit."""

GRID = 0.001
"""Degrees between the points that a corner may lie on: about 110 m, and three decimals in the files."""

KM2_PER_SQUARE_DEGREE = 111.32**2
"""At the equator; within 2 percent anywhere in Indonesia, good enough to say how large a fault is."""


@dataclass(frozen=True, eq=False)
class Coverage:
    """Areas that share their borders exactly; contested_km2 is what two units claimed and the earlier one got."""

    areas: Areas
    contested_km2: float


def lay(units: Areas, land: shapely.Geometry | None = None) -> Coverage:
    """Lay the units on the grid and cut them where they cross one another, and at the coast if land is given.

    All borders are noded together, so that neighbours keep the very same corners. A place that several units claim
    goes to the first of them. A unit can come back empty if nothing of it is wider than the grid.
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
    order = np.lexsort((unit, face))
    claimed, first = np.unique(face[order], return_index=True)
    owner = np.full(len(faces), -1)
    owner[claimed] = unit[order][first]
    contested = np.bincount(face, minlength=len(faces)) > 1
    areas = np.array([shapely.coverage_union_all(faces[owner == index]) for index in range(len(units))])
    return Coverage(areas, float(shapely.area(faces[contested]).sum()) * KM2_PER_SQUARE_DEGREE)


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
