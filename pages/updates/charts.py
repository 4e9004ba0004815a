"""Charts of how the register is kept up."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from pages.shared.charts import ACCENT, LOSS, MUTED, framed, withheld_or
from pages.shared.session import Viewer
from pages.shared.voice import MINUS

#: Between the stages of a funnel: seen on the light and on the dark ground, louder than neither.
BETWEEN = "rgba(47,120,183,0.18)"
KIND_COLOURS = (ACCENT, LOSS, MUTED)


def funnel(counts: pd.Series, names: Sequence[str], viewer: Viewer) -> go.Figure:
    """How many came at least as far as each stage, with their share of those filed."""
    voice = viewer.voice
    filed = max(int(counts.iloc[0]), 1)
    texts = [withheld_or(viewer, n, lambda n: f"{voice.angka(n)} · {voice.persen(n / filed, 0)}") for n in counts]
    bars = go.Funnel(
        y=[f"{name}<br><b>{text}</b>" for name, text in zip(names, texts, strict=True)],
        x=counts.astype("Float64").fillna(0).astype(float).to_list(),
        textinfo="none",
        marker={"color": ACCENT},
        connector={"fillcolor": BETWEEN},
        hovertemplate="%{y}<extra></extra>",
    )
    return framed(bars, voice, 60 + 46 * len(counts)).update_yaxes(ticks="")


def by_kind(table: pd.DataFrame, names: Sequence[str], viewer: Viewer) -> go.Figure:
    """Filed by quarter (index, already named), a bar a kind."""
    voice = viewer.voice
    bars = [
        go.Bar(
            name=name,
            x=table.index.to_list(),
            y=table[kind].astype("Float64").fillna(0).astype(float).to_list(),
            customdata=[withheld_or(viewer, number, lambda n: voice.angka(n)) for number in table[kind]],
            marker={"color": colour},
            hovertemplate=name + ", %{x}: %{customdata}<extra></extra>",
        )
        for kind, name, colour in zip(table.columns, names, KIND_COLOURS, strict=True)
    ]
    figure = framed(bars, voice, 320)
    figure.update_layout(barmode="group", showlegend=True, legend={"orientation": "h", "y": -0.12})
    return figure.update_yaxes(visible=False, rangemode="tozero").update_xaxes(type="category")


def changes(counts: pd.Series, viewer: Viewer) -> go.Figure:
    """Accepted ones by change of decile; falling means needier."""
    voice = viewer.voice
    total = max(int(counts.sum()), 1)
    labels = ["0" if change == 0 else f"{'+' if change > 0 else MINUS}{abs(change)}" for change in counts.index]
    bars = go.Bar(
        x=labels,
        y=counts.astype("Float64").fillna(0).astype(float).to_list(),
        customdata=[withheld_or(viewer, n, lambda n: f"{voice.angka(n)} ({voice.persen(n / total)})") for n in counts],
        marker={"color": [ACCENT if change < 0 else MUTED if change == 0 else LOSS for change in counts.index]},
        hovertemplate="%{x}: %{customdata}<extra></extra>",
    )
    figure = framed(bars, voice, 300).update_xaxes(type="category", title=viewer.say("pemutakhiran.change_axis"))
    figure.update_xaxes(tickvals=labels[::3], tickangle=0)
    return figure.update_yaxes(visible=False, rangemode="tozero")


def parts(counts: pd.Series, names: Sequence[str], viewer: Viewer) -> go.Figure:
    """Horizontal bars with number and share; a hidden count is named as such."""
    voice = viewer.voice
    total = counts.astype("Float64").sum() or 1
    texts = [
        viewer.say("pergerakan.hidden") if pd.isna(n) else f"{voice.angka(n)} · {voice.persen(n / total)}"
        for n in counts
    ]
    sizes = counts.astype("Float64").fillna(0).astype(float)
    bars = go.Bar(
        y=list(names),
        x=sizes.to_list(),
        orientation="h",
        text=texts,
        textposition="outside",
        cliponaxis=False,
        marker={"color": ACCENT},
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    figure = framed(bars, voice, 60 + 34 * len(counts))
    figure.update_xaxes(visible=False, range=[0, float(sizes.max() or 1) * 1.7])
    return figure.update_yaxes(autorange="reversed", ticks="")
