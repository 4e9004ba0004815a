"""Updates area by area: a map of one measure, its ends, and the table of all of them."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from data.figures import updates
from data.figures.gaps import states
from geo import regions
from geo.figure import View
from pages.cached import movement
from pages.cached.register import KABUPATEN
from pages.documents import exports
from pages.shared import charts, controls, gaps, maps, tables
from pages.shared.controls import Choice
from pages.shared.session import Viewer
from pages.updates import choice
from pages.updates.choice import UpdatesChoice

PROPOSAL_MEASURES = ("accepted_share", "overdue_share", "median_days", "filed")
COUNTED = ("filed", "median_days")
PROPOSAL_COLUMNS = ("filed", "accepted", "rejected", "pending", "overdue", "accepted_share", "median_days", "p90_days")


def proposals(viewer: Viewer, asked: UpdatesChoice) -> None:
    """Proposals filed in the quarter by area."""
    level = _level(viewer, asked)
    table = movement.proposal_areas(choice.map_scope(viewer, asked), asked.quarter, level)
    _draw(viewer, asked, table, PROPOSAL_MEASURES, level)
    _table(viewer, asked, table, PROPOSAL_COLUMNS)


def register(viewer: Viewer, asked: UpdatesChoice) -> None:
    """What is known of the families by area."""
    level = _level(viewer, asked)
    table = movement.register_areas(choice.map_scope(viewer, asked), asked.quarter, level)
    _draw(viewer, asked, table, updates.SHARES, level)
    _table(viewer, asked, table, ("families", *updates.SHARES))


def _draw(viewer: Viewer, asked: UpdatesChoice, table: pd.DataFrame, measures: tuple[str, ...], level: str) -> None:
    say = viewer.say
    names = {name: say(f"pemutakhiran.map_{name}") for name in measures}
    chosen = controls.segments(viewer, Choice("ukuran", say("pemutakhiran.measure"), measures, names.get, measures[0]))
    if table.empty or not table[chosen].notna().any():
        st.info(say("pergerakan.nothing_to_map"))
        return
    view, write = View(level, asked.province), _writer(viewer, chosen)
    value = table[chosen].astype("Float64").astype(float).where(table[chosen].notna())
    named = tables.areas(pd.DataFrame({"code": table["code"], "value": value, "state": states(table, chosen)}), write)
    left, right = st.columns([5, 3], gap="medium")
    with left, st.container(border=True):
        st.subheader(names[chosen])
        key = f"updates-{asked.view}-{level}-{asked.province}"
        drawn = maps.area_map(viewer, named, view, write)
        alt = say("umum.map_alt", title=names[chosen])
        charts.show(drawn, key, alt, on_click=controls.on_map_click(key))
        maps.caption(viewer)
    with right, st.container(border=True):
        st.subheader(say("pergerakan.ranking"))
        charts.show(charts.ranking(named, viewer.voice), f"updates-ranking-{asked.view}", say("pergerakan.ranking"))


def _table(viewer: Viewer, asked: UpdatesChoice, table: pd.DataFrame, columns: tuple[str, ...]) -> None:
    say = viewer.say
    shown = pd.DataFrame({say("umum.code"): table["code"], say("umum.area"): [regions.name(c) for c in table["code"]]})
    for name in columns:
        is_share = name.endswith("_share") or name in updates.SHARES
        number = table[name].astype("Float64")
        shown[say(f"pemutakhiran.col_{name}")] = (number * 100).round(1) if is_share else number.astype("Int64")
    shown = gaps.explained(viewer, shown, {say(f"pemutakhiran.col_{name}"): states(table, name) for name in columns})
    title = say(f"pemutakhiran.table_{asked.view}", quarter=viewer.voice.triwulan_pendek(asked.quarter))
    with st.container(border=True):
        st.subheader(title)
        tables.show(viewer, shown, title)
        st.caption(say("umum.suppressed"))
        name = f"pemutakhiran-{asked.view}-{asked.quarter}"
        exports.buttons(viewer, shown, name, exports.note(viewer, asked.quarter, title))


def _writer(viewer: Viewer, measure: str) -> Callable[[float], str]:
    if measure in COUNTED:
        return lambda value: viewer.voice.angka(value)
    return lambda value: viewer.voice.persen(value)


def _level(viewer: Viewer, asked: UpdatesChoice) -> str:
    if asked.province:
        return KABUPATEN
    levels = controls.levels(viewer)
    shown = {level: viewer.say(f"umum.{level}") for level in levels}
    return controls.segments(viewer, Choice("rinci", viewer.say("umum.level"), levels, shown.get, levels[0]))
