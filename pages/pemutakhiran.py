"""Pemutakhiran data: what people ask to change and what becomes of it, and how well the register is kept."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from pages.shared import session, upkeep_choice, upkeep_proposals, upkeep_register
from terms import JAKARTA

VIEWS = {"usulan": upkeep_proposals.show, "register": upkeep_register.show}

viewer = session.viewer()

st.title(viewer.say("pemutakhiran.title"))
st.markdown(viewer.say("pemutakhiran.lead"))
with st.container(border=True):
    asked = upkeep_choice.choose(viewer)
st.caption(upkeep_choice.freshness(viewer, asked, datetime.now(JAKARTA).date()))

VIEWS[asked.view](viewer, asked)
