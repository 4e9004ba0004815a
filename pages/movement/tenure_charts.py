"""Charts of time on aid: families by year of aid, curves of staying, and exits by cause."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from data.figures.tenure import LAST_YEAR
from pages.shared.charts import ACCENT, framed, withheld_or, withheld_signs
from pages.shared.session import Viewer
from terms import QUARTERS_A_YEAR

LINE_COLOURS = (ACCENT, "#c9870c", "#889954", "#7650e6")
CAUSE_COLOURS = ("#00224e", "#3b496c", "#707173", "#a59c74", "#c3b369", "#fee838", "#d0d0d0")
LEGEND = {"orientation": "h", "y": -0.25, "traceorder": "normal"}


def distribution(by_year: pd.Series, viewer: Viewer) -> go.Figure:
    """One bar a year of aid; the last one is everything longer. Withheld counts have a sign instead of a bar."""
    voice = viewer.voice
    names = [str(year) if year < LAST_YEAR else f"{LAST_YEAR}+" for year in by_year.index]
    bars = go.Bar(
        x=names,
        y=by_year.astype("Float64").fillna(0).astype(float).to_list(),
        text=withheld_signs(by_year),
        textposition="outside",
        customdata=[withheld_or(viewer, number, lambda n: voice.angka(n)) for number in by_year],
        marker={"color": ACCENT},
        hovertemplate=viewer.say("pergerakan.year_of_aid") + " %{x}: %{customdata}<extra></extra>",
    )
    figure = framed(bars, voice, 300)
    figure.update_xaxes(type="category", title=viewer.say("pergerakan.year_of_aid"), tickvals=names[::3], tickangle=0)
    return figure.update_yaxes(visible=False, rangemode="tozero")


def staying(curves: Mapping[str, pd.DataFrame], viewer: Viewer) -> go.Figure:
    """Share still on aid by years since the start, one step line a group, with its confidence on hover."""
    voice = viewer.voice
    lines = [
        go.Scatter(
            name=name,
            x=[0.0, *(curve["time"] / QUARTERS_A_YEAR)],
            y=[1.0, *curve["survival"]],
            mode="lines",
            line={"shape": "hv", "color": LINE_COLOURS[place % len(LINE_COLOURS)], "width": 2.5},
            customdata=[voice.persen(1.0), *_with_interval(viewer, curve)],
            hovertemplate=name + ", %{x} " + viewer.say("pergerakan.years") + ": %{customdata}<extra></extra>",
        )
        for place, (name, curve) in enumerate(curves.items())
    ]
    figure = framed(lines, voice, 360)
    figure.update_layout(showlegend=True, legend=LEGEND)
    return _years_and_shares(figure, viewer)


def _with_interval(viewer: Viewer, curve: pd.DataFrame) -> list[str]:
    """`83,1 % (82,9–83,3 %)`; without the interval where there is none."""
    voice = viewer.voice
    rows = zip(curve["survival"], curve["low"], curve["high"], strict=True)
    return [
        voice.persen(share)
        if pd.isna(low)
        else viewer.say("pergerakan.share_between", share=voice.persen(share), between=voice.selang(low, high))
        for share, low, high in rows
    ]


def causes(table: pd.DataFrame, names: Mapping[str, str], viewer: Viewer) -> go.Figure:
    """Share that has left by years since the start, one layer a cause (the columns beside time)."""
    voice = viewer.voice
    left = [0.0, *table.drop(columns="time").sum(axis=1)]

    def told(share: float, whole: float) -> str:
        return viewer.say("pergerakan.of_left", share=voice.persen(share), left=voice.persen(whole))

    layers = [
        go.Scatter(
            name=names[cause],
            x=[0.0, *(table["time"] / QUARTERS_A_YEAR)],
            y=[0.0, *table[cause]],
            mode="lines",
            stackgroup="left",
            line={"shape": "hv", "width": 0.5, "color": CAUSE_COLOURS[place % len(CAUSE_COLOURS)]},
            customdata=[told(share, whole) for share, whole in zip((0.0, *table[cause]), left, strict=True)],
            hovertemplate=names[cause] + ", %{x} " + viewer.say("pergerakan.years") + ": %{customdata}<extra></extra>",
        )
        for place, cause in enumerate(table.columns.drop("time"))
    ]
    figure = framed(layers, voice, 400)
    figure.update_layout(showlegend=True, legend=LEGEND)
    return _years_and_shares(figure, viewer)


def _years_and_shares(figure: go.Figure, viewer: Viewer) -> go.Figure:
    shares = (0.0, 0.25, 0.5, 0.75, 1.0)
    figure.update_yaxes(range=[0, 1.02], tickvals=shares, ticktext=[viewer.voice.persen(share, 0) for share in shares])
    return figure.update_xaxes(title=viewer.say("pergerakan.years_since"), range=[0, 18.5], dtick=2)
