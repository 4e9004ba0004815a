"""What would happen if this area alone had another cut-off: the simulator, opened with that scenario."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.region.choice import RegionChoice
from pages.shared import controls
from pages.shared.session import Viewer
from simulator.policy import link
from simulator.policy.files import ENACTED, Policy, named
from terms import NATION, PKH, SEMBAKO

#: The cut-offs that are offered for the area alone, one decile wider or narrower than the rules in force.
OFFERED = ((SEMBAKO, 1), (PKH, 1), (PKH, -1))
FIELDS = {2: "max_decile_by_province", 5: "max_decile_by_kabupaten"}


def show(viewer: Viewer, chosen: RegionChoice) -> None:
    """A link a scenario; the nation's own scenarios are those of the simulator."""
    st.subheader(viewer.say("pantauan.what_if"))
    st.caption(viewer.say("pantauan.what_if_note"))
    if chosen.area == NATION:
        st.page_link("simulasi.py", label=viewer.say("menu.simulasi"), icon="➡️")
        return
    for programme, step in OFFERED:
        limit = limit_of(chosen, programme) + step
        label = viewer.say("pantauan.what_if_cut", programme=viewer.say(f"umum.{programme}"), limit=limit)
        policy = replace(of_area(chosen, programme, limit), name=f"{label} ({controls.area_name(viewer, chosen.area)})")
        query = {"skenario": link.encode(policy), "program": programme, "triwulan": str(chosen.quarter)}
        if viewer.language != "id":
            query["bahasa"] = viewer.language
        st.page_link("simulasi.py", label=label, icon="➡️", query_params=query)


def limit_of(chosen: RegionChoice, programme: str) -> int:
    """The highest decile of a programme by the rules in force."""
    limit = named(ENACTED).rules(chosen.quarter)[programme].max_decile
    assert limit is not None, "the rules in force have a cut-off"
    return limit


def of_area(chosen: RegionChoice, programme: str, limit: int) -> Policy:
    """The rules in force with another cut-off in this area alone."""
    field = FIELDS[len(chosen.area)]
    return named(ENACTED).changed(programme, field, {chosen.area: limit}, "Skenario pengguna")
