"""Shares of the deciles in two ways, a bar of each beside the other."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from pages.shared.charts import ACCENT, LOSS, framed
from pages.shared.voice import Voice

Shares = Sequence[float]


def by_decile(parts: Sequence[tuple[str, Shares]], voice: Voice) -> go.Figure:
    """Two named rows of ten shares (0–1), deciles 1 to 10."""
    bars = [
        go.Bar(
            name=name,
            x=[f"D{decile}" for decile in range(1, len(shares) + 1)],
            y=list(shares),
            text=[voice.persen(share, 0) for share in shares],
            textposition="outside",
            textfont={"size": 10},
            cliponaxis=False,
            marker={"color": colour},
            hovertemplate="%{x}: %{text}<extra></extra>",
        )
        for (name, shares), colour in zip(parts, (LOSS, ACCENT), strict=True)
    ]
    figure = framed(bars, voice, 280)
    figure.update_layout(barmode="group", showlegend=True, legend={"orientation": "h", "y": -0.12})
    return figure.update_yaxes(visible=False, range=[0, 1.15])
