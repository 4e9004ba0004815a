"""Metode: what the figures mean, where they come from, and how close the sample comes to published figures."""

from __future__ import annotations

import streamlit as st

from pages.cached import register
from pages.documents import exports
from pages.methods import definitions, errors
from pages.shared import controls, session, tables

viewer = session.viewer()
say = viewer.say

head, chooser = st.columns([3, 1], vertical_alignment="bottom")
with head:
    st.title(say("metode.title"))
    st.markdown(say("metode.lead"))
with chooser:
    quarter = controls.quarter(viewer)

calibration = register.calibration()
rules = definitions.rules(viewer, register.in_force(), quarter)

st.subheader(say("metode.definitions"))
with st.grid(3, min_column_width=260):
    for term, meaning in definitions.definitions(viewer):
        with st.container(border=True, height="stretch"):
            st.markdown(f"**{term}**  \n{meaning}")

st.subheader(say("metode.calibration"))
if calibration.empty:
    st.info(say("metode.calibration_none"))
else:
    shown = definitions.calibration(viewer, calibration)
    st.caption(say("metode.calibration_note"))
    tables.show(viewer, shown, say("metode.calibration"))
    exports.buttons(viewer, shown, "kalibrasi", exports.note(viewer, quarter, say("metode.calibration")))
    st.subheader(say("metode.made_up"))
    st.markdown(say("metode.made_up_text"))
    st.subheader(say("metode.misfits"))
    st.markdown("\n".join(f"- {sentence}" for sentence in definitions.misfits(viewer)))

st.subheader(say("metode.rules"))
st.caption(say("metode.rules_note"))
for tab, code in zip(st.tabs([say(f"umum.{code}") for code in rules]), rules, strict=True):
    with tab:
        st.markdown("\n".join(f"- {line}" for line in rules[code]))

st.subheader(say("metode.conflicts"))
st.markdown("\n".join(f"- {sentence}" for sentence in definitions.conflicts(viewer)))

st.subheader(say("ketepatan.how"))
errors.show(viewer)

st.subheader(say("metode.dictionary"))
st.caption(say("metode.dictionary_note"))
for kind, columns in register.dictionary().items():
    heading = say(f"metode.dictionary_{kind}")
    with st.expander(heading):
        tables.show(viewer, columns, heading)
