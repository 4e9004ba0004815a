"""The view of areas: provinces by their own sample, kabupaten by a small-area model with the direct estimate beside."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.figures.gaps import states
from geo.figure import ERRORS, View
from pages.accuracy import area_tables
from pages.accuracy.choice import ErrorChoice
from pages.accuracy.words import dated_yardstick, verdict_word
from pages.cached import accuracy, register
from pages.cached.accuracy import EXCLUSION, INCLUSION, SmallAreas
from pages.documents import exports
from pages.shared import charts, controls, findings, maps, over_time, tables
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.over_time import Courses, SideBySide
from pages.shared.session import Viewer
from terms import NATION, NOT_ESTIMABLE

VERDICTS = ("met", "missed", "unproven", "insufficient")
#: The glossary's term of each error.
DEFINED = {INCLUSION: "inklusi", EXCLUSION: "eksklusi"}


def show(viewer: Viewer, chosen: ErrorChoice) -> None:
    """The whole view."""
    level = _level(viewer) if chosen.area == NATION else register.KABUPATEN
    st.caption(dated_yardstick(viewer, chosen.quarter, chosen.yardstick, chosen.subject.unit))
    _how_many(viewer, chosen, level)
    _map_and_ranking(viewer, chosen, level)
    with st.container(border=True):
        codes = [code for code in _view(chosen, level).codes if controls.may_see(viewer, code)]
        if codes and (pair := over_time.choose(viewer, codes, chosen.area)):
            _courses(viewer, chosen, level, pair)
    with st.container(border=True):
        shown = _table(viewer, chosen, level)
        name = f"galat-{chosen.error}-{chosen.programme}-{chosen.quarter}"
        note = exports.note(viewer, chosen.quarter, viewer.say("ketepatan.table"))
        exports.buttons(viewer, shown, name, note)
    if level == register.KABUPATEN:
        _notes(viewer, chosen)


def _rows(viewer: Viewer, chosen: ErrorChoice, level: str) -> pd.DataFrame:
    """Provinces by their own sample, kabupaten by the model: a row an area, by its code."""
    if level == register.PROVINCE:
        rows = accuracy.errors_of(viewer.scope, chosen.subject, register.PROVINCE)
        return accuracy.without_weak_points(rows).rename(columns={"group": "code"})
    seen = accuracy.small_areas(viewer.scope, chosen.subject).areas
    return seen[seen["code"].str.startswith(chosen.province)].reset_index(drop=True) if chosen.province else seen


@kept
def _how_many(viewer: Viewer, chosen: ErrorChoice, level: str) -> None:
    seen = _rows(viewer, chosen, level)
    if level == register.PROVINCE:
        _counts(viewer, seen["listed"], None)
        return
    _counts(viewer, seen["listed"], seen["model_verdict"])
    st.markdown(viewer.say("ketepatan.which_to_use"))


@kept
def _notes(viewer: Viewer, chosen: ErrorChoice) -> None:
    model = accuracy.small_areas(viewer.scope, chosen.subject)
    st.caption(_model_note(viewer, model) + " " + _leaning(viewer, chosen))


def _level(viewer: Viewer) -> str:
    levels = controls.levels(viewer)[::-1]
    shown = {level: viewer.say(f"umum.{level}") for level in levels}
    return controls.segments(viewer, Choice("rinci", viewer.say("umum.level"), levels, shown.get, levels[0]))


def _counts(viewer: Viewer, listed: pd.Series, modelled: pd.Series | None) -> None:
    """How many areas meet the 5 % target, direct and by the model, never added up."""
    say = viewer.say
    direct = {verdict: int((listed == verdict).sum()) for verdict in VERDICTS}
    st.markdown(say("ketepatan.counts_direct", total=len(listed), **direct))
    if modelled is not None:
        words = modelled.str.split(" ").str[0]
        st.markdown(say("ketepatan.counts_model", **{name: int((words == name).sum()) for name in VERDICTS[:3]}))


def _view(chosen: ErrorChoice, level: str) -> View:
    return View(level, chosen.province if level == register.KABUPATEN else "")


@kept
def _figure(viewer: Viewer, chosen: ErrorChoice, level: str) -> go.Figure:
    """The map, drawn by nobody yet."""
    view, rows = _view(chosen, level), _rows(viewer, chosen, level)
    style = maps.MapStyle(ERRORS, marked=chosen.area)
    return maps.area_map(viewer, _told(viewer, _values(rows, view), rows), view, viewer.voice.persen, style)


@kept
def _courses(viewer: Viewer, chosen: ErrorChoice, level: str, pair: SideBySide) -> None:
    """The error of each visited quarter up to the one that is looked at: by sample for provinces, else by the model."""
    quarters = [each for each in register.quarters(viewer.scope) if each <= chosen.quarter]
    visited = [each for each in quarters if accuracy.has_spotcheck(each)]
    visited = [each for each in visited if not accuracy.lacks_links(viewer.scope, each)]
    parts = {each: _rows(viewer, replace(chosen, quarter=each), level) for each in visited}
    values = {each: rows.rename(columns={"estimate": "value"}) for each, rows in parts.items()}
    codes = [code for code in _view(chosen, level).codes if controls.may_see(viewer, code)]
    intervals = {
        each: rows.assign(told=[_interval(viewer, *ends) for ends in zip(rows["low"], rows["high"], strict=True)])
        for each, rows in parts.items()
    }
    table, told = over_time.wide(values, codes), over_time.wide_texts(intervals, codes)
    voice = viewer.voice
    over_time.draw(viewer, Courses(_title(viewer, chosen), table, voice.persen, voice.poin, True, told), pair)


def _interval(viewer: Viewer, low: float, high: float) -> str:
    return viewer.say("ketepatan.hover_interval", interval=viewer.voice.selang(low, high))


def _title(viewer: Viewer, chosen: ErrorChoice) -> str:
    error, programme = viewer.say(f"ketepatan.error_{chosen.error}"), viewer.say(f"umum.{chosen.programme}")
    return viewer.say("ketepatan.map", error=error, programme=programme)


def _map_and_ranking(viewer: Viewer, chosen: ErrorChoice, level: str) -> None:
    view = _view(chosen, level)
    title = _title(viewer, chosen)
    left, right = st.columns([5, 3], gap="medium")
    with left, st.container(border=True, height="stretch"):
        finding, note = _finding(viewer, chosen, level), _map_note(viewer, chosen, level)
        st.subheader(finding)
        st.caption(note)
        key = f"map-{view.level}-{view.province_code}"
        drawn, alt = _figure(viewer, chosen, level), viewer.say("umum.map_alt", title=title)
        charts.show(drawn, key, alt, on_click=controls.on_map_click(key), title=finding, note=note)
        maps.caption(viewer)
    with right, st.container(border=True, height="stretch"):
        _ranking(viewer, chosen, level)


@kept
def _finding(viewer: Viewer, chosen: ErrorChoice, level: str) -> str:
    """In how many areas the error is under 5 %, by the verdict to use; the chosen area's own where one is chosen."""
    rows, measure = _rows(viewer, chosen, level), _title(viewer, chosen)
    verdicts = area_tables.to_use(rows) if level == register.KABUPATEN else rows["listed"]
    if chosen.area in set(rows["code"]):
        row: Any = rows.assign(to_use=verdicts).set_index("code").loc[chosen.area]
        return viewer.say(
            "temuan.of_area",
            measure=measure,
            area=controls.area_name(viewer, chosen.area),
            value=viewer.voice.persen(row["estimate"]),
            interval=_interval(viewer, row["low"], row["high"]),
            verdict=_used_word(viewer, row["to_use"]),
        )
    counted = {name: int((verdicts == name).sum()) for name in ("met", "missed")}
    return viewer.say(
        "temuan.verdicts", measure=measure, count=len(rows), unproven=len(rows) - sum(counted.values()), **counted
    )


