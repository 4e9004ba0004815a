"""What Streamlit's own front end leaves undone in the browser: one entry of history a run, and the page's language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from pages.shared.session import Viewer

SCRIPT = Path(__file__).with_suffix(".js")


def teach(viewer: Viewer) -> None:
    """Run the script in the browser; it does its work once, however often it is sent, and follows the language."""
    st.html(
        f"<script>{script()}\ntepat.speak('{viewer.language}')</script>", width="content", unsafe_allow_javascript=True
    )


@cache
def script() -> str:
    """The script as it is sent."""
    return SCRIPT.read_text(encoding="utf-8")
