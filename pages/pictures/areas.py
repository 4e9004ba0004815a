"""Maps of a picture: the areas of a file in the colours of their values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PathCollection
from matplotlib.colors import Normalize
from matplotlib.patches import Patch
from matplotlib.path import Path

from pages.pictures.points import scale
from pages.pictures.values import at, colour, listed, number, plain

#: The areas of the file at an address, by their codes: rings of longitude and latitude.
Rings = Mapping[str, Sequence[Sequence[tuple[float, float]]]]
Shapes = Callable[[str], Rings]


def draw(ax: Axes, traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], shapes: Shapes) -> list[Patch]:
    """All traces of kind `choropleth`, with their scale of colours; returns what the legend names."""
    named = []
    for trace in traces:
        values = [number(value) for value in listed(trace["z"])]
        ramp = scale(trace["colorscale"])
        norm = Normalize(*_limits(trace, values))
        line = at(trace, "marker", "line") or {}
        paths = _paths(listed(trace["locations"]), shapes(str(trace["geojson"])))
        shades = [ramp(norm(value)) for value in values]
        width = float(line.get("width") or 0.4) * 0.75
        ax.add_collection(
            PathCollection(paths, facecolors=shades, edgecolors=[colour(line.get("color"))], linewidths=width)
        )
        if trace.get("name"):
            named.append(Patch(facecolor=shades[0], label=plain(trace["name"])))
        elif trace.get("showscale") is not False:
            _bar(ax, ScalarMappable(norm, ramp), trace.get("colorbar") or {})
    _window(ax, layout)
    return named


def _limits(trace: Mapping[str, Any], values: list[float]) -> tuple[float, float]:
    low, high = trace.get("zmin"), trace.get("zmax")
    return (min(values) if low is None else number(low), max(values) if high is None else number(high))


def _paths(codes: list[str], rings: Rings) -> list[Path]:
    return [
        Path.make_compound_path(*(Path(ring, closed=True) for ring in rings[code])) if code in rings else Path([(0, 0)])
        for code in codes
    ]


def _bar(ax: Axes, colours: ScalarMappable, bar: Mapping[str, Any]) -> None:
    assert ax.figure is not None
    drawn = ax.figure.colorbar(colours, ax=ax, orientation="horizontal", shrink=0.5, aspect=40, pad=0.02)
    if marks := listed(bar.get("tickvals")):
        drawn.set_ticks([float(mark) for mark in marks], labels=[plain(text) for text in listed(bar["ticktext"])])
    drawn.outline.set_visible(False)


def _window(ax: Axes, layout: Mapping[str, Any]) -> None:
    """What the screen shows, north up; a degree of longitude as wide as it is in the middle of it."""
    west, east = (number(one) for one in listed(at(layout, "geo", "lonaxis", "range")))
    south, north = (number(one) for one in listed(at(layout, "geo", "lataxis", "range")))
    ax.set_xlim(west, east)
    ax.set_ylim(south, north)
    ax.set_aspect(1 / math.cos(math.radians((south + north) / 2)))
    ax.set_axis_off()
