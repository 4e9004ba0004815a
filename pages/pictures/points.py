"""Lines, bands, points and fields of colour of a picture."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, Normalize

from pages.pictures.axes import DASHES, POINTS, AxisWords
from pages.pictures.values import USUAL, at, colour, each, listed, number, plain

SYMBOLS = {"square": "s", "diamond": "D", "x": "X", "cross": "P", "triangle-up": "^", "star": "*"}
_SIDES = {"right": ("left", 6.0, 0.0), "left": ("right", -6.0, 0.0), "top": ("center", 0.0, 8.0)}


def scale(given: Any) -> LinearSegmentedColormap:
    """A colour scale of Plotly, pairs of place and colour."""
    pairs = [(float(place), colour(shade)) for place, shade in given]
    return LinearSegmentedColormap.from_list("scale", pairs)


def lines(ax: Axes, traces: Sequence[Mapping[str, Any]], words: tuple[AxisWords, AxisWords]) -> None:
    """All traces of kind `scatter`: lines, bands around them, points, texts; stacked ones one upon the other."""
    below: dict[str, list[float]] = {}
    for trace in traces:
        xs = words[0].of_values(listed(trace.get("x")))
        ys = words[1].of_values(listed(trace.get("y")))
        if group := trace.get("stackgroup"):
            under = below.get(group, [0.0] * len(ys))
            ys = [low + (size if size == size else 0.0) for low, size in zip(under, ys, strict=True)]
            shade = colour(at(trace, "line", "color"), 0.9)
            ax.fill_between(xs, under, ys, step="post", color=shade, linewidth=0, label=trace.get("name"))
            below[group] = ys
        elif trace.get("fill") == "toself":
            ax.fill(xs, ys, color=colour(trace.get("fillcolor"), float(trace.get("opacity") or 1)), linewidth=0)
        else:
            _points(ax, trace, xs, ys)


def _points(ax: Axes, trace: Mapping[str, Any], xs: list[float], ys: list[float]) -> None:
    mode = trace.get("mode") or "lines"
    line, opacity = trace.get("line") or {}, float(trace.get("opacity") or 1)
    shade = colour(line.get("color") or _one(at(trace, "marker", "color")), opacity)
    name = trace.get("name")
    if "lines" in mode:
        stepped = "steps-post" if line.get("shape") == "hv" else "default"
        width = float(2 if line.get("width") is None else line["width"]) * POINTS
        style = DASHES.get(line.get("dash") or "", "-")
        ax.plot(xs, ys, color=shade, linewidth=width, linestyle=style, drawstyle=stepped, label=name)
    for side in ("x", "y"):
        if bounds := trace.get(f"error_{side}"):
            _bounds(ax, side, (xs, ys), bounds, shade)
    if "markers" in mode:
        _markers(ax, trace, (xs, ys), None if "lines" in mode else name)
    if "text" in mode:
        _texts(ax, trace, xs, ys)


def _one(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _bounds(
    ax: Axes, side: str, points: tuple[list[float], list[float]], bounds: Mapping[str, Any], shade: Any
) -> None:
    """The interval of each point; a point without one has none."""
    more = [number(one) for one in listed(bounds.get("array"))]
    less = [number(one) for one in listed(bounds.get("arrayminus"))] or more
    sizes = np.nan_to_num(np.abs(np.array([less, more])))
    ax.errorbar(*points, **{f"{side}err": sizes}, fmt="none", ecolor=shade, elinewidth=1, capsize=2)


def _markers(ax: Axes, trace: Mapping[str, Any], points: tuple[list[float], list[float]], name: str | None) -> None:
    """Points by their symbol; a colour a point where it has a value on a scale."""
    marker, count = trace.get("marker") or {}, len(points[0])
    given = each(marker.get("color") or at(trace, "line", "color"), count, USUAL)
    opacities = [float(one) for one in each(marker.get("opacity"), count, 1.0)]
    if given and not isinstance(given[0], str):
        known = [value for value in map(number, given) if not math.isnan(value)]
        ramp = scale(marker["colorscale"])
        norm = Normalize(min(known, default=0.0), max(known, default=1.0))
        shades: list[Any] = [(*ramp(norm(number(one)))[:3], over) for one, over in zip(given, opacities, strict=True)]
        _bar(ax, ScalarMappable(norm, ramp), marker.get("colorbar") or {})
    else:
        shades = [colour(one, over) for one, over in zip(given, opacities, strict=True)]
    symbol = str(marker.get("symbol") or "circle")
    sizes = [(float(one) * POINTS) ** 2 for one in each(marker.get("size"), count, 8)]
    edges = [colour(_word(one)) for one in each(at(marker, "line", "color"), count, "rgba(0,0,0,0)")]
    is_open = symbol.endswith("-open")
    ax.scatter(
        *points, s=sizes, marker=SYMBOLS.get(symbol.removesuffix("-open"), "o"), label=name, clip_on=False,
        facecolors=["none"] * count if is_open else shades, edgecolors=shades if is_open else edges, zorder=3,
    )  # fmt: skip


def _word(name: Any) -> str:
    return {"white": "#ffffff", "black": "#000000"}.get(str(name), str(name))


def _bar(ax: Axes, colours: ScalarMappable, bar: Mapping[str, Any]) -> None:
    """The scale of colours below the chart, with the figure's own marks."""
    assert ax.figure is not None
    drawn = ax.figure.colorbar(colours, ax=ax, orientation="horizontal", shrink=0.5, aspect=40, pad=0.03)
    if marks := listed(bar.get("tickvals")):
        drawn.set_ticks([float(mark) for mark in marks], labels=[plain(text) for text in listed(bar.get("ticktext"))])
    drawn.outline.set_visible(False)


def _texts(ax: Axes, trace: Mapping[str, Any], xs: list[float], ys: list[float]) -> None:
    where = each(trace.get("textposition"), len(xs), "middle center")
    for x, y, text, spot in zip(xs, ys, each(trace.get("text"), len(xs), ""), where, strict=True):
        vertical, horizontal = str(spot).split(" ")
        align, right, up = _SIDES.get(horizontal if horizontal != "center" else vertical, ("center", 0.0, 0.0))
        if x == x and y == y:
            ax.annotate(
                plain(text), (x, y), xytext=(right, up), textcoords="offset points", ha=align, va="center",
                fontsize=8, annotation_clip=False,
            )  # fmt: skip


def field(ax: Axes, trace: Mapping[str, Any], words: tuple[AxisWords, AxisWords]) -> None:
    """A heat map, a field a pair, its text in it; a field without a value stays empty."""
    values = np.array([[number(one) for one in listed(row)] for row in listed(trace["z"])])
    ramp = scale(trace["colorscale"])
    low = number(trace.get("zmin")) if trace.get("zmin") is not None else float(np.nanmin(values))
    high = number(trace.get("zmax")) if trace.get("zmax") is not None else float(np.nanmax(values))
    xs, ys = words[0].of_values(listed(trace["x"])), words[1].of_values(listed(trace["y"]))
    ax.pcolormesh(xs, ys, np.ma.masked_invalid(values), cmap=ramp, vmin=low, vmax=high, edgecolors="white", linewidth=2)
    for row, line in zip(ys, listed(trace.get("text")), strict=True):
        for column, text in zip(xs, listed(line), strict=True):
            value = values[ys.index(row)][xs.index(column)]
            shade = "#ffffff" if value == value and (value - low) > 0.6 * (high - low) else "#222222"
            ax.text(column, row, plain(text), ha="center", va="center", fontsize=8, color=shade)
