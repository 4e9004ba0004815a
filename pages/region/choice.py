"""What the page of one area was asked for, and its sheet, written once a build, area, quarter and language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from pages.cached import region, register, trail
from pages.paper import sheet, typeset
from pages.paper.values import Sheet
from pages.shared import address, controls
from pages.shared.kept import kept
from pages.shared.session import Viewer
from terms import Quarter


@dataclass(frozen=True)
class RegionChoice:
    """An area (`ID`, province or kabupaten) in a quarter."""

    area: str
    quarter: Quarter


def choose(viewer: Viewer) -> RegionChoice:
    """Draw the controls and return what was chosen."""
    first, second = st.columns([3, 2], vertical_alignment="bottom")
    with first:
        area = controls.area(viewer)
    with second:
        quarter = controls.quarter(viewer)
    return RegionChoice(area, quarter)


@kept
def sheet_of(viewer: Viewer, chosen: RegionChoice) -> Sheet:
    """The sheet of the area in the viewer's language."""
    told = region.of_area(viewer.scope, chosen.area, chosen.quarter, viewer.sees_above)
    return sheet.written(told, region.about(chosen.quarter), viewer.voice)


def note_button(viewer: Viewer, chosen: RegionChoice) -> None:
    """The sheet as a PDF of two pages, made when the button is pressed."""
    written = sheet_of(viewer, chosen)
    made = int(register.build().built_at.timestamp())
    ending = "" if viewer.language == "id" else f"-{viewer.language}"
    name = f"pantauan-{chosen.area}-{chosen.quarter}{ending}.pdf"
    make = partial(typeset.pdf, written, register.map_files(), viewer.voice, made)
    st.download_button(
        viewer.say("pantauan.download"),
        data=trail.taken(viewer.access, name, make),
        file_name=name,
        mime="application/pdf",
        on_click="ignore",
        key=address.key("note"),
        icon="🖨️",
    )