def _used_word(viewer: Viewer, verdict: str) -> str:
    """`5 % belum terbukti`; that sample and model contradict each other where they do."""
    if not verdict:
        return viewer.say("ketepatan.used_neither")
    return viewer.say("ketepatan.under_5", verdict=verdict_word(viewer, verdict))


def _map_note(viewer: Viewer, chosen: ErrorChoice, level: str) -> str:
    """How the error is estimated, of whom it is a share, and when."""
    said = (f"ketepatan.map_note_{level}", f"metode.def_{DEFINED[chosen.error]}_text")
    return " ".join((*map(viewer.say, said), f"{viewer.voice.triwulan(chosen.quarter)}."))


@kept
def _ranking(viewer: Viewer, chosen: ErrorChoice, level: str) -> None:
    rows = _rows(viewer, chosen, level)
    title = findings.apart_for_sure(viewer, rows, viewer.voice.persen) or viewer.say("ketepatan.ranking")
    st.subheader(title)
    values = _told(viewer, _values(rows, _view(chosen, level)), rows)
    table = _with_ranges(viewer, tables.areas(values, viewer.voice.persen), rows)
    if table["value"].notna().any():
        drawn = charts.ranking(table, viewer.voice, room_for_label=1.6)
        note = f"{_title(viewer, chosen)}, {viewer.voice.triwulan_dalam(chosen.quarter)}."
        charts.show(drawn, "ranking", title, note=note)
    st.caption(viewer.say(f"ketepatan.ranking_note_{level}"))


