"""The menu: which pages there are, in which order and under which names; it runs before every page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.cached import register
from pages.shared import address, browser, frame, session

PAGES = ("ringkasan", "pantauan", "sebaran", "pergerakan", "ketepatan", "pemutakhiran", "simulasi", "metode")

address.listen()
viewer = session.viewer()
page = st.navigation(
    [st.Page(f"{name}.py", title=viewer.say(f"menu.{name}"), default=name == PAGES[0]) for name in PAGES],
    position="top",
)
name = viewer.say("umum.app")
st.set_page_config(
    page_title=f"{page.title} – {name}",
    page_icon=Path(__file__).parent / "static" / "icon.png",
    layout="wide",
)
address.begin(page.url_path or PAGES[0])
browser.teach(viewer)
if fault := register.fault():
    frame.no_store(viewer, fault.kind, fault.named)
frame.around(viewer, page.run)
