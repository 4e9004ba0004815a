"""Jejak: who signed in, saw, took away and computed what; for auditors alone."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.cached import access, register, trail
from pages.documents import exports
from pages.shared import controls, frame, session, tables
from pages.shared.controls import Choice

MOST_SHOWN = 500
EVERY = "semua"

viewer = session.viewer()
say = viewer.say

st.title(say("jejak.title"))
if not viewer.access.sees_trail:
    frame.stop(viewer, say("jejak.only_auditors"))
st.markdown(say("jejak.lead"))
if access.is_local():
    frame.stop(viewer, say("jejak.nobody_signs_in"))

left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
with left:
    kinds = Choice("jenis", say("jejak.kind"), (EVERY, *trail.KINDS), lambda code: say(f"jejak.kind_{code}"), EVERY)
    kind = controls.select(viewer, kinds)
text = middle.text_input(say("jejak.find"), placeholder=say("jejak.find_hint"), max_chars=80)
if right.button(say("jejak.check"), width="stretch"):
    found = trail.whole()
    if found.faults:
        st.error(say("jejak.broken", faults="\n".join(f"- {fault}" for fault in found.faults)))
    else:
        st.success(say("jejak.whole", count=viewer.voice.bulat(found.count)))

rows = [
    (one.at, one.event.who, one.event.role, one.event.what, one.event.page, one.event.area, one.event.about)
    for one in trail.latest(MOST_SHOWN, "" if kind == EVERY else kind, text)
]
columns = [say(f"jejak.col_{name}") for name in ("at", "who", "role", "what", "page", "area", "about")]
if not rows:
    frame.stop(viewer, say("jejak.nothing"))
table = pd.DataFrame(rows, columns=columns)
st.caption(say("jejak.shown", count=viewer.voice.bulat(len(table)), most=viewer.voice.bulat(MOST_SHOWN)))
tables.show(viewer, table, say("jejak.title"))
newest = register.quarters(viewer.scope)[-1]
exports.buttons(viewer, table, "jejak", exports.note(viewer, newest, say("jejak.title")))
