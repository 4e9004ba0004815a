"""The view of the register: verified of late or not, ranked or not, known to which registers, matched or not."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.figures import updates
from pages.cached import movement, register
from pages.shared import charts, controls, frame, voice
from pages.shared.session import Viewer
from pages.updates import area_map, choice, words
from pages.updates import charts as upkeep_charts
from pages.updates.choice import UpdatesChoice


def show(viewer: Viewer, asked: UpdatesChoice) -> None:
    """The whole view."""
    rows = movement.register_quality(choice.scope_of(viewer, asked.area), asked.quarter, asked.level)
    if rows.empty:
        frame.stop(viewer, viewer.say("pemutakhiran.empty_register", **_said(viewer, asked)))
    of_area = updates.quality(rows, asked.level).iloc[0]
    st.markdown(f"##### {sentence(viewer, asked, of_area)} {_flow(viewer, asked)}")
    with st.grid(min_column_width=210):
        st.metric(viewer.say("umum.families"), voice.angka(of_area["families"], viewer.language), border=True)
        for name in updates.SHARES:
            text = voice.persen(of_area[name], viewer.language)
            st.metric(viewer.say(f"pemutakhiran.map_{name}"), text, border=True)
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True):
        st.subheader(viewer.say("pemutakhiran.sources_title"))
        st.caption(viewer.say("pemutakhiran.sources_note"))
        counts = updates.overlaps(rows, asked.level)
        names = [source_name(viewer, known) for known in counts.index]
        charts.show(upkeep_charts.parts(counts, names, viewer), "sources", viewer.say("pemutakhiran.sources_title"))
    with right, st.container(border=True):
        st.subheader(viewer.say("pemutakhiran.civil_title"))
        st.caption(viewer.say("pemutakhiran.civil_note"))
        counts = updates.civil(rows, asked.level)
        names = [viewer.say(f"pemutakhiran.civil_{result or 'empty'}") for result in counts.index]
        charts.show(upkeep_charts.parts(counts, names, viewer), "civil", viewer.say("pemutakhiran.civil_title"))
    area_map.register(viewer, asked)
    _warnings(viewer, asked)


def _warnings(viewer: Viewer, asked: UpdatesChoice) -> None:
    """What the checks of the files warned of; a quarter with errors is never built."""
    found = register.warnings(asked.quarter)
    st.subheader(viewer.say("pemutakhiran.warnings"))
    st.caption(viewer.say("pemutakhiran.warnings_note", quarter=voice.triwulan(asked.quarter, viewer.language)))
    lines = [
        viewer.say(f"pemutakhiran.warn_{name}", number=voice.bulat(failures, viewer.language))
        for name, failures in zip(found["name"], found["failures"], strict=True)
    ]
    lines += [
        viewer.say("pemutakhiran.not_read", name=frame.quoted(f"{row.quarter}/{row.name}".lstrip("/"), 100))
        for row in register.unread_files(asked.quarter).itertuples(index=False)
    ]
    st.markdown("\n".join(f"- {line}" for line in lines) or viewer.say("pemutakhiran.warnings_none"))


def sentence(viewer: Viewer, asked: UpdatesChoice, of_area: pd.Series) -> str:
    """Verified of late and not ranked, in one sentence."""
    known = (of_area[name] for name in ("verified", "unranked_families", "families"))
    verified, unranked, families = (float("nan") if pd.isna(number) else number for number in known)
    return words.register(verified, unranked, families, _said(viewer, asked), viewer.language)


def _said(viewer: Viewer, asked: UpdatesChoice) -> dict[str, str]:
    quarter = voice.triwulan_pendek(asked.quarter, viewer.language)
    return {"quarter": quarter, "area": controls.area_name(viewer, asked.area)}


def _flow(viewer: Viewer, asked: UpdatesChoice) -> str:
    """Families that came into the register and that left it; nothing for the first quarter."""
    if asked.quarter.previous() not in register.quarters(viewer.scope):
        return ""
    scope = choice.scope_of(viewer, asked.area)
    rows = movement.register_flows(scope, asked.level, (asked.quarter,)).groupby("flow")["families"].sum()
    came, left = (
        voice.count(updates.small(int(rows.get(flow, 0)), asked.level), "families", viewer.language)
        for flow in ("born", "left")
    )
    return viewer.say("pemutakhiran.register_flow", came=came, left=left)


def source_name(viewer: Viewer, known: tuple[bool, bool, bool]) -> str:
    """`DTKS + Regsosek`; a family that none of them knew is new."""
    names = [name for name, is_known in zip(("DTKS", "Regsosek", "P3KE"), known, strict=True) if is_known]
    return " + ".join(names) or viewer.say("pemutakhiran.no_source")
