"""What is asked of a point of the frontier: a budget, limits on both errors, and nobody of deciles 1–2 losing aid."""

from __future__ import annotations

import streamlit as st

from pages.shared import address, controls, frame, number_field
from pages.shared.controls import Choice
from pages.shared.number_field import NumberField
from pages.shared.session import Viewer
from simulator.seek import AIMS, ON_ERRORS, Goals

TRILLION = 1e12
DECIMALS = 2
#: The largest number that a goal may name: Rp thousand trillion a year, or 100 %.
LARGEST = {"anggaran": 1000.0, "inklusi": 100.0, "eksklusi": 100.0, "cakupan": 100.0, "termiskin": 100.0}


def choose(viewer: Viewer, errors_known: bool) -> Goals:
    """Draw the goals, all of them in the address; goals on errors only where errors are known."""
    budget = _number(viewer, "anggaran")
    inclusion = _number(viewer, "inklusi") if errors_known else None
    exclusion = _number(viewer, "eksklusi") if errors_known else None
    coverage, reached = _number(viewer, "cakupan"), _number(viewer, "termiskin")
    poorest = controls.switch(viewer, "jaga", viewer.say("titik.keep_poorest"))
    return Goals(
        None if budget is None else budget * TRILLION,
        None if inclusion is None else inclusion / 100,
        None if exclusion is None else exclusion / 100,
        poorest,
        None if coverage is None else coverage / 100,
        None if reached is None else reached / 100,
    )


def aim(viewer: Viewer, errors_known: bool) -> str:
    """What is made least or most, of ``AIMS``; cheapest alone is never what nobody asked for."""
    options = tuple(one for one in AIMS if errors_known or one not in ON_ERRORS)
    names = {one: viewer.say(f"titik.aim_{one}") for one in options}
    return controls.select(viewer, Choice("utama", viewer.say("titik.aim"), options, names.get, options[0]))


def are_set(goals: Goals) -> bool:
    """Whether anything is asked at all."""
    return goals != Goals()


def _number(viewer: Viewer, name: str) -> float | None:
    """A number that may be left empty; in the address as it is, with a point."""
    held, given = address.key(name), address.given(name, "")
    typed = f"{held}/text"
    if given is not None:
        st.session_state[held] = _read(viewer, name, given)
        number_field.forget(typed)
    label, empty = viewer.say(f"titik.goal_{name}"), viewer.say("titik.any")
    field = NumberField(label, typed, decimals=DECIMALS, largest=LARGEST[name], empty=empty)
    picked: float | None = st.session_state[held]
    number_field.draw(viewer, field, picked, lambda number: st.session_state.update({held: number}))
    address.chose(name, "" if picked is None else f"{picked:g}", "", typed)
    return picked


def _read(viewer: Viewer, name: str, text: str) -> float | None:
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= LARGEST[name]:
        allowed = (f"0–{LARGEST[name]:g}",)
        said = frame.unknown_value(viewer, viewer.say(f"titik.goal_{name}"), text, allowed)
        st.session_state.pop(address.key(name), None)
        frame.refuse(viewer, name, text, said, None)
    return round(found, DECIMALS)
