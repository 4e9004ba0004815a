"""Pictures of figures: every kind that the screen has, the same bytes each time, with what they are about on them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from matplotlib.figure import Figure

from geo import figure, insets, map_files, rings
from geo.figure import Look, View
from pages.pictures import areas
from pages.pictures.kinds import KINDS, can_draw
from pages.pictures.picture import Picture, made
from pages.pictures.values import colour, listed, plain
from terms import NO_DATA, NOT_ESTIMABLE, WITHHELD

PNG = b"\x89PNG\r\n\x1a\n"
NOWHERE: dict[str, tuple[rings.Ring, ...]] = {}


def picture(*traces, **layout) -> Picture:
    return Picture(go.Figure(traces, layout).to_dict(), "Judul $5 & 6", "Anak judul", ("Sumber: register",))


FIGURES = {
    "bar": picture(go.Bar(x=["D1", "D2"], y=[1, 2], text=["1", "2"], textposition="outside")),
    "stack": picture(
        *[go.Bar(x=[1], y=["a"], orientation="h", name=n) for n in "ab"], barmode="stack", showlegend=True
    ),
    "waterfall": picture(go.Waterfall(orientation="h", y=[0, 1], x=[5, -2], measure=["absolute", "relative"])),
    "funnel": picture(go.Funnel(y=["a", "b"], x=[3, 1])),
    "scatter": picture(
        go.Scatter(x=["T1", "T2"], y=[0.1, None], mode="lines+markers", error_y={"array": [0.01, 0.02]}),
        go.Scatter(x=["T1", "T2", "T2", "T1"], y=[1, 1, 0, 0], fill="toself", fillcolor="#112233", opacity=0.2),
        shapes=[{"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": 0.05, "y1": 0.05}],
        annotations=[{"x": "T1", "y": 0.05, "text": "5 %"}],
    ),
    "heatmap": picture(
        go.Heatmap(x=["a"], y=["b"], z=[[0.5]], text=[["50"]], colorscale=[[0, "#ffffff"], [1, "#000000"]])
    ),
    "sankey": picture(
        go.Sankey(
            node={"label": ["a", "b"], "color": ["#111111", "#222222"], "x": [0.01, 0.99], "y": [0.5, 0.5]},
            link={"source": [0], "target": [1], "value": [3], "color": ["rgba(1,2,3,0.4)"]},
        )
    ),
}


@pytest.mark.parametrize("kind", FIGURES)
def test_every_kind_of_figure_has_a_picture_that_is_the_same_each_time(kind):
    shown = FIGURES[kind]
    assert can_draw(shown.figure)
    first = made(shown, "svg", NOWHERE.get)
    assert first == made(shown, "svg", NOWHERE.get) and first.lstrip().startswith(b"<?xml")
    assert b"Judul $5 &amp; 6" in first and b"Sumber: register" in first


def test_picture_shows_other_values_otherwise_and_has_a_png():
    one, other = (picture(go.Bar(x=["a"], y=[height], text=["x"])) for height in (1, -1))
    assert made(one, "png", NOWHERE.get).startswith(PNG)
    assert made(one, "png", NOWHERE.get) != made(other, "png", NOWHERE.get)


@pytest.mark.parametrize("is_tiled", [False, True])
def test_map_is_drawn_from_the_file_that_the_screen_asks_for(tmp_path, is_tiled):
    files, view = map_files.boundaries(tmp_path), View("kabupaten", "31")
    rows = pd.DataFrame({"code": view.codes, "value": range(len(view.codes)), "label": ""})
    drawn = figure.choropleth(rows, files, view, Look("", {NO_DATA: "a", WITHHELD: "b", NOT_ESTIMABLE: "c"}))
    drawn = figure.as_tiles(drawn, view) if is_tiled else drawn
    asked: list[str] = []

    def shapes(address: str) -> dict[str, tuple[rings.Ring, ...]]:
        asked.append(address)
        return rings.of_address(files, address)

    assert made(Picture(drawn.to_dict(), "Peta"), "png", shapes).startswith(PNG)
    assert asked == [drawn.data[0].geojson]


def test_picture_of_a_national_map_has_java_and_jabodetabek_below_it_as_the_screen_has(tmp_path):
    files, view = map_files.boundaries(tmp_path), View("kabupaten")
    rows = pd.DataFrame({"code": view.codes, "value": range(len(view.codes)), "label": ""})
    drawn = figure.choropleth(rows, files, view, Look("", {NO_DATA: "a", WITHHELD: "b", NOT_ESTIMABLE: "c"}))
    insets.add(drawn, "kabupaten", {"java": "Jawa", "jabodetabek": "Jabodetabek"})
    plain_figure, paper = drawn.to_dict(), Figure(layout="constrained")
    square = {code: [[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]] for code in view.codes}
    areas.draw(paper.add_subplot(), plain_figure["data"], plain_figure["layout"], lambda _: square)
    named = {ax.get_title(): ax for ax in paper.axes}
    for inset in insets.OF_LEVEL["kabupaten"]:
        west, south, east, north = inset.bounds
        ax = named["Jawa" if inset.name == "java" else "Jabodetabek"]
        assert ax.get_xlim() == (west, east) and ax.get_ylim() == (south, north)
        (shown,) = ax.collections
        assert len(shown.get_paths()) == sum(code.startswith(inset.codes) for code in view.codes)
    assert len(paper.axes[0].collections[0].get_paths()) == len(view.codes)


def test_figure_of_an_unknown_kind_or_on_several_axes_has_no_picture():
    assert not can_draw(go.Figure(go.Pie(values=[1])).to_dict()) and not can_draw({"data": []})
    assert not can_draw(go.Figure([go.Bar(y=[1]), go.Bar(y=[1], xaxis="x2", yaxis="y2")]).to_dict())
    assert "pie" not in KINDS


def test_values_of_a_figure_are_read_as_they_are_shown():
    packed = go.Figure(go.Heatmap(z=np.arange(4.0).reshape(2, 2))).to_dict()["data"][0]["z"]
    assert listed(packed) == [[0.0, 1.0], [2.0, 3.0]]
    assert plain("a<br><b>b&nbsp;c</b>") == "a\nb\u00a0c"
    assert colour("rgba(255, 0, 0, 0.5)") == (1.0, 0.0, 0.0, 0.5) and colour("#0000ff", 0.3) == (0.0, 0.0, 1.0, 0.3)
