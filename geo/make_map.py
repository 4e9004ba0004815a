"""Our own generalised map: ``python -m geo.make_map [FOLDER]`` rebuilds ``geo/boundaries/`` byte for byte.

Each village point takes the land that is nearer to it than to any other; the villages of a kabupaten make its area.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from geo import layers, regions
from geo.coverage import Areas, lay
from geo.map_files import OWN

ORIGIN = layers.Origin(
    official=False,
    source="village points; coast: Natural Earth 1:10m (public domain)",
    label_id="batas umum, bukan batas resmi",
    label_en="general boundaries, not official ones",
)
WINDOW = shapely.box(94, -12, 142, 7)
FAR_FROM_LAND = 0.02
ISLAND_RADIUS = 0.015


def village_points() -> tuple[Areas, Areas]:
    """The points of all villages and their kabupaten codes; of two in the same place the first code stays."""
    table = pd.read_parquet(regions.REFERENCE / "village_points.parquet")
    digits = table["kecamatan_code"].astype(str)
    places = pd.DataFrame(
        {
            "lon": table["lon"].astype("float64").round(3),
            "lat": table["lat"].astype("float64").round(3),
            "code": digits.str[:2] + "." + digits.str[2:4],
        }
    )
    places = places.sort_values(["lon", "lat", "code"]).drop_duplicates(["lon", "lat"])
    return shapely.points(places["lon"].to_numpy(), places["lat"].to_numpy()), places["code"].to_numpy(dtype=str)


def land_with_islands(points: Areas) -> shapely.Geometry:
    """The coast, and a small island around each village that lies off it: the coast leaves the small islands out."""
    text = (regions.REFERENCE / "indonesia_land.json").read_text(encoding="utf-8")
    land = shapely.make_valid(shapely.from_geojson(text), method="structure", keep_collapsed=False)
    distance = shapely.STRtree(shapely.get_parts(land)).query_nearest(points, return_distance=True, all_matches=False)[
        1
    ]
    islands = shapely.buffer(points[distance > FAR_FROM_LAND], ISLAND_RADIUS, quad_segs=2)
    return shapely.union_all([land, *islands])


def own_areas() -> dict[str, shapely.Geometry]:
    """Kabupaten code to area, a coverage on the grid."""
    points, owners = village_points()
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=WINDOW, ordered=True))
    codes = np.unique(owners)
    units = np.array([shapely.coverage_union_all(cells[owners == code]) for code in codes])
    covered = lay(units, land_with_islands(points))
    return dict(zip(codes.tolist(), covered.areas, strict=True))


if __name__ == "__main__":
    layers.write(Path(sys.argv[1]) if len(sys.argv) > 1 else OWN, own_areas(), ORIGIN)
