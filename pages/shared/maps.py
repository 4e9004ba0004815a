"""Maps of the screen: a value an area, with hover texts and colour-bar words in the viewer's language."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from geo import figure, insets, regions
from geo.figure import Look, View
from pages.cached import register
from pages.shared import controls
from pages.shared.charts import ReadyFigure
from pages.shared.session import Viewer

Write = Callable[[float], str]
#: The archipelago is wide; a province may be tall.
NATION_HEIGHT, PROVINCE_HEIGHT = 540, 440
#: Parts of the nation that are drawn once more, larger.
INSETS = ("java", "jabodetabek")


@dataclass(frozen=True)
class MapStyle:
    """How a map looks: the ramp of its kind of figure, colours around zero for differences, the area that is marked,
    and a height other than usual."""

    ramp: str = figure.DECILES
    diverging: bool = False
    marked: str = ""
    height: int | None = None


def area_map(viewer: Viewer, values: pd.DataFrame, view: View, write: Write, style: MapStyle = MapStyle()) -> go.Figure:
    """A map of `values` (columns code, value, and state where there is no value: see `geo.figure.MISSING`); `write`
    makes the text of a value. A column `told` stands under it: what the value rests on, empty where nothing is told."""
    known = values[values["value"].notna()]
    told = known["told"] if "told" in known else pd.Series("", known.index)
    labels = [
        f"{regions.name(code)}: {write(value)}" + (f"<br>{more}" if more else "")
        for code, value, more in zip(known["code"], known["value"], told, strict=True)
    ]
    rows = pd.DataFrame({"code": known["code"], "value": known["value"], "label": labels})
    if "state" in values:
        rows = pd.concat([rows, values.loc[values["value"].isna(), ["code", "state"]]], ignore_index=True)
    missing = {state: viewer.say(f"umum.gap_{state}") for state in figure.MISSING}
    marks = ticks(known["value"], write, style.diverging)
    look = Look(
        title="",
        missing=missing,
        ticks=marks,
        diverging=style.diverging,
        language=viewer.language,
        ramp=style.ramp,
        marked=style.marked,
    )
    drawn = figure.choropleth(rows, register.map_files(), _seen(viewer, view), look)
    drawn.update_layout(
        separators=viewer.voice.separators(),
        height=style.height or (PROVINCE_HEIGHT if view.province_code or view.kabupaten_code else NATION_HEIGHT),
        dragmode=False,
        font={"family": "Plus Jakarta Sans, sans-serif", "size": 13},
    )
    is_low = style.height is not None
    drawn.update_traces(colorbar=_bar(is_low), selector={"showscale": None})
    if is_low:
        drawn.update_geos(domain={"x": [0, 0.78]})
        drawn.update_layout(legend={"x": 0, "xanchor": "left"})  # its usual place is under the colour bar
    drawn.layout.annotations = ()  # which boundaries these are stands below the map, in text that grows with the page
    shown = _seen(viewer, view)
    if not is_low and not view.province_code and not view.kabupaten_code:
        names = {name: viewer.say(f"umum.inset_{name}") for name in INSETS}
        insets.add(drawn, view.level, names)
    return ReadyFigure(drawn, None if view.kabupaten_code else lambda: figure.as_tiles(drawn, shown))


def _bar(is_low: bool) -> dict[str, object]:
    """The colour bar below the map; beside a low one, which is wider than it needs."""
    if not is_low:
        return {"len": 0.85, "tickangle": 0}
    return {"orientation": "v", "x": 1, "xanchor": "right", "y": 0.5, "yanchor": "middle", "len": 0.9, "thickness": 10}


def _seen(viewer: Viewer, view: View) -> View:
    """The view with the areas that the viewer may see: others are no areas without data."""
    if viewer.scope.is_national:
        return view
    return replace(view, only=frozenset(code for code in view.codes if controls.may_see(viewer, code[:5])))


def caption(viewer: Viewer) -> None:
    """Under each map: which boundaries these are, and what colours outside the scale mean."""
    label = register.map_files().label(viewer.language)
    st.caption(viewer.say("umum.boundaries", label=label.capitalize()))


def ticks(values: pd.Series, write: Write, diverging: bool) -> tuple[tuple[float, str], ...]:
    """Three to five round values within the range, with their texts; symmetric around zero when diverging."""
    if values.empty:
        return ()
    low, high = float(values.min()), float(values.max())
    if diverging:
        high = max(abs(low), abs(high))
        low = -high
    if math.isclose(low, high):
        return ((low, write(low)),)
    step = _round_step((high - low) / 4)
    first = math.ceil(low / step)
    marks = [number * step for number in range(first, math.floor(high / step) + 1)]
    return tuple((mark, write(mark)) for mark in marks)


def _round_step(rough: float) -> float:
    size = 10 ** math.floor(math.log10(rough))
    return next(multiple * size for multiple in (1, 2, 2.5, 5, 10) if multiple * size >= rough)
