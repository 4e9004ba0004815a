"""Charts of the page on projection: lines over the quarters with their bands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from data.figures.projection import AreaCourse
from pages.cached.projection_bands import Edges
from pages.projection import words
from pages.projection.choice import ProjectionChoice
from pages.shared.charts import ACCENT, LEGEND_BELOW, MUTED, framed, places_of_names
from pages.shared.names import scenario_name
from pages.shared.session import Viewer

HEIGHT = 330
#: So many names of quarters fit under a chart on a phone; beside the ends of lines is room for half a name.
MOST_NAMES, ASIDE = 4, 0.06
Values = Sequence[float | None]


@dataclass(frozen=True)
class QuarterLine:
    """A line of a chart: its name, values, colour, dash, and the band around it where there is one."""

    name: str
    values: Values
    colour: str = ACCENT
    dash: str = "solid"
    band: tuple[Values, Values] | None = None


def recipients(
    viewer: Viewer, chosen: ProjectionChoice, courses: Sequence[AreaCourse], bands: Sequence[Edges | None]
) -> go.Figure:
    """Recipients by quarter under the scenario, and under its reference as a dashed line, with their bands."""
    edges = [None if one is None else one.get((chosen.programme, "recipients")) for one in bands]
    ours, theirs = courses
    lines = [
        QuarterLine(chosen.reference, theirs["recipients"], MUTED, "dash", edges[1]),
        QuarterLine(
            scenario_name(chosen.asked.policy.name, viewer.voice), ours["recipients"], ACCENT, "solid", edges[0]
        ),
    ]
    return over_quarters(viewer, ours.quarters, lines, viewer.voice.angka)


def over_quarters(
    viewer: Viewer, quarters: Sequence[str], lines: Sequence[QuarterLine], write: Callable[[float], str]
) -> go.Figure:
    """Lines over the quarters, bands behind them; numbers as ``write`` has them."""
    places = list(range(len(quarters)))
    names = [words.short(viewer, each) for each in quarters]
    traces = [trace for line in lines for trace in (*_band(line, places), _line(line, places, names, write))]
    figure = framed(traces, viewer.voice, HEIGHT)
    figure.update_layout(showlegend=True, legend=LEGEND_BELOW | {"y": -0.15})
    _name_quarters(figure, names)
    figure.update_xaxes(range=[-ASIDE * places[-1], (1 + ASIDE) * places[-1]])
    highest = max((value for line in lines for value in _all(line) if value is not None), default=1.0)
    marks = _marks(highest)
    return figure.update_yaxes(range=[0, highest * 1.06 or 1.0], tickvals=marks, ticktext=[write(one) for one in marks])


@dataclass(frozen=True)
class Bars:
    """One part of stacked bars: its name, a value a quarter, its colour."""

    name: str
    values: Values
    colour: str


def stacked(viewer: Viewer, quarters: Sequence[str], parts: Sequence[Bars]) -> go.Figure:
    """A bar a quarter made of its parts; a withheld part is not drawn and the pointer says so."""
    places, names = list(range(len(quarters))), [words.short(viewer, each) for each in quarters]
    bars = [
        go.Bar(
            name=part.name,
            x=places,
            y=[value or 0.0 for value in part.values],
            marker={"color": part.colour},
            customdata=[
                f"{part.name}, {name}: {words.told(viewer, value)}"
                for name, value in zip(names, part.values, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
        for part in parts
    ]
    figure = framed(bars, viewer.voice, HEIGHT)
    figure.update_layout(barmode="stack", showlegend=True, legend=LEGEND_BELOW | {"y": -0.15})
    _name_quarters(figure, names)
    highest = max((sum(one[at] or 0.0 for one in (part.values for part in parts)) for at in places), default=0.0)
    marks = _marks(highest)
    return figure.update_yaxes(tickvals=marks, ticktext=[viewer.voice.angka(one) for one in marks])


def _name_quarters(figure: go.Figure, names: list[str]) -> None:
    """Names under a few of the quarters."""
    named = places_of_names(len(names), MOST_NAMES)
    figure.update_xaxes(tickvals=named, ticktext=[names[at] for at in named], ticks="", tickangle=0)
    figure.update_xaxes(ticklabeloverflow="allow")


def _line(line: QuarterLine, places: list[int], names: list[str], write: Callable[[float], str]) -> go.Scatter:
    texts = [
        f"{line.name}, {name}: {write(value)}" if value is not None else name
        for name, value in zip(names, line.values, strict=True)
    ]
    return go.Scatter(
        name=line.name,
        x=places,
        y=list(line.values),
        mode="lines+markers" if len(places) < 9 else "lines",
        line={"color": line.colour, "width": 2.5, "dash": line.dash},
        customdata=texts,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _band(line: QuarterLine, places: list[int]) -> list[go.Scatter]:
    if line.band is None:
        return []
    low, high = line.band
    return [
        go.Scatter(
            x=[*places, *places[::-1]],
            y=[*high, *list(low)[::-1]],
            mode="lines",
            fill="toself",
            fillcolor=line.colour,
            opacity=0.18,
            line={"width": 0},
            hoverinfo="skip",
            showlegend=False,
        )
    ]


def _all(line: QuarterLine) -> list[float | None]:
    return [*line.values, *(line.band[1] if line.band else ())]


def _marks(highest: float) -> list[float]:
    """Zero and three or four round values up to the highest."""
    if highest <= 0:
        return [0.0]
    size = 10.0 ** (len(str(int(highest))) - 1)
    step = next(one * size for one in (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5) if one * size * 5 >= highest)
    return [step * number for number in range(int(highest / step) + 1)]
