"""Who wins and who loses: by decile, family type and area, as numbers and shares, on a map and ranked."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data import spreadsheet
from data.figures import outcome_tables
from data.figures.gaps import states
from data.figures.outcome import Report
from geo.figure import OTHERS, View
from pages.documents import exports, notes
from pages.documents.memo import reference_name
from pages.scenario import draft
from pages.shared import address, charts, controls, findings, gaps, maps, tables
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.names import AREAS, group_name, programme_name, scenario_name
from pages.shared.session import Viewer
from pages.shared.voice import LANGUAGES
from pages.simulation import detail_words
from pages.simulation.asked import ScenarioAsked, report_of
from pages.simulation.charts import fates, in_and_out

LEVELS = ("decile", "family_type", "province", "kabupaten")
#: What the map and the ranking show of each area, all of them shares with their denominator in the words.
SHARES = ("change_share", "out_share", "in_share", "coverage_share")
#: The families that the pointer tells beside a share.
BETWEEN = {
    "change_share": ("recipients_reference", "recipients_after"),
    "out_share": ("recipients_before", "kept"),
    "in_share": ("kept", "recipients_after"),
}
COLUMNS = {
    "recipients_before": 1,
    "recipients_reference": 1,
    "recipients_after": 1,
    "change_share": 100,
    "newly_out": 1,
    "out_share": 100,
    "newly_in": 1,
    "in_share": 100,
    "waiting": 1,
    "coverage_share": 100,
    "rupiah_per_year_before": 1,
    "rupiah_per_year_reference": 1,
    "rupiah_per_year": 1,
}
#: Where the page on projection follows kabupaten over the quarters.
FOLLOWED = {"menurut": "wilayah", "waktu": "1"}
#: What the reference gives; without one that is what is paid, which stands beside already.
OF_REFERENCE = ("recipients_reference", "rupiah_per_year_reference")


def show(viewer: Viewer, asked: ScenarioAsked) -> None:
    """One level of breakdown of the chosen programme."""
    levels = tuple(level for level in LEVELS if level != "province" or level in controls.levels(viewer))
    names = {level: viewer.say(f"rincian.level_{level}") for level in levels}
    choice = Choice("rinci", viewer.say("rincian.level"), levels, names.get, levels[0])
    level = controls.segments(viewer, choice)
    if _rows(viewer, asked, level).empty:
        st.info(viewer.say("rincian.nobody", programme=programme_name(asked.programme, viewer.voice)))
        return
    (_areas if level in AREAS else _groups)(viewer, asked, level)
    with st.container(border=True):
        _files(viewer, asked, level, _table(viewer, asked, level))


@kept
def _rows(viewer: Viewer, asked: ScenarioAsked, level: str) -> pd.DataFrame:
    """The groups with anybody in them, by name."""
    rows = outcome_tables.groups(report_of(viewer, asked), level, asked.programme)
    rows = rows[rows["recipients_before"].isna() | (rows["recipients_before"] > 0) | (rows["eligible"] > 0)]
    rows = rows.reset_index(drop=True)
    return rows.assign(name=[group_name(viewer, level, code) for code in rows["code"]])


def table(viewer: Viewer, report: Report, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are shown and downloaded; shares in per cent of what their heading says."""
    say, reference = viewer.say, reference_name(report, viewer.voice)
    shown, empty = {say("umum.code"): rows["code"], say("rincian.group"): rows["name"]}, {}
    for name, times in COLUMNS.items():
        if report.reference is None and name in OF_REFERENCE:
            continue
        heading = say(f"rincian.col_{name}", reference=reference)
        shown[heading] = (rows[name].astype("Float64") * times).round(1 if times > 1 else 0)
        empty[heading] = states(rows, name)
    return gaps.explained(viewer, pd.DataFrame(shown), empty)


@kept
def _groups(viewer: Viewer, asked: ScenarioAsked, level: str) -> None:
    rows, named = _rows(viewer, asked, level), programme_name(asked.programme, viewer.voice)
    nation = outcome_tables.by_programme(report_of(viewer, asked))
    quarter = viewer.voice.triwulan_dalam(asked.quarter)
    note = viewer.say("rincian.who_note", reference=asked.reference_name)
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, height="stretch"):
        measure = viewer.say(f"rincian.who_{level}", programme=named)
        title, told = detail_words.in_and_out(viewer, rows, named) or measure, f"{measure}, {quarter}. {note}"
        st.subheader(title)
        st.caption(told)
        top = rows if level == "decile" else rows.nlargest(10, "recipients_before")
        charts.show(in_and_out(viewer, top), f"who-{level}", note, title=title, note=told)
    with right, st.container(border=True, height="stretch"):
        shares, measure = outcome_tables.fates(nation), viewer.say("rincian.why")
        title = detail_words.kept(viewer, shares) or measure
        told = f"{measure}, {quarter}. {viewer.say('rincian.why_note')}"
        st.subheader(title)
        st.caption(told)
        charts.show(fates(viewer, shares), "why", measure, title=title, note=told)


