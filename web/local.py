"""Without sign-in: who else may reach the application. Nobody from another computer, and no other name for this one."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

import settings
from data.access import local
from pages.shared.voice import LANGUAGES, Voice

#: What a proxy adds: whoever comes through one is not at this computer, whatever address the proxy has.
THROUGH_A_PROXY = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def must_be_local() -> bool:
    """Whether only this computer may be answered: no sign-in is configured, and nobody told otherwise."""
    return settings.access_file() is None and local.ANY_ADDRESS not in words()


def words() -> frozenset[str]:
    """What was told to be open without sign-in."""
    return local.told(settings.open_words(), settings.OPEN_VARIABLE)


class LocalOnlyMiddleware:
    """Refuses every request from elsewhere while nobody signs in, however the application was started.

    The name that was asked for is looked at too, so that no page of another site reaches the application under a name
    of its own that leads to this computer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not must_be_local() or is_here(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            said = "\n\n".join(Voice(language).say("masuk.only_here") for language in LANGUAGES)
            await PlainTextResponse(said, status_code=403)(scope, receive, send)


def is_here(scope: Scope) -> bool:
    """Whether both ends of the connection and the name asked for are this computer."""
    headers = Headers(scope=scope)
    if any(name in headers for name in THROUGH_A_PROXY):
        return False
    ends = (scope.get("client"), scope.get("server"))
    named = urlsplit(f"//{headers.get('host', '')}").hostname
    return all(end and local.is_loopback(end[0]) for end in ends) and local.is_loopback(named)
