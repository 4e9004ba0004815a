"""Records of runs that nobody can delete, and a scenario pasted as text."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.cached import keeping, trail
from pages.scenario import draft, saved, start
from pages.shared import address
from pages.shared.names import scenario_name
from pages.shared.session import Viewer
from simulator.policy.files import Policy, parse
from terms import InputError, Quarter

RECORDS_SHOWN = 5


def show(viewer: Viewer, quarter: Quarter, policy: Policy, held: Policy) -> None:
    """The button that records the scenario against its reference, and one's last records."""
    say, voice = viewer.say, viewer.voice
    st.subheader(say("simpan.records"))
    st.caption(say("simpan.records_note"))
    st.button(say("simpan.record"), key=address.key("record"), on_click=_record, args=(viewer, quarter, policy, held))
    if fault := st.session_state.pop(address.key("record-fault"), None):
        st.error(fault)
    try:
        recorded = keeping.recorded(viewer.who, RECORDS_SHOWN)
    except keeping.Unavailable as fault:
        st.warning(saved.unavailable(viewer, fault))
        return
    for kept in recorded:
        left, right = st.columns([4, 2], vertical_alignment="center")
        named = start.plain(scenario_name(_name_in(kept.run.scenario), voice))
        when = voice.triwulan_pendek(Quarter.parse(kept.run.quarter))
        left.markdown(
            say("simpan.record_line", number=kept.id, name=named, at=saved.moment(kept.recorded_at), quarter=when)
        )
        right.download_button(
            say("simpan.record_file"),
            data=trail.taken(viewer.access, f"catatan-{kept.id}.json", partial(keeping.as_file, kept)),
            file_name=f"catatan-{kept.id}.json",
            mime="application/json",
            on_click="ignore",
            key=address.key(f"record-{kept.id}"),
        )


def _record(viewer: Viewer, quarter: Quarter, policy: Policy, held: Policy) -> None:
    try:
        trail.kept(viewer.access, address.page(), f"record: {policy.name}")
        keeping.record(viewer.who, viewer.scope, quarter, policy, held, viewer.sees_exact)
    except keeping.Unavailable as fault:
        st.session_state[address.key("record-fault")] = saved.unavailable(viewer, fault)
    except InputError as fault:
        st.session_state[address.key("record-fault")] = viewer.say("simpan.refused", fault=fault)


def _name_in(toml: str) -> str:
    """The scenario's name in a record, which may be of a version whose rules can be read no more."""
    try:
        return parse(toml, kept=True).name
    except InputError:
        return "–"


def paste(viewer: Viewer) -> None:
    """A field for a policy file; what cannot be read is refused with its reasons."""
    key = address.key("toml")
    st.text_area(viewer.say("simpan.paste_label"), key=key, height=160, placeholder='name = "…"')
    st.button(viewer.say("simpan.paste_take"), key=address.key("toml-take"), on_click=_take, args=(key,))


def _take(key: str) -> None:
    try:
        draft.put(parse(st.session_state[key]))
    except InputError as fault:
        draft.refuse(fault)
