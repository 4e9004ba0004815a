"""The application's own visitor, who opens pages before anybody else; known by a word that no other process has."""

from __future__ import annotations

import secrets

import streamlit as st

from data.access.roles import Access, Role
from data.store.scope import Scope

_MARK, _WORD = "tepat_own_visitor", secrets.token_hex(32)
#: What it may see: what most visitors of the whole nation are shown. It is nobody, and keeps nothing.
ACCESS = Access("", Role.LEADER, Scope.national())


def identity() -> dict[str, str | bool | dict[str, str] | None]:
    """What its session says of itself. Only this process can say it: a browser's identity is what the provider told."""
    return {_MARK: _WORD}


def is_own_visitor() -> bool:
    """Whether this session is that visitor's."""
    said = st.user.to_dict().get(_MARK)
    return isinstance(said, str) and secrets.compare_digest(said.encode(), _WORD.encode())
