"""Java and Jabodetabek once more, larger, below a true map of the nation, where their cities are too small to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go

#: Part of the height that the insets take, and how much is left between them and the map.
SHARE, GAP = 0.32, 0.05
FRAME = "#9aa7b5"


@dataclass(frozen=True)
class Inset:
    """A part of the map: its name among the words, the beginnings of its areas' codes, its bounds in degrees (west,
    south, east, north), and from where to where it lies across the figure."""

    name: str
    codes: tuple[str, ...]
    bounds: tuple[float, float, float, float]
    across: tuple[float, float]


_JAVA = ("31", "32", "33", "34", "35", "36")
_JABODETABEK = ("31", "32.01", "32.16", "32.71", "32.75", "32.76", "36.03", "36.71", "36.74")
#: Provinces are large enough in Java; the cities around Jakarta are not.
OF_LEVEL = {
    "province": (Inset("java", _JAVA, (105.0, -8.9, 114.7, -5.8), (0.0, 1.0)),),
    "kabupaten": (
        Inset("java", _JAVA, (105.0, -8.9, 114.7, -5.8), (0.0, 0.7)),
        Inset("jabodetabek", _JABODETABEK, (106.35, -6.85, 107.3, -5.95), (0.73, 1.0)),
    ),
}


def add(figure: go.Figure, level: str, words: Mapping[str, str]) -> None:
    """Draw the insets of a level below the map: the same areas in the same colours, that tell and take clicks alike.
    `words` names each inset."""
    drawn = [trace for trace in figure.data if trace.showscale is not False or trace.name]
    figure.update_geos(domain={"y": [SHARE + GAP, 1]})
    for number, inset in enumerate(OF_LEVEL[level], 2):
        traces = [part for trace in drawn if (part := _part(trace, inset, f"geo{number}")) is not None]
        if not traces:
            continue
        figure.add_traces(traces)
        figure.update_layout({f"geo{number}": _geo(figure, inset)})
        figure.add_annotation(
            text=words[inset.name], x=sum(inset.across) / 2, y=SHARE, xref="paper", yref="paper", xanchor="center",
            yanchor="bottom", showarrow=False, font={"size": 11},
        )  # fmt: skip


def without(figure: go.Figure) -> go.Figure:
    """The map alone."""
    whole = go.Figure([trace for trace in figure.data if (trace.geo or "geo") == "geo"], figure.layout)
    for number in (2, 3):
        whole.layout[f"geo{number}"] = None
    whole.layout.annotations = ()
    return whole.update_geos(domain={"y": [0, 1]})


def _part(trace: go.Choropleth, inset: Inset, geo: str) -> go.Choropleth | None:
    """The areas of a trace that lie in the inset; None when there are none."""
    places = [at for at, code in enumerate(trace.locations) if code.startswith(inset.codes)]
    if not places:
        return None
    columns = {name: [trace[name][at] for at in places] for name in ("locations", "z", "customdata")}
    same = {name: trace[name] for name in ("geojson", "featureidkey", "hovertemplate", "colorscale", "zmin", "zmax")}
    return go.Choropleth(
        **columns,
        **same,
        marker=trace.marker,
        geo=geo,
        showscale=False,
        showlegend=False,
        reversescale=trace.reversescale,
    )


def _geo(figure: go.Figure, inset: Inset) -> dict[str, object]:
    west, south, east, north = inset.bounds
    return {
        "visible": False,
        "bgcolor": "rgba(0,0,0,0)",
        "showframe": True,
        "framecolor": FRAME,
        "projection": {"type": "mercator"},
        "lonaxis": {"range": [west, east]},
        "lataxis": {"range": [south, north]},
        "domain": {"x": list(inset.across), "y": [0, SHARE]},
    }
