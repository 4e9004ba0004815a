"""What stands below the first answer, block by block, each as wide as a phone where the screen is one."""

from __future__ import annotations

import streamlit as st

from pages.paper.values import SheetTable
from pages.region import alike, drawings, found
from pages.region.choice import RegionChoice, sheet_of
from pages.region.first import of_table
from pages.shared import charts
from pages.shared.kept import kept
from pages.shared.session import Viewer


@kept
def changed(viewer: Viewer, chosen: RegionChoice) -> None:
    """Who came and who left, and why."""
    sheet = sheet_of(viewer, chosen)
    _pair(sheet.flows, sheet.reasons)


@kept
def waiting(viewer: Viewer, chosen: RegionChoice) -> None:
    """Filings that are not decided, and places that are left."""
    sheet = sheet_of(viewer, chosen)
    _pair(sheet.waiting, sheet.places)


@kept
def checks(viewer: Viewer, chosen: RegionChoice) -> None:
    """Whom to visit first, and who reaches five years."""
    sheet = sheet_of(viewer, chosen)
    _pair(sheet.groups, sheet.caps)


@kept
def errors(viewer: Viewer, chosen: RegionChoice) -> None:
    """Both errors of each programme: told, and drawn beside where they are known."""
    sheet = sheet_of(viewer, chosen)
    with st.container(border=True):
        if not sheet.intervals:
            of_table(sheet.errors)
            return
        left, right = st.columns([5, 4], gap="medium")
        with left:
            of_table(sheet.errors)
        with right:
            measure, title = sheet.errors.title, found.errors(viewer, sheet.intervals)
            st.markdown(f"**{title}**")
            drawn, note = drawings.errors(viewer, sheet.intervals), _note(viewer, chosen, measure)
            charts.show(drawn, "errors", measure, title=title, note=note)


def compared(viewer: Viewer, chosen: RegionChoice) -> None:
    """The area beside others: its deciles, the areas most like it, and these over the quarters."""
    _beside(viewer, chosen)
    alike.follow(viewer, chosen)


@kept
def _beside(viewer: Viewer, chosen: RegionChoice) -> None:
    """The area's deciles beside province and nation, and beside them the areas most like it."""
    sheet = sheet_of(viewer, chosen)
    left, right = st.columns([2, 3], gap="medium") if sheet.alike.rows else (st.container(), st.container())
    with left, st.container(border=True, height="stretch"):
        measure = sheet.deciles.title
        title, note = found.deciles(viewer, sheet.deciles) or measure, _note(viewer, chosen, measure)
        st.subheader(title)
        st.caption(note)
        charts.show(drawings.deciles(viewer, sheet.deciles), "deciles", measure, title=title, note=note)
        st.caption(sheet.deciles.note)
    if sheet.alike.rows:
        with right, st.container(border=True, height="stretch"):
            of_table(sheet.alike)


@kept
def definitions(viewer: Viewer, chosen: RegionChoice) -> None:
    """What the words of the page mean."""
    with st.expander(viewer.say("pantauan.definitions")):
        st.markdown("\n".join(f"- {line}" for line in sheet_of(viewer, chosen).definitions))


def _note(viewer: Viewer, chosen: RegionChoice, measure: str) -> str:
    return f"{measure}. {viewer.voice.triwulan(chosen.quarter)}."


def _pair(*tables: SheetTable) -> None:
    for column, table in zip(st.columns(2, gap="medium"), tables, strict=True):
        with column, st.container(border=True, height="stretch"):
            of_table(table)
