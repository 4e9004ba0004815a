"""Finds an area by a few letters of its name or code, from every page, and opens its page."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from data.store.scope import Scope
from geo import regions
from pages.shared import address, refusals
from pages.shared.session import Viewer
from pages.shared.voice import LANGUAGES

PAGE = "pantauan.py"
#: How often an area was found in this session: each search has a box of its own, so that an old choice opens nothing.
_FOUND = "_found"
#: What is asked back about the last search.
_UNSURE = "_unsure"
#: Letters of a typed text that are said again.
LONGEST = 40
#: Pixels.
WIDTH = 190


def box(viewer: Viewer) -> None:
    """The box to type into; once an area is chosen its page opens, in the quarter that is looked at."""
    times = st.session_state.get(_FOUND, 0)
    names = _names(viewer.scope)
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
    codes = (picked,) if picked in names else meant(viewer, picked)
    if len(codes) == 1:
        _open(viewer, codes[0])
    else:
        st.session_state[_UNSURE] = unsure(viewer, picked, codes)
        st.rerun()


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


def _open(viewer: Viewer, code: str) -> None:
    """The page of the area, in the quarter that is looked at."""
    query = {address.AREA: code}
    if quarter := address.remembered(address.QUARTER):
        query[address.QUARTER] = quarter
    if viewer.language != LANGUAGES[0]:
        query[address.LANGUAGE] = viewer.language
    st.switch_page(PAGE, query_params=query)


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
