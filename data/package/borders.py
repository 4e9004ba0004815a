"""The borders that the maps use, with codes and names: GeoJSON and GeoParquet of provinces and kabupaten."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd

from data.package.about import PackageFacts
from geo import regions
from geo.map_files import KABUPATEN, PROVINCES, MapFiles

LEVELS = {"province": PROVINCES, "kabupaten": KABUPATEN}


def write(folder: Path, files: MapFiles, told: PackageFacts) -> tuple[str, ...]:
    """``borders-province`` and ``borders-kabupaten`` in both forms; the names of the files."""
    names = []
    for level, name in LEVELS.items():
        frame = _named(files, name)
        text = _geojson(frame, told)
        (folder / f"borders-{level}.geojson").write_text(text, encoding="utf-8", newline="")
        frame.to_parquet(folder / f"borders-{level}.parquet", index=False, compression="zstd")
        names += [f"borders-{level}.geojson", f"borders-{level}.parquet"]
    return tuple(names)


def _named(files: MapFiles, name: str) -> gpd.GeoDataFrame:
    """Columns code, area, geometry in WGS 84, by code."""
    content = json.loads(files.path(f"{name}.json").read_text(encoding="utf-8"))
    shapes = gpd.GeoDataFrame.from_features(content["features"], crs="EPSG:4326")
    codes = [str(one["id"]) for one in content["features"]]
    named = {"code": codes, "area": [regions.name(code) for code in codes]}
    frame = gpd.GeoDataFrame(named, geometry=shapes.geometry.to_numpy(), crs="EPSG:4326")
    return frame.sort_values("code", ignore_index=True)


def _geojson(frame: gpd.GeoDataFrame, told: PackageFacts) -> str:
    """RFC 7946, with the words that must stand beside the borders."""
    content = json.loads(frame.to_json(drop_id=True))
    head = {"type": "FeatureCollection", "note": told.map_label, "source": told.map_source}
    return json.dumps(head | {"features": content["features"]}, ensure_ascii=False, separators=(",", ":")) + "\n"
