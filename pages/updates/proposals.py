"""The view of proposals: two ways in as funnels, what was decided and how fast, and what it did to the decile."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.figures import updates
from data.figures.upkeep import Proposals
from pages.cached import movement
from pages.cached.register import KABUPATEN
from pages.shared import charts, tables
from pages.shared.kept import kept
from pages.shared.session import Viewer
from pages.shared.voice import UNDEFINED
from pages.updates import area_map, choice, words
from pages.updates.charts import by_kind, changes, funnel
from pages.updates.choice import UpdatesChoice
from terms import Quarter


def show(viewer: Viewer, asked: UpdatesChoice) -> None:
    """The whole view."""
    _above_the_map(viewer, asked)
    area_map.proposals(viewer, asked)


@kept
def _above_the_map(viewer: Viewer, asked: UpdatesChoice) -> None:
    scope = choice.scope_of(viewer, asked.area)
    told = movement.proposals(scope, asked.level, asked.quarter, asked.kind)
    st.markdown(f"##### {sentence(viewer, asked, told)} {words.overdue(told.backlog, viewer.voice)}")
    _tiles(viewer, told)
    if asked.level == KABUPATEN and asked.kind != choice.ALL:
        st.info(viewer.say("pemutakhiran.crossed"))
    for way, column in zip(updates.CHANNELS, st.columns(2, gap="medium"), strict=True):
        with column, st.container(border=True):
            _funnel(viewer, asked, told, way)
    with st.container(border=True):
        st.subheader(viewer.say("pemutakhiran.channels_title"))
        tables.show(viewer, channels(viewer, told), viewer.say("pemutakhiran.channels_title"))
        st.caption(viewer.say("pemutakhiran.channels_note"))
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True):
        _kinds(viewer, told)
    with right, st.container(border=True):
        _effect(viewer, asked, told)


def sentence(viewer: Viewer, asked: UpdatesChoice, told: Proposals) -> str:
    """What was filed in the quarter, and proposals against objections."""
    proposals, objections = (told.by_kind[kind] for kind in updates.KINDS[:2])
    said = {"quarter": viewer.voice.triwulan_pendek(asked.quarter)}
    return words.summary(told.tally, proposals, objections, said, viewer.voice)


def _tiles(viewer: Viewer, told: Proposals) -> None:
    say, voice = viewer.say, viewer.voice
    values = {
        "filed": words.number(told.tally.filed, voice),
        "accepted_share": voice.persen(told.tally.accepted_share),
        "pending": words.number(told.tally.pending, voice),
        "median_days": _days(viewer, told.days.median),
        "p90_days": _days(viewer, told.days.nine_in_ten),
        "overdue": words.number(told.backlog.overdue, voice),
    }
    with st.grid(3, min_column_width=210):
        for name, text in values.items():
            label, help_text = (say(f"pemutakhiran.{kind}_{name}") for kind in ("tile", "help"))
            st.metric(label, text, help=help_text, border=True, height="stretch")


def _days(viewer: Viewer, days: float) -> str:
    return UNDEFINED if pd.isna(days) else viewer.say("pemutakhiran.days", days=int(days))


def _funnel(viewer: Viewer, asked: UpdatesChoice, told: Proposals, way: str) -> None:
    say, measure = viewer.say, viewer.say(f"pemutakhiran.way_{way}")
    quarter = viewer.voice.triwulan_dalam(asked.quarter)
    note = say("pemutakhiran.way_note", channels=say(f"pemutakhiran.way_{way}_note"), quarter=quarter)
    tally, counts = told.ways[way], told.funnels[way]
    if counts is None:
        st.subheader(measure)
        st.caption(note)
        st.info(say("pemutakhiran.few_here" if pd.isna(tally.filed) else "pemutakhiran.nothing_here"))
        return
    names = [say(f"pemutakhiran.stage_{stage}") for stage in counts.index]
    outcome = {name: words.number(getattr(tally, name), viewer.voice) for name in updates.OUTCOMES}
    title = say("pemutakhiran.way_outcome", way=measure, **outcome)
    st.subheader(title)
    st.caption(note)
    charts.show(funnel(counts, names, viewer), f"funnel-{way}", measure, title=title, note=note)


def channels(viewer: Viewer, told: Proposals) -> pd.DataFrame:
    """One row a channel: filed, in each outcome, share accepted, days, and the backlog of all quarters."""
    say = viewer.say
    rows = [
        {
            say("pemutakhiran.channel"): say(f"pemutakhiran.channel_{channel}"),
            **{say(f"pemutakhiran.col_{name}"): getattr(one.tally, name) for name in ("filed", *updates.OUTCOMES)},
            say("pemutakhiran.col_accepted_share"): round(one.tally.accepted_share * 100, 1),
            say("pemutakhiran.col_median_days"): one.days.median,
            say("pemutakhiran.col_p90_days"): one.days.nine_in_ten,
            say("pemutakhiran.col_overdue"): one.backlog.overdue,
        }
        for channel, one in told.channels.items()
    ]
    return pd.DataFrame(rows)


def _kinds(viewer: Viewer, told: Proposals) -> None:
    say, measure, table = viewer.say, viewer.say("pemutakhiran.kinds_title"), told.by_quarter.copy()
    if table.empty:
        st.subheader(measure)
        st.info(say("pemutakhiran.nothing_here"))
        return
    first, last = (Quarter.parse(str(table.index[at])) for at in (0, -1))
    table.index = [viewer.voice.triwulan_pendek(Quarter.parse(quarter)) for quarter in table.index]
    names = [say(f"pemutakhiran.kind_{kind}") for kind in updates.KINDS]
    title = words.kinds(table, names, viewer.voice) or measure
    note = f"{measure}, {viewer.voice.triwulan_antara(first, last)}. {say('pemutakhiran.kinds_note')}"
    st.subheader(title)
    st.caption(note)
    charts.show(by_kind(table, names, viewer), "kinds", measure, title=title, note=note)


def _effect(viewer: Viewer, asked: UpdatesChoice, told: Proposals) -> None:
    say, voice, measure = viewer.say, viewer.voice, viewer.say("pemutakhiran.effect_title")
    if told.changes is None:
        st.subheader(measure)
        st.info(say("pemutakhiran.no_effect"))
        return
    shares = {name: voice.persen(getattr(told.effect, name)) for name in ("down", "same", "up")}
    mean = voice.desimal(told.effect.mean, 2)
    title = say("pemutakhiran.found_effect", **shares)
    about = {"measure": measure, "quarter": voice.triwulan_dalam(asked.quarter)}
    note = say("pemutakhiran.effect_note", mean=mean, proposals=voice.angka(told.effect.proposals), **about)
    st.subheader(title)
    st.caption(note)
    charts.show(changes(told.changes, viewer), "effect", measure, title=title, note=note)
