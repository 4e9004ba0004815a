"""The map of equal tiles: one square a kabupaten or province, neighbours near each other; see `geo.make_tiles`.

It is a map file as others are, so that colours, hover, clicks and pictures are the same on both.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Collection
from functools import cache

from geo import regions
from geo.map_files import ADDRESS, Bounds

FILE = regions.REFERENCE / "tiles.csv"
KABUPATEN, PROVINCES = "petak-kabupaten.json", "petak-provinsi.json"
FILES = (KABUPATEN, PROVINCES)
#: Of a cell's side, what the tile fills. Rows lie around the equator, where the projection keeps squares square.
SIDE, EQUATOR = 0.94, 8.5


@cache
def places() -> dict[str, tuple[int, int]]:
    """Column from the west and row from the south of every kabupaten and province, by code."""
    with FILE.open(encoding="utf-8", newline="") as rows:
        return {row["code"]: (int(row["column"]), int(row["row"])) for row in csv.DictReader(rows)}


@cache
def version() -> str:
    """Changes with the layout, so that a browser may keep the file for ever."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:12]


def address(level: str) -> str:
    """Where a browser gets the tiles of ``kabupaten`` or ``province``."""
    return f"{ADDRESS}/{PROVINCES if level == 'province' else KABUPATEN}?v={version()}"


@cache
def text(name: str) -> str:
    """The file of this name, one of `FILES`, as GeoJSON."""
    is_kabupaten = name == KABUPATEN
    shown = {code: place for code, place in places().items() if ("." in code) == is_kabupaten}
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"name": regions.name(code)},
            "geometry": {"type": "Polygon", "coordinates": [_square(*place)]},
        }
        for code, place in shown.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))


def bounds(codes: Collection[str]) -> Bounds:
    """West, south, east, north of the tiles of these areas."""
    columns, rows = zip(*(places()[code] for code in codes), strict=True)
    return min(columns), min(rows) - EQUATOR, max(columns) + 1.0, max(rows) + 1 - EQUATOR


def _square(column: int, row: int) -> list[list[float]]:
    """Clockwise, as the projection of the screen wants what is inside."""
    west, south = float(column), row - EQUATOR
    east, north = round(west + SIDE, 2), round(south + SIDE, 2)
    return [[west, south], [west, north], [east, north], [east, south], [west, south]]
