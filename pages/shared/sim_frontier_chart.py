"""The frontier as squares, a point a cut-off and time limit; a heat map would return no clicks."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from pages.shared import maps, sim_charts
from pages.shared.session import Viewer
from pages.shared.sim_bench import NO_CAP, cap_name

SQUARE = 13
FAINT = 0.22


def squares(viewer: Viewer, points: pd.DataFrame, title: str, write: Callable[[float], str]) -> go.Figure:
    """Columns max_decile, cap, value, is_feasible, is_best, is_policy. Faint: misses a goal; ringed: beaten by none;
    the cross is the scenario itself."""
    caps = sorted(points["cap"].unique(), key=lambda cap: (cap == NO_CAP, cap))
    place = {cap: at for at, cap in enumerate(caps)}
    size = SQUARE if len(caps) <= 22 else 8
    ticks = maps.ticks(points["value"].dropna(), write, diverging=False)
    edges = ["#111111" if best else "rgba(0,0,0,0)" for best in points["is_best"]]
    hover = [
        viewer.say("titik.hover", decile=row.max_decile, cap=cap_name(viewer, int(row.cap)), title=title)
        + f" {write(row.value)}"
        for row in points.itertuples()
    ]
    traces = [
        go.Scatter(
            x=[place[cap] for cap in points["cap"]],
            y=points["max_decile"].to_list(),
            mode="markers",
            customdata=points[["max_decile", "cap"]].to_numpy().tolist(),
            text=hover,
            hovertemplate="%{text}<extra></extra>",
            marker={
                "symbol": "square",
                "size": size,
                "color": points["value"].astype(float).to_list(),
                "colorscale": sim_charts.SCALE,
                "opacity": [1.0 if feasible else FAINT for feasible in points["is_feasible"]],
                "line": {"color": edges, "width": 2},
                "colorbar": {
                    "tickvals": [mark for mark, _ in ticks],
                    "ticktext": [text for _, text in ticks],
                    "orientation": "h",
                    "y": 1.02,
                    "yanchor": "bottom",
                    "thickness": 10,
                    "len": 0.9,
                },
            },
            selected={"marker": {"opacity": 1.0}},
            unselected={"marker": {"opacity": 1.0}},
        )
    ]
    own = points[points["is_policy"]]
    traces.append(
        go.Scatter(
            x=[place[cap] for cap in own["cap"]],
            y=own["max_decile"].to_list(),
            mode="markers",
            hoverinfo="skip",
            marker={
                "symbol": "x",
                "size": size * 0.6,
                "color": sim_charts.HERE,
                "line": {"color": "white", "width": 1},
            },
        )
    )
    figure = sim_charts.plain(viewer, traces, 430)
    step = 4 if len(caps) > 22 else 2
    shown = [cap for at, cap in enumerate(caps) if at % step == 0 and at < len(caps) - 1] + caps[-1:]
    figure.update_xaxes(
        tickvals=[place[cap] for cap in shown],
        ticktext=[
            "∞" if cap == NO_CAP else f"{cap / 4:g}".replace(".", "," if viewer.language == "id" else ".")
            for cap in shown
        ],
        title=viewer.say("titik.axis_cap"),
        showgrid=False,
        zeroline=False,
    )
    deciles = list(range(1, 11))
    return figure.update_yaxes(
        tickvals=deciles, ticktext=[f"D{decile}" for decile in deciles], showgrid=False, zeroline=False
    )
