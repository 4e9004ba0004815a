"""Charts of the pages: graph objects only, our own numbers and colours, never an SI suffix.

Colours follow the decile ramp (cividis, poorest darkest) and a diverging ramp that reads for every colour vision.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.shared import controls, figures, projector
from pages.shared.session import Viewer, viewer
from pages.shared.voice import NBSP, Voice

DECILE_COLOURS = (
    "#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838",
)  # fmt: skip
#: Deciles 1–2, 3–4, 5, 6–10, unranked.
GROUP_COLOURS = ("#00224e", "#3b496c", "#8a8678", "#e1cc55", "#d0d0d0")
LONGEST_NAME = 24
#: Lines and points are seen on white and on the dark ground: at least 3:1 on both.
ACCENT, LOSS = "#2f78b7", "#b35806"
MUTED = "#8a8678"
#: Around what is filled with the darkest or the lightest of a ramp.
EDGE = {"color": MUTED, "width": 1}
LEGEND_BELOW = {"orientation": "h", "y": -0.05, "yanchor": "top", "traceorder": "normal"}
#: Over a bar that may not be told; the pointer on it says so in words.
WITHHELD_SIGN = "∗"
#: Plotly asks a stub of ours for the world's outline instead of a foreign host.
CONFIG = {"displayModeBar": False, "scrollZoom": False, "topojsonURL": "app/static/", "doubleClick": False}


class ReadyFigure(go.Figure):  # type: ignore[misc]
    """A figure that is drawn again and again and not changed any more: it is made into plain values once."""

    def __init__(self, figure: go.Figure, twin: Callable[[], go.Figure] | None = None) -> None:
        super().__init__(figure)
        self._plain = super().to_dict()
        self._twin = twin
        self._tiled: ReadyFigure | None = None

    @property
    def has_twin(self) -> bool:
        """Whether there is another way of drawing the same figure."""
        return self._twin is not None

    def twin(self) -> ReadyFigure:
        """The other way of drawing it, made when it is first asked for."""
        if self._tiled is None:
            assert self._twin is not None
            self._tiled = ReadyFigure(self._twin())
        return self._tiled

    def to_dict(self) -> dict[str, Any]:
        return self._plain


def show(
    figure: go.Figure,
    key: str,
    alt: str,
    clickable: bool = False,
    on_click: Callable[[], None] | None = None,
    title: str = "",
    note: str = "",
) -> str | None:
    """Draw a figure with a text alternative, and under it its source and what can be done with it. `title` and `note`
    stand on its picture; without them the text alternative does. A clickable map returns the code that was clicked in
    this run; with `on_click` the click is handled before the page runs again. Over a map that has a twin of equal
    tiles stands the switch between both."""
    if isinstance(figure, ReadyFigure) and figure.has_twin and controls.tiles(viewer()):
        figure = figure.twin()
    shown = _large(figure) if projector.is_on() else figure
    if not clickable and on_click is None:
        st.plotly_chart(shown, key=key, alt=alt, config=CONFIG)
        figures.drawn(key, title or alt, note, figure)
        return None
    event = st.plotly_chart(
        shown, key=key, alt=alt, config=CONFIG, on_select=on_click or "rerun", selection_mode="points"
    )
    figures.drawn(key, title or alt, note, figure)
    points = event["selection"]["points"]
    return points[0].get("location") if points else None


def _large(figure: go.Figure) -> go.Figure:
    """The figure for a projector, made once for a figure that is drawn again and again."""
    if not hasattr(figure, "_large"):
        figure._large = ReadyFigure(go.Figure(projector.enlarged(figure.to_dict())))
    return figure._large


def places_of_names(count: int, most: int) -> list[int]:
    """Under which of so many places of an axis at most so many names stand: the first and the last, and between them as
    evenly as can be."""
    if count <= 2:
        return list(range(count))
    last = count - 1
    parts = next((parts for parts in range(most - 1, 1, -1) if last % parts == 0), min(most - 1, last))
    return sorted({round(last * at / parts) for at in range(parts + 1)})


def withheld_or(viewer: Viewer, value: float | None, write: Callable[[float], str]) -> str:
    """What the pointer says of a count: the number as written, or that it is withheld."""
    return viewer.say("umum.gap_withheld") if pd.isna(value) else write(value)


def withheld_signs(values: pd.Series) -> list[str]:
    """A sign where the bar of a withheld count would stand, nothing over the others."""
    return [WITHHELD_SIGN if pd.isna(value) else "" for value in values]


def desil_bars(
    shares: pd.Series, viewer: Viewer, height: int = 290, highlight: int = 4, counts: pd.Series | None = None
) -> go.Figure:
    """One bar a decile: its share (0–1); deciles above `highlight` are drawn lighter, withheld ones have a sign.

    `counts` (families by decile, hidden ones missing) stand beside the share where the pointer is.
    """
    voice = viewer.voice
    hidden = viewer.say("umum.gap_withheld")
    exact = [hidden if pd.isna(share) else voice.persen(share) for share in shares]
    told = exact if counts is None else [_with_count(viewer, *pair) for pair in zip(exact, counts, strict=True)]
    opacity = [1.0 if decile <= highlight else 0.55 for decile in shares.index]
    bars = go.Bar(
        x=[f"D{decile}" for decile in shares.index],
        y=shares.astype(float).fillna(0).to_list(),
        text=[WITHHELD_SIGN if label == hidden else label.rstrip(f"{NBSP}%") for label in exact],
        customdata=told,
        textposition="outside",
        textfont={"size": 11},
        constraintext="none",
        cliponaxis=False,
        marker={
            "color": [DECILE_COLOURS[decile - 1] for decile in shares.index],
            "opacity": opacity,
            "line": EDGE,
        },
        hovertemplate=viewer.say("umum.decile") + " %{x}: %{customdata}<extra></extra>",
    )
    figure = _figure(bars, voice, height)
    return figure.update_yaxes(visible=False, rangemode="tozero")


def _with_count(viewer: Viewer, share: str, families: float | None) -> str:
    """`12,3 %, 1,2 juta keluarga`; the share alone where the count is hidden."""
    return share if pd.isna(families) else f"{share}, {told_families(viewer, families)}"


def told_families(viewer: Viewer, families: float | None) -> str:
    """`1,2 juta keluarga`; empty where the count is hidden."""
    return "" if pd.isna(families) else viewer.say("umum.so_many_families", count=viewer.voice.angka(families))


def recipients_by_decile(groups: pd.DataFrame, totals: pd.Series, viewer: Viewer) -> go.Figure:
    """One bar a programme, made of the shares of its recipients by group of deciles (columns, in order); `totals` are
    all recipients by programme, so that the pointer tells how many families a share is."""
    named = groups.rename(index=lambda code: viewer.say(f"umum.{code}")).loc[::-1]
    counts = groups.mul(totals.reindex(groups.index), axis=0).loc[::-1]
    bars = [
        _stacked(viewer, named[group], counts[group], viewer.say(f"ringkasan.who_{group}"), colour)
        for group, colour in zip(groups.columns, GROUP_COLOURS, strict=True)
    ]
    figure = _figure(bars, viewer.voice, height=270)
    figure.update_layout(barmode="stack", showlegend=True, legend=LEGEND_BELOW)
    return figure.update_xaxes(visible=False, range=[0, 1])


def _stacked(viewer: Viewer, shares: pd.Series, counts: pd.Series, name: str, colour: str) -> go.Bar:
    """One group of a stacked bar chart; shares under 6 % have no room for a text."""
    voice = viewer.voice
    told = [_with_count(viewer, voice.persen(share), count) for share, count in zip(shares, counts, strict=True)]
    return go.Bar(
        name=name,
        y=shares.index.to_list(),
        x=shares.to_list(),
        orientation="h",
        text=[voice.persen(share, 0) if share >= 0.06 else "" for share in shares],
        customdata=told,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        marker={"color": colour, "line": EDGE},
        hovertemplate="%{y}, " + name + ": %{customdata}<extra></extra>",
    )


def ranking(values: pd.DataFrame, voice: Voice, ends: int = 6, room_for_label: float = 0.5) -> go.Figure:
    """The highest and the lowest areas: a bar each with name and label. Columns: name, value, label, and `told` where
    the pointer says what a value rests on; the room beside the longest bar is a share of it."""
    ordered = values.dropna(subset=["value"]).sort_values("value", ascending=False)
    shown = ordered if len(ordered) <= 2 * ends else pd.concat([ordered.head(ends), ordered.tail(ends)])
    gap = "" if len(ordered) <= 2 * ends else "…"
    names = [*shown["name"]]
    told = shown["told"] if "told" in shown else [""] * len(names)
    colours = [LOSS if value < 0 else ACCENT for value in shown["value"]]
    bars = go.Bar(
        y=list(range(len(names))),
        x=shown["value"].to_list(),
        orientation="h",
        text=shown["label"].to_list(),
        textposition="outside",
        cliponaxis=False,
        marker={"color": colours},
        customdata=[[name, f"<br>{more}" if more else ""] for name, more in zip(names, told, strict=True)],
        hovertemplate="%{customdata[0]}: %{text}%{customdata[1]}<extra></extra>",
    )
    figure = _figure(bars, voice, height=90 + 27 * len(names))
    if gap:
        figure.add_hline(y=ends - 0.5, line={"dash": "dot", "width": 1, "color": "#8a8678"})
    low, high = min(0, shown["value"].min()), max(0, shown["value"].max())
    room = (high - low or 1) * room_for_label
    figure.update_xaxes(visible=False, range=[low - (room if low < 0 else 0), high + room])
    return figure.update_yaxes(
        autorange="reversed", tickvals=list(range(len(names))), ticktext=[_short(name) for name in names], ticks=""
    )


def _figure(traces: go.Bar | list[go.Bar], voice: Voice, height: int) -> go.Figure:
    figure = go.Figure(traces)
    figure.update_layout(
        separators=voice.separators(),
        height=height,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        showlegend=False,
        bargap=0.22,
        uniformtext={"minsize": 10, "mode": "hide"},
        dragmode=False,
        font={"family": "Plus Jakarta Sans, sans-serif", "size": 13},
    )
    return figure.update_xaxes(fixedrange=True).update_yaxes(fixedrange=True)


def _short(name: str) -> str:
    """Names as they fit beside a bar, `Kab. Sidoarjo`; the whole name shows when the pointer is on the bar."""
    short = name.replace("Kabupaten ", "Kab. ").replace("Kota Administrasi ", "Kota ")
    return short if len(short) <= LONGEST_NAME else short[: LONGEST_NAME - 1].rstrip() + "…"


def framed(traces: object, voice: Voice, height: int) -> go.Figure:
    """A figure with the margins, the font and the separators of the screen; nothing in it can be dragged."""
    figure = go.Figure(traces)
    figure.update_layout(
        separators=voice.separators(),
        height=height,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        showlegend=False,
        bargap=0.22,
        dragmode=False,
        font={"family": "Plus Jakarta Sans, sans-serif", "size": 13},
    )
    return figure.update_xaxes(fixedrange=True, automargin=True).update_yaxes(fixedrange=True, automargin=True)