def _values(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Every area of the view: without a visit, or with too few, its error cannot be estimated."""
    known = rows.set_index("code")["estimate"].reindex([code for code in view.codes if code in set(rows["code"])])
    absent = pd.Series(float("nan"), index=[code for code in view.codes if code not in known.index])
    values = pd.concat([known, absent]).rename("value").rename_axis("code").reset_index()
    return values.assign(state=states(values, "value", NOT_ESTIMABLE))


def _told(viewer: Viewer, values: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """With the interval and the visits of each area, for the pointer."""
    known = rows.set_index("code")

    def of(code: str) -> str:
        row: Any = known.loc[code]
        visits = viewer.say("ketepatan.visits_of", count=viewer.voice.bulat(row["n"]))
        return f"{_interval(viewer, row['low'], row['high'])}, {visits}"

    return values.assign(told=[of(code) if code in known.index else "" for code in values["code"]])


def _with_ranges(viewer: Viewer, table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Labels with the range of ranks (kabupaten) or the interval (provinces): an order alone would say too much."""
    by_code = rows.set_index("code")

    def told(code: str) -> str:
        row: Any = by_code.loc[code]
        if "rank_low" in row.index:
            return f"{row['rank_low']}–{row['rank_high']}"
        return viewer.voice.selang(row["low"], row["high"])

    labels = [
        f"{label} ({told(code)})" if label else "" for code, label in zip(table["code"], table["label"], strict=True)
    ]
    return table.assign(label=labels)


@kept
def _table(viewer: Viewer, chosen: ErrorChoice, level: str) -> pd.DataFrame:
    """Draws the table of areas and returns it."""
    title, rows = viewer.say("ketepatan.table"), _rows(viewer, chosen, level)
    if level == register.PROVINCE:
        shown = area_tables.of_provinces(viewer, rows.sort_values("high", ascending=False))
    else:
        shown = area_tables.of_kabupaten(viewer, rows.sort_values("estimate", ascending=False))
    st.subheader(title)
    tables.show(viewer, shown, title)
    st.caption(viewer.say("ketepatan.weak_note"))
    return shown


def _leaning(viewer: Viewer, chosen: ErrorChoice) -> str:
    """Which intra-cluster correlation the direct intervals of this error rest on."""
    found = accuracy.intra_cluster(chosen.subject)
    values = {
        "likeness": viewer.voice.desimal(found.value),
        "units": viewer.voice.bulat(found.units),
    }
    return viewer.say(f"ketepatan.leaning_{found.source}", **values)


def _model_note(viewer: Viewer, model: SmallAreas) -> str:
    """How the model was fitted, and how far it may be trusted."""
    say, voice = viewer.say, viewer.voice
    names = ", ".join(say(f"ketepatan.col_{name}").removesuffix(" (%)") for name in model.covariates) or say(
        "ketepatan.none"
    )
    trusted = "ketepatan.model_trusted" if model.trusted else "ketepatan.model_not_trusted"
    fitted = say(
        "ketepatan.model_note",
        covariates=names,
        precision=voice.angka(model.precision),
        low=voice.angka(model.precision_low),
    )
    return f"{fitted} {say(trusted, factor=voice.desimal(model.factor, 3))}"
