"""The calendar of the cap by area, decile and family type: sums over all quarters, and the map of when."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.figures.calendar import CapGroup
from data.figures.gaps import states
from data.figures.projection import OVER_TIME
from geo import regions
from geo.figure import View
from pages.cached import cap_calendar, projection
from pages.documents import exports
from pages.projection import titles, words
from pages.projection.choice import ProjectionChoice
from pages.shared import charts, controls, gaps, maps, over_time, tables
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.names import group_name
from pages.shared.over_time import Courses, SideBySide
from pages.shared.session import Viewer
from terms import NATION

SUMS = (
    "reached_cap", "exempt", "kept_assessed", "dropped_cap", "dropped_poorest", "to_empowerment", "to_rehabilitation",
    "rupiah_freed",
)  # fmt: skip
#: The columns of a decile or a family type, and what of it they show.
OF_GROUP = {
    "reached_cap": "reached",
    "going_on": "going_on",
    "dropped_cap": "ended",
    "to_empowerment": "to_empowerment",
    "rupiah_freed": "freed",
}


def areas(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """The map of the quarter by which half of a kabupaten's families have reached the cap, and a row a kabupaten."""
    with st.container(border=True):
        _when(viewer, chosen)
    follow(viewer, chosen)
    with st.container(border=True):
        heading, shown = _every_area(viewer, chosen)
        exports.buttons(viewer, shown, words.file(chosen, "kabupaten"), words.note(viewer, chosen, heading))


@kept
def _when(viewer: Viewer, chosen: ProjectionChoice) -> None:
    measure = words.title(viewer, chosen, "proyeksi.when_title")
    _map(viewer, chosen, _rows(viewer, chosen), View("kabupaten", _province(chosen)), measure)
    st.caption("  \n".join([viewer.say("proyeksi.when_note"), *words.guarded(viewer, "35.15")]))


