"""The map of equal tiles: reproducible, one tile an area, neighbours near each other, the same figures as the map."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from geo import figure, make_tiles, map_files, regions, rings, tiles
from geo.figure import Look, View
from geo.map_files import MapFiles
from pages.shared.voice import Voice
from terms import NO_DATA, NOT_ESTIMABLE, WITHHELD

LOOK = Look("", {NO_DATA: "a", WITHHELD: "b", NOT_ESTIMABLE: "c"})


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> MapFiles:
    return map_files.boundaries(tmp_path_factory.mktemp("store"))


def test_layout_is_rebuilt_byte_for_byte():
    assert make_tiles.text() == tiles.FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("level", "name"), [("kabupaten", tiles.KABUPATEN), ("province", tiles.PROVINCES)])
def test_every_area_has_a_tile_of_its_own_and_of_one_size(files, level, name):
    codes = View(level).codes
    placed = [tiles.places()[code] for code in codes]
    assert len(set(placed)) == len(codes)
    drawn = rings.of_address(files, tiles.address(level))
    assert set(drawn) == set(codes) == {one["id"] for one in json.loads(tiles.text(name))["features"]}
    sizes = {tuple(np.ptp(np.array(ring), axis=0).round(2).tolist()) for (ring,) in drawn.values()}
    assert sizes == {(tiles.SIDE, tiles.SIDE)}


def test_neighbours_that_stay_side_by_side_are_as_many_as_the_screen_says():
    given = make_tiles.areas("kabupaten")
    kept = make_tiles.adjacency(given, np.array([tiles.places()[code] for code in given.codes]))
    for language in ("id", "en"):
        assert Voice(language).persen(kept, 0) in Voice(language).say("umum.tiles_help")


def test_tiles_show_the_same_values_words_and_codes_as_the_map(files):
    view = View("kabupaten", "35")
    values = pd.DataFrame({"code": view.codes[:-1], "value": np.arange(len(view.codes) - 1.0)})
    true = figure.choropleth(values.assign(label=list(map(regions.name, values["code"]))), files, view, LOOK)
    tiled = figure.as_tiles(true, view)
    for one, other in zip(true.data, tiled.data, strict=True):
        assert (one.locations, list(one.z), one.customdata) == (other.locations, list(other.z), other.customdata)
        assert one.geojson != other.geojson == tiles.address("kabupaten")
    west, east = tiled.layout.geo.lonaxis.range
    columns = [tiles.places()[code][0] for code in view.codes]
    assert west < min(columns) and max(columns) + tiles.SIDE < east
