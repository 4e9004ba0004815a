"""Charts of movement: the waterfall of a ledger, the heat map and the Sankey of deciles, curves of time on aid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from pages.shared.charts import ACCENT, LOSS, MUTED, framed
from pages.shared.voice import Voice

Write = Callable[[float], str]


@dataclass(frozen=True)
class Step:
    """One bar of a waterfall: its name, its signed size (the whole for the first and the last), and its number."""

    name: str
    size: float
    text: str
    is_total: bool = False


def waterfall(steps: Sequence[Step], voice: Voice) -> go.Figure:
    """From the opening down to the closing, one bar below the other, its number under its name so that it never covers
    another. The axis is cut off where only the ends begin."""
    rows = list(range(len(steps)))
    bars = go.Waterfall(
        orientation="h",
        y=rows,
        x=[step.size for step in steps],
        measure=["absolute" if step.is_total else "relative" for step in steps],
        customdata=[f"{step.name}: {step.text}" for step in steps],
        increasing={"marker": {"color": ACCENT}},
        decreasing={"marker": {"color": LOSS}},
        totals={"marker": {"color": MUTED}},
        connector={"line": {"color": "#b9bec6", "width": 1}},
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure = framed(bars, voice, 40 + 42 * len(steps))
    labels = [f"{step.name}<br><b>{step.text}</b>" for step in steps]
    figure.update_yaxes(autorange="reversed", tickvals=rows, ticktext=labels, ticks="")
    return figure.update_xaxes(visible=False, range=_window(steps))


def _window(steps: Sequence[Step]) -> list[float]:
    """The part of the axis where the bars change, and a little around it; from zero when that is near."""
    running, level = [], 0.0
    for step in steps:
        level = step.size if step.is_total else level + step.size
        running.append(level)
    low, high = min(running), max(running)
    room = (high - low) or abs(high) or 1
    return [max(0.0, low - 0.25 * room), high + 0.05 * room]


def in_and_out(entered: pd.Series, exited: pd.Series, names: tuple[str, str], write: Write, voice: Voice) -> go.Figure:
    """Those who came in above zero, those who left below, quarter by quarter (the index); a hidden count has no bar."""
    bars = [
        _bars(entered, names[0], ACCENT, write, sign=1),
        _bars(exited, names[1], LOSS, write, sign=-1),
    ]
    figure = framed(bars, voice, 300)
    figure.update_layout(barmode="relative", showlegend=True, legend={"orientation": "h", "y": -0.12})
    highest = max(*entered.fillna(0), *exited.fillna(0), 1) * 1.2
    return figure.update_yaxes(visible=False, range=[-highest, highest]).update_xaxes(type="category")


def _bars(counts: pd.Series, name: str, colour: str, write: Write, sign: int) -> go.Bar:
    return go.Bar(
        name=name,
        x=counts.index.to_list(),
        y=[sign * float(value) for value in counts.fillna(0)],
        text=[write(value) for value in counts],
        textposition="outside",
        constraintext="none",
        cliponaxis=False,
        marker={"color": colour},
        hovertemplate=name + ", %{x}: %{text}<extra></extra>",
    )
