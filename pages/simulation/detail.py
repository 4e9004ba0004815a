"""Who wins and who loses: by decile, family type and area, as numbers and shares, on a map and ranked."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data import spreadsheet
from data.figures import outcome_tables
from data.figures.gaps import states
from data.figures.outcome import Report
from geo.figure import View
from pages.documents import exports, notes
from pages.shared import charts, controls, gaps, maps, tables
from pages.shared.controls import Choice
from pages.shared.names import AREAS, group_name, programme_name
from pages.shared.session import Viewer
from pages.simulation.charts import fates, in_and_out

LEVELS = ("decile", "family_type", "province", "kabupaten")
#: What the map and the ranking show of each area, all of them shares with their denominator in the words.
SHARES = ("change_share", "out_share", "in_share", "coverage_share")
COLUMNS = {
    "recipients_before": 1,
    "recipients_after": 1,
    "change_share": 100,
    "newly_out": 1,
    "out_share": 100,
    "newly_in": 1,
    "in_share": 100,
    "waiting": 1,
    "coverage_share": 100,
    "rupiah_per_year_before": 1,
    "rupiah_per_year": 1,
}


def show(viewer: Viewer, report: Report, programme: str) -> None:
    """One level of breakdown of the chosen programme."""
    levels = tuple(level for level in LEVELS if level != "province" or level in controls.levels(viewer))
    names = {level: viewer.say(f"rincian.level_{level}") for level in levels}
    choice = Choice("rinci", viewer.say("rincian.level"), levels, names.get, levels[0])
    level = controls.segments(viewer, choice)
    rows = outcome_tables.groups(report, level, programme)
    rows = rows[rows["recipients_before"].isna() | (rows["recipients_before"] > 0) | (rows["eligible"] > 0)]
    rows = rows.reset_index(drop=True)
    if rows.empty:
        st.info(viewer.say("rincian.nobody", programme=programme_name(programme, viewer.voice)))
        return
    rows["name"] = [group_name(viewer, level, code) for code in rows["code"]]
    (_areas if level in AREAS else _groups)(viewer, report, level, programme, rows)


def table(viewer: Viewer, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are shown and downloaded; shares in per cent of what their heading says."""
    say = viewer.say
    shown, empty = {say("umum.code"): rows["code"], say("rincian.group"): rows["name"]}, {}
    for name, times in COLUMNS.items():
        heading = say(f"rincian.col_{name}")
        shown[heading] = (rows[name].astype("Float64") * times).round(1 if times > 1 else 0)
        empty[heading] = states(rows, name)
    return gaps.explained(viewer, pd.DataFrame(shown), empty)


def _groups(viewer: Viewer, report: Report, level: str, programme: str, rows: pd.DataFrame) -> None:
    named, nation = programme_name(programme, viewer.voice), outcome_tables.by_programme(report)
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, height="stretch"):
        st.subheader(viewer.say(f"rincian.who_{level}", programme=named))
        st.caption(viewer.say("rincian.who_note"))
        top = rows if level == "decile" else rows.nlargest(10, "recipients_before")
        charts.show(in_and_out(viewer, top), f"who-{level}", viewer.say("rincian.who_note"))
    with right, st.container(border=True, height="stretch"):
        st.subheader(viewer.say("rincian.why"))
        st.caption(viewer.say("rincian.why_note"))
        charts.show(fates(viewer, outcome_tables.fates(nation)), "why", viewer.say("rincian.why_note"))
    _table(viewer, report, level, programme, rows)


def _areas(viewer: Viewer, report: Report, level: str, programme: str, rows: pd.DataFrame) -> None:
    voice, named = viewer.voice, programme_name(programme, viewer.voice)
    names = {share: viewer.say(f"rincian.map_{share}") for share in SHARES}
    choice = Choice("peta", viewer.say("rincian.map"), SHARES, names.get, SHARES[0])
    share = controls.select(viewer, choice)
    is_change = share == "change_share"
    values = rows[["code", "name"]].assign(value=rows[share].astype(float), state=states(rows, share))
    write = voice.persen_bertanda if is_change else voice.persen
    title = f"{named}: {names[share]}"
    left, right = st.columns([5, 3], gap="medium")
    with left, st.container(border=True, height="stretch"):
        st.subheader(title)
        drawn = _map(viewer, values, level, is_change)
        charts.show(drawn, f"map-{level}", viewer.say("umum.map_alt", title=title))
        maps.caption(viewer)
    ranked = tables.areas(values, write)
    with right, st.container(border=True, height="stretch"):
        st.subheader(viewer.say("rincian.ranking"))
        if ranked["value"].notna().any():
            charts.show(charts.ranking(ranked, voice), f"ranking-{level}", viewer.say("rincian.ranking"))
        else:
            st.info(viewer.say("umum.no_data"))
    _table(viewer, report, level, programme, rows)


def _map(viewer: Viewer, values: pd.DataFrame, level: str, is_change: bool) -> go.Figure:
    return maps.area_map(viewer, values, View(level), lambda share: viewer.voice.persen(share), is_change)


def _table(viewer: Viewer, report: Report, level: str, programme: str, rows: pd.DataFrame) -> None:
    named = programme_name(programme, viewer.voice)
    title = viewer.say(f"rincian.table_{level}", programme=named)
    with st.container(border=True):
        st.subheader(title)
        shown = table(viewer, rows)
        tables.show(viewer, shown, title)
        st.caption("  \n".join([viewer.say("umum.suppressed"), *notes.perturbed(report, level, viewer.voice)]))
        about = (report.policy.name.lower(), programme.lower(), level, str(report.quarter))
        name = spreadsheet.file_name("simulasi", *about)
        note = exports.note(viewer, report.quarter, f"{report.policy.name}, {title}")
        exports.buttons(viewer, shown, name, note.with_lines(notes.perturbed(report, level, viewer.voice)))
