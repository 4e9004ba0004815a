"""The view of the ledger: its sentence, the figures, the waterfall, a year at a glance, and the table."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data.figures.ledger import Ledger
from pages.movement import choice, flows, ledger_table, words, year
from pages.movement.charts import Step, waterfall
from pages.movement.choice import MovementChoice
from pages.shared import charts, controls
from pages.shared.kept import kept
from pages.shared.session import Viewer

DRAWN_REASONS = 6
FIGURES = ("opening", "entered", "moved_in", "exited", "moved_out", "closing")
#: Between areas; the nation has none.
MOVES = ("moved_in", "moved_out")


def show(viewer: Viewer, chosen: MovementChoice) -> None:
    """The whole view."""
    _above_the_table(viewer, chosen)
    with st.container(border=True):
        ledger_table.show(viewer, chosen)


@kept
def _above_the_table(viewer: Viewer, chosen: MovementChoice) -> None:
    now = flows.now(viewer, chosen)
    said = words.summary(now, about(viewer, chosen))
    st.markdown(f"##### {said}")
    _tiles(viewer, chosen, now, flows.before(viewer, chosen))
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(border=True):
        measure = viewer.say("pergerakan.waterfall", area=controls.area_name(viewer, chosen.area))
        subject = about(viewer, chosen)
        title = words.level(now, subject).rstrip(".") or measure
        note = viewer.say("pergerakan.about", measure=measure, programme=subject.programme, quarter=subject.period)
        st.subheader(title)
        st.caption(note)
        drawn = waterfall(_steps(viewer, now), viewer.voice)
        charts.show(drawn, "waterfall", viewer.say("pergerakan.waterfall_alt"), title=title, note=note)
        st.caption(viewer.say("pergerakan.waterfall_note"))
    with right, st.container(border=True):
        year.show(viewer, chosen)


def about(viewer: Viewer, chosen: MovementChoice) -> words.FlowSubject:
    """What the sentences of this choice are about."""
    period = choice.period_name(viewer, chosen.quarters)
    return words.FlowSubject(viewer.say(f"umum.{chosen.programme}"), chosen.unit, period, viewer.voice)


def _tiles(viewer: Viewer, chosen: MovementChoice, now: Ledger, before: Ledger | None) -> None:
    against = viewer.say("umum.against", quarter=choice.period_name(viewer, chosen.before))
    shown = [one for one in FIGURES if one not in MOVES or _is_some(now.flows[one])]
    with st.grid(len(shown), min_column_width=210):
        for name in shown:
            change = now.since(now.flows[name], before.flows[name] if before else pd.NA)
            _tile(viewer, name, now.flows[name], change, against)


def _is_some(number: float) -> bool:
    return pd.isna(number) or number != 0


def _tile(viewer: Viewer, name: str, number: float, difference: Any, against: str) -> None:
    """A flow with its difference from the period before, where it is told; no arrow when nothing changes."""
    known = not pd.isna(difference)
    st.metric(
        viewer.say(f"pergerakan.{name}"),
        viewer.voice.angka(number),
        delta=viewer.voice.selisih(difference) if known else None,
        delta_color="off",
        delta_arrow="off" if not known or difference == 0 else "up" if difference > 0 else "down",
        delta_description=against if known else None,
        border=True,
        height="stretch",
    )


def _steps(viewer: Viewer, now: Ledger) -> list[Step]:
    """The bars of the waterfall: hidden and empty ones are left out, small reasons stand together."""
    say, flows = viewer.say, now.flows
    entered = [(say(f"pergerakan.reason_{name}"), number) for name, number in now.by_reason("entered").items()]
    exits = now.by_reason("exited")
    exited = [(say(f"pergerakan.reason_{name}"), -number) for name, number in exits.head(DRAWN_REASONS).items()]
    rest = exits.iloc[DRAWN_REASONS:].sum()
    parts = [*entered, (say("pergerakan.moved_in"), flows["moved_in"]), *exited]
    parts += [(say("pergerakan.other_reasons"), -rest), (say("pergerakan.moved_out"), -flows["moved_out"])]
    between = [_step(viewer, name, size) for name, size in parts if not pd.isna(size) and size != 0]
    return [_total(viewer, "opening", now), *between, _total(viewer, "closing", now)]


def _step(viewer: Viewer, name: str, size: float) -> Step:
    return Step(name, float(size), viewer.voice.selisih(size))


def _total(viewer: Viewer, flow: str, now: Ledger) -> Step:
    size = now.flows[flow]
    known = 0.0 if pd.isna(size) else float(size)
    return Step(viewer.say(f"pergerakan.{flow}"), known, viewer.voice.angka(size), is_total=True)
