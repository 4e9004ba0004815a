"""The door: who is not let in reads one sentence and may sign in; who is, may sign out."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from pages.cached import access
from pages.shared import address
from pages.shared.voice import Voice

#: How often a page that nobody touches looks whether its sign-in still holds (seconds).
LOOKS_EVERY = 60
#: Sentences after which signing in again may help.
SIGN_IN_HELPS = ("masuk.needed", "masuk.over_ended", "masuk.over_expired", "masuk.over_idle")


def shut(key: str) -> NoReturn:
    """Nothing but the sentence, and the way in or out."""
    say = Voice(address.language()).say
    if key == "masuk.over_idle":
        access.end("idle")
    st.title(say("umum.app"))
    (st.info if key in SIGN_IN_HELPS else st.error)(say(key, person=_quoted(access.name_of_person())))
    if key in SIGN_IN_HELPS:
        st.button(say("masuk.sign_in"), type="primary", on_click=st.login)
    elif access.identity():
        _sign_out_button(say("masuk.sign_out"))
    st.stop()


def person(voice: Voice) -> None:
    """Who is signed in, the way out, and a look now and then whether the sign-in still holds."""
    with st.popover(voice.say("masuk.person"), width="stretch"):
        st.markdown(voice.say("masuk.signed_in_as", person=_quoted(access.name_of_person())))
        _sign_out_button(voice.say("masuk.sign_out"))
    _look()


def _sign_out_button(label: str) -> None:
    st.button(label, key="sign-out", on_click=_sign_out)


def _sign_out() -> None:
    st.logout()


@st.fragment(run_every=LOOKS_EVERY)
def _look() -> None:
    """Draws the whole page anew, which shuts it, once the sign-in holds no more."""
    if isinstance(access.held(), str):
        st.rerun()


def _quoted(text: str) -> str:
    return "`" + text.replace("`", "")[:80] + "`"
