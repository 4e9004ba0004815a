"""What is drawn of an area: its deciles beside province and nation, and its errors against both targets."""

from __future__ import annotations

import plotly.graph_objects as go

from pages.paper.values import SheetBars, SheetInterval
from pages.shared import charts
from pages.shared.session import Viewer
from terms import TARGETS

COLOURS = (charts.ACCENT, "#a59c74", "#d0d0d0")
OF_ERROR = {"inclusion": charts.ACCENT, "exclusion": charts.LOSS}


def deciles(viewer: Viewer, told: SheetBars) -> go.Figure:
    """Three bars a decile; a sign where a share is withheld."""
    bars = [
        go.Bar(
            name=name,
            x=list(told.labels),
            y=[value or 0 for value in values],
            customdata=list(texts),
            text=[charts.WITHHELD_SIGN if value is None else "" for value in values],
            marker={"color": colour},
            hovertemplate="%{x}, " + name + ": %{customdata}<extra></extra>",
        )
        for name, values, texts, colour in zip(told.names, told.values, told.texts, COLOURS, strict=False)
    ]
    figure = charts.framed(bars, viewer.voice, 300)
    # On a phone the legend takes three rows of a low chart: so far down that the axis keeps its words.
    figure.update_layout(showlegend=True, legend={"orientation": "h", "y": -0.2}, barmode="group")
    return figure.update_yaxes(visible=False, rangemode="tozero")


def errors(viewer: Viewer, told: tuple[SheetInterval, ...]) -> go.Figure:
    """An interval a line on one axis from 0 to 100 %, with its estimate as a point and both targets as lines."""
    places = list(range(len(told)))
    figure = charts.framed(
        [
            go.Scatter(
                x=[one.low, one.high],
                y=[place, place],
                mode="lines",
                line={"width": 7, "color": OF_ERROR[one.kind]},
                hovertemplate=f"{one.name}: {one.text}<extra></extra>",
            )
            for place, one in zip(places, told, strict=True)
        ],
        viewer.voice,
        90 + 32 * len(told),
    )
    known = [(place, one) for place, one in zip(places, told, strict=True) if one.estimate is not None]
    figure.add_scatter(
        x=[one.estimate for _, one in known],
        y=[place for place, _ in known],
        mode="markers",
        marker={"size": 11, "color": "#ffffff", "line": {"width": 2, "color": "#333333"}},
        hoverinfo="skip",
    )
    for target in TARGETS:
        figure.add_vline(x=target, line={"dash": "dot", "width": 1.5, "color": charts.MUTED})
    steps = (min(TARGETS), 0.25, 0.5, 0.75, 1)
    figure.update_xaxes(
        range=[0, 1], tickvals=list(steps), ticktext=[viewer.voice.persen(one, 0) for one in steps], tickangle=0
    )
    return figure.update_yaxes(
        tickvals=places, ticktext=[one.name for one in told], autorange="reversed", showgrid=False
    )
