"""Java and Jabodetabek once more below a national map: the same values, words and clicks; none on tiles."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo import insets
from geo.figure import Look, View, as_tiles, choropleth
from geo.map_files import boundaries
from pages.pictures.data import rows
from terms import NO_DATA, NOT_ESTIMABLE, WITHHELD

NOWHERE = Path("nowhere")
WORDS = {"java": "Jawa", "jabodetabek": "Jabodetabek"}
LOOK = Look("", {NO_DATA: "tidak ada data", WITHHELD: "ditahan", NOT_ESTIMABLE: "tidak dapat ditaksir"})


def drawn(level):
    codes = View(level).codes
    values = pd.DataFrame({"code": codes, "value": range(len(codes)), "label": [f"d {code}" for code in codes]})
    values = values.astype({"value": float}).assign(state=WITHHELD)
    values.loc[values["code"].isin(["32", "32.01"]), ["value", "label"]] = [None, None]
    return choropleth(values, boundaries(NOWHERE), View(level), LOOK)


def told(trace):
    """What a trace says of each area: its colour's value and the words for the pointer."""
    return dict(zip(trace.locations, zip(trace.z, trace.customdata, strict=True), strict=True))


@pytest.mark.parametrize("level", ["province", "kabupaten"])
def test_insets_show_the_same_areas_in_the_same_colours_and_words(level):
    figure = drawn(level)
    plain, whole = rows(figure.to_dict()), list(figure.data)
    insets.add(figure, level, WORDS)
    added = figure.data[len(whole) :]
    assert {trace.geo for trace in added} == {f"geo{number}" for number, _ in enumerate(insets.OF_LEVEL[level], 2)}
    for trace in added:
        origin = next(one for one in whole if trace.locations[0] in one.locations)
        assert told(trace).items() <= told(origin).items()
        assert (trace.zmin, trace.zmax, trace.colorscale) == (origin.zmin, origin.zmax, origin.colorscale)
    assert rows(figure.to_dict()) == plain, "no value is taken away twice"
    assert any(set(trace.locations) & {"32", "32.01"} for trace in added), "withheld areas too"


def test_every_area_of_java_lies_in_its_inset_and_tiles_have_none():
    figure = drawn("kabupaten")
    insets.add(figure, "kabupaten", WORDS)
    java = {code for trace in figure.data if trace.geo == "geo2" for code in trace.locations}
    assert java == {code for code in View("kabupaten").codes if code[:2] in ("31", "32", "33", "34", "35", "36")}
    tiles = as_tiles(figure, View("kabupaten"))
    assert {trace.geo or "geo" for trace in tiles.data} == {"geo"} and not tiles.layout.annotations
    assert tiles.layout.geo.domain.y == (0, 1)
