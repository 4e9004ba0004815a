"""Up to four scenarios beside the one on the screen and the rules in force, each against any baseline."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages.cached import keeping
from pages.shared import address, controls, frame, refusals
from pages.shared.controls import Choice
from pages.shared.session import Viewer
from pages.simulation import compare_table, draft
from pages.simulation.asked import ScenarioAsked
from pages.simulation.saved import unavailable
from simulator.policy.files import CURRENT_STATE, ENACTED, Policy, available, named
from terms import InputError

MOST = 4
HERE = "layar"
NAME, BASELINE = "banding", "acuan"
BETWEEN = "~"


@dataclass(frozen=True)
class Side:
    """One scenario in the comparison: its code in the address, its name on the screen."""

    code: str
    name: str
    policy: Policy


def show(viewer: Viewer, asked: ScenarioAsked) -> None:
    """Choose the scenarios and the baseline; one table, and one chart per outcome."""
    with st.container(border=True):
        left, right = st.columns([5, 2], vertical_alignment="bottom", gap="medium")
        with left:
            picked = _pick(viewer)
            _pin(viewer, picked)
        sides = _sides(viewer, asked, picked)
        with right:
            names = {side.code: side.name for side in _baselines(viewer, sides)}
            choice = Choice(BASELINE, viewer.say("banding.baseline"), tuple(names), names.get, ENACTED)
            code = controls.select(viewer, choice)
    baseline = next(side for side in _baselines(viewer, sides) if side.code == code)
    compare_table.show(viewer, asked, tuple(sides), baseline)


def policy_of(code: str) -> Policy:
    """The policy of a code: one that comes with the application, or the word of a scenario."""
    return named(code) if code in available() else draft.read(code)


def is_readable(code: str) -> bool:
    """Whether a code names a policy or holds a scenario that can be read."""
    try:
        policy_of(code)
    except InputError:
        return False
    return True


def name_of(viewer: Viewer, code: str) -> str:
    """What a code is called on the screen."""
    return viewer.say(f"simulasi.template_{code}") if code in available() else policy_of(code).name


def _pick(viewer: Viewer) -> list[str]:
    """The codes of the scenarios to compare, from the address or the widget."""
    key, given = address.key(NAME), address.given(NAME, "")
    if given is not None:
        st.session_state[key] = _read(viewer, given)
    controls.retell(viewer, key)
    chosen: list[str] = st.session_state[key]
    options = list(dict.fromkeys([*available()[2:], *saved(viewer), *chosen]))
    picked = st.multiselect(
        viewer.say("banding.scenarios"),
        options,
        key=key,
        format_func=lambda code: name_of(viewer, code),
        max_selections=MOST,
        placeholder=viewer.say("banding.choose"),
        help=viewer.say("banding.scenarios_help"),
    )
    address.chose(NAME, BETWEEN.join(picked), "")
    return picked


def saved(viewer: Viewer) -> tuple[str, ...]:
    """The words of one's saved scenarios; none, and a sentence, where they cannot be read just now."""
    try:
        return keeping.words(viewer.who)
    except keeping.Unavailable as fault:
        st.warning(unavailable(viewer, fault))
        return ()


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


def _pin(viewer: Viewer, picked: list[str]) -> None:
    """Keep the scenario on the screen as it is now among the compared, and go on changing it."""
    word = draft.word_of(draft.current())
    st.button(
        viewer.say("banding.pin"),
        key=address.key("pin"),
        disabled=not word or word in picked or len(picked) >= MOST,
        on_click=_add,
        args=(word,),
        help=viewer.say("banding.pin_help"),
    )


def _add(word: str) -> None:
    key = address.key(NAME)
    st.session_state[key] = [*st.session_state[key], word]


def _sides(viewer: Viewer, asked: ScenarioAsked, picked: list[str]) -> list[Side]:
    """The rules in force, the scenario on the screen, and those picked, each once."""
    here = Side(HERE, viewer.say("banding.here", name=asked.policy.name), asked.policy)
    sides = [Side(ENACTED, name_of(viewer, ENACTED), named(ENACTED)), here]
    sides += [Side(code, name_of(viewer, code), policy_of(code)) for code in picked]
    told = {side.code: compare_table.fault_of(viewer, asked, side.policy) for side in sides}
    for side in sides:
        if told[side.code]:
            st.warning(viewer.say("banding.left_out", name=refusals.plain(side.name), fault=told[side.code]))
    return [side for side in sides if not told[side.code]]


def _baselines(viewer: Viewer, sides: list[Side]) -> list[Side]:
    return [Side(CURRENT_STATE, name_of(viewer, CURRENT_STATE), named(CURRENT_STATE)), *sides]
