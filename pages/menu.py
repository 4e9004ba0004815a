"""The menu: which pages there are, in which order and under which names; it runs before every page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.cached import access, register
from pages.shared import address, browser, door, frame, session
from pages.shared.voice import Voice

PAGES = (
    "ringkasan",
    "pantauan",
    "sebaran",
    "pergerakan",
    "ketepatan",
    "pemutakhiran",
    "simulasi",
    "proyeksi",
    "metode",
)

address.listen()
voice, given = Voice(address.language()), session.held()
shut = given if isinstance(given, str) else access.seen()
pages = [st.Page(f"{name}.py", title=voice.say(f"menu.{name}"), default=name == PAGES[0]) for name in PAGES]
sees_trail = not isinstance(given, str) and given.sees_trail
pages.append(st.Page("jejak.py", title=voice.say("menu.jejak"), visibility="visible" if sees_trail else "hidden"))
page = st.navigation(pages, position="hidden" if shut else "top")
name = voice.say("umum.app")
st.set_page_config(
    page_title=f"{page.title} – {name}",
    # Streamlit serves it as it serves downloads, which are for who is signed in.
    page_icon=None if shut else Path(__file__).parent / "static" / "icon.png",
    layout="wide",
)
address.begin(page.url_path or PAGES[0])
browser.teach(voice.language)
if shut:
    door.shut(shut)
viewer = session.viewer()
if fault := register.fault():
    frame.no_store(viewer, fault.kind, fault.named)
frame.around(viewer, page.run)
