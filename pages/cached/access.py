"""Who looks, as far as the server knows: somebody who signed in, or the viewer chosen to try scopes without sign-in."""

from __future__ import annotations

import logging
import time
from typing import Any

import streamlit as st

import settings
from data.access import claims, configuration, local
from data.access.configuration import Configuration
from data.access.roles import Access
from data.keep import sign_ins
from data.keep.database import Unavailable
from pages.cached import warming
from pages.cached.register import QuarterFacts, quarter_facts_all
from pages.cached.store import folder
from terms import InputError, Quarter

#: Whom the local mode offers to look as.
LOCAL_VIEWERS = local.VIEWERS
log = logging.getLogger("tepat")


def is_local() -> bool:
    """Whether nobody signs in here."""
    return settings.access_file() is None


def is_open() -> bool:
    """Whether everybody is let in from everywhere without sign-in, as somebody told."""
    return is_local() and local.ANY_ADDRESS in _words()


def held(looks_as: str = "") -> Access | str:
    """What this person has been given; a text is the key of the sentence that is all there is to show instead.

    Without sign-in that is the local viewer of the name ``looks_as``, the first one for any other name.
    """
    if is_local():
        return LOCAL_VIEWERS.get(looks_as, next(iter(LOCAL_VIEWERS.values())))
    if warming.is_own_visitor():
        return warming.ACCESS
    return held_by(identity())


def held_by(told: claims.Claims) -> Access | str:
    """As ``held``, of somebody of whom the provider said this; nothing when nobody is signed in."""
    try:
        return _signed_in(_configuration(), told)
    except Unavailable as fault:
        log.error("the list of sign-ins cannot be read: %s", fault)
        return "masuk.unavailable"
    except InputError as fault:
        log.error("nobody is let in: %s", fault)
        return "masuk.misconfigured"


def closed() -> str:
    """The key of the sentence instead of a real register without sign-in; empty when the pages may be shown."""
    if is_local() and local.refused_store(_all_synthetic(), _words(), settings.OPEN_VARIABLE):
        return "masuk.local_real"
    return ""


def identity() -> dict[str, Any]:
    """What the provider said of whoever is signed in; empty when nobody is."""
    user = st.user.to_dict()
    return dict(user) if user.get("is_logged_in") else {}


def name_of_person() -> str:
    """How a person is addressed on the screen: the e-mail address, else the provider's name for the person."""
    told = identity()
    return str(told.get("email") or told.get("name") or told.get("sub") or "")


def seen() -> str:
    """Note that somebody is active; the key of a sentence when the list cannot be written."""
    return "" if is_local() else seen_by(identity())


def seen_by(told: claims.Claims) -> str:
    """As ``seen``, of somebody of whom the provider said this."""
    try:
        found = sign_ins.find(folder(), claims.key_of(told))
        if found is not None:
            sign_ins.seen(folder(), found, time.time())
    except InputError as fault:
        log.error("the list of sign-ins cannot be written: %s", fault)
        return "masuk.unavailable"
    return ""


def end(why: str) -> None:
    """End this person's sign-in on the server, so that no copy of its cookie opens anything any more."""
    if told := identity():
        sign_ins.end(folder(), claims.key_of(told), time.time(), why)


def register_facts() -> dict[Quarter, QuarterFacts]:
    """What came with each quarter of the build."""
    return quarter_facts_all()


def _signed_in(configured: Configuration, told: claims.Claims) -> Access | str:
    now, sign_in = time.time(), configured.sign_in
    if not told:
        return "masuk.needed"
    if fault := claims.fault(told, sign_in, now):
        return "masuk.over_expired" if fault == "time" else "masuk.over_ended"
    known = sign_ins.find(folder(), claims.key_of(told))
    if known is None or (over := known.over(now, sign_in.lasts, sign_in.idle)) == "ended":
        return "masuk.over_ended"
    if over:
        return f"masuk.over_{over}"
    if claims.is_revoked(told, configured):
        return "masuk.revoked"
    return claims.given(told, configured) or "masuk.unknown"


def _configuration() -> Configuration:
    file = settings.access_file()
    if file is None:
        raise InputError(f"access: {settings.ACCESS_VARIABLE} must name a file")
    return configuration.read(file)


def _all_synthetic() -> bool:
    """One real quarter makes a register real."""
    return all(facts.synthetic for facts in register_facts().values())


def _words() -> frozenset[str]:
    return local.told(settings.open_words(), settings.OPEN_VARIABLE)
