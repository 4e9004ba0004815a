"""The controls of a scenario: a few levers a programme, all of them one word in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from pages.shared import address, frame, numbers, scenario
from pages.shared.scenario import ADMISSIONS, CAPS, CROSSINGS, EXEMPTIONS, UNTIMED, Levers, Scenario
from pages.shared.session import Viewer
from simulator.notices import Notice

NAME = "skenario"
_FIELDS = ("max_decile", "max_quarters", "cap_exempt", "crossing_mode", "admission", "is_applied")


def choose(viewer: Viewer, base: Scenario, keep_share: float) -> Scenario:
    """Draw the levers of each programme and return the scenario; `keep_share` is named in the help on crossing."""
    _restore(viewer, base)
    columns = st.columns(len(base), gap="medium")
    chosen = {}
    for column, (code, levers) in zip(columns, base.items(), strict=True):
        with column, st.container(border=True, height="stretch"):
            st.subheader(viewer.say(f"umum.{code}"))
            chosen[code] = _programme(viewer, code, levers, keep_share)
    keys = [_key(code, field) for code in base for field in _FIELDS]
    address.chose(NAME, scenario.write(chosen, base), "", *keys)
    st.button(viewer.say("simulasi.reset"), on_click=_set, args=(dict(base),), icon="↩️", disabled=chosen == base)
    return chosen


def _restore(viewer: Viewer, base: Scenario) -> None:
    """Set the widgets from the word in the address before they are drawn; a word that cannot be read stops the page."""
    if address.is_settled(NAME):
        _set(dict(base))
        return
    word = address.given(NAME, "", is_drawn=all(_key(code, "max_decile") in st.session_state for code in base))
    if word is None:
        return
    wanted, unread = scenario.read(word, base)
    if unread:
        sentence = viewer.say("simulasi.unreadable", parts=", ".join(frame.quoted(part) for part in unread))
        frame.refuse(viewer, NAME, word, sentence, "")
    _set(wanted)


def _set(wanted: Scenario) -> None:
    for code, levers in wanted.items():
        for field in _FIELDS:
            value = getattr(levers, field)
            st.session_state[_key(code, field)] = list(value) if field == "cap_exempt" else value


def _programme(viewer: Viewer, code: str, base: Levers, keep_share: float) -> Levers:
    """The levers of one programme; those that have no effect are not drawn, and stand as in the base."""
    say = viewer.say
    for field in _FIELDS:  # a widget that is drawn again after a while begins at the base
        value = getattr(base, field)
        st.session_state.setdefault(_key(code, field), list(value) if field == "cap_exempt" else value)
    if not st.toggle(say("simulasi.applied"), key=_key(code, "is_applied"), help=say("simulasi.applied_help")):
        st.caption(say("simulasi.not_applied"))
        return replace(base, is_applied=False)
    max_decile = st.slider(
        say("simulasi.cut_off"), 0, 10, key=_key(code, "max_decile"), help=say("simulasi.cut_off_help")
    )
    share = numbers.persen(keep_share, viewer.language)
    crossing = _buttons(viewer, code, "crossing", CROSSINGS, say("simulasi.crossing_help", share=share))
    admission = _buttons(viewer, code, "admission", ADMISSIONS, say("simulasi.admission_help"))
    if code in UNTIMED:
        st.caption(say("simulasi.cap_pbi"))
        return replace(base, max_decile=max_decile, crossing_mode=crossing, admission=admission)
    cap, exempt = _time_limit(viewer, code, base)
    return Levers(max_decile, cap, exempt, crossing, admission)


def _buttons(viewer: Viewer, code: str, name: str, letters: Mapping[str, str], text: str) -> str:
    """A row of buttons for one of few ways, such as `stop` or `suspend`."""
    return st.segmented_control(
        viewer.say(f"simulasi.{name}"),
        list(letters.values()),
        format_func=lambda way: viewer.say(f"simulasi.{name}_{way}"),
        key=_key(code, "crossing_mode" if name == "crossing" else name),
        required=True,
        help=text,
    )


def _time_limit(viewer: Viewer, code: str, base: Levers) -> tuple[int, tuple[str, ...]]:
    say = viewer.say
    cap = st.select_slider(
        say("simulasi.cap"),
        CAPS,
        key=_key(code, "max_quarters"),
        format_func=lambda quarters: cap_name(viewer, quarters),
    )
    if cap == 0:
        return cap, base.cap_exempt
    exempt = st.multiselect(
        say("simulasi.exempt"),
        list(EXEMPTIONS.values()),
        key=_key(code, "cap_exempt"),
        format_func=lambda trait: say(f"simulasi.exempt_{trait}"),
        placeholder=say("simulasi.exempt_nobody"),
    )
    return cap, tuple(trait for trait in EXEMPTIONS.values() if trait in exempt)


def cap_name(viewer: Viewer, quarters: int) -> str:
    """A time limit in words: `5 tahun`, `tanpa batas waktu`."""
    if quarters == 0:
        return viewer.say("simulasi.cap_none")
    return viewer.say("simulasi.cap_year" if quarters == 4 else "simulasi.cap_years", years=quarters // 4)


def warning(viewer: Viewer, notice: Notice) -> str:
    """A warning of the simulator in the viewer's language."""
    named, language = viewer.say(f"umum.{notice.programme}"), viewer.language
    value, limit = numbers.bulat(notice.value, language), numbers.bulat(notice.limit, language)
    return viewer.say(f"simulasi.notice_{notice.code}", programme=named, value=value, limit=limit)


def _key(code: str, field: str) -> str:
    return address.key(f"{code}.{field}")
