"""The address bar and the widgets tell the same story: codes in the address, restored from a copied link.

Streamlit's own binding writes the shown label, drops what it does not know in silence, and forgets everything when the
page changes; so the address is written here. A run begins with `listen` and `begin` (in the menu), ends with `write`.
An address that the browser's Back or Forward brings says everything, what it leaves out is the usual choice; else the
widget wins when a person has just moved it, and then an address that differs from the last one written.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.voice import LANGUAGES

LANGUAGE = "bahasa"
QUARTER, AREA, PROGRAMME = "triwulan", "wilayah", "program"
TILES, PROJECTOR = "petak", "proyektor"
TOUR = "tur"
#: Choices that stay when the page changes, on every page that offers them.
KEPT = (QUARTER, AREA, PROGRAMME, TILES, PROJECTOR, TOUR)
_STATE = "_address"


@dataclass
class _State:
    """What one session knows of its address."""

    page: str = ""
    written: dict[str, str] | None = None
    went_back: bool = False
    moved: bool = False
    came: bool = True
    chosen: dict[str, str] = field(default_factory=dict)
    remembered: dict[str, str] = field(default_factory=dict)
    shown: dict[str, object] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)


def _state() -> _State:
    # Asked a hundred times in a run, so once each time.
    found: _State | None = st.session_state.get(_STATE)
    if found is None:
        found = st.session_state[_STATE] = _State()
    return found


def listen() -> None:
    """Start a run, before anything is said: see whether the person went back in history, or moved a widget."""
    state = _state()
    state.went_back = bool(getattr(get_script_run_ctx(), "is_history_navigation", False))
    # Only what was drawn in the run before can have been moved: a widget that is gone has no value, and never again.
    state.moved = any(st.session_state.get(key) != value for key, value in state.shown.items())
    state.shown = {}
    asked = _asked_language()
    if state.went_back:
        asked = st.query_params.get(LANGUAGE, LANGUAGES[0])
    if asked in LANGUAGES:
        state.remembered[LANGUAGE] = asked


def begin(page: str) -> None:
    """Start the page: see whether the person came by a link, by the menu or by Back, or stayed."""
    state, query = _state(), st.query_params.to_dict()
    state.came = state.went_back or page != state.page or (query != state.written and not state.moved)
    state.page, state.chosen, state.told = page, {}, {}


def page() -> str:
    """The name of the page that is drawn."""
    return _state().page


def chosen() -> dict[str, str]:
    """What was chosen on this page other than the usual, by its name in the address. The tour is none."""
    return {name: code for name, code in _state().chosen.items() if name != TOUR}


def tell(label: str, text: str) -> None:
    """Note a choice of this page in the words of the screen, its label and what is chosen."""
    _state().told[label] = text


def told() -> tuple[tuple[str, str], ...]:
    """The choices of this page in the words of the screen, in the order in which they are drawn."""
    return tuple(_state().told.items())


def language() -> str:
    """The language of the screen: the address's when it brings another than last written, else as before."""
    return _state().remembered.get(LANGUAGE, LANGUAGES[0])


def unknown_language() -> str:
    """A language in the address that the screen does not speak, or nothing."""
    asked = _asked_language()
    return "" if asked in LANGUAGES else asked


def speak(code: str) -> None:
    """Change the language of the screen, from the switch's callback."""
    _state().remembered[LANGUAGE] = code


def key(name: str) -> str:
    """The widget key of a choice on this page."""
    return f"{_state().page}/{name}"


def given(name: str, default: str, is_drawn: bool | None = None, allowed: Collection[str] | None = None) -> str | None:
    """What the widget of this name is to be set to before it is drawn, or None to leave it as it is.

    On arrival, and for a widget not drawn before, that is the address, then what was chosen before (here, or for `KEPT`
    anywhere, if `allowed` here), then the default; after Back or Forward the address or the default. `is_drawn` tells
    it for a choice that is made by several widgets.
    """
    state = _state()
    drawn = key(name) in st.session_state if is_drawn is None else is_drawn
    if drawn and not state.came:
        return None
    before = default if state.went_back else state.remembered.get(_memory(name), default)
    return st.query_params.get(name, before if allowed is None or before in allowed else default)


def is_drawn(name: str) -> bool:
    """Whether the widget of this choice stands on the page already in this run."""
    return key(name) in _state().shown


def remembered(name: str) -> str | None:
    """The choice last made under this name, on this page or (the quarter) on any."""
    return _state().remembered.get(_memory(name))


def chose(name: str, code: str, default: str, *keys: str, allowed: Collection[str] | None = None) -> None:
    """Note a choice: it goes into the address unless it is the default. `keys` are the widgets that made it.

    What was chosen elsewhere and is not `allowed` here stays in memory while this page makes do with its default.
    """
    state, memory = _state(), _memory(name)
    if code != default or allowed is None or state.remembered.get(memory, code) in allowed:
        state.remembered[memory] = code
    if code != default:
        state.chosen[name] = code
    for widget in keys or (key(name),):
        state.shown[widget] = st.session_state.get(widget)


def write() -> None:
    """End a run: put the language and all choices into the address, in one step."""
    state = _state()
    wanted = dict(state.chosen)
    if language() != LANGUAGES[0]:
        wanted[LANGUAGE] = language()
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
    state.written = wanted


def refuse(name: str, code: str) -> None:
    """Leave a refused value in the address, so that the sentence about it stays true after a reload."""
    _state().chosen[name] = code


def settle(name: str, value: str | bool) -> None:
    """Replace a refused value by a widget's value, from the callback of the button that offers it."""
    st.session_state[key(name)] = value


def _asked_language() -> str:
    """The language in the address, unless it is what was written there last."""
    asked, written = st.query_params.get(LANGUAGE, ""), _state().written or {}
    return "" if asked == written.get(LANGUAGE) else asked


def _memory(name: str) -> str:
    return name if name in KEPT else f"{_state().page}/{name}"
