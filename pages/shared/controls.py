"""Widgets whose value is a code in the address: quarter, area, programme, and what a page adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import streamlit as st

from data.store.scope import Scope
from geo import regions
from pages.cached import register
from pages.shared import address, figures, frame, session
from pages.shared.session import Viewer
from pages.shared.voice import Voice
from terms import NATION, REGISTER_PROGRAMMES, InputError, Quarter

#: More areas than these are told by their number.
MOST_NAMES = 3


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its name in the address, the codes to choose from, and how a code is shown; the label of a
    bare one is for those who do not see the screen."""

    name: str
    label: str
    options: tuple[str, ...]
    shown: Callable[[str], Any]
    default: str
    help: str | None = None
    bare: bool = False


def select(viewer: Viewer, choice: Choice) -> str:
    """A select box; returns the chosen code."""
    key = _prepare(viewer, choice)
    picked = st.selectbox(
        choice.label,
        choice.options,
        key=key,
        format_func=choice.shown,
        help=choice.help,
        label_visibility=_label(choice),
    )
    return _note(choice, picked)


def segments(viewer: Viewer, choice: Choice) -> str:
    """A row of buttons, for few options; returns the chosen code."""
    key = _prepare(viewer, choice)
    picked = st.segmented_control(
        choice.label,
        choice.options,
        key=key,
        format_func=choice.shown,
        required=True,
        help=choice.help,
        label_visibility=_label(choice),
    )
    return _note(choice, picked or choice.default)


def switch(viewer: Viewer, name: str, label: str, text: str | None = None) -> bool:
    """An on–off switch, off by default; `1` in the address when on."""
    choice = Choice(name, label, ("0", "1"), str, "0")
    key = address.key(name)
    code = _given(viewer, choice, settled=False)
    if code is not None:
        st.session_state[key] = code == "1"
    on = st.toggle(label, key=key, help=text)
    address.chose(name, "1" if on else "0", "0")
    if on:
        address.tell(label, "✓")
    return on


def tiles(viewer: Viewer) -> bool:
    """The switch between the true map and one of equal tiles, once a page and the same on every page. A part that is
    kept for others has no switch."""
    if figures.is_kept():
        return False
    if address.is_drawn(address.TILES):
        return bool(st.session_state[address.key(address.TILES)])
    return switch(viewer, address.TILES, viewer.say("umum.tiles"), viewer.say("umum.tiles_help"))


def _label(choice: Choice) -> Literal["visible", "collapsed"]:
    return "collapsed" if choice.bare else "visible"


def quarter(viewer: Viewer, bare: bool = False) -> Quarter:
    """The quarter to look at: the newest unless another is chosen; kept when the page changes."""
    options = tuple(str(each) for each in reversed(register.quarters(viewer.scope)))
    if not options:
        frame.stop(viewer, viewer.say("umum.no_quarter"))
    choice = Choice(
        address.QUARTER,
        viewer.say("umum.quarter"),
        options,
        lambda code: viewer.voice.triwulan(Quarter.parse(code)),
        options[0],
        bare=bare,
    )
    return Quarter.parse(select(viewer, choice))


def area(viewer: Viewer, name: str = address.AREA, bare: bool = False) -> str:
    """The area to look at: `ID`, a province or a kabupaten that the viewer may see; type to search."""
    options = areas(viewer)
    shown = _area_names(viewer.scope, viewer.language)
    choice = Choice(name, viewer.say("umum.area"), options, shown.get, options[0], viewer.say("umum.area_help"), bare)
    return select(viewer, choice)


def programme(viewer: Viewer, label: str, bare: bool = False) -> str:
    """One of the register's programmes, by its code."""
    codes = tuple(each.code for each in REGISTER_PROGRAMMES)
    names = {code: viewer.say(f"umum.{code}") for code in codes}
    return segments(viewer, Choice(address.PROGRAMME, viewer.say(label), codes, names.get, codes[0], bare=bare))


def area_name(viewer: Viewer, code: str) -> str:
    """The name of a code as it stands in a sentence or a table."""
    return viewer.say("umum.nation") if code == NATION else regions.name(code)


