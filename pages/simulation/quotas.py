"""Places by kabupaten in proportion to the estimated entitled families: one click, with what it would do."""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.figures.outcome import Report
from pages.cached import simulation
from pages.scenario import draft
from pages.shared import address
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from pages.shared.voice import UNDEFINED
from pages.simulation import errors
from simulator.policy import edit
from simulator.policy.files import Policy


def show(viewer: Viewer, report: Report, programme: str) -> None:
    """The alternative beside the scenario; a sentence where the build knows nobody's entitlement."""
    named = programme_name(programme, viewer.voice)
    with st.container(border=True):
        st.subheader(viewer.say("titik.quotas", programme=named))
        alternative = proposed(viewer, report, programme)
        if alternative is None:
            st.caption(viewer.say("titik.quotas_unknown", programme=named))
            return
        st.markdown(_what_it_does(viewer, report, alternative, programme))
        st.button(viewer.say("titik.quotas_take"), key=address.key("quotas"), on_click=draft.put, args=(alternative,))


def proposed(viewer: Viewer, report: Report, programme: str) -> Policy | None:
    """The scenario with the programme's places divided anew; None without an estimate or without places."""
    rule = edit.rule_of(report.policy, report.quarter, programme)
    if rule is None:
        return None
    places = rule.quota if rule.quota is not None else sum(number for _, number in rule.quota_by_kabupaten)
    divided = simulation.places_by_need(report.quarter, programme, rule.unit, places, viewer.sees_exact)
    return edit.with_quotas(report.policy, report.quarter, programme, divided, draft.wording()) if divided else None


def _what_it_does(viewer: Viewer, report: Report, alternative: Policy, programme: str) -> str:
    """Recipients, rupiah and exclusion of the alternative, and how they differ from the scenario's."""
    ours, other = (
        simulation.report(
            viewer.scope, report.quarter, one, sees_exact=viewer.sees_exact, beside=(report.policy, alternative)
        )
        for one in (report.policy, alternative)
    )
    rows: list[Any] = [one.table("nation").set_index("programme").loc[programme] for one in (ours, other)]
    voice = viewer.voice
    before, after = (float(row["recipients_after"]) for row in rows)
    paid, cost = (float(row["rupiah_per_quarter"]) for row in rows)
    found = [errors.of(viewer, report.quarter, policy, programme) for policy in (report.policy, alternative)]
    missed = [voice.persen(one.exclusion.value) if one else UNDEFINED for one in found]
    return viewer.say(
        "titik.quotas_effect",
        after=voice.angka(after),
        change=voice.selisih(after - before),
        rupiah=voice.rupiah(cost),
        cost=voice.selisih(cost - paid, money=True),
        exclusion=missed[1],
        exclusion_before=missed[0],
    )
