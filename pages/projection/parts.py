"""The parts below the first answer, one at a time: the calendar of the cap, and what else the page tells."""

from __future__ import annotations

import streamlit as st

from data.figures.projection import AreaCourse
from pages.projection import cap_groups, cap_quarters, compare, doubt, graduation, keep, words
from pages.projection.choice import ProjectionChoice
from pages.shared import controls
from pages.shared.controls import Choice
from pages.shared.session import Viewer

PARTS = ("kalender", "lulus", "banding", "ragu", "simpan")
BY = ("triwulan", "wilayah", "desil", "jenis")


def show(viewer: Viewer, chosen: ProjectionChoice, courses: tuple[AreaCourse, ...]) -> None:
    """The part that the viewer chose."""
    names = {part: viewer.say(f"proyeksi.part_{part}") for part in PARTS}
    part = controls.segments(viewer, Choice("bagian", viewer.say("simulasi.part"), PARTS, names.get, PARTS[0]))
    if part == "kalender":
        calendar(viewer, chosen, courses[0])
    elif part == "lulus":
        graduation.show(viewer, chosen)
    elif part == "banding":
        compare.show(viewer, chosen)
    elif part == "ragu":
        doubt.show(viewer, chosen)
    else:
        keep.show(viewer, chosen, courses)


def calendar(viewer: Viewer, chosen: ProjectionChoice, ours: AreaCourse) -> None:
    """Who reaches the cap: by quarter, area, decile or family type; one sentence where nobody does.

    The kabupaten are followed over the quarters either way."""
    reached = ours.total("reached_cap")
    if reached is not None and round(reached) == 0:
        st.info(words.nobody(viewer, chosen, ours))
        cap_groups.follow(viewer, chosen)
        return
    names = {code: viewer.say(f"proyeksi.by_{code}") for code in BY}
    by = controls.segments(viewer, Choice("menurut", viewer.say("proyeksi.by"), BY, names.get, BY[0]))
    if by == "triwulan":
        cap_quarters.show(viewer, chosen)
    else:
        {"wilayah": cap_groups.areas, "desil": cap_groups.deciles, "jenis": cap_groups.types}[by](viewer, chosen)
