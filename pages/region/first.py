"""The first answer: one sentence, what needs doing, and the main figures."""

from __future__ import annotations

import streamlit as st

from pages.paper.values import Sheet, SheetTable
from pages.region.choice import RegionChoice, sheet_of
from pages.shared.kept import kept
from pages.shared.session import Viewer

#: What the style of the browser knows the sheet by.
KEY = "lembar"


@kept
def lead(viewer: Viewer, chosen: RegionChoice) -> None:
    """The area's quarter in one sentence."""
    st.markdown(f"##### {sheet_of(viewer, chosen).lead}")


@kept
def show(viewer: Viewer, chosen: RegionChoice) -> None:
    """What needs doing and the main figures beside each other, below each other on a phone."""
    sheet = sheet_of(viewer, chosen)
    left, right = st.columns([5, 6], gap="medium")
    with left, st.container(border=True, height="stretch"):
        _to_do(viewer, sheet)
    with right, st.container(border=True, height="stretch"):
        of_table(sheet.figures)


def _to_do(viewer: Viewer, sheet: Sheet) -> None:
    say = viewer.say
    st.subheader(say("pantauan.todo"), help=say("pantauan.todo_note"))
    if not sheet.concerns:
        st.markdown(say("pantauan.nothing"))
    for place, one in enumerate(sheet.concerns, start=1):
        query = dict(one.query) | ({} if viewer.language == "id" else {"bahasa": viewer.language})
        st.page_link(f"{one.page}.py", label=f"{place}. {one.text}", help=one.page_name, query_params=query)


def of_table(table: SheetTable) -> None:
    """A table of the sheet under its title, if it has one, with the sentence below.

    It is text, so that a phone shows every column and paper every row.
    """
    if table.title:
        st.subheader(table.title)
    if table.rows:
        lines = [table.columns, (":--", *("--:" for _ in table.columns[1:])), *table.rows]
        st.markdown("\n".join(f"| {' | '.join(cells)} |" for cells in lines))
    if table.note:
        st.caption(table.note)
