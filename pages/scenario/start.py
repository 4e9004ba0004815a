"""Where a scenario begins: the examples, one upon another, undo and back to the rules in force; and its name."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.scenario import draft
from pages.shared import address, refusals
from pages.shared.names import UNNAMED, scenario_name
from pages.shared.session import Viewer
from simulator.policy import edit
from simulator.policy.files import Policy, available, named
from simulator.policy.texts import LONGEST_NAME
from terms import InputError


def bar(viewer: Viewer, policy: Policy) -> None:
    """The name of the scenario on the screen, and the buttons that replace it."""
    say = viewer.say
    st.markdown(called(viewer, policy))
    with st.container(horizontal=True, gap="small"):
        examples = st.popover(say("simulasi.templates"), key=address.key("templates"), on_change="rerun")
        if examples.open:
            with examples:
                _templates(viewer)
        st.button(
            say("simulasi.undo"),
            on_click=draft.undo,
            disabled=not draft.past(),
            key=address.key("undo"),
            help=say("simulasi.undo_help"),
        )
        blank = edit.blank(draft.wording())
        st.button(
            say("simulasi.reset"),
            on_click=draft.put,
            args=(blank,),
            disabled=draft.word_of(policy) == "",
            key=address.key("reset"),
            help=say("simulasi.reset_help"),
        )
    if fault := draft.fault():
        st.error(say("simulasi.not_taken", fault=refusals.told(viewer.voice, fault)))


def called(viewer: Viewer, policy: Policy) -> str:
    """What the scenario on the screen is called; without a name it is the rules in force, changed or not."""
    say, name = viewer.say, scenario_name(policy.name, viewer.voice)
    if draft.word_of(policy) == "":
        return say("simulasi.scenario_blank", name=say("simulasi.reset"))
    if name == say(UNNAMED):
        return say("simulasi.scenario_unnamed", name=say("simulasi.reset"))
    return say("simulasi.scenario", name=plain(name))


def name_field(viewer: Viewer, policy: Policy) -> None:
    """The scenario's name, which travels with it in link, file and record."""
    key = address.key("name")
    st.session_state[key] = scenario_name(policy.name, viewer.voice)
    st.text_input(viewer.say("simulasi.name"), key=key, max_chars=LONGEST_NAME, on_change=_rename, args=(key,))


plain = refusals.plain


def _templates(viewer: Viewer) -> None:
    st.caption(viewer.say("simulasi.templates_note"))
    for key in available():
        _template(viewer, key)


def _template(viewer: Viewer, key: str) -> None:
    say = viewer.say
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(say(f"simulasi.template_{key}"), help=named(key).note or None, width="stretch")
        st.button(say("simulasi.start"), key=address.key(f"start/{key}"), on_click=_begin, args=(key,))
        if key not in edit.REFERENCES:
            st.button(say("simulasi.stack"), key=address.key(f"stack/{key}"), on_click=_stack, args=(key,))


def _begin(key: str) -> None:
    draft.put(edit.begun_from(key, draft.name_of(key), draft.wording()))


def _stack(key: str) -> None:
    draft.put(edit.laid_upon(replace(named(key), name=draft.name_of(key)), draft.current()))


def _rename(key: str) -> None:
    name = " ".join(st.session_state[key].split())
    if name:
        try:
            draft.put(replace(draft.current(), name=name))
        except InputError as fault:
            draft.refuse(fault)
