"""The scenario on the screen: one word of the address, changed step by step, each step undoable."""

from __future__ import annotations

from functools import cache, lru_cache

import streamlit as st

from pages.shared import address, frame, refusals
from pages.shared.session import Viewer
from pages.shared.voice import Voice
from simulator.policy import edit, link
from simulator.policy.files import Policy
from terms import InputError, Quarter

NAME = "skenario"
MOST_STEPS = 50


@lru_cache(maxsize=256)
def read(word: str) -> Policy:
    """The scenario of a word; the empty word is the rules in force. InputError when it says nothing readable."""
    return link.decode(word or _blank())


@lru_cache(maxsize=256)
def word_of(policy: Policy) -> str:
    """The word of a scenario, empty for the rules in force; InputError when no address can hold it."""
    word = link.encode(policy)
    return "" if word == _blank() else word


@cache
def wording() -> edit.Wording:
    """In Indonesian whoever reads: equal scenarios have equal links, and a link names its scenario for every reader."""
    say = Voice("id").say
    return edit.Wording(say("simulasi.own_name"), say("simulasi.own_source"), say("simulasi.own_assumed"))


def name_of(key: str) -> str:
    """What a scenario is called that begins with an example; links hold the Indonesian."""
    return Voice("id").say(f"simulasi.template_{key}")


@cache
def _blank() -> str:
    return link.encode(edit.blank(wording()))


def follow(viewer: Viewer, quarter: Quarter, begun: str = "") -> Policy:
    """The scenario that the address brings, or the one as last changed here, or the word that the page begins with; one
    that cannot be read stops the page."""
    key = address.key(NAME)
    word = address.given(NAME, begun)
    if word is not None:
        fault = _fault(word, quarter)
        if fault:
            st.session_state.pop(key, None)
            told = refusals.told(viewer.voice, fault)
            said = viewer.say("simulasi.unreadable", value=frame.quoted(word), fault=told)
            frame.refuse(viewer, NAME, word, said, begun)
        st.session_state[key] = word_of(read(word))
    address.chose(NAME, st.session_state[key], begun)
    return read(st.session_state[key])


def current() -> Policy:
    """The scenario as it stands, inside the callback of a widget."""
    return read(st.session_state[address.key(NAME)])


def put(policy: Policy) -> None:
    """Replace the scenario, from a callback; one that no address can hold is not taken, and the page says why."""
    try:
        word = word_of(policy)
        read(word)
    except InputError as fault:
        refuse(fault)
        return
    key = address.key(NAME)
    if word != st.session_state[key]:
        st.session_state[_past_key()] = (*past(), st.session_state[key])[-MOST_STEPS:]
        st.session_state[key] = word


def change(quarter: Quarter, programme: str, name: str, value: object) -> None:
    """Set one field of a programme's rule, from a callback."""
    try:
        put(edit.with_field(current(), quarter, programme, name, value, wording()))
    except InputError as fault:
        refuse(fault)


def undo() -> None:
    """Take the last step back, from a callback."""
    *earlier, last = past()
    st.session_state[_past_key()] = tuple(earlier)
    st.session_state[address.key(NAME)] = last


def past() -> tuple[str, ...]:
    """The words of the steps before this one, the last one last."""
    found: tuple[str, ...] = st.session_state.get(_past_key(), ())
    return found


def fault() -> InputError | None:
    """Why the last step was not taken, told once; None when it was."""
    told: InputError | None = st.session_state.pop(_fault_key(), None)
    return told


def refuse(fault: InputError) -> None:
    """Note why a step was not taken, from a callback."""
    st.session_state[_fault_key()] = InputError(str(fault), fault.reasons)


def _fault(word: str, quarter: Quarter) -> InputError | None:
    try:
        return edit.fault_of(read(word), quarter)
    except InputError as fault:
        return fault


def _past_key() -> str:
    return address.key("past")


def _fault_key() -> str:
    return address.key("fault")
