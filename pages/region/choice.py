"""What the page of one area was asked for, and its sheet, written once a build, area, quarter and language."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.figures.region.values import RegionQuarter
from data.store.scope import Scope
from pages.cached import region
from pages.paper import sheet
from pages.paper.values import Sheet
from pages.shared import controls
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


def told(viewer: Viewer, chosen: RegionChoice) -> RegionQuarter:
    """The values of the area."""
    return region.of_area(viewer.scope, chosen.area, chosen.quarter)


def sheet_of(viewer: Viewer, chosen: RegionChoice) -> Sheet:
    """The sheet of the area in the viewer's language."""
    return _sheet(region.about(chosen.quarter).build_id, viewer.scope, chosen.area, chosen.quarter, viewer.language)


@st.cache_resource(max_entries=256, show_spinner=False)
def _sheet(build: str, scope: Scope, area: str, quarter: Quarter, language: str) -> Sheet:
    """The build is part of the key alone: what is told is always of the newest."""
    return sheet.written(region.of_area(scope, area, quarter), region.about(quarter), Voice(language))
