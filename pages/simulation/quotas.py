"""Places by kabupaten in proportion to the estimated entitled families: one click, with what it would do."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.cached import simulation
from pages.scenario import draft
from pages.shared import address
from pages.shared.kept import kept
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from pages.shared.voice import UNDEFINED
from pages.simulation import errors
from pages.simulation.asked import ScenarioAsked
from simulator.policy import edit
from simulator.policy.files import Policy


def show(viewer: Viewer, asked: ScenarioAsked) -> None:
    """The alternative beside the scenario; a sentence where the build knows nobody's entitlement. It names places of
    every kabupaten, so it is for whoever sees the nation."""
    if not viewer.scope.is_national:
        return
    named = programme_name(asked.programme, viewer.voice)
    with st.container(border=True):
        st.subheader(viewer.say("titik.quotas", programme=named))
        alternative = proposed(viewer, asked)
        if alternative is None:
            st.caption(viewer.say("titik.quotas_unknown", programme=named))
            return
        st.markdown(_what_it_does(viewer, asked))
        st.button(viewer.say("titik.quotas_take"), key=address.key("quotas"), on_click=draft.put, args=(alternative,))


@kept
def proposed(viewer: Viewer, asked: ScenarioAsked) -> Policy | None:
    """The scenario with the programme's places divided anew; None without an estimate or without places."""
    programme = asked.programme
    rule = edit.rule_of(asked.policy, asked.quarter, programme)
    if rule is None:
        return None
    places = rule.quota if rule.quota is not None else sum(number for _, number in rule.quota_by_kabupaten)
    divided = simulation.places_by_need(asked.quarter, programme, rule.unit, places, viewer.sees_exact)
    return edit.with_quotas(asked.policy, asked.quarter, programme, divided, draft.wording()) if divided else None


@kept
def _what_it_does(viewer: Viewer, asked: ScenarioAsked) -> str:
    """Recipients, rupiah and exclusion of the alternative, and how they differ from the scenario's."""
    alternative, programme = proposed(viewer, asked), asked.programme
    assert alternative is not None
    both = (asked.policy, alternative)
    ours, other = (
        simulation.report(viewer.scope, asked.quarter, one, sees_exact=viewer.sees_exact, beside=both) for one in both
    )
    rows: list[Any] = [one.table("nation").set_index("programme").loc[programme] for one in (ours, other)]
    voice = viewer.voice
    before, after = (float(row["recipients_after"]) for row in rows)
    paid, cost = (float(row["rupiah_per_quarter"]) for row in rows)
    found = [errors.of(viewer, asked.quarter, policy, programme) for policy in both]
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
