"""Finds an area by a few letters of its name or code, from every page, and opens its page."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from data.store.scope import Scope
from geo import regions
from pages.shared import address
from pages.shared.session import Viewer
from pages.shared.voice import LANGUAGES

PAGE = "pantauan.py"
#: How often an area was found in this session: each search has a box of its own, so that an old choice opens nothing.
_FOUND = "_found"
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
    )
    if picked is None:
        return
    st.session_state[_FOUND] = times + 1
    query = {address.AREA: picked}
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
