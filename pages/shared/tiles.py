"""Figures in a frame: the number now, its change against the quarter before, and its course so far."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

import pandas as pd
import streamlit as st

from pages.shared.session import Viewer
from terms import Quarter

Write = Callable[..., str]
Arrow = Literal["off", "up", "down"]
LINE_COLOUR = "#5b7fa6"


@dataclass(frozen=True)
class Course:
    """A figure over the quarters up to the one chosen, oldest first, and how it is written."""

    label: str
    values: Sequence[float]
    money: bool = False


def course(viewer: Viewer, figure: Course, quarter: Quarter) -> None:
    """The newest value with its change against the quarter before; the first quarter has none."""
    write = viewer.voice.rupiah if figure.money else viewer.voice.angka
    now, *earlier = reversed(figure.values)
    against = viewer.say("umum.against", quarter=viewer.voice.triwulan_dalam(quarter.previous()))
    with st.container(border=True, height="stretch"):
        st.metric(
            figure.label,
            write(now),
            delta=viewer.voice.selisih(now - earlier[0], figure.money) if earlier else None,
            delta_color="off",
            delta_arrow=_arrow(now - earlier[0]) if earlier else "off",
            delta_description=against if earlier else None,
        )
        if earlier:
            first = viewer.voice.triwulan_pendek(quarter.shift(-len(earlier)))
            text = viewer.say("umum.course", label=figure.label, quarter=first, value=write(earlier[-1]))
            st.html(_line(figure.values, text))


def _line(values: Sequence[float], text: str) -> str:
    """The course of a figure as a thin line; `text` says it for those who do not see it.

    Drawn here because the chart inside Streamlit's own metric has no text alternative.
    """
    low, span = min(values), (max(values) - min(values)) or 1
    steps = len(values) - 1
    points = " ".join(f"{100 * at / steps:.1f},{22 - 20 * (value - low) / span:.1f}" for at, value in enumerate(values))
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 24" preserveAspectRatio="none">'
        f'<polyline points="{points}" fill="none" stroke="{LINE_COLOUR}" stroke-width="1.8" '
        'vector-effect="non-scaling-stroke"/></svg>'
    )
    source = f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}"
    return f'<img src="{source}" alt="{escape(text)}" style="width:100%;height:44px;display:block">'


def before_after(viewer: Viewer, label: str, before: float, after: float, money: bool = False) -> None:
    """The value after, with its difference from before; no arrow where nothing differs."""
    write = viewer.voice.rupiah if money else viewer.voice.angka
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(
            label,
            write(after),
            delta=viewer.voice.selisih(after - before, money),
            delta_color="off",
            delta_arrow=_arrow(after - before),
            delta_description=viewer.say("umum.from_before", value=write(before)),
        )


def _arrow(difference: float) -> Arrow:
    if round(difference) == 0:
        return "off"
    return "up" if difference > 0 else "down"


def arrow_of_points(difference: float) -> Arrow:
    """The arrow of a change of a share; none where the points that are shown are zero, or nothing is known."""
    if pd.isna(difference) or round(difference * 100, 1) == 0:
        return "off"
    return "up" if difference > 0 else "down"
