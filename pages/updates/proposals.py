"""The view of proposals: two ways in as funnels, what was decided and how fast, and what it did to the decile."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data.figures import updates
from data.figures.updates import Tally
from pages.cached import movement, register
from pages.shared import charts, tables, voice
from pages.shared.session import Viewer
from pages.updates import area_map, choice, words
from pages.updates import charts as upkeep_charts
from pages.updates.choice import ALL, UpdatesChoice
from terms import Quarter


def show(viewer: Viewer, asked: UpdatesChoice) -> None:
    """The whole view."""
    everything = movement.update_flows(choice.scope_of(viewer, asked.area), register.quarters(viewer.scope))
    ever = of_kind(everything, asked.kind)
    filed = ever[ever["quarter"] == str(asked.quarter)]
    tally, backlog = (updates.tally(rows).shown(asked.level) for rows in (filed, ever))
    of_quarter = everything[everything["quarter"] == str(asked.quarter)]
    st.markdown(f"##### {sentence(viewer, asked, tally, of_quarter)} {words.overdue(backlog, viewer.language)}")
    _tiles(viewer, asked, tally, backlog)
    for way, column in zip(updates.CHANNELS, st.columns(2, gap="medium"), strict=True):
        with column, st.container(border=True):
            _funnel(viewer, asked, updates.of_way(filed, way), way)
    with st.container(border=True):
        st.subheader(viewer.say("pemutakhiran.channels_title"))
        tables.show(viewer, channels(viewer, asked, filed, ever), viewer.say("pemutakhiran.channels_title"))
        st.caption(viewer.say("pemutakhiran.channels_note"))
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True):
        _kinds(viewer, everything)
    with right, st.container(border=True):
        _effect(viewer, asked)
    area_map.proposals(viewer, asked)


def of_kind(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The rows of one kind, or of all."""
    return rows if kind == ALL else rows[rows["kind"] == kind]


def sentence(viewer: Viewer, asked: UpdatesChoice, tally: Tally, of_quarter: pd.DataFrame) -> str:
    """What was filed in the quarter, and proposals against objections."""
    by_kind = of_quarter.groupby("kind")["proposals"].sum()
    proposals, objections = (updates.small(int(by_kind.get(kind, 0)), asked.level) for kind in updates.KINDS[:2])
    said = {"quarter": voice.triwulan_pendek(asked.quarter, viewer.language)}
    return words.summary(tally, proposals, objections, said, viewer.language)


def _tiles(viewer: Viewer, asked: UpdatesChoice, tally: Tally, backlog: Tally) -> None:
    say, language = viewer.say, viewer.language
    waits = _waits(viewer, asked, register.NATION if asked.level == register.NATION else asked.level)
    days: Any = waits.iloc[0] if len(waits) else None
    known = days is not None and pd.notna(updates.small(int(days["decided"]), asked.level))
    values = {
        "filed": words.number(tally.filed, language),
        "accepted_share": voice.persen(tally.accepted_share, language),
        "pending": words.number(tally.pending, language),
        "median_days": say("pemutakhiran.days", days=int(days["median_days"])) if known else voice.UNDEFINED,
        "p90_days": say("pemutakhiran.days", days=int(days["p90_days"])) if known else voice.UNDEFINED,
        "overdue": words.number(backlog.overdue, language),
    }
    with st.grid(min_column_width=190):
        for name, text in values.items():
            st.metric(say(f"pemutakhiran.tile_{name}"), text, help=say(f"pemutakhiran.help_{name}"), border=True)


def _waits(viewer: Viewer, asked: UpdatesChoice, by: str) -> pd.DataFrame:
    return movement.update_waits(choice.scope_of(viewer, asked.area), by, (asked.quarter,))


def _funnel(viewer: Viewer, asked: UpdatesChoice, rows: pd.DataFrame, way: str) -> None:
    say = viewer.say
    st.subheader(say(f"pemutakhiran.way_{way}"))
    st.caption(say(f"pemutakhiran.way_{way}_note"))
    tally = updates.tally(rows).shown(asked.level)
    if pd.isna(tally.filed) or not tally.filed:
        st.info(say("pemutakhiran.few_here" if pd.isna(tally.filed) else "pemutakhiran.nothing_here"))
        return
    counts = updates.funnel(rows, way)
    names = [say(f"pemutakhiran.stage_{stage}") for stage in counts.index]
    charts.show(upkeep_charts.funnel(counts, names, viewer), f"funnel-{way}", say(f"pemutakhiran.way_{way}"))
    outcome = {name: words.number(getattr(tally, name), viewer.language) for name in updates.OUTCOMES}
    st.markdown(say("pemutakhiran.way_outcome", **outcome))


def channels(viewer: Viewer, asked: UpdatesChoice, filed: pd.DataFrame, ever: pd.DataFrame) -> pd.DataFrame:
    """One row a channel: filed, in each outcome, share accepted, days, and the backlog of all quarters."""
    say = viewer.say
    waits = _waits(viewer, asked, "channel").set_index("code")
    rows = []
    for channel in (one for way in updates.CHANNELS.values() for one in way):
        tally = updates.tally(filed[filed["channel"] == channel]).shown(asked.level)
        backlog = updates.tally(ever[ever["channel"] == channel]).shown(asked.level)
        days: Any = waits.loc[channel] if channel in waits.index and tally.filed >= 10 else {}
        rows.append(
            {
                say("pemutakhiran.channel"): say(f"pemutakhiran.channel_{channel}"),
                **{say(f"pemutakhiran.col_{name}"): getattr(tally, name) for name in ("filed", *updates.OUTCOMES)},
                say("pemutakhiran.col_accepted_share"): round(tally.accepted_share * 100, 1),
                say("pemutakhiran.col_median_days"): days.get("median_days"),
                say("pemutakhiran.col_p90_days"): days.get("p90_days"),
                say("pemutakhiran.col_overdue"): backlog.overdue,
            }
        )
    return pd.DataFrame(rows)


def _kinds(viewer: Viewer, everything: pd.DataFrame) -> None:
    say = viewer.say
    st.subheader(say("pemutakhiran.kinds_title"))
    table = updates.by_quarter(everything)
    if table.empty:
        st.info(say("pemutakhiran.nothing_here"))
        return
    table.index = [voice.triwulan_pendek(Quarter.parse(quarter), viewer.language) for quarter in table.index]
    names = [say(f"pemutakhiran.kind_{kind}") for kind in updates.KINDS]
    charts.show(upkeep_charts.by_kind(table, names, viewer), "kinds", say("pemutakhiran.kinds_title"))
    st.caption(say("pemutakhiran.kinds_note"))


def _effect(viewer: Viewer, asked: UpdatesChoice) -> None:
    say, language = viewer.say, viewer.language
    st.subheader(say("pemutakhiran.effect_title"))
    rows = of_kind(movement.update_effects(choice.scope_of(viewer, asked.area), (asked.quarter,)), asked.kind)
    found = updates.effect(rows)
    if pd.isna(updates.small(found.proposals, asked.level)) or not found.proposals:
        st.info(say("pemutakhiran.no_effect"))
        return
    charts.show(upkeep_charts.changes(updates.changes(rows), viewer), "effect", say("pemutakhiran.effect_title"))
    shares = {name: voice.persen(getattr(found, name), language) for name in ("down", "same", "up")}
    mean = voice.desimal(found.mean, language, 2)
    st.caption(say("pemutakhiran.effect_note", mean=mean, proposals=voice.angka(found.proposals, language), **shares))
