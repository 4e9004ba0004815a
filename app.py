"""The launcher: the ASGI application that serves `pages/menu.py`, with warm-up, compression and security headers.

Started by `streamlit run app.py` or `uvicorn app:app`. The entry script lies inside `pages/`, because beside it
Streamlit would answer the first deep link of a fresh process without running the menu.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import re
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import settings
import web.memory
from geo import kecamatan, map_files, tiles
from pages.shared import visitor
from pages.shared.voice import LANGUAGES, Voice
from web import logs
from web.api import routes as api
from web.headers import base, path_of
from web.local import LocalOnlyMiddleware
from web.signing import SignInMiddleware
from web.start import secrets

#: Loaded before the first visitor comes, then frozen out of the garbage collector.
WARM = ("pandas", "plotly.graph_objects", "pages.cached.register", "pages.shared.charts", "geo.figure")
SECURITY_HEADERS = {
    # Streamlit's front end needs inline and evaluated scripts; everything else comes from this host alone.
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
#: The pages that somebody may want before signing in; the first one lies at the root.
PAGES = ("", *sorted(path.stem for path in (settings.ROOT / "pages").glob("*.py") if path.stem != "menu"))
A_YEAR = "public, max-age=31536000, immutable"
log = logging.getLogger("tepat")


class HeadersMiddleware:
    """Adds the security headers to every answer, and a lifetime to files whose address carries a version."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SECURITY_HEADERS)
                if is_own_file(path_of(scope)):
                    headers["Cache-Control"] = A_YEAR if b"v=" in scope["query_string"] else "no-cache"
            await send(message)

        await self.app(scope, receive, with_headers)


def is_own_file(path: str) -> bool:
    """Files of ours, which Streamlit and Starlette send without any lifetime; Streamlit's own bundles have one."""
    return path.startswith(("/app/static/", "/peta/"))


def boundary_folders() -> tuple[Path, ...]:
    """Where boundaries are looked for: the official ones that were imported into the store, then our own."""
    return map_files.imported(settings.served_store()), map_files.OWN


async def boundaries(request: Request) -> Response:
    """One boundary file, `/peta/<name>.json`; a plain name only, so that no path leads out of the two folders."""
    name = request.path_params["name"]
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.json", name):
        return Response(status_code=404)
    if name in tiles.FILES:
        return Response(tiles.text(name), media_type="application/json")
    found = next((folder / name for folder in boundary_folders() if (folder / name).is_file()), None)
    if found is None and (code := kecamatan.kabupaten_of_file(name)):
        # Kecamatan of a kabupaten whose borders nobody imported are drawn when they are asked for.
        drawn = await run_in_threadpool(kecamatan.of_kabupaten, map_files.boundaries(settings.served_store()), code)
        return Response(drawn.text, media_type="application/json")
    if found is None:
        return Response(status_code=404)
    answer = FileResponse(found, media_type="application/json", stat_result=found.stat())
    if request.headers.get("if-none-match") == answer.headers["etag"]:
        return Response(status_code=304, headers={"ETag": answer.headers["etag"]})
    return answer


@asynccontextmanager
async def warm_up(_app: st.App) -> AsyncGenerator[None, None]:
    """Before the port answers: import the heavy modules, and read what every visitor needs; the rest in the background.

    What is at hand by then stays for good, so that it is taken out of garbage collection.
    """
    web.memory.keep_level()
    for name in WARM:
        importlib.import_module(name)
    logs.begin()
    await visitor.visit(visitor.FIRST)
    gc.collect()
    gc.freeze()
    rest = asyncio.create_task(warm_the_rest() if settings.warms_all() else asyncio.sleep(0))
    yield
    rest.cancel()
    with suppress(asyncio.CancelledError):
        await rest


async def warm_the_rest() -> None:
    """What some visitors need, in the background: pages, then what is hidden of the build, then the pages that need it.

    To decide what is hidden takes minutes, so that it has a process of its own, which lets everybody go first.
    """
    await visitor.visit(visitor.LATER, visitor.PAUSE_SECONDS)
    store = str(settings.served_store())
    command = [sys.executable, str(settings.ROOT / "cli.py"), "store", "decide", "--store", store]
    deciding = await asyncio.create_subprocess_exec(*command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _, told = await deciding.communicate()
    finally:
        if deciding.returncode is None:
            deciding.terminate()
    if deciding.returncode:
        log.warning("what is hidden was not decided ahead: %s", told.decode("utf-8", "replace")[-500:].strip())
    await visitor.visit(visitor.DECIDED, visitor.PAUSE_SECONDS)
    await visitor.visit(await run_in_threadpool(visitor.earlier), visitor.PAUSE_SECONDS)


def say_sorry(fault: Exception) -> bool:
    """Show one plain sentence, in both languages, instead of a traceback, which goes to the log."""
    log.error("a page stopped", exc_info=fault)
    st.error("\n\n".join(Voice(language).say("umum.fault") for language in LANGUAGES))
    return True


app = st.App(
    settings.ROOT / "pages" / "menu.py",
    secrets=secrets(),
    lifespan=warm_up,
    routes=[Route(f"{base()}/peta/{{name}}", boundaries), api.mounted(base())],
    middleware=[
        Middleware(LocalOnlyMiddleware),
        Middleware(SignInMiddleware, pages=PAGES),
        Middleware(HeadersMiddleware),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
    ],
    on_script_error=say_sorry,
)
