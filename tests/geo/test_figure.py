"""The map figure: what travels, what is missing, how the colours run, and what a wrong call is told."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from geo import regions
from geo.figure import ERRORS, MARK, MISSING_COLOUR, Look, View, choropleth
from geo.map_files import boundaries
from terms import InputError

MISSING = {"no_data": "tidak ada data", "withheld": "ditahan", "not_estimable": "tidak dapat ditaksir"}
LOOK = Look("Bagian", MISSING, ticks=((0.0, "0 persen"), (0.5, "50 persen")))


@pytest.fixture
def files(tmp_path):
    return boundaries(tmp_path)


def values_for(view, value=0.5):
    codes = list(view.codes)
    return pd.DataFrame({"code": codes, "value": value, "label": [f"nilai {code}" for code in codes]})


@pytest.mark.parametrize(
    "view", [View("kabupaten"), View("province"), View("kabupaten", "35")], ids=lambda view: view.file
)
def test_every_area_of_the_view_is_drawn_once(files, view):
    figure = choropleth(values_for(view).iloc[2:], files, view, LOOK)
    drawn = [code for trace in figure.data for code in trace.locations]
    assert sorted(drawn) == sorted(view.codes)
    assert len(drawn) == {"kabupaten": 514, "provinsi": 38, "kabupaten-35": 38}[view.file]


def test_shapes_come_by_address_and_little_travels(files):
    view = View("kabupaten")
    figure = choropleth(values_for(view), files, view, LOOK)
    assert figure.data[0].geojson == f"peta/kabupaten.json?v={files.version}"
    assert len(figure.to_json()) < 40_000


def test_missing_areas_are_grey_and_named_missing(files):
    view = View("kabupaten", "34")
    values = values_for(view).drop(index=0)
    values.loc[1, "value"] = float("nan")
    missing, known = choropleth(values, files, view, LOOK).data
    assert missing.locations == ("34.01", "34.02") and len(known.locations) == 3
    assert {colour for _, colour in missing.colorscale} == {MISSING_COLOUR}
    assert missing.name == "tidak ada data" and missing.showlegend
    assert missing.customdata == ("Kabupaten Kulon Progo: tidak ada data", "nilai 34.02")


def test_withheld_and_not_estimable_areas_are_told_apart_from_no_data(files):
    values = pd.DataFrame(
        {
            "code": ["34.01", "34.02", "34.03"],
            "value": [float("nan"), float("nan"), 1.0],
            "label": [None, None, "satu"],
            "state": ["withheld", "not_estimable", ""],
        }
    )
    traces = choropleth(values, files, View("kabupaten", "34"), LOOK).data
    named = {trace.name: trace.locations for trace in traces if trace.name}
    assert named == {
        "tidak ada data": ("34.04", "34.71"),
        "ditahan": ("34.01",),
        "tidak dapat ditaksir": ("34.02",),
    }
    colours = {colour for trace in traces if trace.name for _, colour in trace.colorscale}
    assert len(colours) == 3
    assert "Kabupaten Kulon Progo: ditahan" in traces[1].customdata


def test_a_map_without_any_value_is_all_missing(files):
    view = View("province")
    figure = choropleth(values_for(view).iloc[:0], files, view, Look("x", {"no_data": "no data"}, language="en"))
    assert len(figure.data) == 1 and figure.data[0].name == "no data"


def test_differences_are_coloured_evenly_around_zero(files):
    view = View("kabupaten", "34")
    values = values_for(view).assign(value=[-3.0, 1.0, 0.0, 2.0, 0.5])
    trace = choropleth(values, files, view, Look("Perubahan", MISSING, diverging=True)).data[0]
    assert (trace.zmin, trace.zmax) == (-3.0, 3.0)
    assert "247,247,247" in trace.colorscale[len(trace.colorscale) // 2][1]
    assert trace.marker.line.color == "#999999", "white areas need a border to be seen"


def test_differences_of_zero_everywhere_still_draw(files):
    view = View("kabupaten", "34")
    trace = choropleth(values_for(view, 0.0), files, view, Look("Perubahan", MISSING, diverging=True)).data[0]
    assert trace.zmin < 0 < trace.zmax


def test_given_limits_hold_the_scale_still(files):
    view = View("kabupaten", "34")
    trace = choropleth(values_for(view), files, view, Look("Bagian", MISSING, limits=(0.0, 0.8))).data[0]
    assert (trace.zmin, trace.zmax) == (0.0, 0.8)
    assert trace.colorscale[-1][1] == "#00224e"


def test_words_and_separators_are_those_of_the_reader(files):
    view = View("province")
    figure = choropleth(values_for(view), files, view, LOOK)
    assert figure.layout.separators == ",."
    assert figure.data[0].colorbar.ticktext == ("0 persen", "50 persen")
    assert figure.layout.annotations[0].text == "batas umum, bukan batas resmi"
    english = choropleth(values_for(view), files, view, Look("Share", {"no_data": "no data"}, language="en"))
    assert english.layout.annotations[0].text == "general boundaries, not official ones"


def test_the_frame_holds_every_label_point_of_the_view(files):
    table = regions.kabupaten()
    for province in ("", "31", "35", "96"):
        view = View("kabupaten", province)
        geo = choropleth(values_for(view), files, view, LOOK).layout.geo
        shown = table[table["kabupaten_code"].isin(view.codes)]
        assert shown["lon"].between(*geo.lonaxis.range).all() and shown["lat"].between(*geo.lataxis.range).all()


def test_the_figure_is_plain_json_for_the_browser(files):
    view = View("kabupaten")
    values = values_for(view).astype({"value": "Float64"})
    values.loc[0, "value"] = pd.NA
    trace = json.loads(choropleth(values, files, view, LOOK).to_json())["data"][1]
    assert isinstance(trace["locations"], list) and len(trace["locations"]) == 513


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "3171"}, "31.74 Kota Administrasi Jakarta Selatan"),
        ({"code": "34.02"}, "several for 34.02"),
    ],
)
def test_a_wrong_or_doubled_code_is_refused(files, change, said):
    view = View("kabupaten", "34")
    values = values_for(view)
    values.loc[0, "code"] = change["code"]
    with pytest.raises(InputError, match=said):
        choropleth(values, files, view, LOOK)


@pytest.mark.parametrize(
    ("level", "province"), [("nation", ""), ("province", "35"), ("kabupaten", "97"), ("kabupaten", "35.15")]
)
def test_a_view_that_does_not_exist_is_refused(level, province):
    with pytest.raises(InputError):
        View(level, province)


@pytest.mark.parametrize("name", ["../index.json", "index.json", "kabupaten", "kabupaten-97.json", "/etc/passwd"])
def test_no_file_outside_the_set_is_served(files, name):
    with pytest.raises(InputError, match="there is no file"):
        files.path(name)


def test_every_file_of_the_set_is_there_to_serve(files):
    assert files.path("kabupaten.json").is_file()
    assert all(
        files.path(f"{View('kabupaten', code).file}.json").is_file() for code in regions.provinces()["province_code"]
    )


def test_chosen_area_has_an_outline_that_tells_and_answers_as_the_area_does(files):
    view = View("kabupaten", "35")
    drawn = choropleth(values_for(view), files, view, replace(LOOK, marked="35.15"))
    outline = drawn.data[-1]
    assert outline.locations == ("35.15",) and outline.customdata == ("nilai 35.15",)
    assert outline.marker.line.color == MARK and not outline.showscale
    assert {colour for _, colour in outline.colorscale} == {"rgba(0,0,0,0)"}
    elsewhere = choropleth(values_for(view), files, view, replace(LOOK, marked="34.01"))
    assert len(elsewhere.data) == len(drawn.data) - 1


def test_ramp_is_that_of_the_kind_of_figure(files):
    view = View("province")
    drawn = choropleth(values_for(view), files, view, replace(LOOK, ramp=ERRORS)).data[-1]
    plain = choropleth(values_for(view), files, view, LOOK).data[-1]
    assert drawn.colorscale != plain.colorscale and drawn.marker.line.color != "#ffffff"
