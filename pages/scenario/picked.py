"""The scenarios that are picked to be compared, kept in the address, and the one on the screen added to them."""

from __future__ import annotations

import streamlit as st

from pages.scenario import draft
from pages.scenario.known import name_of, policy_of, saved
from pages.shared import address, frame, refusals, session
from pages.shared.session import Viewer
from simulator.policy.files import available
from terms import InputError

MOST = 4
NAME = "banding"
BETWEEN = "~"


def pick(viewer: Viewer, most: int = MOST) -> list[str]:
    """The codes of the scenarios to compare, from the address or the widget."""
    key, given = address.key(NAME), address.given(NAME, "")
    if given is not None:
        st.session_state[key] = _read(viewer, given)[:most]
    session.retell(viewer, key)
    chosen: list[str] = st.session_state[key]
    options = list(dict.fromkeys([*available()[2:], *saved(viewer), *chosen]))
    picked = st.multiselect(
        viewer.say("banding.scenarios"),
        options,
        key=key,
        format_func=lambda code: name_of(viewer, code),
        max_selections=most,
        placeholder=viewer.say("banding.choose"),
        help=viewer.say("banding.scenarios_help", most=most),
    )
    address.chose(NAME, BETWEEN.join(picked), "")
    return picked


def _read(viewer: Viewer, text: str) -> list[str]:
    codes = [code for code in text.split(BETWEEN) if code]
    try:
        for code in codes:
            policy_of(code)
    except InputError as fault:
        told = refusals.told(viewer.voice, fault)
        said = viewer.say("simulasi.unreadable", value=frame.quoted(text), fault=told)
        st.session_state.pop(address.key(NAME), None)
        frame.refuse(viewer, NAME, text, said, [])
    return list(dict.fromkeys(codes))[:MOST]


def pin(viewer: Viewer, picked: list[str], most: int = MOST) -> None:
    """Keep the scenario on the screen as it is now among the compared, and go on changing it."""
    word = draft.word_of(draft.current())
    st.button(
        viewer.say("banding.pin"),
        key=address.key("pin"),
        disabled=not word or word in picked or len(picked) >= most,
        on_click=_add,
        args=(word,),
        help=viewer.say("banding.pin_help"),
    )


def _add(word: str) -> None:
    key = address.key(NAME)
    st.session_state[key] = [*st.session_state[key], word]
