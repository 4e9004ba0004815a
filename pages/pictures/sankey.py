"""A Sankey diagram of a picture: nodes at both sides and the bands between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from pages.pictures.values import colour, listed, number, plain

NODE = 0.018
#: Of the height, what stays free between the nodes of a side.
GAPS = 0.14


def draw(ax: Axes, trace: Mapping[str, Any]) -> None:
    """Nodes in the order of their places, bands in the order of their links; every height is a number of families."""
    node, link = trace["node"], trace["link"]
    sources, targets = listed(link["source"]), listed(link["target"])
    sizes = [number(size) for size in listed(link["value"])]
    heights = [
        max(_sum(sizes, sources, place), _sum(sizes, targets, place)) for place in range(len(listed(node["label"])))
    ]
    tops, unit = _tops(node, heights)
    left, right = dict(enumerate(tops)), dict(enumerate(tops))
    for source, target, size, shade in zip(sources, targets, sizes, listed(link["color"]), strict=True):
        _band(ax, (left[source], right[target]), size * unit, colour(shade))
        left[source] -= size * unit
        right[target] -= size * unit
    for place, (label, shade) in enumerate(zip(listed(node["label"]), listed(node["color"]), strict=True)):
        _node(ax, (_is_left(node, place), tops[place], heights[place] * unit), plain(label), colour(shade))
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(0, 1)
    ax.set_axis_off()


def _sum(sizes: list[float], ends: list[int], place: int) -> float:
    return sum(size for size, end in zip(sizes, ends, strict=True) if end == place)


def _is_left(node: Mapping[str, Any], place: int) -> bool:
    return number(listed(node["x"])[place]) < 0.5


def _tops(node: Mapping[str, Any], heights: list[float]) -> tuple[list[float], float]:
    """The upper edge of each node, and the height of one family."""
    sides = [[place for place in range(len(heights)) if _is_left(node, place) is side] for side in (True, False)]
    unit = (1 - GAPS) / (max(sum(heights[place] for place in side) for side in sides) or 1)
    tops = [0.0] * len(heights)
    for side in sides:
        level, gap = 1.0, GAPS / max(len(side), 1)
        for place in sorted(side, key=lambda one: number(listed(node["y"])[one])):
            tops[place] = level
            level -= heights[place] * unit + gap
    return tops, unit


def _band(ax: Axes, tops: tuple[float, float], high: float, shade: Any) -> None:
    (top, end), middle = tops, 0.5
    curve = [
        (NODE, top), (middle, top), (middle, end), (1 - NODE, end), (1 - NODE, end - high), (middle, end - high),
        (middle, top - high), (NODE, top - high), (NODE, top),
    ]  # fmt: skip
    turns = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    ax.add_patch(PathPatch(Path(curve, turns), facecolor=shade, linewidth=0))


def _node(ax: Axes, box: tuple[bool, float, float], label: str, shade: Any) -> None:
    is_left, top, high = box
    ax.add_patch(Rectangle((0 if is_left else 1 - NODE, top - high), NODE, high, facecolor=shade, edgecolor="#8a8678"))
    spot = NODE + 0.008 if is_left else 1 - NODE - 0.008
    ax.text(spot, top - high / 2, label, ha="left" if is_left else "right", va="center", fontsize=8)
