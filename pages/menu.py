"""The menu: which pages there are, in which order and under which names; it runs before every page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.shared import address, cached, frame, session

PAGES = ("ringkasan", "sebaran", "pergerakan", "ketepatan", "pemutakhiran", "simulasi", "metode")

viewer = session.viewer()
st.set_page_config(
    page_title=viewer.say("umum.app"), page_icon=Path(__file__).parent / "static" / "icon.png", layout="wide"
)
page = st.navigation(
    [st.Page(f"{name}.py", title=viewer.say(f"menu.{name}"), default=name == PAGES[0]) for name in PAGES],
    position="top",
)
address.begin(page.url_path or PAGES[0])
if fault := cached.fault():
    frame.no_store(viewer, fault.kind, fault.named)
frame.around(viewer, page.run)
