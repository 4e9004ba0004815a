"""Scenarios by their code in an address: the policies that come along, one's saved ones, and words of one's own."""

from __future__ import annotations

import streamlit as st

from pages.cached import keeping
from pages.scenario import draft
from pages.scenario.saved import unavailable
from pages.shared import address, controls
from pages.shared.controls import Choice
from pages.shared.names import scenario_name
from pages.shared.session import Viewer
from simulator.policy.files import ENACTED, Policy, available, named
from terms import InputError

#: The reference in the address.
REFERENCE = "rujukan"


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
    if code in available():
        return viewer.say(f"simulasi.template_{code}")
    return scenario_name(policy_of(code).name, viewer.voice)


def saved(viewer: Viewer) -> tuple[str, ...]:
    """The words of one's saved scenarios; none, and a sentence, where they cannot be read just now."""
    try:
        return keeping.words(viewer.who)
    except keeping.Unavailable as fault:
        st.warning(unavailable(viewer, fault))
        return ()


def reference(viewer: Viewer) -> str:
    """What the scenario is read against: the rules in force unless another policy or saved scenario is chosen."""
    mine = saved(viewer)
    known = (ENACTED, *(code for code in available() if code != ENACTED), *mine)
    asked = address.given(REFERENCE, ENACTED) or address.remembered(REFERENCE) or ENACTED
    options = known if asked in known or not is_readable(asked) else (*known, asked)
    names = {code: name_of(viewer, code) for code in options}
    label, told = viewer.say("simulasi.reference"), viewer.say("simulasi.reference_help")
    return controls.select(viewer, Choice(REFERENCE, label, options, names.get, ENACTED, told))
