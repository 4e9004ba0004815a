"""How errors are measured, each definition with a worked example; shown on the pages on accuracy and on methods."""

from __future__ import annotations

import streamlit as st

from pages.shared.kept import kept
from pages.shared.session import Viewer

EXAMPLES = (
    "inclusion",
    "yardstick",
    "interval",
    "design",
    "floor",
    "causes",
    "small",
    "many",
    "recheck",
    "transitions",
    "tenure",
    "privacy",
)


@kept
def show(viewer: Viewer) -> None:
    """One expander for each definition."""
    for name in EXAMPLES:
        with st.expander(viewer.say(f"ketepatan.how_{name}")):
            st.markdown(viewer.say(f"ketepatan.how_{name}_text"))
