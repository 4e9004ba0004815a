"""The view of time on aid: how it is spread, who is past 5, 10 and 18 years, who stays, and why the others left."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.figures import tenure
from data.figures.tenure import YearsOnAid
from geo import regions
from pages.cached import movement, register
from pages.movement import tenure_charts, tenure_words
from pages.movement.choice import MovementChoice
from pages.shared import charts, controls, frame, tables
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.session import Viewer
from terms import PBI, QUARTERS_A_YEAR

DRAWN_CAUSES = 6
COMPARED = ("families", "programmes")


def show(viewer: Viewer, chosen: MovementChoice) -> None:
    """The whole view."""
    if chosen.level == register.KABUPATEN and chosen.programme == PBI:
        frame.stop(viewer, viewer.say("pergerakan.no_tenure_pbi", province=regions.name(chosen.province)))
    _years(viewer, chosen)
    if chosen.level == register.KABUPATEN:
        st.info(viewer.say("pergerakan.curves_by_province", province=regions.name(chosen.province)))
        return
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True):
        compared = _staying(viewer, chosen)
    with right, st.container(border=True):
        _causes(viewer, chosen)
    with st.container(border=True):
        _table(viewer, chosen, compared)


@kept
def _years(viewer: Viewer, chosen: MovementChoice) -> None:
    """How long families have been on aid: in a sentence, past each milestone, and year by year."""
    scope = controls.scope_of(viewer, chosen.area)
    found = movement.years_on_aid(scope, chosen.programme, chosen.quarter, chosen.level)
    said = sentence(viewer, chosen, found)
    st.markdown(f"##### {said}")
    with st.grid(len(tenure.MILESTONES), min_column_width=210):
        for years in tenure.MILESTONES:
            _milestone(viewer, found, years)
    with st.container(border=True):
        measure = viewer.say("pergerakan.tenure_title", area=controls.area_name(viewer, chosen.area))
        title = tenure_words.years(viewer, found) or measure
        note = f"{_about(viewer, chosen, measure)} {viewer.say('pergerakan.tenure_note')}"
        st.subheader(title)
        st.caption(note)
        drawn = tenure_charts.distribution(found.by_year, viewer)
        charts.show(drawn, "tenure", viewer.say("pergerakan.tenure_alt"), title=title, note=note)


def _about(viewer: Viewer, chosen: MovementChoice, measure: str) -> str:
    """The measure with programme and quarter."""
    quarter = viewer.voice.triwulan_dalam(chosen.quarter)
    return viewer.say("pergerakan.about", measure=measure, programme=_programme(viewer, chosen), quarter=quarter)


def _programme(viewer: Viewer, chosen: MovementChoice) -> str:
    return viewer.say(f"umum.{chosen.programme}")


def sentence(viewer: Viewer, chosen: MovementChoice, found: YearsOnAid) -> str:
    """How many are past five years, of how many; right when nobody is on the programme, and when one is hidden."""
    past = found.past[tenure.MILESTONES[0]]
    said = {
        "quarter": viewer.voice.triwulan_pendek(chosen.quarter),
        "programme": _programme(viewer, chosen),
    }
    if found.total == 0:
        return viewer.say("pergerakan.nobody_on_aid", **said)
    if pd.isna(past) or pd.isna(found.total):
        return viewer.say("pergerakan.hidden_past", **said)
    return viewer.say(
        "pergerakan.past_five",
        past=viewer.voice.angka(past),
        share=viewer.voice.persen(found.share_past(tenure.MILESTONES[0])),
        total=viewer.voice.angka(found.total),
        **said,
    )


def _milestone(viewer: Viewer, found: YearsOnAid, years: int) -> None:
    past, share = found.past[years], found.share_past(years)
    st.metric(
        viewer.say("pergerakan.past", years=years),
        viewer.say("pergerakan.hidden") if pd.isna(past) else viewer.voice.angka(past),
        delta=None if pd.isna(share) else viewer.voice.persen(share),
        delta_color="off",
        delta_arrow="off",
        delta_description=viewer.say("pergerakan.of_recipients"),
        border=True,
        height="stretch",
    )


def _staying(viewer: Viewer, chosen: MovementChoice) -> str:
    """Draws the curves and returns what they compare."""
    say = viewer.say
    names = {code: say(f"pergerakan.compare_{code}") for code in COMPARED}
    compared = controls.segments(viewer, Choice("banding", say("pergerakan.compare"), COMPARED, names.get, COMPARED[0]))
    _drawn_curves(viewer, chosen, compared)
    return compared


@kept
def _drawn_curves(viewer: Viewer, chosen: MovementChoice, compared: str) -> None:
    curves, measure = _curves(viewer, chosen, compared), viewer.say("pergerakan.staying_title")
    if not curves:
        st.subheader(measure)
        st.info(viewer.say("pergerakan.not_watched"))
        return
    title = tenure_words.staying(viewer, curves) or measure
    area = controls.area_name(viewer, chosen.area)
    until = viewer.voice.triwulan_dalam(chosen.quarter)
    note = viewer.say(f"pergerakan.staying_of_{compared}", area=area, quarter=until)
    note = f"{_programme(viewer, chosen)}. {note}" if compared == "families" else note
    st.subheader(title)
    st.caption(note)
    charts.show(tenure_charts.staying(curves, viewer), f"staying-{compared}", measure, title=title, note=note)
    st.caption(viewer.say("pergerakan.staying_note"))


@kept
def _table(viewer: Viewer, chosen: MovementChoice, compared: str) -> None:
    """Each curve in figures: still on aid after 1, 5 and 10 years, and when half have left."""
    say, voice = viewer.say, viewer.voice
    st.subheader(say("pergerakan.staying_table"))
    curves = _curves(viewer, chosen, compared)
    rows = {say("pergerakan.group"): list(curves)}
    for years in (1, *tenure.MILESTONES[:2]):
        still = [voice.persen(tenure.at(curve, years)) for curve in curves.values()]
        rows[say("pergerakan.still_after", years=years)] = still
    half = [tenure.median_quarters(curve) / QUARTERS_A_YEAR for curve in curves.values()]
    rows[say("pergerakan.half_by")] = [voice.tetap(years, 2) for years in half]
    tables.texts(pd.DataFrame(rows), say("pergerakan.staying_title"))


def _curves(viewer: Viewer, chosen: MovementChoice, compared: str) -> dict[str, pd.DataFrame]:
    """By the name of each curve: the family groups of the programme, or all programmes."""
    scope, say = controls.scope_of(viewer, chosen.area), viewer.say
    if compared == "programmes":
        found = movement.curves_of_programmes(scope, chosen.quarter)
        return {say(f"umum.{code}"): curve for code, curve in found.items()}
    whole, groups = movement.curves(scope, chosen.programme, chosen.quarter)
    named = {say(f"pergerakan.family_{name}"): curve for name, curve in groups.items()}
    return named if whole is None else {say("pergerakan.family_all"): whole, **named}


@kept
def _causes(viewer: Viewer, chosen: MovementChoice) -> None:
    say, measure = viewer.say, viewer.say("pergerakan.causes_title")
    scope = controls.scope_of(viewer, chosen.area)
    table = movement.causes(scope, chosen.programme, chosen.quarter, DRAWN_CAUSES)
    if table is None or len(table.columns) == 1:
        st.subheader(measure)
        st.info(say("pergerakan.nobody_left"))
        return
    names = {name: say(f"pergerakan.reason_{name}") for name in table.columns.drop("time")}
    title = tenure_words.causes(viewer, table, names) or measure
    area = controls.area_name(viewer, chosen.area)
    until = viewer.voice.triwulan_dalam(chosen.quarter)
    note = say("pergerakan.causes_of", measure=measure, programme=_programme(viewer, chosen), area=area, quarter=until)
    st.subheader(title)
    st.caption(note)
    charts.show(tenure_charts.causes(table, names, viewer), "causes", measure, title=title, note=note)
    st.caption(say("pergerakan.causes_note"))
