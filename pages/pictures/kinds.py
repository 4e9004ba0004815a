"""Which figures have a picture, told without loading what draws them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FORMATS = {"svg": "image/svg+xml", "png": "image/png"}
#: Kinds of traces that can be drawn; a figure with another one has no picture.
KINDS = frozenset({"bar", "waterfall", "funnel", "scatter", "heatmap", "sankey", "choropleth"})


def can_draw(figure: Mapping[str, Any]) -> bool:
    """Whether every trace of a figure is of a kind that can be drawn, all in one chart, and there is one."""
    kinds = {trace.get("type", "scatter") for trace in figure.get("data", ())}
    planes = {(trace.get("xaxis") or "x", trace.get("yaxis") or "y") for trace in figure.get("data", ())}
    return bool(kinds) and kinds <= KINDS and planes == {("x", "y")}
