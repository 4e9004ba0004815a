"""What is one's own of scenarios, for those who may keep any: the saved ones, and the records of runs."""

from __future__ import annotations

import streamlit as st

from pages.scenario import records, saved
from pages.shared.session import Viewer
from simulator.policy.files import Policy
from terms import Quarter


def show(viewer: Viewer, quarter: Quarter, policy: Policy, held: Policy, note: str = "") -> None:
    """The saved scenarios and the records; ``note`` stands under the records. Who only looks is told so."""
    if not viewer.access.keeps:
        st.info(viewer.say("simpan.only_looks"))
        return
    with st.container(border=True):
        saved.show(viewer, policy)
    with st.container(border=True):
        records.show(viewer, quarter, policy, held)
        if note:
            st.caption(note)
