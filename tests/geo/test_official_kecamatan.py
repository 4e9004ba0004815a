"""Importing kecamatan: the same claims as for kabupaten, about codes, places, overlaps and enclosed areas."""

from __future__ import annotations

import json

import geopandas
import numpy as np
import pytest
import shapely

from geo import code_column, kecamatan, official, official_kecamatan, regions
from geo.map_files import OWN, boundaries

#: A kabupaten and a kota that lies beside it, as a regency's office would have them.
TAKEN = ("34.02", "34.71")


@pytest.fixture(scope="module")
def borders() -> dict[str, shapely.Geometry]:
    features = json.loads((OWN / "kabupaten-34.json").read_text(encoding="utf-8"))["features"]
    return {one["id"]: shapely.geometry.shape(one["geometry"]) for one in features}


@pytest.fixture
def given(borders) -> geopandas.GeoDataFrame:
    """Kecamatan of somebody else: ours, some 300 m to the east, with their codes."""
    areas = {code: area for one in TAKEN for code, area in kecamatan.drawn(one, borders[one]).items()}
    shapes = shapely.transform(np.array(list(areas.values())), lambda points: points + np.array([0.003, 0.0]))
    return geopandas.GeoDataFrame({"kode": list(areas), "nama": "x"}, geometry=shapes, crs=4326)


def imported(rows: geopandas.GeoDataFrame, borders) -> official_kecamatan.OfficialKecamatan:
    return official_kecamatan.of_file(rows, code_column.find(rows), borders)


def test_kecamatan_of_a_file_fill_their_kabupaten_without_overlap(given, borders):
    found = imported(given, borders)
    assert tuple(found.areas) == TAKEN and found.found == len(given)
    for code, areas in found.areas.items():
        shapes = np.array(list(areas.values()))
        assert tuple(areas) == regions.kecamatan_of(code)
        assert shapely.area(shapely.union_all(shapes)) == pytest.approx(shapely.area(shapes).sum(), rel=1e-6)
        assert shapely.area(shapely.difference(shapely.union_all(shapes), borders[code].buffer(0.01))) < 1e-6


@pytest.mark.parametrize(
    "write",
    [lambda code: code, lambda code: code.replace(".", ""), lambda code: float(code.replace(".", "")),
     lambda code: f"{code}.2001"],
    ids=["dotted", "plain", "float", "village"],
)  # fmt: skip
def test_codes_of_kecamatan_are_read_however_they_are_written(given, borders, write):
    rows = given.assign(kode=[write(code) for code in given["kode"]])
    assert imported(rows, borders).found == len(given)


def test_column_of_kecamatan_is_found_beside_that_of_kabupaten(given, borders):
    rows = given.assign(kab=given["kode"].str[:5])
    assert imported(rows, borders).found == len(given)


def test_codes_that_do_not_lie_where_their_villages_are_are_named_or_leave_all_general(given, borders):
    one, other = given["kode"][0], given["kode"][9]
    exchanged = given.assign(kode=given["kode"].replace({one: other, other: one}))
    found = imported(exchanged, borders)
    assert any("do not lie where their villages are" in note and one in note and other in note for note in found.notes)
    kabupaten = given[given["kode"].str.startswith(TAKEN[0])]
    turned = kabupaten.assign(kode=kabupaten["kode"].to_numpy()[::-1])
    found = imported(turned, borders)
    assert not found.areas and "kecamatan left general" in found.notes[0]


def test_overlap_and_enclosed_kecamatan_are_said(given, borders):
    shapes = given.geometry.to_numpy().copy()
    shapes[0] = shapely.union(shapes[0], shapes[1])
    overlapping = imported(given.set_geometry(geopandas.GeoSeries(shapes, crs=4326)), borders)
    said = " ".join(overlapping.notes)
    assert given["kode"][0] in said and given["kode"][1] in said
    assert ("drawn over by" in said) or ("overlap by" in said)


def test_kecamatan_that_the_file_lacks_keep_general_borders_and_are_named(given, borders):
    found = imported(given.iloc[1:], borders)
    lacking = given["kode"][0]
    assert lacking in found.areas[TAKEN[0]] and found.found == len(given) - 1
    assert any(lacking in note and "general borders" in note for note in found.notes)


def test_file_of_kabupaten_alone_brings_no_kecamatan(borders):
    rows = geopandas.GeoDataFrame({"kode": list(borders)}, geometry=list(borders.values()), crs=4326)
    assert (
        imported(rows, borders) == official_kecamatan.OfficialKecamatan({}, 0, ()) or not imported(rows, borders).areas
    )


def test_imported_kecamatan_are_the_map_from_then_on(given, tmp_path):
    given.to_file(tmp_path / "kecamatan.gpkg")
    result = official.install(tmp_path / "kecamatan.gpkg", tmp_path / "store")
    files = boundaries(tmp_path / "store")
    assert result.kecamatan == len(given) and "kecamatan-34.71" in files.names
    assert not kecamatan.of_kabupaten(files, "34.71").is_general
    assert kecamatan.of_kabupaten(files, "35.15").is_general
    assert files.path("kecamatan-34.71.json").is_file()
