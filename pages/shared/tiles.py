"""Figures in a frame: the number now, its change against the quarter before, and its course so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from pages.shared import numbers
from pages.shared.session import Viewer
from terms import Quarter

Write = Callable[..., str]


@dataclass(frozen=True)
class Course:
    """A figure over the quarters up to the one chosen, oldest first, and how it is written."""

    label: str
    values: Sequence[float]
    money: bool = False
    help: str | None = None


def course(viewer: Viewer, figure: Course, quarter: Quarter) -> None:
    """The newest value with its change against the quarter before; the first quarter has none."""
    write = numbers.rupiah if figure.money else numbers.angka
    now, *earlier = reversed(figure.values)
    against = viewer.say("umum.against", quarter=numbers.triwulan_pendek(quarter.previous(), viewer.language))
    st.metric(
        figure.label,
        write(now, viewer.language),
        delta=numbers.selisih(now - earlier[0], viewer.language, figure.money) if earlier else None,
        delta_color="off",
        delta_arrow=_arrow(now - earlier[0]) if earlier else "off",
        delta_description=against if earlier else None,
        help=figure.help,
        chart_data=list(figure.values) if earlier else None,
        chart_type="line",
        border=True,
    )


def before_after(viewer: Viewer, label: str, before: float, after: float, money: bool = False) -> None:
    """The value after, with its difference from before; no arrow when nothing changes."""
    write = numbers.rupiah if money else numbers.angka
    st.metric(
        label,
        write(after, viewer.language),
        delta=numbers.selisih(after - before, viewer.language, money),
        delta_color="off",
        delta_arrow=_arrow(after - before),
        delta_description=viewer.say("umum.from_before", value=write(before, viewer.language)),
        border=True,
    )


def _arrow(difference: float) -> str:
    if round(difference) == 0:
        return "off"
    return "up" if difference > 0 else "down"
