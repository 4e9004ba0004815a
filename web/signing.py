"""Signing in and out between Streamlit and the network: what Streamlit leaves open is closed here.

The provider's answer must be meant for this application and be of now; a sign-in is put on the server's list and is
ended there; its cookie lasts as long as the sign-in and is `Secure` under HTTPS; the wanted page is kept; downloads and
metrics are for whom they are meant.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import settings
from data.access import claims, configuration
from data.access.configuration import CALLBACK, SignIn
from data.keep import audit, sign_ins
from terms import InputError
from web.headers import base, path_of, set_cookies, values, with_cookies
from web.identity import OURS, identity
from web.local import THROUGH_A_PROXY

LOGOUT = "/auth/logout"
#: The page that was asked for before signing in, for as long as signing in may take (seconds).
WANTED, WANTED_FOR, LONGEST_WANTED = "tepat_wanted", 600, 3000
PAGE = re.compile(r"/[a-z]*")
#: What only the machine itself may ask; health stays open, for the screen asks it while it connects.
INTERNAL = ("/_stcore/metrics", "/_stcore/script-health-check")


class SignInMiddleware:
    """Guards what has to do with signing in, once it is configured. ``pages`` are those that may be wanted."""

    def __init__(self, app: ASGIApp, pages: tuple[str, ...]) -> None:
        self.app, self.pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or settings.access_file() is None:
            await self.app(scope, receive, send)
            return
        path = path_of(scope)
        if path in INTERNAL and any(name in Headers(scope=scope) for name in THROUGH_A_PROXY):
            await Response(status_code=404)(scope, receive, send)
        elif path.startswith("/media/") and not await run_in_threadpool(is_signed_in, scope):
            await Response(status_code=403)(scope, receive, send)
        elif path == CALLBACK:
            await self._back_from_provider(scope, receive, send)
        elif path == LOGOUT:
            await run_in_threadpool(end, scope)
            await self.app(scope, receive, send)
        else:
            await self.app(scope, receive, self._remembering(scope, path, send))

    async def _back_from_provider(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take up the sign-in that Streamlit's answer brings, or refuse it."""

        async def taken_up(message: Message) -> None:
            if message["type"] == "http.response.start":
                await run_in_threadpool(self._take_up, scope, message)
            await send(message)

        try:
            await self.app(scope, receive, taken_up)
        except InputError:
            sentence = "Sign-in cannot be recorded just now. / Masuk belum dapat dicatat; coba lagi."
            await PlainTextResponse(sentence, status_code=503)(scope, receive, send)

    def _take_up(self, scope: Scope, message: Message) -> None:
        sign_in, lines = _sign_in(), set_cookies(message)
        told = identity(values(lines), sign_in.cookie_secret)
        if told is None:
            return
        if fault := claims.fault(told, sign_in, time.time(), is_new=True):
            audit.note(settings.served_store(), audit.Event(_subject(told), "-", audit.REFUSED, about=fault))
            with_cookies(message, [_gone(name) for name in values(lines)])
            return
        begin(told)
        wanted = self.wanted(HTTPConnection(scope).cookies.get(WANTED, ""))
        MutableHeaders(scope=message)["location"] = f"{base()}{wanted}"
        with_cookies(message, [*(_shortened(line, sign_in) for line in lines), _gone(WANTED)])

    def wanted(self, text: str) -> str:
        """The page and its choices that somebody came for, if it is one of ours; else the first page."""
        page, _, query = unquote(text).partition("?")
        if page.strip("/") not in self.pages or not PAGE.fullmatch(page):
            return "/"
        told = urlencode(parse_qsl(query))
        return f"{page}?{told}" if told else page

    def _remembering(self, scope: Scope, path: str, send: Send) -> Callable[[Message], Any]:
        """Keeps the page that a browser opens in a cookie, so that signing in can end there."""
        query = scope.get("query_string", b"").decode("latin-1")
        told = f"{path}?{query}" if query else path
        if scope["method"] != "GET" or path.strip("/") not in self.pages or len(told) > LONGEST_WANTED:
            return send

        async def remembered(message: Message) -> None:
            if message["type"] == "http.response.start":
                with_cookies(message, [*set_cookies(message), _wanted_cookie(told)])
            await send(message)

        return remembered


def is_signed_in(scope: Scope) -> bool:
    """Whether a request comes with a sign-in that still holds."""
    sign_in = _sign_in()
    told = identity(HTTPConnection(scope).cookies, sign_in.cookie_secret)
    if told is None or claims.fault(told, sign_in, time.time()):
        return False
    held = sign_ins.find(settings.served_store(), claims.key_of(told))
    return held is not None and not held.over(time.time(), sign_in.lasts, sign_in.idle)


def begin(told: claims.Claims) -> None:
    """Put a sign-in on the list and into the trail."""
    folder, subject = settings.served_store(), _subject(told)
    sign_ins.begin(folder, claims.key_of(told), subject, time.time())
    given = claims.given(told, _configuration())
    role = "-" if given is None else given.role
    audit.note(folder, audit.Event(subject, role, audit.SIGNED_IN, about=str(told.get("email", ""))))


def end(scope: Scope) -> None:
    """End the sign-in that a request comes with, on the list and in the trail."""
    told = identity(HTTPConnection(scope).cookies, _sign_in().cookie_secret)
    if told is None:
        return
    folder = settings.served_store()
    if subject := sign_ins.end(folder, claims.key_of(told), time.time(), "signed out"):
        audit.note(folder, audit.Event(subject, "-", audit.SIGNED_OUT))


def _configuration() -> configuration.Configuration:
    file = settings.access_file()
    if file is None:
        raise InputError(f"access: {settings.ACCESS_VARIABLE} must name a file")
    return configuration.read(file)


def _sign_in() -> SignIn:
    return _configuration().sign_in


def _subject(told: claims.Claims) -> str:
    return str(told.get("sub") or "-")


def _shortened(line: str, sign_in: SignIn) -> str:
    """A cookie's line with the life of a sign-in, only over HTTPS where that is used."""
    if not line.startswith(OURS) or "Max-Age=0" in line:
        return line
    parts = [part for part in line.split("; ") if not part.lower().startswith(("max-age=", "expires=", "secure"))]
    return "; ".join([*parts, f"Max-Age={int(sign_in.lasts)}", *(["Secure"] if sign_in.is_https else [])])


def _wanted_cookie(told: str) -> str:
    holder, secure = Response(), _sign_in().is_https
    value = quote(told, safe="")
    holder.set_cookie(WANTED, value, WANTED_FOR, path=base() or "/", secure=secure, httponly=True, samesite="lax")
    return holder.headers["set-cookie"]


def _gone(name: str) -> str:
    holder = Response()
    holder.delete_cookie(name, path=base() or "/", httponly=True, samesite="lax")
    return holder.headers["set-cookie"]
