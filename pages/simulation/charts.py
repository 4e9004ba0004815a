"""Charts of the page on simulation: who enters and leaves, what becomes of recipients, points of the frontier."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from pages.shared import charts
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from pages.shared.voice import Voice

#: Kept, dropped by decile, by component, by time limit, by budget.
FATE_COLOURS = ("#2f78b7", "#b35806", "#fdb863", "#c3b3e0", "#542788")
FONT = {"family": "Plus Jakarta Sans, sans-serif", "size": 13}
SCALE = "Purp"
HERE, LONGEST = "#b35806", 26
#: Beside the longest bar, as a share of it: what a count needs on a phone.
ROOM = 0.75


def plain(viewer: Viewer, traces: list[go.Bar] | list[go.Scatter], height: int) -> go.Figure:
    """A figure in the manner of the pages: our numbers and font, nothing that drags."""
    figure = go.Figure(traces)
    figure.update_layout(
        separators=viewer.voice.separators(),
        height=height,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        showlegend=False,
        dragmode=False,
        font=FONT,
    )
    return figure.update_xaxes(fixedrange=True).update_yaxes(fixedrange=True)


def in_and_out(viewer: Viewer, rows: pd.DataFrame) -> go.Figure:
    """A bar to the left for those who leave and one to the right for those who enter, a group a line, in families."""
    voice, names = viewer.voice, rows["name"].to_list()
    traces = []
    for column, sign, colour, word in (("newly_out", -1, charts.LOSS, "out"), ("newly_in", 1, charts.ACCENT, "in")):
        counts = rows[column].astype(float).fillna(0.0)
        traces.append(
            go.Bar(
                name=viewer.say(f"rincian.{word}"),
                y=names,
                x=(counts * sign).to_list(),
                orientation="h",
                text=[
                    charts.WITHHELD_SIGN if hidden else voice.angka(count) if count >= 1 else ""
                    for count, hidden in zip(counts, rows[column].isna(), strict=True)
                ],
                textposition="outside",
                cliponaxis=False,
                marker={"color": colour},
                hovertemplate="%{y}, " + viewer.say(f"rincian.{word}") + ": %{text}<extra></extra>",
            )
        )
    out, entered = (max(0.0, float(rows[name].astype(float).max())) for name in ("newly_out", "newly_in"))
    reach = max(out, entered, 1.0)
    figure = plain(viewer, traces, 110 + 30 * len(rows))
    figure.update_layout(barmode="relative", showlegend=True, legend=charts.LEGEND_BELOW, bargap=0.25)
    left, right = ((ROOM if longest else 0.05) * reach for longest in (out, entered))
    figure.update_xaxes(visible=False, range=[-out - left, entered + right])
    return figure.update_yaxes(autorange="reversed", ticks="")


def fates(viewer: Viewer, shares: pd.DataFrame) -> go.Figure:
    """One bar a programme: what becomes of today's recipients, as shares (columns kept, dropped_…)."""
    names = [programme_name(code, viewer.voice) for code in shares.index]
    traces = [
        go.Bar(
            name=viewer.say(f"simulasi.{fate}"),
            y=names,
            x=shares[fate].astype(float).to_list(),
            orientation="h",
            text=[viewer.voice.persen(share, 0) if share >= 0.06 else "" for share in shares[fate]],
            customdata=[viewer.voice.persen(share) for share in shares[fate]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            marker={"color": colour},
            hovertemplate="%{y}, " + viewer.say(f"simulasi.{fate}") + ": %{customdata}<extra></extra>",
        )
        for fate, colour in zip(shares.columns, FATE_COLOURS, strict=True)
        if (shares[fate] > 0).any()
    ]
    figure = plain(viewer, traces, 300)
    figure.update_layout(barmode="stack", showlegend=True, legend=charts.LEGEND_BELOW, bargap=0.22)
    figure.update_xaxes(visible=False, range=[0, 1])
    return figure.update_yaxes(autorange="reversed", ticks="")


def scenario_bars(
    viewer: Viewer, names: list[str], values: list[float], baseline: float, write: Callable[[Voice, float], str]
) -> go.Figure:
    """One bar a scenario, and a line where the baseline stands."""
    places = list(range(len(names)))
    bars = go.Bar(
        y=places,
        x=values,
        orientation="h",
        text=[write(viewer.voice, value) for value in values],
        textposition="inside",
        insidetextanchor="start",
        textfont={"color": "white"},
        marker={"color": charts.ACCENT},
        customdata=names,
        hovertemplate="%{customdata}: %{text}<extra></extra>",
    )
    figure = plain(viewer, [bars], 60 + 34 * len(names))
    figure.add_vline(x=baseline, line={"dash": "dot", "width": 2, "color": charts.LOSS})
    figure.update_xaxes(visible=False, range=[0, 1.05 * max(baseline, *values, 1e-9)])
    return figure.update_yaxes(autorange="reversed", tickvals=places, ticktext=[*map(_on_two_lines, names)], ticks="")


def _on_two_lines(name: str) -> str:
    """A name beside a bar; of one that is longer than two lines the end is left out."""
    return "<br>".join(textwrap.wrap(name, LONGEST, max_lines=2, placeholder=" …"))
