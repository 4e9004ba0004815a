"""Keep and share: the sentences, files, lines that reproduce, one's saved scenarios, and records."""

from __future__ import annotations

import streamlit as st

from data.figures.projection import AreaCourse
from pages.cached import register
from pages.documents.projected import Told, workbook
from pages.documents.reproduce import projected
from pages.projection import compare, words
from pages.projection.cap_quarters import table
from pages.projection.choice import ProjectionChoice
from pages.scenario import files, own, records
from pages.shared.names import scenario_name
from pages.shared.session import Viewer
from simulator.policy.files import to_toml


def show(viewer: Viewer, chosen: ProjectionChoice, courses: tuple[AreaCourse, ...]) -> None:
    """Everything that takes the answer away from the screen."""
    left, right = st.columns(2, gap="medium")
    with left:
        with st.container(border=True):
            st.subheader(viewer.say("simpan.memo"))
            st.code("\n".join(memo(viewer, chosen, courses)), language=None, wrap_lines=True)
        with st.container(border=True):
            _files(viewer, chosen, courses)
    with right:
        ours, held = chosen.compared.asked
        own.show(viewer, ours.quarter, ours.policy, held.policy, viewer.say("proyeksi.record_note"))
    with st.expander(viewer.say("simpan.reproduce")):
        build = register.build().build_id
        st.caption(viewer.say("simpan.reproduce_note", build=build))
        asked = chosen.asked
        st.code(projected(asked.policy, asked.options, register.folder_from_here()), language="sh")
    with st.expander(viewer.say("simpan.paste")):
        records.paste(viewer)


def memo(viewer: Viewer, chosen: ProjectionChoice, courses: tuple[AreaCourse, ...]) -> tuple[str, ...]:
    """The first answer and what must be said with it, as lines without marks."""
    told = words.first(viewer, chosen, *courses)
    return tuple(words.bare(line) for line in (told, *words.notes(viewer, chosen)))


def _files(viewer: Viewer, chosen: ProjectionChoice, courses: tuple[AreaCourse, ...]) -> None:
    makes = {
        "toml": lambda: to_toml(chosen.asked.policy).encode(),
        "xlsx": lambda: book(viewer, chosen, courses),
    }
    files.offer(viewer, viewer.say("proyeksi.files_note"), words.file(chosen, "skenario"), makes)


def book(viewer: Viewer, chosen: ProjectionChoice, courses: tuple[AreaCourse, ...]) -> bytes:
    """Scenario and reference quarter by quarter, the calendar, the rules and the file of the scenario."""
    name = scenario_name(chosen.asked.policy.name, viewer.voice)
    sides = [
        compare.ProjectedSide(name if at == 0 else chosen.reference, one.policy, course)
        for at, (one, course) in enumerate(zip(chosen.compared.asked, courses, strict=True))
    ]
    title = f"{name}: {words.picture_title(viewer, chosen)}"
    tables = {
        viewer.say("proyeksi.sheet_quarters"): compare.quarters(viewer, sides),
        viewer.say("proyeksi.sheet_calendar"): table(viewer, courses[0], None),
    }
    lines = (*memo(viewer, chosen, courses), *words.note(viewer, chosen, title).lines)
    return workbook(Told(title, lines, chosen.asked.policy, chosen.asked.quarter), tables, viewer.voice)
