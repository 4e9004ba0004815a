"""Reading any vector file as valid areas in degrees, and saying in one paragraph what is broken when it is not one."""

from __future__ import annotations

import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyproj.exceptions import ProjError

from geo import code_column
from terms import InputError

WINDOW = shapely.box(93, -13, 143, 8)
"""Indonesia with a margin, in degrees."""

_PACKED = (".gpkg", ".geojson", ".json", ".fgb", ".kml", ".gml", ".tab")
_AREAS = ("Polygon", "MultiPolygon")
_BROKEN = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.GeometryError,
    pyogrio.errors.FieldError,
    shapely.errors.GEOSException,
    OSError,
    ValueError,
)


@dataclass(frozen=True, eq=False)
class VectorFile:
    """Rows with valid polygons in EPSG:4326, and what was done to get there, a sentence each."""

    areas: geopandas.GeoDataFrame
    notes: tuple[str, ...]


def read(path: Path) -> VectorFile:
    """Read the layer that holds kabupaten codes; an InputError says what is broken."""
    if not path.exists():
        raise InputError(f"there is no file {path}")
    if path.is_file() and path.stat().st_size == 0:
        raise InputError(f"{path.name} is empty (0 bytes)")
    if path.suffix.lower() == ".shp":
        _whole_shapefile(path)
    notes: list[str] = []
    table = _open(path, notes)
    if not isinstance(table, geopandas.GeoDataFrame):
        raise InputError(f"{path.name} is a table without shapes; columns: {', '.join(map(str, table.columns))}")
    areas = _in_degrees(_polygons(table, path.name, notes), path.name, notes)
    return VectorFile(_repaired(areas, notes), tuple(notes))


def _whole_shapefile(path: Path) -> None:
    """GDAL reads a shapefile that is cut short without a word, so compare with the length that its header states."""
    with path.open("rb") as file:
        header = file.read(28)
    stated = 2 * int.from_bytes(header[24:28], "big")
    if path.stat().st_size < stated:
        raise InputError(f"{path.name} is cut short: it states {stated:,} bytes and has {path.stat().st_size:,}")


def _open(path: Path, notes: list[str]) -> pd.DataFrame:
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            table = _table(path, notes)
        notes.extend(f"while reading: {' '.join(str(warning.message).split())}" for warning in said)
        return table
    except InputError:
        raise
    except _BROKEN as fault:
        reason = " ".join(str(fault).split())[:300]
        raise InputError(f"{path.name} cannot be read as a vector file, or is cut short: {reason}") from fault


def _table(path: Path, notes: list[str]) -> pd.DataFrame:
    if path.suffix.lower() in (".parquet", ".geoparquet"):
        return geopandas.read_parquet(path)
    source, layer = _layer(path, notes)
    return geopandas.read_file(source, layer=layer)


def _sources(path: Path) -> list[str]:
    """What GDAL is to open: the file, or inside a zip each folder of shapefiles and each other vector file."""
    if path.suffix.lower() != ".zip":
        return [str(path)]
    try:
        with zipfile.ZipFile(path) as packed:
            names = [PurePosixPath(name) for name in packed.namelist()]
    except zipfile.BadZipFile as fault:
        raise InputError(f"{path.name} is no zip, or is cut short: {fault}") from fault
    kept = [name for name in names if not any(part.startswith((".", "__MACOSX")) for part in name.parts)]
    folders = {name.parent.as_posix() for name in kept if name.suffix.lower() == ".shp"}
    files = {name.as_posix() for name in kept if name.suffix.lower() in _PACKED}
    inside = sorted(folders | files)
    if not inside:
        raise InputError(f"{path.name} holds no shapefile and no other vector file ({', '.join(_PACKED)})")
    return [f"/vsizip/{path.resolve()}/{name}".removesuffix("/.") for name in inside]


def _layer(path: Path, notes: list[str]) -> tuple[str, str]:
    """The source and its layer; of several the one with most kabupaten codes, then the one with fewest rows."""
    sources = _sources(path)
    layers = [(source, layer) for source in sources for layer in _layers_of(source, is_only=len(sources) == 1)]
    if not layers:
        raise InputError(f"{path.name} has no layer with shapes")
    if len(layers) == 1:
        return layers[0]
    ranked = {layer: _known_codes(*layer) for layer in layers}
    notes.append(f"{len(layers)} layers; took {(best := max(layers, key=lambda layer: ranked[layer]))[1]}")
    return best


