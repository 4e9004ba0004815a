"""What stands around each page: the line that says synthetic, the language, the footer, and plain sentences."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import NoReturn

import streamlit as st

from geo import regions
from pages.cached import access, register, trail
from pages.shared import address, door, finder, open_data, projector, tour, voice
from pages.shared.session import LOOKS_AS, Viewer, retell
from terms import InputError

log = logging.getLogger("tepat")
_LANGUAGE_NAMES = {"id": "Bahasa", "en": "English"}


#: What the style of the browser knows the line above each page by: what is said, and the choices.
_SAID, _TOP = "kiri", "atas"


def top(viewer: Viewer) -> None:
    """The line above each page: synthetic or real, the box that finds, the tour and the language switch."""
    tour.strip(viewer)
    line, right = st.columns([5, 6], vertical_alignment="center")
    with line, st.container(key=_SAID, horizontal=True, vertical_alignment="center"):
        if register.is_synthetic():
            st.markdown(viewer.say("umum.synthetic"), width="content")
        tour.invitation(viewer)
    st.session_state["language"] = viewer.language
    with right, st.container(key=_TOP, horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        finder.box(viewer)
        unknown_size = projector.switch(viewer)
        if access.is_local():
            _looks_as(viewer)
        else:
            door.person(viewer.voice)
        st.segmented_control(
            viewer.say("umum.language"),
            voice.LANGUAGES,
            format_func=_LANGUAGE_NAMES.__getitem__,
            key="language",
            required=True,
            label_visibility="collapsed",
            on_change=lambda: address.speak(st.session_state["language"]),
        )
    if sentence := finder.asked_back():
        st.info(sentence)
    if unknown_size:
        st.warning(unknown_value(viewer, viewer.say("umum.projector"), unknown_size, (projector.OFF, projector.ON)))
    if unknown := address.unknown_language():
        st.warning(viewer.say("umum.unknown_language", value=quoted(unknown)))


def _looks_as(viewer: Viewer) -> None:
    """The switch of viewers, for trying scopes while nobody signs in."""
    held = {name: one.scope.kabupaten_codes for name, one in access.LOCAL_VIEWERS.items()}
    areas = {name: ", ".join(map(regions.name, codes)) for name, codes in held.items()}
    retell(viewer, LOOKS_AS)
    st.selectbox(
        viewer.say("masuk.view_as"),
        tuple(access.LOCAL_VIEWERS),
        format_func=lambda name: viewer.say("masuk.as", who=viewer.say(f"masuk.as_{name}", area=areas[name])),
        key=LOOKS_AS,
        label_visibility="collapsed",
        width=finder.WIDTH,
    )


def footer(viewer: Viewer) -> None:
    """Quarter, sources, synthetic or real, build and version; and the address of this page is written."""
    say, voice, build = viewer.say, viewer.voice, register.build()
    quarter = address.remembered(address.QUARTER)
    newest = register.quarters(viewer.scope)[-1]
    facts = register.quarter_facts(
        next((each for each in register.quarters(viewer.scope) if str(each) == quarter), newest)
    )
    made = say(
        "umum.footer",
        quarter=voice.triwulan(facts.quarter),
        as_of=voice.tanggal(facts.as_of),
        kind=say("umum.kind_synthetic" if facts.synthetic else "umum.kind_real", sender=facts.sent_by),
        build=build.build_id,
        built=voice.tanggal(build.built_at),
        version=build.code_version,
    )
    st.divider()
    if access.is_local():
        made += f"  \n{say('masuk.local_open' if access.is_open() else 'masuk.local')}"
    st.caption(f"{made}  \n{say('umum.sources')}")
    if data := open_data.told(voice, viewer.scope, facts.quarter):
        st.caption(data)
    address.write()


def around(viewer: Viewer, page: Callable[[], None]) -> None:
    """A page between its first line and its footer. Damage of the build that shows only while it is read is a sentence
    as well."""
    try:
        if sentence := access.closed():
            shut(viewer, sentence)
        _came(viewer)
        top(viewer)
        try:
            page()
        finally:  # a page that stops with words has shown what stands above them
            _saw_area(viewer)
        footer(viewer)
    except register.StoreFault as fault:
        no_store(viewer, fault.kind, fault.named)


def _came(viewer: Viewer) -> None:
    """Note that somebody comes to the page; without a note nothing is shown."""
    try:
        trail.came(viewer.access, address.page())
    except InputError as fault:
        log.error("the audit trail cannot be written: %s", fault)
        shut(viewer, "masuk.unavailable")


def _saw_area(viewer: Viewer) -> None:
    """Note the area and the other choices that a page was drawn for, where there are any."""
    chosen = {name: address.remembered(name) or "" for name in (address.QUARTER, address.AREA, address.PROGRAMME)}
    drawn = address.chosen()
    area = drawn.get(address.AREA) or ""
    about = " ".join(f"{name}={code}" for name, code in chosen.items() if code and name != address.AREA)
    trail.saw(viewer.access, address.page(), area, about)


def no_store(viewer: Viewer, kind: str, named: dict[str, str]) -> NoReturn:
    """There is no build to show: why, and what to do, in one sentence. ``kind`` and ``named`` as of a `StoreFault`."""
    if kind == "none":
        st.info(viewer.say("umum.no_store"))
    else:
        st.error(viewer.say(f"umum.store_{kind}", **named))
    st.stop()


def shut(viewer: Viewer, key: str) -> NoReturn:
    """Nothing may be shown: one plain sentence, and no more."""
    st.error(viewer.say(key))
    st.stop()


def stop(viewer: Viewer, sentence: str) -> NoReturn:
    """Nothing to show: one plain sentence, the footer, and no more."""
    st.info(sentence)
    footer(viewer)
    st.stop()


def refuse(viewer: Viewer, name: str, code: str, sentence: str, settled: object) -> NoReturn:
    """Say that the address asks for something unknown or forbidden, offer the default, and show no more."""
    st.error(sentence)
    st.button(viewer.say("umum.use_default"), on_click=address.settle, args=(name, settled), key=f"settle/{name}")
    address.refuse(name, code)
    footer(viewer)
    st.stop()


def unknown_value(viewer: Viewer, label: str, code: str, allowed: tuple[str, ...]) -> str:
    """The sentence about a value in the address that is not among the allowed ones."""
    shown = ", ".join(allowed[:8]) + (", …" if len(allowed) > 8 else "")
    return viewer.say("umum.unknown_value", label=label, value=quoted(code), allowed=shown)


def quoted(code: str, longest: int = 40) -> str:
    """A value of the address, or a name of a file, inside a sentence: short, and unable to carry markup."""
    return "`" + code.replace("`", "")[:longest] + "`"
