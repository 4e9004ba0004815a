"""A figure of the screen as a picture to take away: SVG or PNG, with what it is about above and below it.

Drawn by Matplotlib from the plain values of the figure, without a browser or a network; the same figure gives the same
bytes.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pages.pictures import areas, axes, bars, points, sankey
from pages.pictures.areas import Shapes
from pages.pictures.axes import AxisWords
from pages.pictures.kinds import KINDS
from pages.pictures.values import listed

FONTS = Path(__file__).parent.parent / "paper" / "fonts"
FONT = "Plus Jakarta Sans"
#: Inches and dots an inch; letters of a line of each kind.
WIDTH, DPI = 10.0, 160
TITLE_LETTERS, LINE_LETTERS, SMALL_LETTERS = 74, 112, 142
_LOOK: Any = {
    "font.family": [FONT, "DejaVu Sans"], "font.size": 9, "svg.fonttype": "path", "svg.hashsalt": "tepat-sasaran",
    "text.parse_math": False, "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": "#bbbbbb",
    "axes.axisbelow": True,
}  # fmt: skip
#: Matplotlib's settings and fonts are one for the whole process.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure as plain values (`Figure.to_dict`), what is said above it, and what stands below in small letters."""

    figure: Mapping[str, Any]
    title: str
    subtitle: str = ""
    lines: tuple[str, ...] = ()


def made(picture: Picture, form: str, shapes: Shapes) -> bytes:
    """The picture as `svg` or `png`; `shapes` gives the areas of a map's file."""
    with _ONE_AT_A_TIME, mpl.rc_context(_LOOK):
        _load_fonts()
        drawn, target = _drawn(picture, shapes), io.BytesIO()
        about: dict[str, Any] = {"Title": picture.title, "Description": "\n".join(picture.lines)}
        about |= {"Date": None} if form == "svg" else {"Software": None}
        drawn.savefig(target, format=form, dpi=DPI, metadata=about, facecolor="white")
        return target.getvalue()


def _load_fonts() -> None:
    if FONT not in {font.name for font in font_manager.fontManager.ttflist}:
        for file in sorted(FONTS.glob("*.ttf")):
            font_manager.fontManager.addfont(file)


def _drawn(picture: Picture, shapes: Shapes) -> Figure:
    """Title and subtitle on top, the figure, and the small lines, each in a place of its own."""
    above = _wrapped(picture.title, TITLE_LETTERS)
    under = _wrapped(picture.subtitle, LINE_LETTERS)
    small = [line for text in picture.lines for line in _wrapped(text, SMALL_LETTERS)]
    head, foot = 0.2 + 0.27 * len(above) + 0.19 * len(under), 0.2 + 0.155 * len(small)
    chart = max(2.2, float((picture.figure.get("layout") or {}).get("height") or 380) / 80)
    high = head + chart + foot
    figure = Figure(figsize=(WIDTH, high))
    _lines(figure, above, 1 - 0.12 / high, {"fontsize": 14, "fontweight": "bold"}, 0.27 / high)
    _lines(figure, under, 1 - (0.12 + 0.27 * len(above)) / high, {"fontsize": 10, "color": "#444444"}, 0.19 / high)
    _lines(figure, small, (foot - 0.08) / high, {"fontsize": 7.5, "color": "#555555"}, 0.155 / high)
    figure.set_layout_engine("constrained", rect=(0.02, foot / high, 0.96, chart / high))
    _chart(figure.add_subplot(), picture.figure, shapes)
    return figure


def _wrapped(text: str, letters: int) -> list[str]:
    return [line for part in text.split("\n") for line in textwrap.wrap(part, letters)]


def _lines(figure: Figure, lines: list[str], top: float, look: Mapping[str, Any], step: float) -> None:
    for row, line in enumerate(lines):
        figure.text(0.03, top - row * step, line, va="top", ha="left", **look)


def _chart(ax: Axes, figure: Mapping[str, Any], shapes: Shapes) -> None:
    layout, traces = figure.get("layout") or {}, list(figure["data"])
    kinds = {kind: [trace for trace in traces if trace.get("type", "scatter") == kind] for kind in KINDS}
    if kinds["choropleth"]:
        named = areas.draw(ax, kinds["choropleth"], layout, shapes)
        _legend(ax, named, [str(patch.get_label()) for patch in named])
    elif kinds["sankey"]:
        sankey.draw(ax, kinds["sankey"][0])
    else:
        _plane(ax, kinds, layout, traces)


def _plane(ax: Axes, kinds: Mapping[str, Any], layout: Mapping[str, Any], traces: list[Mapping[str, Any]]) -> None:
    """Everything that stands on two axes."""
    words = (
        AxisWords.of([listed(trace.get("x")) for trace in traces]),
        AxisWords.of([listed(trace.get("y")) for trace in traces]),
    )
    bars.draw(ax, kinds["bar"], words, layout.get("barmode") or "group")
    points.lines(ax, kinds["scatter"], words)
    for trace in kinds["waterfall"]:
        bars.waterfall(ax, trace, words[1])
    for trace in kinds["funnel"]:
        bars.funnel(ax, trace, words[1])
    for trace in kinds["heatmap"]:
        points.field(ax, trace, words)
    axes.place(ax, layout, "x", words[0])
    axes.place(ax, layout, "y", words[1])
    axes.over(ax, layout, words)
    if layout.get("showlegend"):
        _legend(ax, *ax.get_legend_handles_labels())


def _legend(ax: Axes, handles: list[Any], names: list[str]) -> None:
    """Below the chart and the words of its axis."""
    if handles:
        under = -0.16 if ax.get_xlabel() else -0.09
        ax.legend(
            handles, names, loc="upper center", bbox_to_anchor=(0.5, under), ncols=min(4, len(names)), frameon=False
        )
