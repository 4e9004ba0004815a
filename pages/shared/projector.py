"""The projector mode: text one and a half times as large, in figures too, kept over pages and in the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.shared import address
from pages.shared.session import Viewer

TIMES = 1.5
#: Figures grow less than their text, so that a whole one stays on the wall.
HIGHER = 1.3
#: Pixels of text that a figure or the front end draws where nothing else is said.
USUAL, TICKS = 13, 12
OFF, ON = "0", "1"
_LARGE = f"<style>html {{ font-size: {16 * TIMES:.0f}px !important; }}</style>"


def switch(viewer: Viewer) -> str:
    """Draw the switch and, when it is on, enlarge the page. Returns a value of the address that it does not know."""
    key = address.key(address.PROJECTOR)
    asked = address.given(address.PROJECTOR, OFF)
    if asked is not None:
        st.session_state[key] = asked == ON
    on = st.toggle(viewer.say("umum.projector"), key=key)
    address.chose(address.PROJECTOR, ON if on else OFF, OFF)
    if on:
        st.html(_LARGE)
    return "" if asked in (None, OFF, ON) else str(asked)


def is_on() -> bool:
    """Whether this page is shown large; asked after the switch is drawn."""
    return address.PROJECTOR in address.chosen()


def enlarged(figure: Mapping[str, Any]) -> dict[str, Any]:
    """A figure given as plain values with its text one and a half times as large, and higher."""
    layout = _larger(figure.get("layout") or {})
    layout["font"] = {"size": USUAL * TIMES} | (layout.get("font") or {})
    layout["legend"] = {"font": {"size": TICKS * TIMES}} | (layout.get("legend") or {})
    layout["hoverlabel"] = {"font": {"size": USUAL * TIMES}} | (layout.get("hoverlabel") or {})
    for axis in [name for name in layout if name.startswith(("xaxis", "yaxis"))] or ["xaxis", "yaxis"]:
        layout[axis] = {"tickfont": {"size": TICKS * TIMES}} | (layout.get(axis) or {})
    if layout.get("height"):
        layout["height"] = round(layout["height"] * HIGHER)
    return {**figure, "layout": layout, "data": [_trace(trace) for trace in figure.get("data", ())]}


def _trace(trace: Mapping[str, Any]) -> dict[str, Any]:
    larger = _larger(trace)
    if trace.get("type") == "choropleth" and trace.get("showscale") is not False:
        larger["colorbar"] = {"tickfont": {"size": TICKS * TIMES}} | (larger.get("colorbar") or {})
    elif trace.get("type") != "choropleth":
        larger["textfont"] = {"size": TICKS * TIMES} | (larger.get("textfont") or {})
    return larger


def _larger(tree: Mapping[str, Any]) -> dict[str, Any]:
    """The tree with the size of every font in it enlarged; lists of such trees too."""
    found: dict[str, Any] = {}
    for name, value in tree.items():
        if isinstance(value, Mapping):
            found[name] = _larger(value)
            size = value.get("size")
            if name.endswith("font") and isinstance(size, (int, float)):
                found[name]["size"] = size * TIMES
        elif isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
            found[name] = [_larger(one) for one in value]
        else:
            found[name] = value
    return found
