"""Finds an area by a few letters of its name or code, a page, a figure or a term by its name, and answers questions on
scenarios, from every page, by opening the right one."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from data.store.scope import Scope
from geo import regions
from pages.cached import register
from pages.shared import address, refusals, wanted
from pages.shared.session import Viewer
from pages.shared.voice import LANGUAGES
from pages.shared.wanted import Wanted
from terms import Quarter

PAGE = "pantauan.py"
#: How often an area was found in this session: each search has a box of its own, so that an old choice opens nothing.
_FOUND = "_found"
#: What is asked back about the last search.
_UNSURE = "_unsure"
#: Letters of a typed text that are said again.
LONGEST = 40
#: Pixels.
WIDTH = 165


def box(viewer: Viewer) -> None:
    """The box to type into; once an area is chosen its page opens, in the quarter that is looked at."""
    times = st.session_state.get(_FOUND, 0)
    names = _options(viewer.scope, viewer.language)
    label = viewer.say("umum.find")
    picked = st.selectbox(
        label,
        tuple(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=label,
        key=f"{_FOUND}/{times}",
        label_visibility="collapsed",
        width=WIDTH,
        accept_new_options=True,
    )
    if picked is None:
        return
    st.session_state[_FOUND] = times + 1
    areas = _names(viewer.scope)
    codes = (picked,) if picked in areas else meant(viewer, picked)
    asked = wanted.named(viewer.language).get(picked) or wanted.of(picked, _quarter(viewer))
    if picked not in areas and asked is not None and (picked in names or len(codes) != 1):
        _answer(viewer, asked)
    elif len(codes) == 1:
        _open(viewer, PAGE, {address.AREA: codes[0]})
    else:
        st.session_state[_UNSURE] = unsure(viewer, picked, codes)
        st.rerun()


def _answer(viewer: Viewer, asked: Wanted) -> None:
    """Open what is asked for; a term is explained where one is. An area that the viewer may not see is left out."""
    if asked.term:
        text = f"**{viewer.say(asked.term)}**: {viewer.say(f'{asked.term}_text')}"
        st.session_state[_UNSURE] = text
        st.rerun()
    may = asked.query.get(address.AREA, "") in ("", *_names(viewer.scope))
    query = asked.query if may else {name: code for name, code in asked.query.items() if name != address.AREA}
    _open(viewer, f"{asked.page}.py", query)


def _quarter(viewer: Viewer) -> Quarter:
    """The quarter that is looked at, else the newest."""
    asked, held = address.remembered(address.QUARTER), register.quarters(viewer.scope)
    return next((each for each in held if str(each) == asked), held[-1])


def asked_back() -> str:
    """Why the last search opened nothing, once; empty when it did or there was none."""
    return str(st.session_state.pop(_UNSURE, ""))


def meant(viewer: Viewer, text: str) -> tuple[str, ...]:
    """The areas within the viewer's scope that a typed text may mean: see `geo.regions.guess`."""
    return tuple(code for code in regions.guess(text) if code in _names(viewer.scope))


def unsure(viewer: Viewer, text: str, codes: tuple[str, ...]) -> str:
    """What is asked back where a text means no area that the viewer may see, or several."""
    if not codes:
        return viewer.say("umum.find_none", text=refusals.plain(text[:LONGEST]))
    names = _names(viewer.scope)
    listed = ", ".join(names[code] for code in codes)
    return viewer.say("umum.find_several", text=refusals.plain(text[:LONGEST]), areas=listed)


def _open(viewer: Viewer, page: str, chosen: dict[str, str]) -> None:
    """A page with what is chosen on it, in the quarter that is looked at."""
    query = dict(chosen)
    if quarter := address.remembered(address.QUARTER):
        query[address.QUARTER] = quarter
    if viewer.language != LANGUAGES[0]:
        query[address.LANGUAGE] = viewer.language
    st.switch_page(page, query_params=query)


@lru_cache(maxsize=16)
def _options(scope: Scope, language: str) -> dict[str, str]:
    """What is offered while one types: pages, figures and terms by their names, then areas."""
    return {name: name for name in wanted.named(language)} | _names(scope)


@lru_cache(maxsize=16)
def _names(scope: Scope) -> dict[str, str]:
    """`Kabupaten Sidoarjo (35.15)` by code: the provinces and kabupaten that a scope holds whole."""
    codes = [
        one for province in regions.provinces()["province_code"] for one in (province, *regions.kabupaten_of(province))
    ]
    seen = (code for code in codes if scope.is_national or _holds(scope, code))
    return {code: f"{regions.name(code)} ({code})" for code in seen}


def _holds(scope: Scope, code: str) -> bool:
    return scope.allows(code) if "." in code else code in scope.province_codes
