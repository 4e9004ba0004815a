"""The view of the register: verified of late or not, ranked or not, known to which registers, matched or not."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data.figures import updates
from data.figures.upkeep import RegisterFigures
from pages.cached import movement, register
from pages.shared import charts, controls, frame
from pages.shared.kept import kept
from pages.shared.session import Viewer
from pages.updates import area_map, choice, words
from pages.updates.charts import parts
from pages.updates.choice import UpdatesChoice


def show(viewer: Viewer, asked: UpdatesChoice) -> None:
    """The whole view."""
    known = movement.register(choice.scope_of(viewer, asked.area), asked.quarter, asked.level)
    if known is None:
        frame.stop(viewer, viewer.say("pemutakhiran.empty_register", **_said(viewer, asked)))
    _above_the_map(viewer, asked)
    area_map.register(viewer, asked)
    _warnings(viewer, asked)
    _mapped(viewer, asked)


@kept
def _above_the_map(viewer: Viewer, asked: UpdatesChoice) -> None:
    known = movement.register(choice.scope_of(viewer, asked.area), asked.quarter, asked.level)
    assert known is not None
    of_area = known.area
    st.markdown(f"##### {sentence(viewer, asked, of_area)} {_flow(viewer, known)}")
    with st.grid(1 + len(updates.SHARES), min_column_width=160):
        st.metric(viewer.say("umum.families"), viewer.voice.angka(of_area["families"]), border=True, height="stretch")
        for name in updates.SHARES:
            text = viewer.voice.persen(of_area[name])
            st.metric(viewer.say(f"pemutakhiran.map_{name}"), text, border=True, height="stretch")
    left, right = st.columns(2, gap="medium")
    sources = known.overlaps.set_axis([source_name(viewer, one) for one in known.overlaps.index])
    civil = known.civil.set_axis([viewer.say(f"pemutakhiran.civil_{one or 'empty'}") for one in known.civil.index])
    for column, name, counts in ((left, "sources", sources), (right, "civil", civil)):
        with column, st.container(border=True):
            _parts(viewer, asked, name, counts)


def _parts(viewer: Viewer, asked: UpdatesChoice, name: str, counts: pd.Series) -> None:
    """Families by what is known of them (the index): which part is largest, and a bar a part."""
    measure = viewer.say(f"pemutakhiran.{name}_title")
    title = words.largest(counts, measure, viewer.voice) or measure
    note = f"{viewer.say(f'pemutakhiran.{name}_note')} {viewer.voice.triwulan(asked.quarter)}."
    st.subheader(title)
    st.caption(note)
    charts.show(parts(counts, list(counts.index), viewer), name, measure, title=title, note=note)


@kept
def _warnings(viewer: Viewer, asked: UpdatesChoice) -> None:
    """What the checks of the files warned of; a quarter with errors is never built."""
    found = register.warnings(asked.quarter)
    st.subheader(viewer.say("pemutakhiran.warnings"))
    st.caption(viewer.say("pemutakhiran.warnings_note", quarter=viewer.voice.triwulan(asked.quarter)))
    lines = [
        viewer.say(f"pemutakhiran.warn_{row['name']}", number=viewer.voice.bulat(row["failures"]))
        for row in found.to_dict("records")
    ]
    lines += [
        viewer.say("pemutakhiran.not_read", name=frame.quoted(f"{row.quarter}/{row.name}".lstrip("/"), 100))
        for row in register.unread_files(asked.quarter).itertuples(index=False)
    ]
    st.markdown("\n".join(f"- {line}" for line in lines) or viewer.say("pemutakhiran.warnings_none"))


@kept
def _mapped(viewer: Viewer, asked: UpdatesChoice) -> None:
    """What became of the rows of an office's own files; nothing when the quarter came as the contract has it."""
    tables = register.mapped_tables().to_dict("records")
    lines = [_of_files(viewer, told) for told in tables if told["quarter"] == str(asked.quarter)]
    if lines:
        st.subheader(viewer.say("pemutakhiran.mapped"))
        st.markdown("\n".join(f"- {line}" for line in lines))


def _of_files(viewer: Viewer, told: Mapping[Hashable, Any]) -> str:
    """The account of the files that fill one table of the contract."""
    counts = {str(name): viewer.voice.bulat(told[name]) for name in told if str(name).startswith("rows_")}
    files = frame.quoted(told["origins"], 200)
    return viewer.say("pemutakhiran.mapped_rows", table=told["table_name"], files=files, **counts)


def sentence(viewer: Viewer, asked: UpdatesChoice, of_area: pd.Series) -> str:
    """Verified of late and not ranked, in one sentence."""
    verified, unranked, families = (of_area[name] for name in ("verified", "unranked_families", "families"))
    known = (float("nan") if pd.isna(number) else float(number) for number in (verified, unranked, families))
    share, left_out, counted = known
    return words.register(share, left_out, counted, _said(viewer, asked), viewer.voice)


def _said(viewer: Viewer, asked: UpdatesChoice) -> dict[str, str]:
    quarter = viewer.voice.triwulan_pendek(asked.quarter)
    return {"quarter": quarter, "area": controls.area_name(viewer, asked.area)}


def _flow(viewer: Viewer, known: RegisterFigures) -> str:
    """Families that came into the register and that left it; nothing for the first quarter."""
    if known.came is None or known.left is None:
        return ""
    came, left = (viewer.voice.count(families, "families") for families in (known.came, known.left))
    return viewer.say("pemutakhiran.register_flow", came=came, left=left)


def source_name(viewer: Viewer, known: tuple[bool, bool, bool]) -> str:
    """`DTKS + Regsosek`; a family that none of them knew is new."""
    names = [name for name, is_known in zip(("DTKS", "Regsosek", "P3KE"), known, strict=True) if is_known]
    return " + ".join(names) or viewer.say("pemutakhiran.no_source")
