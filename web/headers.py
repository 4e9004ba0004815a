"""Small things about requests and answers that the guards share."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope


def base() -> str:
    """The sub-path that the application lies under, as `/tepat`; nothing at the root."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def path_of(scope: Scope) -> str:
    """The path of a request below the application's own, `/` at least."""
    path: str = scope["path"]
    return path.removeprefix(base()) or "/"


def set_cookies(message: Message) -> list[str]:
    """The cookies that an answer sets, as their whole lines."""
    return MutableHeaders(scope=message).getlist("set-cookie")


def values(lines: list[str]) -> dict[str, str]:
    """The names and values of cookie lines."""
    found: dict[str, str] = {}
    for line in lines:
        try:
            found |= {name: one.value for name, one in SimpleCookie(line).items()}
        except CookieError:
            continue
    return found


def with_cookies(message: Message, lines: list[str]) -> None:
    """Let an answer set these cookies and no others."""
    kept = [(name, value) for name, value in message["headers"] if name.lower() != b"set-cookie"]
    message["headers"] = kept + [(b"set-cookie", line.encode("latin-1")) for line in lines]
