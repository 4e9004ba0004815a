"""The tour of two minutes: a sentence or two on each page that answers a question, at the foot of the screen.

It goes through the real pages with whatever area and quarter are chosen. Its step stands in the address; that somebody
has skipped or begun it is remembered by the browser (`browser.js`), which then leaves out the invitation.
"""

from __future__ import annotations

import streamlit as st

from pages.shared import address
from pages.shared.session import Viewer
from pages.shared.voice import LANGUAGES

#: The pages of the steps, in their order, each with the names on it that its text says.
STEPS = {
    "ringkasan": (),
    "pantauan": ("umum.area", "pantauan.todo", "pantauan.download"),
    "sebaran": ("sebaran.measure", "gambar.menu"),
    "pergerakan": ("pergerakan.view_neraca", "pergerakan.view_desil", "pergerakan.view_lama"),
    "ketepatan": ("ketepatan.view_rencana",),
    "simulasi": ("simulasi.part_simpan",),
    "metode": ("tur.start", "umum.find"),
}
FIRST = next(iter(STEPS))
OFF = "0"
#: The step in this session, `0` where no tour is under way; and whether the invitation was answered in it.
_STEP, _ANSWERED = "_tour", "_tour/answered"
#: What the style and the script of the browser know strip and buttons by.
STRIP, START, SKIP = "tur", "tur-mulai", "tur-lewati"
#: Under this name the browser remembers who began or skipped it.
REMEMBERED = "tepat-tur"


def invitation(viewer: Viewer) -> None:
    """The button that begins the tour, below the strip; who is new to it may also skip it, and is not asked again."""
    if st.button(viewer.say("tur.start"), key=START, type="tertiary", icon=":material/tour:"):
        _answer()
        _go(viewer, 1)
    if not st.session_state.get(_ANSWERED) and st.session_state[_STEP] == OFF:
        st.button(viewer.say("tur.skip"), key=SKIP, type="tertiary", on_click=_answer)


def strip(viewer: Viewer) -> None:
    """The step that is at hand, with the way on, back and out; nothing while no tour is under way."""
    step = _step()
    if not step:
        return
    say, page = viewer.say, tuple(STEPS)[step - 1]
    is_here = page == address.page()
    with st.container(key=STRIP, horizontal=True, vertical_alignment="center"):
        named = say("tur.step", at=step, of=len(STEPS), page=say(f"menu.{page}"))
        st.markdown(f"{named} {_text(viewer, page)}" if is_here else named, width="stretch")
        if not is_here and st.button(say("tur.open", page=say(f"menu.{page}")), key="tur-buka"):
            _go(viewer, step)
        if step > 1 and st.button(say("tur.before"), key="tur-sebelum"):
            _go(viewer, step - 1)
        if step < len(STEPS) and st.button(say("tur.next"), key="tur-lanjut", type="primary"):
            _go(viewer, step + 1)
        st.button(say("tur.end" if step < len(STEPS) else "tur.done"), key="tur-akhiri", on_click=_end)


def _text(viewer: Viewer, page: str) -> str:
    names = {key.replace(".", "_"): viewer.say(key) for key in STEPS[page]}
    return viewer.say(f"tur.at_{page}", **names)


def _step() -> int:
    """The step that the address asks for on arrival, else the one at hand; it is noted for the address. 0: none."""
    asked = address.given(address.TOUR, OFF, _STEP in st.session_state)
    if asked is not None:
        st.session_state[_STEP] = asked
    held = str(st.session_state[_STEP])
    step = int(held) if held in map(str, range(1, len(STEPS) + 1)) else 0
    address.chose(address.TOUR, str(step), OFF, _STEP)
    return step


def _go(viewer: Viewer, step: int) -> None:
    """The page of a step; area, quarter and programme stay as they are."""
    query = {address.TOUR: str(step)}
    if viewer.language != LANGUAGES[0]:
        query[address.LANGUAGE] = viewer.language
    st.switch_page(f"{tuple(STEPS)[step - 1]}.py", query_params=query)


def _answer() -> None:
    st.session_state[_ANSWERED] = True


def _end() -> None:
    st.session_state[_STEP] = OFF
