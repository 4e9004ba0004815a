"""The values of a figure as rows to take away: what its traces draw, with the words that stand at them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pages.pictures.values import at, each, listed, number, plain


@dataclass(frozen=True)
class Row:
    """One value that a figure draws: of which series, of what (a category, a quarter, an area's name or code), beside
    what (the column of a heat map, the end of a flow), the value and its interval (None where there is none), and the
    words that stand at it. Shares are fractions."""

    series: str
    of: str
    beside: str
    value: float | None
    low: float | None
    high: float | None
    told: str


def rows(figure: Mapping[str, Any]) -> list[Row]:
    """Every value of a figure given as plain values (`Figure.to_dict`), trace by trace, in the order drawn. Outlines of
    a map's marked area and bands without words of their own are left out."""
    layout = figure.get("layout") or {}
    return [row for trace in figure.get("data", ()) for row in _of_trace(trace, layout)]


def _of_trace(trace: Mapping[str, Any], layout: Mapping[str, Any]) -> Iterator[Row]:
    kind = trace.get("type", "scatter")
    if kind == "choropleth":
        return _areas(trace)
    if kind == "heatmap":
        return _field(trace)
    if kind == "sankey":
        return _flows(trace)
    return _points(trace, layout)


def _areas(trace: Mapping[str, Any]) -> Iterator[Row]:
    """Areas without a value have the reason in words; the outline of the marked area draws no value of its own."""
    is_known = trace.get("showscale") is not False
    if not is_known and not trace.get("name"):
        return
    codes, values = listed(trace["locations"]), listed(trace["z"])
    for code, value, told in zip(codes, values, each(trace.get("customdata"), len(codes), ""), strict=True):
        yield Row(plain(trace.get("name")), str(code), "", _known(value) if is_known else None, None, None, _said(told))


def _field(trace: Mapping[str, Any]) -> Iterator[Row]:
    across, down = listed(trace["x"]), listed(trace["y"])
    texts = listed(trace.get("text")) or [[""] * len(across)] * len(down)
    for name, values, told in zip(down, listed(trace["z"]), texts, strict=True):
        for beside, value, text in zip(across, listed(values), listed(told), strict=True):
            yield Row("", plain(name), plain(beside), _known(value), None, None, plain(text))


def _flows(trace: Mapping[str, Any]) -> Iterator[Row]:
    names = [plain(name) for name in listed(at(trace, "node", "label"))]
    links = [listed(at(trace, "link", part)) for part in ("source", "target", "value")]
    told = each(at(trace, "link", "customdata"), len(links[0]), "")
    for start, end, value, text in zip(*links, told, strict=True):
        yield Row("", names[int(start)], names[int(end)], _known(value), None, None, _said(text))


def _points(trace: Mapping[str, Any], layout: Mapping[str, Any]) -> Iterator[Row]:
    """Bars, lines, steps of a waterfall and of a funnel: the axis of their values, and the words of the other."""
    if trace.get("fill") == "toself" and not trace.get("name"):
        return
    if _is_coloured(trace):
        yield from _coloured(trace, layout)
        return
    along, up = ("y", "x") if _is_flat(trace, layout) else ("x", "y")
    names, values = listed(trace.get(along)), listed(trace.get(up))
    words = _words(layout, along)
    more, less = (listed(at(trace, f"error_{up}", part)) for part in ("array", "arrayminus"))
    told, texts = (each(trace.get(part), len(names), "") for part in ("customdata", "text"))
    for place, (name, value) in enumerate(zip(names, values, strict=False)):
        known = _known(value)
        spread = [_known(part[place]) if place < len(part) else None for part in (less or more, more)]
        low, high = (
            None if known is None or one is None else round(known + sign * one, 10)
            for one, sign in zip(spread, (-1, 1), strict=True)
        )
        said = _said(told[place]) or plain(texts[place])
        yield Row(plain(trace.get("name")), words.get(str(name), plain(name)), "", known, low, high, said)


def _is_flat(trace: Mapping[str, Any], layout: Mapping[str, Any]) -> bool:
    """Whether values run along the x axis: flat bars, and points in rows that have words."""
    if trace.get("type") in ("bar", "waterfall", "funnel"):
        return trace.get("orientation") == "h" or trace.get("type") == "funnel"
    places = {str(place) for place in listed(trace.get("y"))}
    return (
        bool(places) and places <= set(_words(layout, "y")) and not {*listed(trace.get("x"))} <= {*_words(layout, "x")}
    )


def _is_coloured(trace: Mapping[str, Any]) -> bool:
    """Whether points tell their value by a colour of a scale."""
    shades = at(trace, "marker", "color")
    return not isinstance(shades, str) and any(isinstance(shade, (int, float)) for shade in listed(shades))


def _coloured(trace: Mapping[str, Any], layout: Mapping[str, Any]) -> Iterator[Row]:
    across, down, shades = listed(trace["x"]), listed(trace["y"]), listed(at(trace, "marker", "color"))
    words, beside = _words(layout, "x"), _words(layout, "y")
    told = each(trace.get("customdata"), len(across), "")
    for x, y, shade, text in zip(across, down, shades, told, strict=True):
        first, second = words.get(str(x), plain(x)), beside.get(str(y), plain(y))
        yield Row(plain(trace.get("name")), first, second, _known(shade), None, None, _said(text))


def _words(layout: Mapping[str, Any], axis: str) -> dict[str, str]:
    """The words of an axis at its places, where it has some."""
    marks, words = (listed(at(layout, f"{axis}axis", part)) for part in ("tickvals", "ticktext"))
    return {str(mark): plain(word).replace("\n", " ") for mark, word in zip(marks, words, strict=False)}


def _said(told: Any) -> str:
    """The words for the pointer in one line."""
    parts = told if isinstance(told, (list, tuple)) else [told]
    return " · ".join(line for part in parts for line in plain(part).split("\n") if line)


def _known(value: Any) -> float | None:
    found = number(value)
    return None if math.isnan(found) else round(found, 10) + 0.0
