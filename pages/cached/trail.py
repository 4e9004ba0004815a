"""What is noted in the audit trail while somebody works with the screen; nothing where nobody signs in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path

import streamlit as st

from data.access.roles import Access
from data.keep import audit
from data.keep.audit import KINDS, Event, Noted
from data.keep.chain import Chain
from pages.cached import warming
from pages.cached.access import is_local
from pages.cached.store import folder
from terms import NATION

__all__ = ["KINDS", "Chain", "Noted"]
#: What was noted last in this session, so that drawing the same page again is no new event.
_LAST = "_noted"


def came(who: Access, page: str) -> None:
    """Somebody comes to a page; InputError when that cannot be noted, and then it must not be shown."""
    _once("came", Event(who.who, who.role, audit.SAW, page, _whole(who)))


def saw(who: Access, page: str, area: str, about: str) -> None:
    """Somebody sees an area of a page, with the other choices that were made there."""
    _once("saw", Event(who.who, who.role, audit.SAW, page, area or _whole(who), about))


def ran(who: Access, page: str, about: str, matter: str = "ran") -> None:
    """Somebody computes a scenario, or under another ``matter`` several beside it."""
    _once(matter, Event(who.who, who.role, audit.RAN, page, _whole(who), about))


def kept(who: Access, page: str, about: str) -> None:
    """Somebody keeps, changes, shares or deletes a scenario, or records a run."""
    if not is_local():
        audit.note(folder(), Event(who.who, who.role, audit.KEPT, page, _whole(who), about))


def taken(who: Access, name: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The maker of a file that is noted when it is pressed; without a note there is no file."""
    if is_local():
        return make
    event, store = Event(who.who, who.role, audit.TOOK, "", _whole(who), name), folder()

    @wraps(make)
    def noted() -> bytes:
        audit.note(Path(store), event)
        return make()

    return noted


def latest(limit: int, what: str, text: str) -> tuple[Noted, ...]:
    """The last events, the newest first; only for who ``sees_trail``."""
    return audit.latest(folder(), limit, what, text)


def whole() -> Chain:
    """Whether the trail is whole."""
    return audit.look(folder())


def _once(key: str, event: Event) -> None:
    if is_local() or warming.is_own_visitor():
        return
    last = st.session_state.setdefault(_LAST, {})
    if last.get(key) != event:
        audit.note(folder(), event)
        last[key] = event


def _whole(who: Access) -> str:
    return ",".join((*who.scope.province_codes, *who.scope.kabupaten_codes)) or NATION
