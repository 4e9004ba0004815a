"""How errors are measured, each definition with a worked example; shown on the pages on accuracy and on methods."""

from __future__ import annotations

import streamlit as st

from pages.shared.session import Viewer
from pages.shared.words import sentences

PREFIX = "ketepatan.how_"


def show(viewer: Viewer) -> None:
    """One expander for each definition, in the order of the word list."""
    for key in (key for key in sentences() if key.startswith(PREFIX) and not key.endswith("_text")):
        with st.expander(viewer.say(key)):
            st.markdown(viewer.say(f"{key}_text"))
