"""The view of verdicts: what the places leave, six errors against two targets, their course, and three yardsticks."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from data.scope import Scope
from pages.shared import (
    accuracy_charts,
    accuracy_words,
    cached,
    cached_accuracy,
    charts,
    controls,
    exports,
    numbers,
    tables,
)
from pages.shared import accuracy_choice as choice
from pages.shared.accuracy_charts import Line
from pages.shared.accuracy_choice import Chosen
from pages.shared.cached_accuracy import ERRORS, EXCLUSION, PROGRAMMES, Floor
from pages.shared.session import Viewer

COLOURS = {"inclusion": charts.ACCENT, "exclusion": charts.LOSS}
EVERYBODY = "all"


def show(viewer: Viewer, chosen: Chosen) -> None:
    """The whole view."""
    scope = choice.scope_of(viewer, chosen.area)
    floors = {code: cached_accuracy.floor(scope, chosen.quarter, code) for code in PROGRAMMES}
    rows = cached_accuracy.without_weak_points(cached_accuracy.all_errors(scope, chosen.quarter, chosen.yardstick))
    _floors(viewer, floors)
    st.subheader(viewer.say("ketepatan.tiles", area=controls.area_name(viewer, chosen.area)))
    st.caption(accuracy_words.dated_yardstick(viewer, chosen.quarter, chosen.yardstick))
    with st.grid(3, min_column_width=280):
        for _, row in rows.iterrows():
            _tile(viewer, row)
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(border=True, height="stretch"):
        _intervals(viewer, chosen, rows, floors)
    with right, st.container(border=True, height="stretch"):
        _course(viewer, chosen, scope)
    with st.container(border=True):
        _yardsticks(viewer, chosen, scope)


def _floors(viewer: Viewer, floors: dict[str, Floor]) -> None:
    """Before any target: what no data can mend."""
    with st.container(border=True):
        st.subheader(viewer.say("ketepatan.floor_title"))
        lines = [f"- {accuracy_words.floor_sentence(viewer, code, floor)}" for code, floor in floors.items()]
        st.markdown("\n".join(lines))
        st.caption(viewer.say("ketepatan.floor_note"))


def _tile(viewer: Viewer, row: pd.Series) -> None:
    code, error = row["programme"], row["error"]
    name = f"{viewer.say(f'umum.{code}')}: {viewer.say(f'ketepatan.error_{error}').lower()}"
    enough = row["verdict"] != "insufficient"
    badges = [
        accuracy_words.verdict_badge(viewer, row["low"], row["high"], target, enough)
        for target in accuracy_words.TARGETS
    ]
    with st.container(border=True, height="stretch"):
        st.metric(name, numbers.persen(row["estimate"], viewer.language), help=viewer.say(f"ketepatan.{error}_help"))
        bounds = accuracy_words.interval(viewer, row["low"], row["high"])
        st.markdown(viewer.say("ketepatan.interval95", interval=bounds) + "  \n" + " ".join(badges))
        st.caption(accuracy_words.basis(viewer, row))


def _intervals(viewer: Viewer, chosen: Chosen, rows: pd.DataFrame, floors: dict[str, Floor]) -> None:
    say = viewer.say
    lines = []
    for row in rows.itertuples():
        name = f"{say(f'umum.{row.programme}')}, {say(f'ketepatan.error_short_{row.error}')}"
        floor = floors[row.programme]
        least = floor.exclusion_floor if row.error == EXCLUSION else floor.inclusion_floor
        lines.append(Line(name, row.estimate, row.low, row.high, least or math.nan, COLOURS[row.error]))
    st.subheader(say("ketepatan.intervals"))
    st.caption(say("ketepatan.intervals_note"))

    def write(share: float) -> str:
        is_mark = round(share * 100, 6).is_integer()
        return numbers.persen(share, viewer.language, 0 if is_mark else 1)

    drawn = accuracy_charts.intervals(lines, write, viewer.language, say("ketepatan.floor"))
    charts.show(drawn, "intervals", say("ketepatan.intervals"))


def _course(viewer: Viewer, chosen: Chosen, scope: Scope) -> None:
    say, language = viewer.say, viewer.language
    st.subheader(say("ketepatan.course"))
    kinds = controls.segments(viewer, choice.choice(viewer, "galat", "error", ERRORS))
    domains = (EVERYBODY, *cached_accuracy.TRAITS)
    domain = controls.select(viewer, choice.choice(viewer, "keluarga", "trait", domains))
    table = cached_accuracy.course(scope, chosen.quarter, kinds, chosen.yardstick, domain)
    table = cached_accuracy.without_weak_points(table)
    known = [each for each in cached.quarters(scope) if each <= chosen.quarter]
    quarters = {str(each): numbers.triwulan_pendek(each, language) for each in known}
    names = {code: say(f"umum.{code}") for code in PROGRAMMES}
    if not table["estimate"].notna().any():
        st.info(say("ketepatan.no_course"))
        return
    drawn = accuracy_charts.courses(names, table, quarters, lambda share: numbers.persen(share, language, 0), language)
    charts.show(drawn, "course", say("ketepatan.course"))
    st.caption(say("ketepatan.course_note"))


def _yardsticks(viewer: Viewer, chosen: Chosen, scope: Scope) -> None:
    """Each figure under its yardstick: three that must not be mixed."""
    say = viewer.say
    st.subheader(say("ketepatan.yardsticks"))
    st.caption(say("ketepatan.yardsticks_note"))
    sampled = {name: cached_accuracy.all_errors(scope, chosen.quarter, name) for name in cached_accuracy.YARDSTICKS}
    rows = []
    for code in PROGRAMMES:
        census = cached_accuracy.compliance(scope, chosen.quarter, code, cached.NATION)
        for error in ERRORS:
            rows.append(_census_row(viewer, code, error, census.iloc[0] if len(census) else None))
            for name, table in sampled.items():
                one = table[(table["programme"] == code) & (table["error"] == error)]
                rows += [_sample_row(viewer, code, error, name, each) for _, each in one.iterrows()]
    shown = pd.DataFrame(rows)
    tables.show(viewer, shown, say("ketepatan.yardsticks"), gap=numbers.UNDEFINED)
    title = f"{say('ketepatan.yardsticks')}, {controls.area_name(viewer, chosen.area)}"
    exports.buttons(viewer, shown, f"galat-{chosen.area}-{chosen.quarter}", exports.note(viewer, chosen.quarter, title))


def _census_row(viewer: Viewer, code: str, error: str, census: pd.Series | None) -> dict[str, object]:
    of = {"inclusion": ("inclusion_share", "recipients"), "exclusion": ("exclusion_share", "eligible")}[error]
    share, n = (None, None) if census is None else (census[of[0]], census[of[1]])
    return _row(viewer, code, error, "rule", share, numbers.UNDEFINED, n, None, None, "census")


def _sample_row(viewer: Viewer, code: str, error: str, yardstick: str, row: pd.Series) -> dict[str, object]:
    shown = cached_accuracy.without_weak_points(row.to_frame().T.infer_objects()).iloc[0]
    bounds = accuracy_words.interval(viewer, row["low"], row["high"])
    method = "borrowed" if str(row["method"]).startswith("pooled") else "direct"
    return _row(
        viewer, code, error, yardstick, shown["estimate"], bounds, row["n"], row["psus"], row["design_effect"], method
    )


def _row(
    viewer: Viewer, code: str, error: str, yardstick: str, share: float | None, bounds: str, *rest: object
) -> dict[str, object]:
    say = viewer.say
    n, psus, size, method = rest
    return {
        say("ketepatan.col_programme"): say(f"umum.{code}"),
        say("ketepatan.col_error"): say(f"ketepatan.error_{error}"),
        say("ketepatan.col_yardstick"): say(f"ketepatan.yardstick_{yardstick}"),
        say("ketepatan.col_share"): None if share is None or pd.isna(share) else round(float(share) * 100, 1),
        say("ketepatan.col_interval"): bounds,
        say("ketepatan.col_denominator"): say(f"ketepatan.denominator_{error}_{yardstick}"),
        "n": n,
        say("ketepatan.col_psus"): psus,
        say("ketepatan.col_effect"): None if pd.isna(size) else round(float(size), 2),
        say("ketepatan.col_method"): say(f"ketepatan.method_{method}"),
    }
