"""The ledger as a table, with the check that it balances; given and derived reasons apart, the period before beside."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data.figures.ledger import ENTRY_REASONS, Ledger
from pages.documents import exports
from pages.movement import choice, flows
from pages.movement.choice import MovementChoice
from pages.shared import controls, gaps, tables
from pages.shared.kept import kept
from pages.shared.session import Viewer
from pages.shared.voice import UNDEFINED

ROW = 35


def show(viewer: Viewer, chosen: MovementChoice) -> None:
    """The table, and the files of it."""
    title, shown = _drawn(viewer, chosen)
    name = f"pergerakan-{chosen.programme}-{chosen.area}-{chosen.quarter}"
    exports.buttons(viewer, shown, name, exports.note(viewer, chosen.quarter, title))


@kept
def _drawn(viewer: Viewer, chosen: MovementChoice) -> tuple[str, pd.DataFrame]:
    """Draws the table and returns its title and itself."""
    say, now = viewer.say, flows.now(viewer, chosen)
    title = say(
        "pergerakan.table",
        programme=say(f"umum.{chosen.programme}"),
        area=controls.area_name(viewer, chosen.area),
        period=choice.period_name(viewer, chosen.quarters),
    )
    st.subheader(title)
    if now.is_balanced:
        st.success(_identity(viewer, now))
    else:
        st.error(say("pergerakan.unbalanced", gap=viewer.voice.bulat(now.gap)))
    shown = table(viewer, now, flows.before(viewer, chosen), chosen)
    tables.show(viewer, shown, title, height=ROW * (len(shown) + 1) + 3, gap=UNDEFINED)
    st.caption(f"{say('pergerakan.given_note')} {say('umum.suppressed')}")
    return title, shown


def _identity(viewer: Viewer, now: Ledger) -> str:
    """`10.000.000 + 357.248 + 0 − 357.250 − 0 = 9.999.998`, in words and numbers."""
    written = {name: viewer.voice.bulat(number) for name, number in now.flows.items()}
    return viewer.say("pergerakan.balanced", **written)


def table(viewer: Viewer, now: Ledger, before: Ledger | None, chosen: MovementChoice) -> pd.DataFrame:
    """One row a flow or reason: this period, of it given and derived, the period before, and the difference."""
    rows = [_row(viewer, "opening", now, before)]
    for flow, move in (("entered", "moved_in"), ("exited", "moved_out")):
        rows.append(_row(viewer, flow, now, before))
        rows += [_reason_row(viewer, flow, reason, now, before) for reason in _reasons(flow, now, before)]
        rows.append(_row(viewer, move, now, before))
    rows.append(_row(viewer, "closing", now, before))
    say = viewer.say
    columns = [
        say("pergerakan.col_flow"), choice.period_name(viewer, chosen.quarters), say("pergerakan.col_given"),
        say("pergerakan.col_derived"), choice.period_name(viewer, chosen.before), say("pergerakan.col_difference"),
    ]  # fmt: skip
    shown = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[1:], "Int64"))
    unknown = gaps.WITHHELD if before else gaps.NO_DATA
    states = {
        name: pd.Series(state, index=shown.index).where(shown[name].isna(), "")
        for name, state in ((columns[1], gaps.WITHHELD), (columns[4], unknown), (columns[5], unknown))
    }
    return gaps.explained(viewer, shown, states)


def _row(viewer: Viewer, flow: str, now: Ledger, before: Ledger | None) -> tuple[Any, ...]:
    number, then = now.flows[flow], before.flows[flow] if before else pd.NA
    return viewer.say(f"pergerakan.row_{flow}"), number, pd.NA, pd.NA, then, now.since(number, then)


def _reasons(flow: str, now: Ledger, before: Ledger | None) -> list[str]:
    names = [*now.by_reason(flow).index]
    return names + [name for name in (before.by_reason(flow).index if before else ()) if name not in names]


def _reason_row(viewer: Viewer, flow: str, reason: str, now: Ledger, before: Ledger | None) -> tuple[Any, ...]:
    found = {kind: _of_reason(now, flow, reason, kind) for kind in (None, True, False)}
    then = _of_reason(before, flow, reason, None) if before else pd.NA
    name = f"· {viewer.say(f'pergerakan.reason_{reason}')}"
    parts = (pd.NA, pd.NA) if reason in ENTRY_REASONS else (found[True], found[False])
    return name, found[None], *parts, then, now.since(found[None], then)


def _of_reason(of: Ledger, flow: str, reason: str, given: bool | None) -> Any:
    rows = of.reasons[(of.reasons["flow"] == flow) & (of.reasons["reason"] == reason)]
    counts = rows["count"] if given is None else rows.loc[rows["given"] == given, "count"]
    return pd.NA if counts.isna().any() else int(counts.sum())
