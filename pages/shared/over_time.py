"""A figure of areas over the quarters: two areas side by side in one chart, and every area's course as a small line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from geo import regions
from pages.shared import charts, controls, maps
from pages.shared.charts import ACCENT, LEGEND_BELOW, LOSS, framed
from pages.shared.controls import Choice
from pages.shared.session import Viewer
from terms import Quarter

NOBODY = "-"
HEIGHT = 300
#: So many names of quarters fit under the lines on a phone.
MOST_NAMES = 5
Write = Callable[[float], str]


@dataclass(frozen=True)
class SideBySide:
    """The area whose course is shown, and the one beside it; empty without one."""

    area: str
    other: str

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.area,) if not self.other else (self.area, self.other)


@dataclass(frozen=True, eq=False)
class Courses:
    """What is shown over time: its title, the values (a row a quarter, a column an area, missing where there is none),
    how a value and a change of it are written, whether it is a share, and what the pointer tells beside a value, its
    interval for one (texts in the same places). `part` tells it from another of the page."""

    title: str
    values: pd.DataFrame
    write: Write
    write_change: Write
    is_share: bool
    told: pd.DataFrame | None = None
    part: str = ""

    def at_pointer(self, code: str) -> list[str]:
        """What the pointer says of each quarter of an area; nothing where it has no value."""
        beside = [""] * len(self.values) if self.told is None else list(self.told[code])
        return [
            "" if pd.isna(value) else self.write(value) + (f" ({more})" if more else "")
            for value, more in zip(self.values[code], beside, strict=True)
        ]


def choose(
    viewer: Viewer, codes: Sequence[str], area: str, part: str = "", label: str = "waktu.switch"
) -> SideBySide | None:
    """The switch, and behind it both areas; None while it is off. `part` tells it from another of the page, whose
    `label` (a key) is another."""
    say = viewer.say
    if not controls.switch(viewer, f"waktu{part}", say(label), say("waktu.switch_help")):
        return None
    first, second = st.columns(2)
    options = tuple(codes)
    with first:
        begun = area if area in options else options[0]
        one = controls.select(viewer, Choice(f"daerah{part}", say("waktu.area"), options, regions.name, begun))
    with second:
        names = {NOBODY: say("waktu.nobody")} | {code: regions.name(code) for code in options}
        against = Choice(f"bandingkan{part}", say("waktu.against"), (NOBODY, *options), names.get, NOBODY)
        other = controls.select(viewer, against)
    return SideBySide(one, "" if other in (NOBODY, one) else other)


def draw(viewer: Viewer, found: Courses, pair: SideBySide) -> None:
    """The sentence, the lines of both areas, and a table with a small line for every area."""
    title = sentence(viewer, found, pair)
    first, last = (Quarter.parse(str(found.values.index[at])) for at in (0, -1))
    note = f"{found.title}, {viewer.voice.triwulan_antara(first, last)}."
    st.subheader(title)
    st.caption(note)
    charts.show(lines(viewer, found, pair), f"over-time{found.part}", found.title, title=title, note=note)
    st.markdown(viewer.say("waktu.every"))
    _small_lines(viewer, found)


def sentence(viewer: Viewer, found: Courses, pair: SideBySide) -> str:
    """`Kabupaten Sidoarjo 27,2 % (−1,0 poin sejak 2025T1); Kota Surabaya 25,7 % (…)`."""
    return "; ".join(_told(viewer, found, code) for code in pair.codes)


def _told(viewer: Viewer, found: Courses, code: str) -> str:
    known = found.values[code].dropna()
    if known.empty:
        return viewer.say("waktu.unknown", area=regions.name(code))
    said = {"area": regions.name(code), "value": _newest(viewer, found, code)}
    if len(known) == 1:
        return viewer.say("waktu.once", **said)
    first = viewer.voice.triwulan_pendek(Quarter.parse(str(known.index[0])))
    change = found.write_change(known.iloc[-1] - known.iloc[0])
    return viewer.say("waktu.since", change=change, quarter=first, **said)


def _newest(viewer: Viewer, found: Courses, code: str) -> str:
    """The newest value that is told, with its quarter where that is not the last; empty without any."""
    known = found.values[code].dropna()
    if known.empty:
        return ""
    value, quarter = found.write(known.iloc[-1]), str(known.index[-1])
    if quarter == str(found.values.index[-1]):
        return value
    return f"{value} ({viewer.voice.triwulan_pendek(Quarter.parse(quarter))})"


def lines(viewer: Viewer, found: Courses, pair: SideBySide) -> go.Figure:
    """One line an area over the quarters; a quarter without a value leaves a gap."""
    names = [viewer.voice.triwulan_pendek(Quarter.parse(str(quarter))) for quarter in found.values.index]
    drawn = [
        go.Scatter(
            name=regions.name(code),
            x=names,
            y=[None if pd.isna(value) else float(value) for value in found.values[code]],
            mode="lines+markers",
            line={"color": colour, "width": 2.5, "dash": dash},
            customdata=found.at_pointer(code),
            hovertemplate="%{fullData.name}, %{x}: %{customdata}<extra></extra>",
        )
        for code, colour, dash in zip(pair.codes, (ACCENT, LOSS), ("solid", "dash"), strict=False)
    ]
    figure = framed(drawn, viewer.voice, HEIGHT)
    figure.update_layout(showlegend=True, legend=LEGEND_BELOW | {"y": -0.16})
    figure.update_xaxes(type="category", tickvals=[names[at] for at in charts.places_of_names(len(names), MOST_NAMES)])
    values = pd.Series(found.values[[*pair.codes]].to_numpy(dtype=float).ravel()).dropna()
    marks = maps.ticks(values, found.write, diverging=False)
    return figure.update_yaxes(tickvals=[value for value, _ in marks], ticktext=[text for _, text in marks])


def _small_lines(viewer: Viewer, found: Courses) -> None:
    """Every area: its course, the newest value, and the change since the first quarter that has one."""
    say = viewer.say
    columns = list(found.values.columns)
    courses = [[None if pd.isna(value) else float(value) for value in found.values[code]] for code in columns]
    known = [found.values[code].dropna() for code in columns]
    table = pd.DataFrame(
        {
            say("umum.area"): [regions.name(code) for code in columns],
            say("waktu.course"): courses,
            say("waktu.now"): [_newest(viewer, found, code) for code in columns],
            say("waktu.change"): [
                "" if len(one) < 2 else found.write_change(one.iloc[-1] - one.iloc[0]) for one in known
            ],
        }
    )
    st.dataframe(
        table,
        hide_index=True,
        height=min(38 + 35 * len(table), 420),
        column_config={say("waktu.course"): st.column_config.LineChartColumn()},
        alt=found.title,
    )


def wide(parts: dict[Quarter, pd.DataFrame], codes: Sequence[str]) -> pd.DataFrame:
    """Frames with code and value, one a quarter, as a row a quarter and a column an area."""
    rows = {str(quarter): frame.set_index("code")["value"].reindex(list(codes)) for quarter, frame in parts.items()}
    return pd.DataFrame(rows).T.astype("float64")


def wide_texts(parts: dict[Quarter, pd.DataFrame], codes: Sequence[str]) -> pd.DataFrame:
    """Frames with code and told, one a quarter, as a row a quarter and a column an area; empty where none is."""
    rows = {str(quarter): frame.set_index("code")["told"].reindex(list(codes)) for quarter, frame in parts.items()}
    return pd.DataFrame(rows).T.astype("object").fillna("")