def follow(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """Every kabupaten quarter by quarter, and two of them side by side."""
    codes = [code for code in View("kabupaten", _province(chosen)).codes if controls.may_see(viewer, code)]
    if not codes:
        return
    with st.container(border=True):
        if pair := over_time.choose(viewer, codes, chosen.area, label="proyeksi.follow"):
            names = {name: viewer.say(f"proyeksi.followed_{name}") for name in OVER_TIME}
            choice = Choice("diikuti", viewer.say("proyeksi.measure"), OVER_TIME, names.get, OVER_TIME[0])
            _courses(viewer, chosen, controls.segments(viewer, choice), pair)


@kept
def _courses(viewer: Viewer, chosen: ProjectionChoice, measure: str, pair: SideBySide) -> None:
    values = projection.by_quarter(viewer.scope, chosen.compared, chosen.programme, _province(chosen))[measure]
    title = words.followed(viewer, chosen, measure)
    courses = Courses(title, values, viewer.voice.angka, viewer.voice.selisih, is_share=False)
    over_time.draw(viewer, courses, pair)


@kept
def _every_area(viewer: Viewer, chosen: ProjectionChoice) -> tuple[str, pd.DataFrame]:
    """Draws the table and returns its title and itself."""
    heading = words.title(viewer, chosen, "proyeksi.cap_areas")
    st.subheader(heading)
    shown = _table(viewer, _rows(viewer, chosen))
    tables.show(viewer, shown, heading)
    st.caption(viewer.say("umum.suppressed"))
    return heading, shown


def _province(chosen: ProjectionChoice) -> str:
    return "" if chosen.area == NATION else chosen.area[:2]


def _rows(viewer: Viewer, chosen: ProjectionChoice) -> pd.DataFrame:
    return cap_calendar.by_area(viewer.scope, chosen.compared, "kabupaten", chosen.programme, _province(chosen))


def deciles(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """A row a decile of the area."""
    _groups(viewer, chosen, "decile")


def types(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """A row a family type of the area."""
    _groups(viewer, chosen, "family_type")


def _groups(viewer: Viewer, chosen: ProjectionChoice, level: str) -> None:
    with st.container(border=True):
        with st.spinner(viewer.say("proyeksi.counting")):
            title, shown = _drawn(viewer, chosen, level)
        exports.buttons(viewer, shown, words.file(chosen, level), words.note(viewer, chosen, title))


@kept
def _drawn(viewer: Viewer, chosen: ProjectionChoice, level: str) -> tuple[str, pd.DataFrame]:
    """Draws the table of the groups and returns its title and itself."""
    title, say = words.title(viewer, chosen, f"proyeksi.cap_{level}"), viewer.say
    groups = _counted(viewer, chosen, level)
    st.subheader(title)
    names = [group_name(viewer, level, str(one.group)) for one in groups]
    shown = pd.DataFrame({say("rincian.group"): names})
    for name, of_group in OF_GROUP.items():
        values = [_whole(getattr(one, of_group)) for one in groups]
        shown[say(f"proyeksi.col_{name}")] = pd.array(values, dtype="Int64")
    tables.show(viewer, shown, title, gap=say("umum.gap_withheld"))
    if "." in chosen.area:
        st.caption(say("umum.suppressed"))
    return title, shown


def _counted(viewer: Viewer, chosen: ProjectionChoice, level: str) -> tuple[CapGroup, ...]:
    if level == "decile":
        return cap_calendar.by_decile(viewer.scope, chosen.compared, chosen.programme)
    found = cap_calendar.by_type(viewer.scope, chosen.compared, chosen.programme)
    return tuple(sorted(found, key=lambda one: -(one.reached or 0.0)))


def _map(viewer: Viewer, chosen: ProjectionChoice, rows: pd.DataFrame, view: View, measure: str) -> None:
    quarters = [str(each) for each in chosen.asked.quarters]
    steps = [None if pd.isna(when) else float(quarters.index(when)) for when in rows["when"]]
    states_of = states(rows.assign(when=rows["when"]), "reached_cap").where(rows["when"].isna(), "")
    values = pd.DataFrame({"code": rows["code"], "value": pd.Series(steps, dtype="float64"), "state": states_of})
    write = lambda step: words.short(viewer, quarters[min(round(step), len(quarters) - 1)])  # noqa: E731
    title, note = titles.when(viewer, values, write) or measure, words.over(viewer, measure, quarters)
    st.subheader(title)
    st.caption(note)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        drawn, alt = maps.area_map(viewer, values, view, write), viewer.say("umum.map_alt", title=measure)
        charts.show(drawn, f"when-{view.province_code}", alt, title=title, note=note)
        maps.caption(viewer)
    with right:
        st.markdown(_ends(viewer, values, write))


def _ends(viewer: Viewer, values: pd.DataFrame, write: tables.Writer) -> str:
    """How many kabupaten reach it when: the first, the middle, the last."""
    known = values.dropna(subset=["value"]).sort_values("value")
    if known.empty:
        return viewer.say("proyeksi.when_nowhere")
    first, last = known.iloc[0], known.iloc[-1]
    return viewer.say(
        "proyeksi.when_ends",
        count=viewer.voice.bulat(len(known)),
        first=regions.name(str(first["code"])),
        early=write(float(first["value"])),
        middle=write(float(known["value"].median())),
        last=regions.name(str(last["code"])),
        late=write(float(last["value"])),
    )


def _table(viewer: Viewer, rows: pd.DataFrame) -> pd.DataFrame:
    say = viewer.say
    shown = pd.DataFrame(
        {say("umum.code"): rows["code"], say("umum.area"): [regions.name(one) for one in rows["code"]]}
    )
    shown[say("proyeksi.col_when")] = [None if pd.isna(one) else words.short(viewer, one) for one in rows["when"]]
    empty = {}
    for name in SUMS:
        shown[say(f"proyeksi.col_{name}")] = rows[name].astype("Float64").round().astype("Int64")
        empty[say(f"proyeksi.col_{name}")] = states(rows, name)
    return gaps.explained(viewer, shown, empty)


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
