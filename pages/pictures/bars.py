"""Bars of a picture: beside or upon each other, waterfalls and funnels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from pages.pictures.axes import POINTS, AxisWords
from pages.pictures.values import USUAL, at, colour, each, listed, number, plain

WIDE = 0.78
#: Light texts on dark bars.
_LIGHT, _DARK = "#ffffff", "#222222"


def draw(ax: Axes, traces: Sequence[Mapping[str, Any]], words: tuple[AxisWords, AxisWords], mode: str) -> None:
    """All traces of kind `bar`, as the layout's `barmode` has it: `group` (also without one), `stack`, `relative`."""
    beside = len(traces) if mode == "group" else 1
    bases: dict[tuple[float, bool], float] = {}
    for number_of, trace in enumerate(traces):
        is_flat = trace.get("orientation") == "h"
        along = words[1 if is_flat else 0].of_values(listed(trace["y" if is_flat else "x"]))
        sizes = [number(size) for size in listed(trace["x" if is_flat else "y"])]
        wide = float(number(trace.get("width")) if isinstance(trace.get("width"), (int, float)) else WIDE) / beside
        if mode == "group":
            along = [spot + (number_of - (beside - 1) / 2) * wide for spot in along]
        starts = [0.0] * len(sizes)
        if mode in ("stack", "relative"):
            starts = [bases.get((spot, size < 0), 0.0) for spot, size in zip(along, sizes, strict=True)]
            bases |= {
                (spot, size < 0): start + (size if size == size else 0)
                for spot, size, start in zip(along, sizes, starts, strict=True)
            }
        _trace(ax, trace, is_flat, list(zip(along, sizes, starts, strict=True)), wide)


def _trace(
    ax: Axes, trace: Mapping[str, Any], is_flat: bool, bars: list[tuple[float, float, float]], wide: float
) -> None:
    """Bars, each at a spot, of a size, from a start."""
    spots, sizes, starts = ([bar[part] for bar in bars] for part in range(3))
    opacities = each(at(trace, "marker", "opacity"), len(bars), trace.get("opacity") or 1.0)
    colours = [
        colour(one, float(opacity))
        for one, opacity in zip(each(at(trace, "marker", "color"), len(bars), USUAL), opacities, strict=True)
    ]
    look: dict[str, Any] = {"color": colours, "label": trace.get("name")}
    if edge := at(trace, "marker", "line", "color"):
        look |= {"edgecolor": colour(edge), "linewidth": POINTS}
    if is_flat:
        ax.barh(spots, sizes, height=wide, left=starts, **look)
    else:
        ax.bar(spots, sizes, width=wide, bottom=starts, **look)
    texts = each(trace.get("text"), len(bars), "")
    for bar, text, behind in zip(bars, texts, colours, strict=True):
        _text(ax, plain(text), bar, is_flat, behind if trace.get("textposition") == "inside" else None)


def _text(ax: Axes, text: str, bar: tuple[float, float, float], is_flat: bool, behind: Any) -> None:
    """The text of a bar: in its middle over a colour, else at its end."""
    spot, size, start = bar
    if not text or size != size:
        return
    far = start + (size / 2 if behind is not None else size)
    shade = _DARK
    if behind is not None:
        shade = _LIGHT if 0.3 * behind[0] + 0.59 * behind[1] + 0.11 * behind[2] < 0.55 else _DARK
    gap = 0 if behind is not None else 3 if size >= 0 else -3
    middle = behind is not None
    ax.annotate(
        text, (far, spot) if is_flat else (spot, far), xytext=(gap, 0) if is_flat else (0, gap),
        textcoords="offset points", color=shade, fontsize=8, annotation_clip=False,
        ha="center" if middle or not is_flat else "left" if size >= 0 else "right",
        va="center" if middle or is_flat else "bottom" if size >= 0 else "top",
    )  # fmt: skip


def waterfall(ax: Axes, trace: Mapping[str, Any], words: AxisWords) -> None:
    """Flat bars, each from where the last one ended; whole ones from zero."""
    level = 0.0
    for row, size, measure in zip(
        words.of_values(listed(trace["y"])), listed(trace["x"]), listed(trace["measure"]), strict=True
    ):
        is_total = measure in ("absolute", "total")
        kind = "totals" if is_total else "increasing" if size >= 0 else "decreasing"
        start = 0.0 if is_total else level
        ax.barh([row], [size], left=[start], height=WIDE * 0.8, color=[colour(at(trace, kind, "marker", "color"))])
        level = start + size


def funnel(ax: Axes, trace: Mapping[str, Any], words: AxisWords) -> None:
    """Flat bars around one middle, the first on top; their texts stand beside the axis."""
    sizes = [number(size) for size in listed(trace["x"])]
    rows = words.of_values(listed(trace["y"]))
    colours = [colour(one) for one in each(at(trace, "marker", "color"), len(sizes), USUAL)]
    ax.barh(rows, sizes, left=[-size / 2 for size in sizes], height=WIDE, color=colours)
    ax.invert_yaxis()
    ax.xaxis.set_visible(False)
