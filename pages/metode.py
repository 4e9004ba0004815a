"""Metode: what the figures mean, where they come from, and how close the sample comes to published figures."""

from __future__ import annotations

import streamlit as st

from pages.documents import exports
from pages.methods import errors, parts
from pages.shared import controls, session

viewer = session.viewer()
say = viewer.say

head, chooser = st.columns([3, 1], vertical_alignment="bottom")
with head:
    st.title(say("metode.title"))
    st.markdown(say("metode.lead"))
with chooser:
    quarter = controls.quarter(viewer)

parts.terms(viewer)
shown = parts.calibration(viewer)
if shown is not None:
    exports.buttons(viewer, shown, "kalibrasi", exports.note(viewer, quarter, say("metode.calibration")))
    parts.made_up(viewer)
parts.rules(viewer, quarter)
st.subheader(say("ketepatan.how"))
errors.show(viewer)
parts.dictionary(viewer)