def on_map_click(chart_key: str, name: str = address.AREA) -> Callable[[], None]:
    """The callback of a map: a click on an area chooses it, as the select box would."""

    def choose() -> None:
        points = st.session_state[chart_key]["selection"]["points"]
        if points:
            st.session_state[address.key(name)] = points[0]["location"]

    return choose


def scope_name(viewer: Viewer) -> str:
    """What the viewer's own figures cover: the nation, a few areas by their names, or how many there are."""
    codes = (*viewer.scope.province_codes, *viewer.scope.kabupaten_codes)
    if len(codes) > MOST_NAMES:
        return viewer.say("umum.own_areas", count=viewer.voice.bulat(len(codes)))
    return ", ".join(map(regions.name, codes)) or area_name(viewer, NATION)


def areas(viewer: Viewer) -> tuple[str, ...]:
    """The codes of all areas that the viewer may see whole, provinces before their kabupaten."""
    return tuple(_area_names(viewer.scope, viewer.language))


@lru_cache(maxsize=16)
def _area_names(scope: Scope, language: str) -> dict[str, str]:
    """The areas that a scope holds whole, as the list to choose from shows them; not to be changed."""
    names = {NATION: Voice(language).say("umum.nation")}
    for province in regions.provinces()["province_code"]:
        names[province] = regions.name(province)
        names |= {code: f"— {regions.name(code)}" for code in regions.kabupaten_of(province)}
    return {code: name for code, name in names.items() if _holds(scope, code)}


def levels(viewer: Viewer) -> tuple[str, ...]:
    """The levels of areas that may be mapped: provinces only for whom each province seen is seen whole."""
    both = (register.PROVINCE, register.KABUPATEN)
    return both[1:] if viewer.scope.kabupaten_codes else both


def own_area(viewer: Viewer, bare: bool = False) -> str:
    """The area of a page about all that the viewer sees: the nation, else the one that is chosen among the viewer's."""
    return NATION if viewer.scope.is_national else area(viewer, bare=bare)


def may_see(viewer: Viewer, code: str) -> bool:
    """Whether the viewer's scope holds the whole area; the nation and a province only with all their kabupaten."""
    return _holds(viewer.scope, code)


def _holds(scope: Scope, code: str) -> bool:
    """Whether the scope holds the whole area; the nation and a province only when all their kabupaten are in it."""
    if scope.is_national:
        return True
    return scope.allows(code) if "." in code else code in scope.province_codes


def _prepare(viewer: Viewer, choice: Choice) -> str:
    """Set the widget from the address before it is drawn; a value that is not allowed stops the page with words."""
    key, code = address.key(choice.name), _given(viewer, choice, choice.default)
    if code is not None:
        st.session_state[key] = code
    elif st.session_state.get(key) not in choice.options:  # another control has changed what there is to choose
        st.session_state[key] = choice.default
    session.retell(viewer, key)
    return key


def _given(viewer: Viewer, choice: Choice, settled: str | bool) -> str | None:
    """The code that the address asks for, if it does; `settled` is the widget's value that replaces a refused one."""
    code = address.given(choice.name, choice.default, allowed=choice.options)
    if code is not None and code not in choice.options:
        frame.refuse(viewer, choice.name, code, _why_refused(viewer, choice, code), settled)
    return code


def _why_refused(viewer: Viewer, choice: Choice, code: str) -> str:
    if choice.name == address.AREA and _is_area(code):
        return viewer.say("umum.forbidden_area", area=regions.name(code))
    return frame.unknown_value(viewer, choice.label, code, choice.options)


def _is_area(code: str) -> bool:
    try:
        regions.name(code)
    except InputError:
        return False
    return True


def _note(choice: Choice, picked: str) -> str:
    address.chose(choice.name, picked, choice.default, allowed=choice.options)
    address.tell(choice.label, str(choice.shown(picked)).removeprefix("— "))
    return picked


def level_of(area: str) -> str:
    """nation, province or kabupaten."""
    return register.NATION if area == NATION else register.KABUPATEN if "." in area else register.PROVINCE


def scope_of(viewer: Viewer, area: str) -> Scope:
    """The viewer's scope cut down to the area."""
    return viewer.scope.within(area)
