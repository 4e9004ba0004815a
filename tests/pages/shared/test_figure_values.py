"""A figure's own values are taken away as rows: every kind of trace, and no value that it does not draw."""

from __future__ import annotations

import io

import pandas as pd
import plotly.graph_objects as go
import pytest

from data import spreadsheet
from data.store.scope import Scope
from pages.pictures.data import Row, rows
from pages.shared.figures import Shown, values
from pages.shared.session import Viewer

VIEWER = Viewer(Scope.national(), "id")


def of(*traces, **layout):
    return rows(go.Figure(traces, layout).to_dict())


FIGURES = {
    "bars": (
        [go.Bar(x=["D1", "D2"], y=[0.25, None], name="a", customdata=["25 %", "ditahan"])],
        {},
        [Row("a", "D1", "", 0.25, None, None, "25 %"), Row("a", "D2", "", None, None, None, "ditahan")],
    ),
    "flat bars with words": (
        [go.Bar(y=[0], x=[3], orientation="h", text=["tiga"], customdata=[["Kabupaten A", "<br>9 keluarga"]])],
        {"yaxis": {"tickvals": [0], "ticktext": ["Kab. A"]}},
        [Row("", "Kab. A", "", 3.0, None, None, "Kabupaten A · 9 keluarga")],
    ),
    "points with intervals": (
        [go.Scatter(x=["T1"], y=[0.3], error_y={"array": [0.1], "arrayminus": [0.2]}, text=["x"])],
        {},
        [Row("", "T1", "", 0.3, 0.1, 0.4, "x")],
    ),
    "points in rows": (
        [go.Scatter(x=[0.3, 0.4], y=[1, 1], mode="lines")],
        {"yaxis": {"tickvals": [1], "ticktext": ["PKH"]}},
        [Row("", "PKH", "", 0.3, None, None, ""), Row("", "PKH", "", 0.4, None, None, "")],
    ),
    "coloured points": (
        [go.Scatter(x=[1], y=[4], mode="markers", marker={"color": [7.0]}, customdata=["7 T"])],
        {},
        [Row("", "1", "4", 7.0, None, None, "7 T")],
    ),
    "map": (
        [
            go.Choropleth(geojson="/x", locations=["35"], z=[0.2], customdata=["Jawa Timur: 20 %"]),
            go.Choropleth(
                geojson="/x", locations=["36"], z=[0.0], customdata=["Banten: ditahan"], showscale=False, name="ditahan"
            ),
            go.Choropleth(geojson="/x", locations=["35"], z=[0.0], customdata=["Jawa Timur: 20 %"], showscale=False),
        ],
        {},
        [
            Row("", "35", "", 0.2, None, None, "Jawa Timur: 20 %"),
            Row("ditahan", "36", "", None, None, None, "Banten: ditahan"),
        ],
    ),
    "heat map": (
        [go.Heatmap(x=["b"], y=["a"], z=[[0.5]], text=[["50"]])],
        {},
        [Row("", "a", "b", 0.5, None, None, "50")],
    ),
    "flows": (
        [go.Sankey(node={"label": ["a", "b"]}, link={"source": [0], "target": [1], "value": [3]})],
        {},
        [Row("", "a", "b", 3.0, None, None, "")],
    ),
}


@pytest.mark.parametrize("kind", FIGURES)
def test_every_kind_of_figure_gives_the_values_that_it_draws(kind):
    traces, layout, expected = FIGURES[kind]
    assert of(*traces, **layout) == expected


def test_table_of_a_figure_has_the_columns_that_say_something_and_reads_back_from_each_file():
    figure = go.Figure(go.Bar(x=["D1", "D2"], y=[0.25, 0.5], customdata=["=1", "50 %"])).to_dict()
    table = values(VIEWER, Shown("k", "Judul", "", figure))
    assert list(table.columns) == ["Menurut", "Nilai", "Tertulis"]
    excel = pd.read_csv(io.BytesIO(spreadsheet.csv_file(table, ("Judul",))), sep=";", decimal=",", comment="#")
    plain = pd.read_csv(io.BytesIO(spreadsheet.csv_file(table, ("Judul",), for_excel=False)), comment="#")
    book = pd.read_excel(io.BytesIO(spreadsheet.xlsx_file(table, ("Judul",))), engine="calamine")
    for read in (excel, plain, book):
        assert read["Nilai"].tolist() == [0.25, 0.5] and read["Tertulis"].tolist() == ["'=1", "50 %"]
