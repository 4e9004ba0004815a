"""The first answer: one computed sentence, who reaches the cap when and what it frees, with a picture under it."""

from __future__ import annotations

import streamlit as st

from data.figures.projection import AreaCourse
from pages.cached import projection, projection_bands, trail
from pages.cached.projection import Compared
from pages.projection import drawing, pictures, tile_row, titles, words
from pages.projection.choice import ProjectionChoice
from pages.shared import address, charts, frame, refusals
from pages.shared.kept import kept
from pages.shared.session import Viewer
from terms import InputError


def show(viewer: Viewer, chosen: ProjectionChoice) -> tuple[AreaCourse, ...]:
    """Sentence, picture, and what must be said with them; returns the courses that they speak of."""
    found = courses(viewer, chosen)
    st.markdown(f"##### {words.first(viewer, chosen, *found)}")
    with st.container(border=True):
        _picture(viewer, chosen, projection_bands.are_drawn(chosen.compared, chosen.programme))
        drawing.show(viewer, chosen.compared, chosen.programme)
        st.caption("  \n".join(words.notes(viewer, chosen)))
    tile_row.show(viewer, chosen)
    return found


@kept
def _picture(viewer: Viewer, chosen: ProjectionChoice, banded: bool) -> None:
    """The lines, with their bands where these were drawn."""
    found = projection.courses(viewer.scope, chosen.compared, chosen.programme)
    bands = projection_bands.of_all(viewer.scope, chosen.compared, chosen.programme, banded)
    measure = words.picture_title(viewer, chosen)
    title, note = titles.recipients(viewer, chosen, *found) or measure, words.over(viewer, measure, found[0].quarters)
    st.subheader(title)
    st.caption(note)
    drawn, alt = pictures.recipients(viewer, chosen, found, bands), words.picture_alt(viewer, chosen, found[0])
    charts.show(drawn, "projection-recipients", alt, title=title, note=note)


def courses(viewer: Viewer, chosen: ProjectionChoice) -> tuple[AreaCourse, ...]:
    """The scenario and its reference in the chosen area; what cannot be computed stops the page with the reason."""
    name = words.scenario(viewer, chosen.asked.policy)
    note_run(viewer, chosen.compared)
    try:
        found = projection.courses(viewer.scope, chosen.compared, chosen.programme)
    except InputError as fault:
        frame.stop(viewer, viewer.say("proyeksi.not_computed", name=name, fault=refusals.told(viewer.voice, fault)))
    for course, asked in zip(found, chosen.compared.asked, strict=True):
        if not course.quarters:
            named, name = words.programme(viewer, chosen), words.scenario(viewer, asked.policy)
            frame.stop(viewer, viewer.say("proyeksi.no_programme", programme=named, name=name))
    return found


def note_run(viewer: Viewer, compared: Compared, matter: str = "ran") -> None:
    """Note in the audit trail which scenarios are carried on, and over how many quarters."""
    about = ", ".join(f"{one.policy.digest()[:16]} {one.policy.name}" for one in compared.asked)
    first = compared.asked[0]
    trail.ran(viewer.access, address.page(), f"{first.quarter}+{first.options.quarters} {about}", matter)
