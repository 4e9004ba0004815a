"""Charts of targeting error: courses over quarters, parts, deciles."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pages.shared.charts import LEGEND_BELOW, LOSS, MUTED, framed
from pages.shared.interval_chart import TARGET_COLOUR, Write
from pages.shared.voice import Voice
from terms import TARGETS

#: Design, data, delivery, eligible and not paid.
PART_COLOURS = {"design": "#7650e6", "data": "#2f78b7", "delivery": "#b35806", "unpaid": "#8a8678"}
PROGRAMME_STYLES = (("#2f78b7", "solid"), ("#c9870c", "dash"), ("#7650e6", "dot"))
WIDEST_NAME = 20


def courses(
    names: dict[str, str], table: pd.DataFrame, quarters: dict[str, str], write: Write, voice: Voice
) -> go.Figure:
    """One line a programme (code to name) over the quarters (code to name), with its interval at each; the targets as
    horizontal lines."""
    traces = []
    for (code, name), (colour, dash) in zip(names.items(), PROGRAMME_STYLES, strict=False):
        rows = table[table["programme"] == code].set_index("quarter").reindex(list(quarters))
        traces.append(
            go.Scatter(
                x=list(quarters.values()), y=rows["estimate"], name=name, mode="lines+markers",
                line={"color": colour, "dash": dash, "width": 2}, marker={"size": 7},
                error_y={
                    "type": "data", "symmetric": False, "thickness": 1.2, "width": 3,
                    "array": rows["high"] - rows["estimate"], "arrayminus": rows["estimate"] - rows["low"],
                },
                customdata=[_told(name, row, write) for row in rows.itertuples()],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )  # fmt: skip
    figure = framed(traces, voice, 300)
    for target in TARGETS:
        figure.add_hline(y=target, line={"color": TARGET_COLOUR, "width": 1.2, "dash": "dash"})
    highest = max(0.16, float(table["high"].max(skipna=True)))
    marks = [number / 10 for number in range(0, int(highest * 10) + 2, 1 if highest <= 0.5 else 2)]
    figure.update_layout(showlegend=True, legend=LEGEND_BELOW | {"y": -0.16}, hovermode="closest")
    figure.update_xaxes(type="category")
    return figure.update_yaxes(
        range=[0, highest * 1.1], tickvals=marks, ticktext=[write(mark) for mark in marks],
        showgrid=True, gridcolor="rgba(128,128,128,0.2)",
    )  # fmt: skip


def parts(names: Sequence[str], table: pd.DataFrame, write: Write, voice: Voice) -> go.Figure:
    """One bar a cause (columns part, estimate, low, high), as points of the error, with its interval."""
    rows = list(range(len(table)))
    bars = go.Bar(
        x=table["estimate"], y=rows, orientation="h",
        marker={"color": [PART_COLOURS[part] for part in table["part"]]},
        text=[write(value) for value in table["estimate"]], textposition="outside", cliponaxis=False,
        customdata=[
            _told(name, row, write) for name, row in zip(names, table.itertuples(), strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    figure = framed(bars, voice, 50 + 52 * len(table))
    figure.update_xaxes(visible=False, range=[0, (float(table["estimate"].max()) or 0.1) * 1.3])
    return figure.update_yaxes(
        autorange="reversed", tickvals=rows, ticktext=[_wrapped(name) for name in names], ticks=""
    )


def _wrapped(name: str) -> str:
    return "<br>".join(textwrap.wrap(name, WIDEST_NAME))


def deciles(
    labels: Sequence[str], table: pd.DataFrame, colours: Sequence[str], write: Write, voice: Voice
) -> go.Figure:
    """One bar a decile (columns estimate, low, high): what it adds to the error, with its interval at the pointer."""
    values = table["estimate"].to_list()
    bars = go.Bar(
        x=list(labels), y=values, marker={"color": list(colours)}, cliponaxis=False,
        text=[write(value) if value > 0 else "" for value in values], textposition="outside",
        textfont={"size": 11}, textangle=0,
        customdata=[_told(name, row, write) for name, row in zip(labels, table.itertuples(), strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    figure = framed(bars, voice, 280)
    figure.update_xaxes(type="category", tickangle=0, tickfont={"size": 11})
    return figure.update_yaxes(visible=False, rangemode="tozero")


def decile_colours(first: int, last: int, limit: int) -> list[str]:
    """Near the limit light, far from it dark: just above, two above, deciles 8–10; others muted."""
    shades = {1: "#fdb863", 2: "#e08214"}
    return [
        LOSS if d >= 8 else shades.get(d - limit, MUTED if d <= limit else "#c96a10") for d in range(first, last + 1)
    ]


def _told(name: str, row: Any, write: Write) -> str:
    return f"{name}: {write(row.estimate)} ({write(row.low)}–{write(row.high)})"
