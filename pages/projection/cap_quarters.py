"""The calendar of the cap, quarter by quarter: who reaches it, what becomes of them, what it frees and refills."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.figures.projection import AreaCourse
from pages.cached import projection
from pages.documents import exports
from pages.projection import pictures, refill, titles, words
from pages.projection.choice import ProjectionChoice
from pages.shared import charts, tables
from pages.shared.kept import kept
from pages.shared.session import Viewer
from pages.shared.voice import UNDEFINED
from terms import QUARTERS_A_YEAR, InputError

#: What becomes of those who reach the cap, one upon the other: exempt, kept, ended above decile 2, ended in decile 1–2.
FATES = ("exempt", "kept_assessed", "ended_above", "dropped_poorest")
COLOURS = ("#d0d0d0", "#8a8678", "#e08214", "#7f3b08")
COLUMNS = (
    "reached_cap", "exempt", "kept_assessed", "dropped_cap", "dropped_poorest", "to_empowerment", "to_rehabilitation",
    "rupiah_freed", "waiting",
)  # fmt: skip


def show(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """Bars and table by quarter, and what refilling the freed places would do."""
    title, shown = _drawn(viewer, chosen)
    exports.buttons(viewer, shown, words.file(chosen, "batas"), words.note(viewer, chosen, title))


@kept
def _drawn(viewer: Viewer, chosen: ProjectionChoice) -> tuple[str, pd.DataFrame]:
    """Draws them, and returns the table with its title."""
    ours = projection.courses(viewer.scope, chosen.compared, chosen.programme)[0]
    with st.container(border=True):
        measure = words.title(viewer, chosen, "proyeksi.cap_bars")
        title, note = titles.cap(viewer, ours) or measure, words.over(viewer, measure, ours.quarters)
        st.subheader(title)
        st.caption(note)
        charts.show(_bars(viewer, ours), "cap-quarters", viewer.say("proyeksi.cap_bars_alt"), title=title, note=note)
        st.caption(viewer.say("proyeksi.cap_note"))
    filled = _refilled(viewer, chosen, ours)
    with st.container(border=True):
        title = words.title(viewer, chosen, "proyeksi.cap_table")
        st.subheader(title)
        shown = table(viewer, ours, filled)
        tables.show(viewer, shown, title)
    return title, shown


def table(viewer: Viewer, ours: AreaCourse, filled: AreaCourse | None) -> pd.DataFrame:
    """A row a quarter, families but for rupiah; entries if refilled where they were computed."""
    rows: dict[str, list[object]] = {viewer.say("umum.quarter"): [words.short(viewer, each) for each in ours.quarters]}
    for name in COLUMNS:
        rows[viewer.say(f"proyeksi.col_{name}")] = [_whole(value) for value in ours[name]]
    if filled is not None:
        rows[viewer.say("proyeksi.col_refilled")] = [_whole(value) for value in filled["entered"]]
    return pd.DataFrame(rows).astype(dict.fromkeys(list(rows)[1:], "Int64"))


def _whole(value: float | None) -> int | None:
    return None if value is None or value != value else round(value)


def _bars(viewer: Viewer, ours: AreaCourse) -> go.Figure:
    above = [
        None if ended is None or poor is None else ended - poor
        for ended, poor in zip(ours["dropped_cap"], ours["dropped_poorest"], strict=True)
    ]
    values = {name: ours[name] for name in FATES if name != "ended_above"} | {"ended_above": tuple(above)}
    bars = [
        pictures.Bars(viewer.say(f"proyeksi.fate_{name}"), values[name], colour)
        for name, colour in zip(FATES, COLOURS, strict=True)
    ]
    return pictures.stacked(viewer, ours.quarters, bars)


def _refilled(viewer: Viewer, chosen: ProjectionChoice, ours: AreaCourse) -> AreaCourse | None:
    """The course if freed places were refilled, with its sentence; None, and why, where it cannot be computed."""
    try:
        filled = refill.course(viewer, chosen)
    except InputError:
        filled = None
    if filled is None:
        st.info(viewer.say("proyeksi.refill_unknown"))
        return None
    entered, paid, ended = filled.total("entered"), filled.last("rupiah"), ours.last("rupiah")
    more = None if paid is None or ended is None else paid - ended
    voice = viewer.voice
    st.info(
        viewer.say(
            "proyeksi.refill",
            entered=UNDEFINED if entered is None else voice.angka(entered),
            rupiah=UNDEFINED if more is None else voice.rupiah(more * QUARTERS_A_YEAR),
            last=words.short(viewer, ours.quarters[-1]),
            waiting=words.told(viewer, ours.last("waiting")),
        )
    )
    return filled
