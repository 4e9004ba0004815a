"""Shares of the deciles in two ways, a bar of each beside the other: the quarters multiplied, and the year as seen."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from pages.shared.charts import ACCENT, LOSS, framed
from pages.shared.session import Viewer

Shares = Sequence[float]
PARTS = ("product", "direct")


def of_stability(viewer: Viewer, product: Shares, direct: Shares) -> go.Figure:
    """The share of each decile (1 to 10) that is where it was a year ago, by the product of the quarters and as seen;
    the pointer tells both and their difference."""
    voice = viewer.voice
    told = [
        viewer.say(
            "pergerakan.pair_told", product=voice.persen(one), direct=voice.persen(two), gap=voice.poin(one - two)
        )
        for one, two in zip(product, direct, strict=True)
    ]
    bars = [
        go.Bar(
            name=viewer.say(f"pergerakan.{name}"),
            x=[f"D{decile}" for decile in range(1, len(shares) + 1)],
            y=list(shares),
            text=[voice.persen(share, 0) for share in shares],
            textposition="outside",
            textfont={"size": 10},
            cliponaxis=False,
            marker={"color": colour},
            customdata=told,
            hovertemplate="%{x}: %{customdata}<extra></extra>",
        )
        for name, shares, colour in zip(PARTS, (product, direct), (LOSS, ACCENT), strict=True)
    ]
    figure = framed(bars, voice, 280)
    figure.update_layout(barmode="group", showlegend=True, legend={"orientation": "h", "y": -0.12})
    return figure.update_yaxes(visible=False, range=[0, 1.15])


def title(viewer: Viewer, gap: float, may_project: bool) -> str:
    """Whether quarters may be multiplied into a year, with the largest difference (share, with its sign)."""
    verdict = "may" if may_project else "may_not"
    return viewer.say(f"pergerakan.found_{verdict}_project", gap=viewer.voice.poin(abs(gap)).lstrip("+"))
