"""A map as a drawing for paper: one path an area, coloured by its value, in the words of SVG."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from geo.figure import MISSING_COLOUR
from geo.map_files import MapFiles

WIDTH = 400.0
#: Cividis from light (low) to dark (high), as the maps of the screen.
RAMP = ("#fee838", "#e1cc55", "#c3b369", "#a59c74", "#8a8678", "#707173", "#575d6d", "#3b496c", "#123570", "#00224e")
OUTLINE = "#d1495b"


@dataclass(frozen=True)
class Drawing:
    """The paths of a map by code, as SVG writes them, and how wide and high the drawing is."""

    paths: tuple[tuple[str, str], ...]
    width: float
    height: float


def svg(files: MapFiles, name: str, values: Mapping[str, float | None], marked: str) -> str:
    """The map of a file (``provinsi``, ``kabupaten-35``); grey without a value, `marked` with a red outline."""
    drawn = drawing(files, name)
    known = [value for value in values.values() if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    shapes = [
        f'<path d="{path}" fill="{_colour(values.get(code), low, high)}" stroke="#ffffff" stroke-width="0.4"/>'
        for code, path in drawn.paths
    ]
    shapes += [
        f'<path d="{path}" fill="none" stroke="{OUTLINE}" stroke-width="1.6"/>'
        for code, path in drawn.paths
        if code == marked
    ]
    box = f"0 0 {drawn.width:.1f} {drawn.height:.1f}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"".join(shapes)}</svg>'


@lru_cache(maxsize=48)
def drawing(files: MapFiles, name: str) -> Drawing:
    """The areas of a file, north up; degrees of longitude are shortened by the cosine of the middle latitude."""
    features = json.loads(files.path(f"{name}.json").read_text(encoding="utf-8"))["features"]
    west, south, east, north = files.bounds[name.removeprefix("kabupaten-") if "-" in name else ""]
    flat = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * flat)

    def point(x: float, y: float) -> str:
        return f"{(x - west) * flat * scale:.1f} {(north - y) * scale:.1f}"

    def path(polygons: list[list[list[list[float]]]]) -> str:
        rings = (ring for polygon in polygons for ring in polygon)
        return "".join("M" + "L".join(point(x, y) for x, y in ring) + "Z" for ring in rings)

    paths = tuple((one["id"], path(one["geometry"]["coordinates"])) for one in features)
    return Drawing(paths, WIDTH, (north - south) * scale)


def _colour(value: float | None, low: float, high: float) -> str:
    if value is None:
        return MISSING_COLOUR
    share = (value - low) / (high - low) if high > low else 0.5
    return RAMP[min(int(share * len(RAMP)), len(RAMP) - 1)]
