"""Kecamatan of one kabupaten as a map: those of the file set in use, else general ones, drawn when they are asked for.

The village points of the kabupaten share out its area among its kecamatan: each place belongs to the nearest point. The
outer border is that of the kabupaten in the file set in use, so that kecamatan fill it without gap or overlap.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import pandas as pd
import shapely

from geo import layers, regions
from geo.coverage import Areas, lay, simplify
from geo.map_files import KABUPATEN, KECAMATAN, Bounds, MapFiles

#: Goes up whenever other borders are drawn from the same map, so that no browser keeps the ones before.
DRAWING = 1
TOLERANCE = 0.002
FAR_FROM_LAND = 0.02
ISLAND_RADIUS = 0.015
#: Of the grid's squares, what a kecamatan must have of the land to be seen.
_LEAST = 4e-6


@dataclass(frozen=True)
class KecamatanMap:
    """A kabupaten's kecamatan as GeoJSON, their bounds, and whether the borders are our general ones."""

    text: str
    bounds: Bounds
    is_general: bool


def file_name(kabupaten_code: str) -> str:
    """What the map of a kabupaten's kecamatan is called: ``kecamatan-35.15``."""
    return f"{KECAMATAN}-{kabupaten_code}"


def address(files: MapFiles, kabupaten_code: str) -> str:
    """Where a browser gets the file of a kabupaten's kecamatan, imported or drawn."""
    name = file_name(kabupaten_code)
    return files.address(name) + ("" if name in files.names else f"-{DRAWING}")


def kabupaten_of_file(name: str) -> str | None:
    """The kabupaten whose kecamatan a file of this name, ``kecamatan-35.15.json``, shows; None for other names."""
    code = name.removeprefix(f"{KECAMATAN}-").removesuffix(".json")
    return code if name == f"{file_name(code)}.json" and code in _kabupaten_codes() else None


@lru_cache(maxsize=600)
def of_kabupaten(files: MapFiles, kabupaten_code: str) -> KecamatanMap:
    """The map of a kabupaten's kecamatan, kept once it was drawn; InputError for a code that is no kabupaten's."""
    regions.kecamatan_of(kabupaten_code)
    name = file_name(kabupaten_code)
    if name in files.names:
        text = files.path(f"{name}.json").read_text(encoding="utf-8")
        given = [shapely.from_geojson(json.dumps(one["geometry"])) for one in json.loads(text)["features"]]
        return KecamatanMap(text, _bounds(np.array(given)), False)
    areas = drawn(kabupaten_code, _border(files, kabupaten_code))
    return KecamatanMap(layers.features(areas), _bounds(np.array(list(areas.values()))), True)


def drawn(kabupaten_code: str, border: shapely.Geometry) -> dict[str, shapely.Geometry]:
    """Kecamatan code to area within the border of the kabupaten, a coverage on the grid, none of them empty.

    A village that lies off the border stands on a small round island, as on the map of kabupaten, and so do those of a
    kecamatan that would have no land else.
    """
    points, owners = villages(kabupaten_code)
    codes = np.unique(owners)
    land = _with_islands(border, points, shapely.distance(points, border) > FAR_FROM_LAND)
    units = _shares(points, owners, codes, land)
    without = [code for code, unit in zip(codes, units, strict=True) if _area_of(unit, land) < _LEAST]
    if without:
        land = _with_islands(land, points, np.isin(owners, without))
    return dict(zip(codes.tolist(), simplified(lay(units, land).areas), strict=True))


def simplified(areas: Areas) -> Areas:
    """Kecamatan of one coverage with no more corners than a screen shows."""
    return simplify(areas, TOLERANCE)


def _shares(points: Areas, owners: Areas, codes: Areas, land: shapely.Geometry) -> Areas:
    """What lies nearer to a kecamatan's villages than to others, far beyond the land."""
    around = shapely.buffer(shapely.box(*shapely.total_bounds([land, *points])), 0.1)
    if len(points) == 1:
        return np.array([around])
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=around, ordered=True))
    return np.array([shapely.coverage_union_all(cells[owners == code]) for code in codes])


def _area_of(unit: shapely.Geometry, land: shapely.Geometry) -> float:
    return float(shapely.area(shapely.intersection(unit, land)))


def _with_islands(land: shapely.Geometry, points: Areas, chosen: Areas) -> shapely.Geometry:
    return shapely.union_all([land, *shapely.buffer(points[chosen], ISLAND_RADIUS, quad_segs=2)])


@cache
def _kabupaten_codes() -> frozenset[str]:
    return frozenset(regions.kabupaten()["kabupaten_code"])


@cache
def _points() -> pd.DataFrame:
    """Columns lon, lat, code (kecamatan), kabupaten; of two villages in the same place the first code stays."""
    table = pd.read_parquet(regions.REFERENCE / "village_points.parquet")
    digits = table["kecamatan_code"].astype(str)
    codes = digits.str[:2] + "." + digits.str[2:4] + "." + digits.str[4:]
    places = {name: table[name].astype("float64").round(3) for name in ("lon", "lat")}
    rows = pd.DataFrame(places | {"code": codes, "kabupaten": codes.str[:5]})
    return rows.sort_values(["kabupaten", "lon", "lat", "code"]).drop_duplicates(["kabupaten", "lon", "lat"])


def villages(kabupaten_code: str) -> tuple[Areas, Areas]:
    """A point in each village of a kabupaten, and the kecamatan code of each."""
    rows = _points()
    rows = rows[rows["kabupaten"] == kabupaten_code]
    points = shapely.points(rows["lon"].to_numpy(), rows["lat"].to_numpy())
    return points, rows["code"].to_numpy(dtype=str)


def _border(files: MapFiles, kabupaten_code: str) -> shapely.Geometry:
    path = files.path(f"{KABUPATEN}-{kabupaten_code[:2]}.json")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    geometry = next(one["geometry"] for one in features if one["id"] == kabupaten_code)
    return shapely.make_valid(shapely.from_geojson(json.dumps(geometry)), method="structure", keep_collapsed=False)


def _bounds(areas: Areas) -> Bounds:
    west, south, east, north = np.round(shapely.total_bounds(areas), 3).tolist()
    return west, south, east, north
