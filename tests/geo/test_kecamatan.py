"""Kecamatan drawn when they are asked for: whole, without gap or overlap, each around its own villages."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from starlette.requests import Request
from starlette.responses import Response

import app
from geo import kecamatan, regions
from geo.figure import View, choropleth
from geo.map_files import boundaries
from terms import InputError
from tests.geo.test_figure import LOOK, values_for
from tests.waiting import waited_for

#: A plain, a small kota, islands that the coast leaves out, islands far apart, highlands, a long coast.
TRIED = ("35.15", "35.76", "31.01", "21.05", "95.03", "12.04")


@pytest.fixture
def files(tmp_path):
    return boundaries(tmp_path)


def shapes_in(text: str) -> dict[str, shapely.Geometry]:
    return {one["id"]: shapely.geometry.shape(one["geometry"]) for one in json.loads(text)["features"]}


@pytest.mark.parametrize("code", TRIED)
def test_kecamatan_fill_their_kabupaten_without_gap_or_overlap(files, code):
    areas = shapes_in(kecamatan.of_kabupaten(files, code).text)
    shapes = np.array(list(areas.values()))
    assert tuple(areas) == regions.kecamatan_of(code)
    assert not shapely.is_empty(shapes).any() and shapely.is_valid(shapes).all()
    assert shapely.area(shapely.union_all(shapes)) == pytest.approx(shapely.area(shapes).sum(), rel=1e-6)
    border = kecamatan._border(files, code)
    outside = shapely.area(shapely.difference(border, shapely.union_all(shapes))) / shapely.area(border)
    assert outside < 0.05, "the outer border is simplified once more, and no more is lost"


@pytest.mark.parametrize("code", TRIED)
def test_villages_lie_in_their_own_kecamatan(files, code):
    areas = shapes_in(kecamatan.of_kabupaten(files, code).text)
    points, owners = kecamatan.villages(code)
    near = shapely.dwithin(np.array([areas[owner] for owner in owners]), points, 2 * kecamatan.TOLERANCE)
    on_land = shapely.distance(points, kecamatan._border(files, code)) <= 2 * kecamatan.TOLERANCE
    assert near[on_land].mean() > 0.95


def test_every_kabupaten_has_a_small_file_that_is_kept(files):
    sizes = {code: len(kecamatan.of_kabupaten(files, code).text) for code in TRIED}
    assert max(sizes.values()) < 40_000
    assert kecamatan.of_kabupaten(files, TRIED[0]) is kecamatan.of_kabupaten(files, TRIED[0])


def test_same_village_points_always_give_the_same_borders(files):
    first = kecamatan.drawn("35.15", kecamatan._border(files, "35.15"))
    again = kecamatan.drawn("35.15", kecamatan._border(files, "35.15"))
    assert all(shapely.equals_exact(first[code], again[code]) for code in first)


@pytest.mark.parametrize("code", ["35", "35.99", "35.15.01", "../../store"])
def test_what_is_no_kabupaten_has_no_kecamatan(files, code):
    with pytest.raises(InputError, match="region"):
        kecamatan.of_kabupaten(files, code)
    assert kecamatan.kabupaten_of_file(f"kecamatan-{code}.json") is None


def test_file_of_a_kabupaten_is_known_by_its_name():
    assert kecamatan.kabupaten_of_file("kecamatan-35.15.json") == "35.15"
    assert kecamatan.kabupaten_of_file("kabupaten-35.json") is None


def test_map_of_kecamatan_comes_by_address_and_shows_each_once(files):
    view = View("kecamatan", kabupaten_code="35.15")
    figure = choropleth(values_for(view).iloc[1:], files, view, LOOK)
    assert sorted(code for trace in figure.data for code in trace.locations) == list(regions.kecamatan_of("35.15"))
    assert figure.data[0].geojson == f"peta/kecamatan-35.15.json?v={files.version}-{kecamatan.DRAWING}"
    assert figure.layout.geo.lonaxis.range[0] > 112


def test_kecamatan_are_shown_of_one_kabupaten_only():
    with pytest.raises(InputError, match="kecamatan are shown of one kabupaten"):
        View("kecamatan")
    with pytest.raises(InputError, match="kecamatan are shown of one kabupaten"):
        View("kabupaten", kabupaten_code="35.15")


def asked_for(name: str) -> Response:
    request = Request({"type": "http", "method": "GET", "headers": [], "path_params": {"name": name}})
    return waited_for(app.boundaries(request))


def test_browser_gets_the_kecamatan_of_a_kabupaten_and_nothing_of_other_names(tmp_path, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(tmp_path / "store"))
    answer = asked_for("kecamatan-35.15.json")
    assert answer.status_code == 200 and answer.media_type == "application/json"
    assert tuple(shapes_in(bytes(answer.body).decode())) == regions.kecamatan_of("35.15")
    for name in ("kecamatan-35.99.json", "kecamatan-35.json", "kecamatan-35.15", "kecamatan-35.15.01.json"):
        assert asked_for(name).status_code == 404
