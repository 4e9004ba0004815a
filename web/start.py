"""What is looked at before the application starts: whom it would answer, and whether its sign-in can be trusted."""

from __future__ import annotations

import logging
from typing import Any

import streamlit as st

import settings
from data.access import configuration, local
from data.keep.figures_key import figures_key
from terms import InputError
from web.local import must_be_local, words

ANY = object()
#: Settings of Streamlit that would let somebody in past the sign-in: headers believed, an own door, forgery unchecked.
UNSAFE = {
    "server.trustedUserHeaders": ANY,
    "server.enableAgentApi": ANY,
    "server.enableXsrfProtection": False,
    "server.enableCORS": False,
}
log = logging.getLogger("tepat")


def secrets() -> dict[str, Any]:
    """What Streamlit's sign-in needs, from the configuration of access; nothing where nobody signs in.

    Ends the process with a sentence when the configuration is faulty, when it would answer others without sign-in, or
    when the key by which figures are perturbed is too short.
    """
    file = settings.access_file()
    try:
        figures_key(settings.served_store())
        if file is None:
            _stop_unless_local()
            return {}
        sign_in = configuration.read(file).sign_in
        _stop_where_unsafe()
    except InputError as fault:
        raise SystemExit(f"Error: {fault}") from None
    told = {"client_id": sign_in.client_id, "client_secret": sign_in.client_secret}
    told |= {"server_metadata_url": sign_in.metadata_url, "redirect_uri": f"{sign_in.address}{configuration.CALLBACK}"}
    return {"auth": told | {"cookie_secret": sign_in.cookie_secret}}


def _stop_unless_local() -> None:
    told = words()
    if refused := local.refused_address(st.get_option("server.address"), told, settings.OPEN_VARIABLE):
        raise InputError(refused)
    who = "only this computer is answered" if must_be_local() else "everybody who reaches this address sees everything"
    log.warning("No sign-in is configured: %s.", who)


def _stop_where_unsafe() -> None:
    for option, wrong in UNSAFE.items():
        found = st.get_option(option)
        if found == wrong or (wrong is ANY and found):
            raise InputError(f"{option}: must not be {found} where people sign in")