def _layers_of(source: str, is_only: bool) -> list[str]:
    """The layers with shapes; a file beside others in a zip may be something else, such as a description."""
    try:
        return [str(name) for name, kind in pyogrio.list_layers(source) if kind is not None]
    except pyogrio.errors.DataSourceError:
        if is_only:
            raise
        return []


def _known_codes(source: str, layer: str) -> tuple[int, int]:
    table = pyogrio.read_dataframe(source, layer=layer, read_geometry=False)
    known = [codes.nunique() for _, _, codes in code_column.readings(table)]
    return max(known, default=0), -len(table)


def _polygons(table: geopandas.GeoDataFrame, name: str, notes: list[str]) -> geopandas.GeoDataFrame:
    table = table.reset_index(drop=True)
    if not len(table):
        raise InputError(f"{name} has no rows")
    bare = table.geometry.isna() | table.geometry.is_empty
    if bare.any():
        notes.append(f"{int(bare.sum())} rows without a shape left out")
    table = table[~bare]
    if not len(table):
        raise InputError(f"{name} has {len(bare)} rows and none has a shape")
    kinds = table.geometry.geom_type
    wrong = ~kinds.isin([*_AREAS, "GeometryCollection"])
    if wrong.all():
        raise InputError(f"{name} holds {', '.join(sorted(kinds.unique()))}; boundaries must be polygons")
    if wrong.any():
        notes.append(
            f"{int(wrong.sum())} rows that are no polygons left out ({', '.join(sorted(kinds[wrong].unique()))})"
        )
    return table[~wrong].set_geometry(shapely.force_2d(table.geometry[~wrong].to_numpy()), crs=table.crs)


def _in_degrees(areas: geopandas.GeoDataFrame, name: str, notes: list[str]) -> geopandas.GeoDataFrame:
    if areas.crs is None:
        if not shapely.contains(WINDOW, shapely.box(*_bounds(areas, name))):
            raise InputError(
                f"{name} does not state its coordinate system, and its coordinates ({_extent(areas, name)}) are not "
                "degrees within Indonesia; state it (a .prj file beside a shapefile, or save the file with one)"
            )
        notes.append("no coordinate system stated; the coordinates look like degrees and are taken as WGS 84")
        areas = areas.set_crs("EPSG:4326")
    stated = areas.crs.name
    given = _extent(areas, name)
    try:
        areas = areas.to_crs("EPSG:4326")
    except ProjError as fault:
        raise InputError(f"{name}: its coordinate system {stated} cannot be turned into degrees: {fault}") from fault
    bounds = _bounds(areas, name)
    if shapely.contains(WINDOW, shapely.box(*bounds)):
        return areas
    west, south, east, north = bounds
    swapped = shapely.contains(WINDOW, shapely.box(south, west, north, east))
    hint = "; longitude and latitude look swapped" if swapped else ""
    raise InputError(f"{name} lies outside Indonesia (94 to 142 east, 12 south to 7 north) in {stated}: {given}{hint}")


def _bounds(areas: geopandas.GeoDataFrame, name: str) -> tuple[float, float, float, float]:
    if not np.isfinite(shapely.get_coordinates(areas.geometry.to_numpy())).all():
        raise InputError(f"{name} has coordinates that are not numbers in its coordinate system")
    west, south, east, north = areas.total_bounds.tolist()
    return west, south, east, north


def _extent(areas: geopandas.GeoDataFrame, name: str) -> str:
    west, south, east, north = _bounds(areas, name)
    return f"x {west:.6g} to {east:.6g}, y {south:.6g} to {north:.6g}"


def _repaired(areas: geopandas.GeoDataFrame, notes: list[str]) -> geopandas.GeoDataFrame:
    shapes = areas.geometry.to_numpy()
    broken = ~shapely.is_valid(shapes)
    if broken.any():
        notes.append(f"{int(broken.sum())} shapes that crossed themselves repaired")
    sound = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
    return areas.set_geometry(np.array([_surface(shape) for shape in sound]), crs=areas.crs)


def _surface(shape: shapely.Geometry) -> shapely.Geometry:
    """The polygons of a shape alone; a collection may hold points, lines and multipolygons beside them."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])
