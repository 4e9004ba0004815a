"""Maps of a picture: the areas of a file in the colours of their values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PathCollection
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.path import Path

from pages.pictures.points import scale
from pages.pictures.values import at, colour, listed, number, plain

#: The map of a layout that all others are parts of.
MAIN = "geo"
#: The areas of the file at an address, by their codes: rings of longitude and latitude.
Rings = Mapping[str, Sequence[Sequence[tuple[float, float]]]]
Shapes = Callable[[str], Rings]


def draw(ax: Axes, traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], shapes: Shapes) -> list[Patch]:
    """All traces of kind `choropleth`, with their scale of colours, and below them the parts that the screen shows once
    more; returns what the legend names."""
    places = _places(ax, layout, {_geo(trace) for trace in traces} - {MAIN}) | {MAIN: ax}
    named = []
    for trace in traces:
        on = places[_geo(trace)]
        values = [number(value) for value in listed(trace["z"])]
        ramp = scale(trace["colorscale"])
        norm = Normalize(*_limits(trace, values))
        line = at(trace, "marker", "line") or {}
        paths = _paths(listed(trace["locations"]), shapes(str(trace["geojson"])))
        shades = [ramp(norm(value)) for value in values]
        width = float(line.get("width") or 0.4) * 0.75
        on.add_collection(
            PathCollection(paths, facecolors=shades, edgecolors=[colour(line.get("color"))], linewidths=width)
        )
        if on is not ax:
            continue
        if trace.get("name"):
            named.append(Patch(facecolor=shades[0], label=plain(trace["name"])))
        elif trace.get("showscale") is not False:
            _bar(ax, ScalarMappable(norm, ramp), trace.get("colorbar") or {})
    for geo, on in places.items():
        _window(on, layout, geo)
    ax.set_axis_off()
    return named


def _geo(trace: Mapping[str, Any]) -> str:
    """The map of the layout that a trace is drawn on."""
    return str(trace.get("geo") or MAIN)


def _places(ax: Axes, layout: Mapping[str, Any], geos: set[str]) -> dict[str, Axes]:
    """An axes for each part of the map that is shown once more, in a row below it, as high and wide as on the screen,
    framed and named."""
    if not geos:
        return {}
    figure, whole = ax.figure, ax.get_subplotspec()
    assert isinstance(figure, Figure) and whole is not None
    across = {geo: [number(one) for one in listed(at(layout, geo, "domain", "x"))] for geo in geos}
    order = sorted(geos, key=lambda geo: across[geo][0])
    high = number(listed(at(layout, order[0], "domain", "y"))[1])
    rows = whole.subgridspec(2, 1, height_ratios=(1 - high, high))
    ax.set_subplotspec(rows[0])
    below = rows[1].subgridspec(1, len(order), width_ratios=[across[geo][1] - across[geo][0] for geo in order])
    places = {geo: figure.add_subplot(below[0, place]) for place, geo in enumerate(order)}
    names = {round(number(one["x"]), 6): plain(one["text"]) for one in listed(layout.get("annotations"))}
    for geo, on in places.items():
        on.set_title(names.get(round(sum(across[geo]) / 2, 6), ""), fontsize=9)
        on.set(xticks=[], yticks=[])
        on.spines[:].set(visible=True, color=colour(at(layout, geo, "framecolor")))
    return places


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


def _window(ax: Axes, layout: Mapping[str, Any], geo: str) -> None:
    """What the screen shows of a map, north up; a degree of longitude as wide as it is in the middle of it."""
    west, east = (number(one) for one in listed(at(layout, geo, "lonaxis", "range")))
    south, north = (number(one) for one in listed(at(layout, geo, "lataxis", "range")))
    ax.set_xlim(west, east)
    ax.set_ylim(south, north)
    ax.set_aspect(1 / math.cos(math.radians((south + north) / 2)))
