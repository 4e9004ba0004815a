"""Estimates with their intervals against the lines of both targets, one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.shared.charts import ACCENT, LOSS, MUTED, framed
from pages.shared.voice import Voice
from terms import TARGETS

TARGET_COLOUR = "#2c8a4a"
#: The same colour for the same error on every page.
OF_ERROR = {"inclusion": ACCENT, "exclusion": LOSS}
#: How far the axis of strips goes, so that a text has room beside 100 %.
WITH_TEXT = 1.25
Write = Callable[[float], str]


@dataclass(frozen=True)
class IntervalLine:
    """One estimate: its name, value (NaN when not shown), interval, the floor under it (NaN without), and what is
    written beside it instead of the value alone."""

    name: str
    value: float
    low: float
    high: float
    floor: float = float("nan")
    colour: str = ACCENT
    beside: str = ""


def intervals(lines: Sequence[IntervalLine], write: Write, voice: Voice, floor_name: str) -> go.Figure:
    """One line an estimate, its interval as a bar, the floor as a hollow diamond, the targets as vertical lines."""
    points = _points(lines, write).update(
        mode="markers+text", text=[write(line.value) for line in lines], textposition="top center"
    )
    figure = framed([*_bounds(lines), _floors(lines, write, floor_name), points], voice, 80 + 46 * len(lines))
    figure.update_yaxes(
        autorange=False, range=[len(lines) - 0.4, -0.8], tickvals=list(range(len(lines))),
        ticktext=[line.name for line in lines], ticks="",
    )  # fmt: skip
    return _with_targets(figure, write, max([0.16, *(line.high for line in lines if line.high == line.high)]))


def strips(lines: Sequence[IntervalLine], write: Write, voice: Voice, floor_name: str, height: int) -> go.Figure:
    """The same on an axis from 0 to 100 %, low lines close together; what is written stands beside each."""
    texts = go.Scatter(
        x=[line.high for line in lines], y=list(range(len(lines))), mode="text", textposition="middle right",
        text=[line.beside for line in lines], textfont={"size": 12}, cliponaxis=False, hoverinfo="skip",
    )  # fmt: skip
    traces = [*_bounds(lines), _floors(lines, write, floor_name), _points(lines, write), texts]
    figure = framed(traces, voice, height)
    figure.update_yaxes(
        autorange=False, range=[len(lines) - 0.5, -0.5], tickvals=list(range(len(lines))),
        ticktext=[line.name for line in lines], ticks="", showgrid=False,
    )  # fmt: skip
    figure.update_layout(margin={"l": 4, "r": 4, "t": 20, "b": 4})
    marks = (0.0, 0.5, 1.0)
    return _with_targets(figure, write, 1.0).update_xaxes(
        range=[0, WITH_TEXT], tickvals=marks, ticktext=[write(mark) for mark in marks], tickangle=0
    )


def _bounds(lines: Sequence[IntervalLine]) -> list[go.Scatter]:
    return [
        go.Scatter(
            x=[line.low, line.high], y=[row, row], mode="lines", line={"color": line.colour, "width": 5},
            opacity=0.45, hoverinfo="skip",
        )
        for row, line in enumerate(lines)
    ]  # fmt: skip


def _points(lines: Sequence[IntervalLine], write: Write) -> go.Scatter:
    texts = [f"{line.name}: {write(line.value)} ({write(line.low)}–{write(line.high)})" for line in lines]
    return go.Scatter(
        x=[line.value for line in lines], y=list(range(len(lines))), mode="markers",
        marker={"size": 10, "color": [line.colour for line in lines]}, textfont={"size": 12},
        cliponaxis=False, customdata=texts, hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _floors(lines: Sequence[IntervalLine], write: Write, name: str) -> go.Scatter:
    return go.Scatter(
        x=[line.floor for line in lines], y=list(range(len(lines))), mode="markers", name=name,
        marker={"size": 11, "symbol": "diamond-open", "color": MUTED, "line": {"width": 2}},
        customdata=[write(line.floor) for line in lines], hovertemplate=f"{name}: %{{customdata}}<extra></extra>",
    )  # fmt: skip


def _with_targets(figure: go.Figure, write: Write, highest: float) -> go.Figure:
    step = 2 if highest <= 0.6 else 4
    marks = [number / 20 for number in range(0, int(highest * 20) + step, step)]
    for target, side in zip(TARGETS, ("left", "right"), strict=True):
        figure.add_vline(x=target, line={"color": TARGET_COLOUR, "width": 1.5, "dash": "dash"})
        figure.add_annotation(
            x=target, yref="paper", y=1.0, yanchor="bottom", xanchor=side, showarrow=False, text=write(target),
            font={"size": 11},  # in the colour of texts: the line's own is hard to read on the dark ground
        )  # fmt: skip
    return figure.update_xaxes(
        range=[0, min(1.02, highest * 1.08)], tickvals=marks, ticktext=[write(mark) for mark in marks],
        showgrid=True, gridcolor="rgba(128,128,128,0.2)", zeroline=False,
    )  # fmt: skip
