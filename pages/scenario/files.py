"""The files of a scenario: itself, and what it does, each made when somebody takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from pages.cached import trail
from pages.shared import address
from pages.shared.session import Viewer

#: What a browser is told that a file is, by its ending.
KINDS = {
    "toml": "application/toml",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def offer(viewer: Viewer, about: str, name: str, files: Mapping[str, Callable[[], bytes]]) -> None:
    """A heading, the sentence ``about``, and a button for each file, by its ending; the trail notes who takes which."""
    st.subheader(viewer.say("simpan.files"))
    st.caption(about)
    with st.container(horizontal=True):
        for form, make in files.items():
            st.download_button(
                viewer.say(f"simpan.{form}"),
                data=trail.taken(viewer.access, f"{name}.{form}", make),
                file_name=f"{name}.{form}",
                mime=KINDS[form],
                on_click="ignore",
                key=address.key(f"file-{form}"),
            )
