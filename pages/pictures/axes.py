"""Axes of a picture as the figure's layout has them: categories, ranges, ticks, lines across, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MultipleLocator

from pages.pictures.values import at, colour, listed, number, plain

#: Plotly measures in pixels of 1/96 inch, Matplotlib in points of 1/72.
POINTS = 0.75
DASHES = {"dash": "--", "dot": ":", "dashdot": "-.", "longdash": "--"}
GRID = "#dddddd"


@dataclass(frozen=True)
class AxisWords:
    """Where words stand on an axis: the place of each, in the order in which the traces name them."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, columns: Sequence[Sequence[Any]]) -> AxisWords:
        """The words of all traces on one axis; none on an axis of numbers."""
        said = [value for column in columns for value in column if isinstance(value, str)]
        return cls(tuple(dict.fromkeys(said)))

    def of_values(self, values: Sequence[Any]) -> list[float]:
        """The values as numbers on the axis."""
        return [float(self.words.index(one)) if isinstance(one, str) else number(one) for one in values]


def place(ax: Axes, layout: Mapping[str, Any], side: str, words: AxisWords) -> None:
    """Range, ticks, title and direction of the `x` or `y` axis."""
    axis = layout.get(f"{side}axis") or {}
    ours = ax.xaxis if side == "x" else ax.yaxis
    if axis.get("range") is not None:
        (ax.set_xlim if side == "x" else ax.set_ylim)(*_range(words, axis["range"]))
    if axis.get("autorange") == "reversed" and axis.get("range") is None:
        (ax.invert_xaxis if side == "x" else ax.invert_yaxis)()
    _ticks(ours, axis, words, str(layout.get("separators") or ".,"))
    if title := at(axis, "title", "text"):
        ours.set_label_text(plain(title))
    if axis.get("side") == "top":
        ax.xaxis.tick_top()
        ax.xaxis.set_label_position("top")
    if axis.get("visible") is False:
        ours.set_visible(False)


def _range(words: AxisWords, given: Any) -> tuple[float, float]:
    low, high = words.of_values(listed(given))
    return low, high


def _ticks(ours: Any, axis: Mapping[str, Any], words: AxisWords, separators: str) -> None:
    marks = listed(axis.get("tickvals"))
    if marks:
        ours.set_ticks(words.of_values(marks), [plain(text) for text in listed(axis.get("ticktext")) or marks])
    elif words.words:
        ours.set_ticks(range(len(words.words)), [plain(word) for word in words.words])
    else:
        is_share = "%" in str(axis.get("tickformat") or "")
        ours.set_major_formatter(FuncFormatter(lambda value, _: _number(value, is_share, separators)))
        if axis.get("dtick"):
            ours.set_major_locator(MultipleLocator(number(axis["dtick"])))
    ours.set_tick_params(length=0)


def _number(value: float, is_share: bool, separators: str) -> str:
    return (f"{value * 100:.4g} %" if is_share else f"{value:g}").replace(".", separators[0])


def over(ax: Axes, layout: Mapping[str, Any], words: tuple[AxisWords, AxisWords]) -> None:
    """The lines that cross the whole chart, and the notes at points of it."""
    for shape in layout.get("shapes") or ():
        line = shape.get("line") or {}
        look: dict[str, Any] = {
            "color": colour(line.get("color", "#444444")),
            "linewidth": float(line.get("width", 2)) * POINTS,
            "linestyle": DASHES.get(line.get("dash", ""), "-"),
        }
        if shape.get("type") == "line" and shape.get("y0") == shape.get("y1"):
            ax.axhline(words[1].of_values([shape["y0"]])[0], **look)
        elif shape.get("type") == "line":
            ax.axvline(words[0].of_values([shape["x0"]])[0], **look)
    for note in layout.get("annotations") or ():
        _note(ax, note, words)


def _note(ax: Axes, note: Mapping[str, Any], words: tuple[AxisWords, AxisWords]) -> None:
    across = "x" if note.get("xref", "x") == "x" else "paper"
    upward = "y" if note.get("yref", "y") == "y" else "paper"
    coordinates = {
        ("x", "y"): ax.transData, ("x", "paper"): ax.get_xaxis_transform(),
        ("paper", "y"): ax.get_yaxis_transform(), ("paper", "paper"): ax.transAxes,
    }[across, upward]  # fmt: skip
    x, y = (
        words[place].of_values([note.get(name)])[0] if ref != "paper" else number(note.get(name))
        for place, (name, ref) in enumerate((("x", across), ("y", upward)))
    )
    ax.text(
        x, y, plain(note.get("text")), transform=coordinates, clip_on=False, fontsize=8,
        ha={"left": "left", "right": "right"}.get(note.get("xanchor", ""), "center"),
        va={"bottom": "bottom", "top": "top"}.get(note.get("yanchor", ""), "center"),
        color=colour(at(note, "font", "color") or "#333333"),
    )  # fmt: skip
