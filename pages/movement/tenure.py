"""The view of time on aid: how it is spread, who is past 5, 10 and 18 years, who stays, and why the others left."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.figures import tenure
from data.store.disclosure import suppress
from geo import regions
from pages.cached import movement, register
from pages.movement import tenure_charts
from pages.movement.choice import MovementChoice
from pages.shared import charts, controls, frame, tables, voice
from pages.shared.controls import Choice
from pages.shared.session import Viewer
from terms import PBI, REGISTER_PROGRAMMES

DRAWN_CAUSES = 6
COMPARED = ("families", "programmes")


def show(viewer: Viewer, chosen: MovementChoice) -> None:
    """The whole view."""
    if chosen.level == register.KABUPATEN and chosen.programme == PBI:
        frame.stop(viewer, viewer.say("pergerakan.no_tenure_pbi", province=regions.name(chosen.province)))
    by_year = _by_year(viewer, chosen)
    st.markdown(f"##### {sentence(viewer, chosen, by_year)}")
    with st.grid(min_column_width=210):
        for years in tenure.MILESTONES:
            _milestone(viewer, by_year, years)
    with st.container(border=True):
        st.subheader(viewer.say("pergerakan.tenure_title", area=controls.area_name(viewer, chosen.area)))
        st.caption(viewer.say("pergerakan.tenure_note"))
        charts.show(
            tenure_charts.distribution(_shown(by_year, chosen), viewer), "tenure", viewer.say("pergerakan.tenure_alt")
        )
    if chosen.level == register.KABUPATEN:
        st.info(viewer.say("pergerakan.curves_by_province", province=regions.name(chosen.province)))
        return
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True):
        compared = _staying(viewer, chosen)
    with right, st.container(border=True):
        _causes(viewer, chosen)
    with st.container(border=True):
        st.subheader(viewer.say("pergerakan.staying_table"))
        _table(viewer, chosen, compared)


def _by_year(viewer: Viewer, chosen: MovementChoice) -> pd.Series:
    """Families by year of aid; of a kabupaten those in the register alone."""
    scope = controls.scope_of(viewer, chosen.area)
    if chosen.level != register.KABUPATEN:
        return tenure.years_running(movement.spells(scope, chosen.programme, chosen.quarter))
    rows = movement.years_on_aid(scope, chosen.quarter)
    own = rows[rows["programme"] == chosen.programme].set_index("year_of_aid")["families"]
    return tenure.filled(own)


def _shown(by_year: pd.Series, chosen: MovementChoice) -> pd.Series:
    rows = by_year.rename("families").rename_axis("year").reset_index()
    return suppress(rows, ["families"], chosen.level).set_index("year")["families"]


def sentence(viewer: Viewer, chosen: MovementChoice, by_year: pd.Series) -> str:
    """How many are past five years, of how many; right when nobody is on the programme."""
    total, past = int(by_year.sum()), tenure.past(by_year, tenure.MILESTONES[0])
    said = {
        "quarter": voice.triwulan_pendek(chosen.quarter, viewer.language),
        "programme": viewer.say(f"umum.{chosen.programme}"),
    }
    if total == 0:
        return viewer.say("pergerakan.nobody_on_aid", **said)
    if chosen.level == register.KABUPATEN and 0 < past < 10:
        return viewer.say("pergerakan.few_past", **said)
    return viewer.say(
        "pergerakan.past_five",
        past=voice.angka(past, viewer.language),
        share=voice.persen(past / total, viewer.language),
        total=voice.angka(total, viewer.language),
        **said,
    )


def _milestone(viewer: Viewer, by_year: pd.Series, years: int) -> None:
    past, total = tenure.past(by_year, years), int(by_year.sum())
    st.metric(
        viewer.say("pergerakan.past", years=years),
        voice.angka(past, viewer.language) if past == 0 or past >= 10 else viewer.say("pergerakan.under_ten"),
        delta=voice.persen(past / total, viewer.language) if total and (past == 0 or past >= 10) else None,
        delta_color="off",
        delta_arrow="off",
        delta_description=viewer.say("pergerakan.of_recipients"),
        border=True,
    )


def _staying(viewer: Viewer, chosen: MovementChoice) -> str:
    """Draws the curves and returns what they compare."""
    say = viewer.say
    st.subheader(say("pergerakan.staying_title"))
    names = {code: say(f"pergerakan.compare_{code}") for code in COMPARED}
    compared = controls.segments(viewer, Choice("banding", say("pergerakan.compare"), COMPARED, names.get, COMPARED[0]))
    curves = tenure.curves(_parts(viewer, chosen, compared))
    if not curves:
        st.info(say("pergerakan.not_watched"))
        return compared
    charts.show(tenure_charts.staying(curves, viewer), f"staying-{compared}", say("pergerakan.staying_title"))
    st.caption(say("pergerakan.staying_note"))
    return compared


def _table(viewer: Viewer, chosen: MovementChoice, compared: str) -> None:
    """Each curve in figures: still on aid after 1, 5 and 10 years, and when half have left."""
    say, language = viewer.say, viewer.language
    curves = tenure.curves(_parts(viewer, chosen, compared))
    rows = {say("pergerakan.group"): list(curves)}
    for years in (1, *tenure.MILESTONES[:2]):
        still = [voice.persen(tenure.at(curve, years), language) for curve in curves.values()]
        rows[say("pergerakan.still_after", years=years)] = still
    half = [tenure.median_quarters(curve) / tenure.QUARTERS_A_YEAR for curve in curves.values()]
    rows[say("pergerakan.half_by")] = [voice.desimal(years, language, 2) for years in half]
    tables.texts(pd.DataFrame(rows), say("pergerakan.staying_title"))


def _parts(viewer: Viewer, chosen: MovementChoice, compared: str) -> dict[str, pd.DataFrame]:
    """Spells by the name of each curve: the family groups of the programme, or all programmes."""
    scope, say = controls.scope_of(viewer, chosen.area), viewer.say
    if compared == "programmes":
        return {
            say(f"umum.{one.code}"): movement.spells(scope, one.code, chosen.quarter) for one in REGISTER_PROGRAMMES
        }
    spells = movement.spells(scope, chosen.programme, chosen.quarter)
    group = tenure.family_group(spells["family_type"])
    parts = {say(f"pergerakan.family_{name}"): spells[group == name] for name in tenure.FAMILIES}
    return {say("pergerakan.family_all"): spells, **parts}


def _causes(viewer: Viewer, chosen: MovementChoice) -> None:
    say = viewer.say
    st.subheader(say("pergerakan.causes_title"))
    spells = movement.spells(controls.scope_of(viewer, chosen.area), chosen.programme, chosen.quarter)
    table = tenure.by_cause(spells, DRAWN_CAUSES)
    if table is None or len(table.columns) == 1:
        st.info(say("pergerakan.nobody_left"))
        return
    names = {name: say(f"pergerakan.reason_{name}") for name in table.columns.drop("time")}
    charts.show(tenure_charts.causes(table, names, viewer), "causes", say("pergerakan.causes_title"))
    st.caption(say("pergerakan.causes_note"))
