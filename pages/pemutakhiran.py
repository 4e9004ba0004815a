"""Pemutakhiran data: what people ask to change and what becomes of it, and how well the register is kept."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from pages.shared import session
from pages.updates import choice, proposals, register
from terms import JAKARTA

VIEWS = {"usulan": proposals.show, "register": register.show}

viewer = session.viewer()

st.title(viewer.say("pemutakhiran.title"))
st.markdown(viewer.say("pemutakhiran.lead"))
with st.container(border=True):
    asked = choice.choose(viewer)
st.caption(choice.freshness(viewer, asked, datetime.now(JAKARTA).date()))

VIEWS[asked.view](viewer, asked)
