"""One's saved scenarios: save under a name, find, open, put anew, rename, duplicate, delete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from pages.cached import keeping, trail
from pages.scenario import draft, start
from pages.shared import address, refusals
from pages.shared.names import scenario_name
from pages.shared.session import Viewer
from simulator.policy.files import Policy
from terms import JAKARTA, InputError

MOST_SHOWN = 20


def show(viewer: Viewer, policy: Policy) -> None:
    """The form for a name, and the list."""
    say = viewer.say
    st.subheader(say("simpan.saved"))
    start.name_field(viewer, policy)
    st.button(say("simpan.save"), key=address.key("save"), type="primary", on_click=_save, args=(viewer, policy))
    _said(viewer)
    wanted = st.text_input(say("simpan.find"), key=address.key("find"), placeholder=say("simpan.find_hint"))
    try:
        found = keeping.saved(viewer.who, wanted)
    except keeping.Unavailable as fault:
        st.warning(unavailable(viewer, fault))
        return
    if not found:
        st.caption(say("simpan.nothing_found" if wanted else "simpan.nothing_saved"))
    for one in found[:MOST_SHOWN]:
        _row(viewer, one, policy)
    if len(found) > MOST_SHOWN:
        st.caption(say("simpan.more", count=len(found) - MOST_SHOWN))
    _others(viewer)


def unavailable(viewer: Viewer, fault: keeping.Unavailable) -> str:
    """Why saved scenarios and records cannot be shown or kept just now, in a sentence; all else works."""
    return viewer.say(f"simpan.unavailable_{fault.reason}")


def moment(text: str) -> str:
    """A time of the database as people in Jakarta read it: `2026-11-20 21.05 WIB`."""
    return f"{datetime.fromisoformat(text).astimezone(JAKARTA):%Y-%m-%d %H.%M} WIB"


def _row(viewer: Viewer, one: keeping.Saved, policy: Policy) -> None:
    say, who = viewer.say, viewer.who
    name, open_it, more = st.columns([5, 2, 2], vertical_alignment="center")
    name.markdown(say("simpan.row", name=start.plain(scenario_name(one.name, viewer.voice)), at=moment(one.changed_at)))
    open_it.button(say("simpan.open"), key=address.key(f"open-{one.id}"), on_click=_open, args=(one,))
    with more.popover(say("simpan.more_actions")):
        key = address.key(f"rename-{one.id}")
        st.text_input(say("simpan.new_name"), value=one.name, key=key, max_chars=80)
        actions: dict[str, Callable[[], object]] = {
            "rename": lambda: keeping.rename(who, one.id, st.session_state[key]),
            "duplicate": lambda: keeping.duplicate(who, one.id),
            "replace": lambda: keeping.replace(who, one.id, policy),
            "unshare" if keeping.is_shared(who, one.id) else "share": lambda: _turn_sharing(who, one.id),
            "delete": lambda: keeping.delete(who, one.id),
        }
        for action, do in actions.items():
            button = address.key(f"{action}-{one.id}/button")
            st.button(say(f"simpan.{action}"), key=button, on_click=_do, args=(viewer, do, action, one.name))


def _turn_sharing(who: str, number: int) -> None:
    turn = keeping.unshare if keeping.is_shared(who, number) else keeping.share
    turn(who, number)


def _others(viewer: Viewer) -> None:
    """What others have shared, to open and to copy by saving it under a name of one's own."""
    found = keeping.of_others(viewer.access)
    if not found:
        return
    with st.expander(viewer.say("simpan.of_others", count=len(found))):
        for one in found[:MOST_SHOWN]:
            name, open_it = st.columns([5, 2], vertical_alignment="center")
            at = moment(one.changed_at)
            name.markdown(
                viewer.say(
                    "simpan.row_of_other",
                    name=start.plain(scenario_name(one.name, viewer.voice)),
                    who=start.plain(one.owner),
                    at=at,
                )
            )
            key = address.key(f"open-{one.id}")
            open_it.button(viewer.say("simpan.open"), key=key, on_click=_open, args=(one,))


def _save(viewer: Viewer, policy: Policy) -> None:
    _do(viewer, lambda: keeping.save(viewer.who, policy.name, policy), "save", policy.name)


def _open(one: keeping.Saved) -> None:
    try:
        draft.put(keeping.policy_of(one))
    except InputError as fault:
        draft.refuse(fault)


def _do(viewer: Viewer, do: Callable[[], object], action: str, name: str) -> None:
    """Do it, note it, and remember what is to be said: the word for success, or the reason of a refusal."""
    try:
        trail.kept(viewer.access, address.page(), f"{action}: {name}")
        do()
        st.session_state[_key()] = (f"simpan.done_{action}", start.plain(name))
    except keeping.Unavailable as fault:
        st.session_state[_key()] = (f"simpan.unavailable_{fault.reason}", "")
    except InputError as fault:
        st.session_state[_key()] = ("", InputError(str(fault), fault.reasons))


def _said(viewer: Viewer) -> None:
    word, about = st.session_state.pop(_key(), ("", ""))
    if isinstance(about, InputError):
        st.error(viewer.say("simpan.refused", fault=refusals.told(viewer.voice, about)))
    elif word.startswith("simpan.unavailable"):
        st.error(viewer.say(word))
    elif word:
        st.success(viewer.say(word, name=about))


def _key() -> str:
    return address.key("keep-said")
