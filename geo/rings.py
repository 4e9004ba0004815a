"""The areas of a map's file as rings of points, for whoever draws them without a browser."""

from __future__ import annotations

import json
from typing import Any

from geo import kecamatan, tiles
from geo.map_files import ADDRESS, MapFiles

Ring = tuple[tuple[float, float], ...]


def of_address(files: MapFiles, address: str) -> dict[str, tuple[Ring, ...]]:
    """Code to rings (longitude, latitude) of the file that a browser gets at ``peta/kabupaten-35.json?v=…``; islands
    and holes are rings alike, which fills them as they are seen. InputError when there is no such file."""
    name = address.removeprefix(f"{ADDRESS}/").split("?")[0]
    return {one["id"]: _rings(one["geometry"]) for one in json.loads(_text(files, name))["features"]}


def _text(files: MapFiles, name: str) -> str:
    if name in tiles.FILES:
        return tiles.text(name)
    code = kecamatan.kabupaten_of_file(name)
    return kecamatan.of_kabupaten(files, code).text if code else files.path(name).read_text(encoding="utf-8")


def _rings(geometry: dict[str, Any]) -> tuple[Ring, ...]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return tuple(tuple((point[0], point[1]) for point in ring) for polygon in polygons for ring in polygon)
