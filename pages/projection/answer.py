"""The first answer: one computed sentence, who reaches the cap when and what it frees, with a picture under it."""

from __future__ import annotations

import streamlit as st

from data.figures.projection import AreaCourse
from pages.cached import projection
from pages.cached.projection import ProjectionQuestion
from pages.projection import pictures, words
from pages.projection.choice import ProjectionChoice
from pages.shared import charts, frame, refusals
from pages.shared.session import Viewer
from terms import InputError


def show(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """Sentence, picture, and what must be said with them."""
    ours, theirs = (course(viewer, chosen, one) for one in (chosen.asked, chosen.held))
    st.markdown(f"##### {words.first(viewer, chosen, ours, theirs)}")
    with st.container(border=True):
        st.subheader(words.picture_title(viewer, chosen))
        drawn = pictures.recipients(viewer, chosen, ours, theirs)
        charts.show(drawn, "projection-recipients", words.picture_alt(viewer, chosen, ours))
        st.caption("  \n".join(words.notes(viewer, chosen)))


def course(viewer: Viewer, chosen: ProjectionChoice, asked: ProjectionQuestion) -> AreaCourse:
    """One scenario in the chosen area; what cannot be computed stops the page with the reason."""
    try:
        found = projection.course(viewer.scope, asked, chosen.area, chosen.programme)
    except InputError as fault:
        told = refusals.told(viewer.voice, fault)
        name = refusals.plain(asked.policy.name)
        frame.stop(viewer, viewer.say("proyeksi.not_computed", name=name, fault=told))
        raise
    if not found.quarters:
        named = words.programme(viewer, chosen)
        frame.stop(viewer, viewer.say("proyeksi.no_programme", programme=named, name=refusals.plain(asked.policy.name)))
    return found
