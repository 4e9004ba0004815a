"""What the page of one area was asked for, and its sheet, written once a build, area, quarter and language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from data.store.scope import Scope
from pages.cached import national_cells, region, register, trail
from pages.paper import sheet, typeset
from pages.paper.values import Sheet
from pages.shared import address, controls
from pages.shared.session import Viewer
from pages.shared.voice import Voice
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


def sheet_of(viewer: Viewer, chosen: RegionChoice) -> Sheet:
    """The sheet of the area in the viewer's language."""
    newest = region.about(chosen.quarter).build_id, national_cells.key_digest()
    return _sheet(newest, viewer.scope, viewer.sees_above, chosen.area, chosen.quarter, viewer.language)


def note_button(viewer: Viewer, written: Sheet, quarter: Quarter) -> None:
    """The sheet as a PDF of two pages, made when the button is pressed."""
    made = int(register.build().built_at.timestamp())
    ending = "" if viewer.language == "id" else f"-{viewer.language}"
    name = f"pantauan-{written.area}-{quarter}{ending}.pdf"
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


@st.cache_resource(max_entries=256, show_spinner=False)
def _sheet(newest: tuple[str, str], scope: Scope, above: bool, area: str, quarter: Quarter, language: str) -> Sheet:
    """Build and site's key are part of the key alone: what is told is always of the newest."""
    return sheet.written(region.of_area(scope, area, quarter, above), region.about(quarter), Voice(language))
