"""The projector mode enlarges every text of a figure, stays over pages and in the address, and changes no value."""

from __future__ import annotations

import json

import plotly.graph_objects as go

from pages.pictures.data import rows
from pages.shared import projector
from tests.pages.conftest import address, through_the_menu
from tests.pages.work import Work, counted

FIGURE = go.Figure(
    [
        go.Bar(x=["D1"], y=[0.2], text=["20"], textfont={"size": 10}),
        go.Choropleth(geojson="/x", locations=["35"], z=[0.2], colorbar={"len": 0.5}),
    ],
    {"height": 300, "font": {"size": 12}, "annotations": [{"text": "a", "font": {"size": 8}}]},
).to_dict()


def test_every_text_of_a_figure_is_half_as_large_again_and_its_values_stay():
    large = projector.enlarged(FIGURE)
    assert large["layout"]["font"]["size"] == 18 and large["layout"]["annotations"][0]["font"]["size"] == 12
    assert large["data"][0]["textfont"]["size"] == 15 and large["data"][1]["colorbar"]["tickfont"]["size"] == 18
    assert large["layout"]["xaxis"]["tickfont"]["size"] == 18 and large["layout"]["height"] == 390
    assert rows(large) == rows(FIGURE) and FIGURE["layout"]["font"]["size"] == 12


def drawn_size(app) -> float:
    """The size of text in the first chart of a page, as sent to the browser."""
    return float(json.loads(app.get("plotly_chart")[0].proto.spec)["layout"]["font"]["size"])


def test_projector_of_a_link_enlarges_figures_and_stays_over_pages_and_in_the_address(visit):
    small, app = visit("sebaran"), visit("sebaran", proyektor="1")
    assert drawn_size(app) == 1.5 * drawn_size(small)
    with counted() as done:
        app.run()
    assert done == Work(), "a rerun draws nothing anew"
    through_the_menu(app, "pemutakhiran")
    assert address(app)["proyektor"] == "1" and drawn_size(app) == 1.5 * drawn_size(small)


def test_unknown_value_of_the_projector_is_said(visit):
    app = visit("metode", proyektor="2")
    assert any("`2`" in one.value for one in app.warning) and "proyektor" not in address(app)
