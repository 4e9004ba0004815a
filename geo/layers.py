"""The file set of a map: all kabupaten and all provinces of the nation, the kabupaten of each province in more detail,
and an index with bounds, label and version. Our own map and an imported one have the same files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import shapely

from geo import regions
from geo.coverage import Areas, dissolve, simplify
from geo.map_files import KABUPATEN, KECAMATAN, PROVINCES

NATION_TOLERANCE = 0.01
PROVINCE_TOLERANCE = 0.004
NATION_BYTES = 800_000


@dataclass(frozen=True)
class Origin:
    """Where a map comes from, and the words that go on the screen with it."""

    official: bool
    source: str
    label_id: str
    label_en: str


Kecamatan = Mapping[str, Mapping[str, shapely.Geometry]]
"""By kabupaten, the areas of its kecamatan by code."""


def write(
    folder: Path, areas: Mapping[str, shapely.Geometry], origin: Origin, kecamatan: Kecamatan | None = None
) -> str:
    """Write the whole set into the folder and return its version. areas: kabupaten code to area, a coverage;
    kecamatan: of the kabupaten whose own are known, others are drawn when they are asked for."""
    codes = sorted(areas)
    laid = np.array([areas[code] for code in codes])
    folder.mkdir(parents=True, exist_ok=True)
    texts = _nation(codes, laid) | _provinces(codes, laid)
    texts |= {f"{KECAMATAN}-{code}": features(own) for code, own in sorted((kecamatan or {}).items())}
    for name, text in texts.items():
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    version = hashlib.sha256("".join([*texts.values(), repr(origin)]).encode()).hexdigest()[:12]
    index = {**asdict(origin), "version": version, "files": list(texts), "bounds": _bounds(areas)}
    (folder / "index.json").write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return version


def _nation(codes: list[str], laid: Areas) -> dict[str, str]:
    """Both national files from the same simplified areas; coarser until the kabupaten fit into the limit."""
    tolerance = NATION_TOLERANCE
    coarse = simplify(laid, tolerance)
    text = features(dict(zip(codes, coarse, strict=True)))
    while len(text.encode()) > NATION_BYTES:
        tolerance *= 1.2
        coarse = simplify(laid, tolerance)
        text = features(dict(zip(codes, coarse, strict=True)))
    return {KABUPATEN: text, PROVINCES: features(dissolve(coarse, (code[:2] for code in codes)))}


def _provinces(codes: list[str], laid: Areas) -> dict[str, str]:
    fine = dict(zip(codes, simplify(laid, PROVINCE_TOLERANCE), strict=True))
    provinces = sorted({code[:2] for code in codes})
    return {
        f"{KABUPATEN}-{province}": features({code: area for code, area in fine.items() if code[:2] == province})
        for province in provinces
    }


def features(areas: Mapping[str, shapely.Geometry]) -> str:
    """GeoJSON, one feature a line; outer rings clockwise, as Plotly's d3 wants them (RFC 7946 says the opposite)."""
    lines = []
    for code, area in areas.items():
        turned = shapely.orient_polygons(area, exterior_cw=True)
        polygons = [
            [_ring(ring) for ring in (part.exterior, *part.interiors)] for part in shapely.get_parts(turned).tolist()
        ]
        feature = {
            "type": "Feature",
            "id": code,
            "properties": {"name": regions.name(code)},
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        }
        lines.append(json.dumps(feature, separators=(",", ":"), ensure_ascii=False))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _ring(ring: shapely.LinearRing) -> list[list[float]]:
    return [[round(x, 3), round(y, 3)] for x, y in shapely.get_coordinates(ring).tolist()]


def _bounds(areas: Mapping[str, shapely.Geometry]) -> dict[str, list[float]]:
    """West, south, east, north of each province, and of the nation under the empty code."""
    groups = {"": list(areas.values())}
    for code in sorted(areas):
        groups.setdefault(code[:2], []).append(areas[code])
    return {code: np.round(shapely.total_bounds(group), 3).tolist() for code, group in groups.items()}
