"""The frontier as squares, a point a cut-off and time limit; a heat map would return no clicks."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from pages.scenario.bench import NO_CAP, cap_name, deciles_name
from pages.shared import maps
from pages.shared.session import Viewer
from pages.shared.voice import Voice
from pages.simulation import charts
from terms import QUARTERS_A_YEAR

SQUARE = 13
FAINT = 0.22
#: Above so many time limits the squares shrink and every fourth is named.
MANY = 22


def squares(viewer: Viewer, points: pd.DataFrame, title: str, write: Callable[[float], str]) -> go.Figure:
    """Columns max_decile, cap, value, is_feasible, is_best, is_policy. Faint: misses a goal; ringed: beaten by none;
    the cross is the scenario itself."""
    caps = sorted(points["cap"].unique(), key=lambda cap: (cap == NO_CAP, cap))
    place = {cap: at for at, cap in enumerate(caps)}
    size = SQUARE if len(caps) <= MANY else 8
    hover = [
        f"{_point(viewer, int(decile), int(cap), title)} {write(value)}"
        for decile, cap, value in zip(points["max_decile"], points["cap"], points["value"], strict=True)
    ]
    grid = _at(points, place) | {
        "customdata": points[["max_decile", "cap"]].to_numpy().tolist(),
        "text": hover,
        "hovertemplate": "%{text}<extra></extra>",
        "marker": _squares(points, size, write),
        "selected": {"marker": {"opacity": 1.0}},
        "unselected": {"marker": {"opacity": 1.0}},
    }
    own = _at(points[points["is_policy"]], place) | {"hoverinfo": "skip", "marker": _cross(size)}
    return _axes(charts.plain(viewer, [go.Scatter(grid), go.Scatter(own)], 430), viewer, caps)


def _point(viewer: Viewer, decile: int, cap: int, title: str) -> str:
    deciles = deciles_name(viewer, decile).capitalize()
    return viewer.say("titik.hover", deciles=deciles, cap=cap_name(viewer, cap), title=title)


def _at(points: pd.DataFrame, place: dict[int, int]) -> dict[str, object]:
    xs = [place[cap] for cap in points["cap"]]
    return {"x": xs, "y": points["max_decile"].to_list(), "mode": "markers"}


def _squares(points: pd.DataFrame, size: float, write: Callable[[float], str]) -> dict[str, object]:
    ticks = maps.ticks(points["value"].dropna(), write, diverging=False)
    edges = [charts.HERE if best else "rgba(0,0,0,0)" for best in points["is_best"]]
    return {
        "symbol": "square",
        "size": size,
        "color": points["value"].astype(float).to_list(),
        "colorscale": charts.SCALE,
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
    }


def _cross(size: float) -> dict[str, object]:
    return {"symbol": "x", "size": size * 0.6, "color": charts.HERE, "line": {"color": "white", "width": 1}}


def _axes(figure: go.Figure, viewer: Viewer, caps: list[int]) -> go.Figure:
    step = 4 if len(caps) > MANY else 2
    shown = [at for at in range(len(caps) - 1) if at % step == 0] + [len(caps) - 1]
    figure.update_xaxes(
        tickvals=shown,
        ticktext=[_years(caps[at], viewer.voice) for at in shown],
        title=viewer.say("titik.axis_cap"),
        showgrid=False,
        zeroline=False,
    )
    deciles = list(range(1, 11))
    names = [f"D{decile}" for decile in deciles]
    return figure.update_yaxes(tickvals=deciles, ticktext=names, showgrid=False, zeroline=False)


def _years(cap: int, voice: Voice) -> str:
    return "∞" if cap == NO_CAP else f"{cap / QUARTERS_A_YEAR:g}".replace(".", "," if voice.language == "id" else ".")
