"""The view on the map: net change, entries and exits as shares of the recipients at the start, area by area."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.figures import ledger
from data.figures.gaps import states
from data.store.scope import Scope
from geo import regions
from geo.figure import View
from pages.cached import movement, register
from pages.documents import exports
from pages.movement import choice
from pages.movement.choice import MovementChoice
from pages.shared import charts, controls, frame, gaps, maps, tables
from pages.shared.controls import Choice
from pages.shared.session import Viewer

COUNTS = ("opening", "entered", "moved_in", "exited", "moved_out", "closing")


def show(viewer: Viewer, chosen: MovementChoice) -> None:
    """The whole view."""
    say = viewer.say
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        names = {code: say(f"pergerakan.rate_{code}") for code in ledger.RATES}
        rate = controls.segments(
            viewer, Choice("laju", say("pergerakan.rate"), ledger.RATES, names.get, ledger.RATES[0])
        )
        level = register.KABUPATEN if chosen.province else _level(viewer)
    view = View(level, chosen.province)
    areas = areas_of(viewer, chosen, level)
    if not areas[rate].notna().any():
        frame.stop(viewer, say("pergerakan.nothing_to_map"))
    st.markdown(f"##### {sentence(viewer, chosen, areas, rate)}")
    title = say(
        "pergerakan.map_title",
        rate=names[rate],
        programme=say(f"umum.{chosen.programme}"),
        period=choice.period_name(viewer, chosen.quarters),
    )
    _draw(viewer, areas, rate, view, title)
    with st.container(border=True):
        st.subheader(say("pergerakan.map_table"))
        shown = table(viewer, areas)
        tables.show(viewer, shown, title)
        st.caption(f"{say('pergerakan.rate_note')} {say('umum.suppressed')}")
        name = f"pergerakan-peta-{chosen.programme}-{chosen.quarter}"
        exports.buttons(viewer, shown, name, exports.note(viewer, chosen.quarter, title))


def _draw(viewer: Viewer, areas: pd.DataFrame, rate: str, view: View, title: str) -> None:
    write = lambda share: _write(viewer, rate, share)  # noqa: E731
    values = areas.assign(value=areas[rate].astype("Float64").astype(float).where(areas[rate].notna()))
    named = tables.areas(values.assign(state=states(areas, rate))[["code", "value", "state"]], write)
    left, right = st.columns([5, 3], gap="medium")
    with left, st.container(border=True):
        st.subheader(title)
        st.caption(viewer.say("pergerakan.click_area"))
        key = f"move-{view.level}-{view.province_code}"
        drawn = maps.area_map(viewer, named, view, write, diverging=rate == "net")
        alt = viewer.say("umum.map_alt", title=title)
        charts.show(drawn, key, alt, on_click=controls.on_map_click(key))
        maps.caption(viewer)
    with right, st.container(border=True):
        st.subheader(viewer.say("pergerakan.ranking"))
        charts.show(charts.ranking(named, viewer.voice), "move-ranking", viewer.say("pergerakan.ranking"))


def areas_of(viewer: Viewer, chosen: MovementChoice, level: str) -> pd.DataFrame:
    """One row an area of the level within the chosen area (of a kabupaten: its province as far as it may be seen)."""
    return movement.ledgers(_scope(viewer, chosen), chosen.programme, chosen.unit, level, chosen.quarters)


def _scope(viewer: Viewer, chosen: MovementChoice) -> Scope:
    if not chosen.province:
        return viewer.scope
    is_whole = viewer.scope.is_national or chosen.province in viewer.scope.province_codes
    return viewer.scope.within(chosen.province if is_whole else chosen.area)


def sentence(viewer: Viewer, chosen: MovementChoice, areas: pd.DataFrame, rate: str) -> str:
    """Which area is highest and which lowest; one area alone is told alone."""
    known = areas[areas[rate].notna()].sort_values(rate)
    low, high = known.iloc[0], known.iloc[-1]
    said = {
        "rate": viewer.say(f"pergerakan.rate_{rate}"),
        "programme": viewer.say(f"umum.{chosen.programme}"),
        "period": choice.period_name(viewer, chosen.quarters),
        "high": regions.name(high["code"]),
        "highest": _write(viewer, rate, high[rate]),
    }
    if low[rate] == high[rate]:
        return viewer.say("pergerakan.map_one" if len(known) == 1 else "pergerakan.map_equal", **said)
    return viewer.say(
        "pergerakan.map_ends", low=regions.name(low["code"]), lowest=_write(viewer, rate, low[rate]), **said
    )


def table(viewer: Viewer, areas: pd.DataFrame) -> pd.DataFrame:
    """The areas with all flows and shares in per cent, for screen and file."""
    say = viewer.say
    shown = pd.DataFrame({say("umum.code"): areas["code"], say("umum.area"): [regions.name(c) for c in areas["code"]]})
    empty = {}
    for name in COUNTS:
        shown[say(f"pergerakan.row_{name}")] = areas[name].astype("Int64")
        empty[say(f"pergerakan.row_{name}")] = states(areas, name)
    for name in ledger.RATES:
        shown[f"{say(f'pergerakan.rate_{name}')} (%)"] = (areas[name].astype("Float64") * 100).round(2)
        empty[f"{say(f'pergerakan.rate_{name}')} (%)"] = states(areas, name)
    return gaps.explained(viewer, shown, empty)


def _write(viewer: Viewer, rate: str, share: float) -> str:
    written = viewer.voice.persen_bertanda if rate == "net" else viewer.voice.persen
    return written(share)


def _level(viewer: Viewer) -> str:
    levels = controls.levels(viewer)
    shown = {level: viewer.say(f"umum.{level}") for level in levels}
    return controls.segments(viewer, Choice("rinci", viewer.say("umum.level"), levels, shown.get, levels[0]))
