"""What Streamlit's own front end leaves undone in the browser: one entry of history a run, the page's language in its
own words and for screen readers, levels of headings, contrast of chart text, terms explained in place, and paper."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

from pages.shared import glossary, voice

SCRIPT = Path(__file__).with_suffix(".js")
STYLE = Path(__file__).with_suffix(".css")
#: The file of Streamlit's own words: English as Streamlit has them, with `*` at an open end.
OWN = "peramban."


def teach(language: str) -> None:
    """Send style and script to the browser; the script does its work once, and follows the language."""
    st.html(f"<style>{_text(STYLE)}</style>")
    spoken = f"tepat.speak({json.dumps(language)}, {_own_words()})"
    st.html(
        f"<script>{_text(SCRIPT)}\n{spoken}\n{glossary.script(language)}</script>",
        width="content",
        unsafe_allow_javascript=True,
    )


@cache
def _own_words() -> str:
    """Streamlit's words as a JavaScript object, English to Indonesian."""
    own = [both for key, both in voice.sentences().items() if key.startswith(OWN)]
    return json.dumps({both["en"]: both["id"] for both in own}, ensure_ascii=False).replace("<", "\\u003c")


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
