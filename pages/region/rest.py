"""What stands below the first answer, block by block, each as wide as a phone where the screen is one."""

from __future__ import annotations

import streamlit as st

from pages.paper.values import SheetTable
from pages.region import drawings
from pages.region.choice import RegionChoice, sheet_of
from pages.region.first import of_table
from pages.shared import charts
from pages.shared.kept import kept
from pages.shared.session import Viewer


@kept
def show(viewer: Viewer, chosen: RegionChoice) -> None:
    """Every block in the order of the note."""
    sheet = sheet_of(viewer, chosen)
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, height="stretch"):
        st.subheader(sheet.deciles.title)
        charts.show(drawings.deciles(viewer, sheet.deciles), "deciles", sheet.deciles.title)
        st.caption(sheet.deciles.note)
    with right, st.container(border=True, height="stretch"):
        if sheet.intervals:
            st.subheader(sheet.errors.title)
            charts.show(drawings.errors(viewer, sheet.intervals), "errors", sheet.errors.title)
    with st.container(border=True):
        of_table(sheet.errors)
    _pair(sheet.flows, sheet.reasons)
    _pair(sheet.waiting, sheet.caps)
    _pair(sheet.groups, sheet.places)
    if sheet.alike.rows:
        with st.container(border=True):
            of_table(sheet.alike)


@kept
def definitions(viewer: Viewer, chosen: RegionChoice) -> None:
    """What the words of the page mean."""
    with st.expander(viewer.say("pantauan.definitions")):
        st.markdown("\n".join(f"- {line}" for line in sheet_of(viewer, chosen).definitions))


def _pair(*tables: SheetTable) -> None:
    for column, table in zip(st.columns(2, gap="medium"), tables, strict=True):
        with column, st.container(border=True, height="stretch"):
            of_table(table)
