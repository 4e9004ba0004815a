"""Tables as files: CSV for Indonesian Excel and XLSX, each saying what the data are and which build they come from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from data import spreadsheet
from pages.cached import register, trail
from pages.shared import open_data
from pages.shared.session import Viewer
from terms import Quarter


@dataclass(frozen=True)
class Note:
    """What a file says about itself: title, synthetic or real, quarter, sources, build."""

    lines: tuple[str, ...]

    def with_lines(self, more: Collection[str]) -> Note:
        """The note with more to say at its end."""
        return Note((*self.lines, *more))


def note(viewer: Viewer, quarter: Quarter, title: str) -> Note:
    """What a table of this page says about itself."""
    made, info = register.build(), register.quarter_facts(quarter)
    say = viewer.say
    kind = say("umum.kind_synthetic" if info.synthetic else "umum.kind_real", sender=info.sent_by)
    name = viewer.voice.triwulan(quarter)
    build = say("umum.file_build", build=made.build_id, quarter=name, kind=kind)
    lines: tuple[str, ...] = (f"{say('umum.app')}: {title}", build, say("umum.suppressed"), say("umum.sources"))
    if data := open_data.told(viewer.voice, viewer.scope, quarter):
        lines = (*lines, data)
    return Note((*lines, say("umum.synthetic_plain")) if info.synthetic else lines)


def buttons(viewer: Viewer, table: pd.DataFrame, name: str, note: Note) -> None:
    """Two buttons beside each other; the file is made when one is pressed."""
    csv_type, xlsx_type = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    name = spreadsheet.file_name(name)
    with st.container(horizontal=True):
        for form, make, mime in (("csv", csv, csv_type), ("xlsx", xlsx, xlsx_type)):
            st.download_button(
                viewer.say(f"umum.download_{form}"),
                data=trail.taken(viewer.access, f"{name}.{form}", partial(make, table, note)),
                file_name=f"{name}.{form}",
                mime=mime,
                on_click="ignore",
                key=f"{name}-{form}",
            )


def csv(table: pd.DataFrame, note: Note) -> bytes:
    """Semicolons and decimal commas, with a byte-order mark; the note stands in lines that begin with `#`."""
    return spreadsheet.csv_file(table, note.lines)


def xlsx(table: pd.DataFrame, note: Note) -> bytes:
    """One sheet with the table, header frozen and filtered, and one with the note."""
    return spreadsheet.xlsx_file(table, note.lines)