def _areas(viewer: Viewer, asked: ScenarioAsked, level: str) -> None:
    names = {share: _map_name(viewer, asked, share) for share in SHARES}
    choice = Choice("peta", viewer.say("rincian.map"), SHARES, names.get, SHARES[0])
    _map_and_ranking(viewer, asked, level, controls.select(viewer, choice))
    if word := draft.word_of(asked.policy):
        query = {draft.NAME: word, address.PROGRAMME: asked.programme, address.QUARTER: str(asked.quarter)}
        query |= FOLLOWED | ({} if viewer.language == LANGUAGES[0] else {address.LANGUAGE: viewer.language})
        st.page_link("proyeksi.py", label=viewer.say("rincian.over_time"), icon="➡️", query_params=query)


def _map_name(viewer: Viewer, asked: ScenarioAsked, share: str) -> str:
    return viewer.say(f"rincian.map_{share}", reference=asked.reference_name)


@kept
def _map_and_ranking(viewer: Viewer, asked: ScenarioAsked, level: str, share: str) -> None:
    voice, rows = viewer.voice, _rows(viewer, asked, level)
    is_change = share == "change_share"
    values = rows[["code", "name"]].assign(value=rows[share].astype(float), state=states(rows, share))
    values["told"] = _told(viewer, rows, share)
    write = voice.persen_bertanda if is_change else voice.persen
    title = f"{programme_name(asked.programme, voice)}: {_map_name(viewer, asked, share)}"
    ranked = tables.areas(values, write)
    left, right = st.columns([5, 3], gap="medium")
    with left, st.container(border=True, height="stretch"):
        say_of = findings.of_changes if is_change else findings.of_areas
        finding, note = say_of(viewer, title, ranked), f"{viewer.voice.triwulan(asked.quarter)}."
        st.subheader(finding)
        st.caption(note)
        drawn = _map(viewer, values, level, is_change)
        charts.show(drawn, f"map-{level}", viewer.say("umum.map_alt", title=title), title=finding, note=note)
        maps.caption(viewer)
    with right, st.container(border=True, height="stretch"):
        apart = findings.apart(viewer, ranked, voice.poin)
        heading = apart or viewer.say("rincian.ranking")
        st.subheader(heading)
        if ranked["value"].notna().any():
            if apart:
                st.caption(viewer.say("rincian.ranking"))
            charts.show(charts.ranking(ranked, voice), f"ranking-{level}", heading, note=f"{title}. {note}")
        else:
            st.info(viewer.say("umum.no_data"))


def _told(viewer: Viewer, rows: pd.DataFrame, share: str) -> list[str]:
    """`18.300 → 16.200 keluarga`: the counts that each area's share is made of; empty where one is hidden."""
    if share == "coverage_share":
        return ["" if pd.isna(one) else _of_eligible(viewer, one) for one in rows["eligible"]]
    pairs = zip(*(rows[name] for name in BETWEEN[share]), strict=True)
    return [_between(viewer, before, after) for before, after in pairs]


def _of_eligible(viewer: Viewer, eligible: float) -> str:
    return viewer.say("simulasi.coverage_of", eligible=viewer.voice.angka(eligible))


def _between(viewer: Viewer, before: float | None, after: float | None) -> str:
    if pd.isna(before) or pd.isna(after):
        return ""
    return f"{viewer.voice.angka(before)} → {charts.told_families(viewer, after)}"


def _map(viewer: Viewer, values: pd.DataFrame, level: str, is_change: bool) -> go.Figure:
    style = maps.MapStyle(OTHERS, is_change)
    return maps.area_map(viewer, values, View(level), lambda share: viewer.voice.persen(share), style)


@dataclass(frozen=True, eq=False)
class DetailTable:
    """The table of a level: its title, its rows, and what must be said with them."""

    title: str
    shown: pd.DataFrame
    notes: tuple[str, ...]


@kept
def _table(viewer: Viewer, asked: ScenarioAsked, level: str) -> DetailTable:
    """Draws the table and returns it."""
    title = viewer.say(f"rincian.table_{level}", programme=programme_name(asked.programme, viewer.voice))
    st.subheader(title)
    report = report_of(viewer, asked)
    shown = table(viewer, report, _rows(viewer, asked, level))
    tables.show(viewer, shown, title)
    said = notes.perturbed(report, level, viewer.voice)
    st.caption("  \n".join([viewer.say("umum.suppressed"), *said]))
    return DetailTable(title, shown, said)


def _files(viewer: Viewer, asked: ScenarioAsked, level: str, found: DetailTable) -> None:
    about = (asked.policy.name.lower(), asked.programme.lower(), level, str(asked.quarter))
    note = exports.note(viewer, asked.quarter, f"{scenario_name(asked.policy.name, viewer.voice)}, {found.title}")
    name = spreadsheet.file_name("simulasi", *about)
    exports.buttons(viewer, found.shown, name, note.with_lines(found.notes))
