"""The application's own runtime inside this process, with visitors that have no browser: for measuring processor time
and for counting work, with nothing of a network in it."""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.runtime_util import serialize_forward_msg
from streamlit.web.bootstrap import _run_server_loop

import settings
import web.memory  # noqa: F401 - before anything that loads Arrow, as the application does
from benchmarks.screen import Screen

WAIT_SECONDS = 120


@dataclass
class Visitor:
    """One session; every message is serialised as for a browser."""

    screen: Screen = field(default_factory=Screen)
    session: str = ""
    _came: list[ForwardMsg] = field(default_factory=list)
    _ended: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def client_context(self) -> None:
        return None

    def write_forward_msg(self, message: ForwardMsg) -> None:
        self.screen.bytes_in += len(serialize_forward_msg(message))
        self._came.append(message)
        if message.WhichOneof("type") == "script_finished":
            self._ended.set()

    async def ask(self, message: BackMsg) -> float:
        """Ask, wait for the end of the run, and return the processor milliseconds of the whole process."""
        self._ended.clear()
        begun = time.process_time()
        Runtime.instance().handle_backmsg(self.session, message)
        await asyncio.wait_for(self._ended.wait(), WAIT_SECONDS)
        spent = (time.process_time() - begun) * 1000
        await asyncio.sleep(0.02)  # the script's thread ends after its last message
        for each in self._came:  # what a browser does with them is not the server's work
            self.screen.take(each)
        self._came.clear()
        return spent


@asynccontextmanager
async def application() -> AsyncIterator[None]:
    """The application started, warm-up included; the store is the environment's."""
    import app
    from pages.shared import visitor as warming

    warming.FIRST = ()  # each first opening is measured,
    os.environ[settings.WARM_VARIABLE] = "first"  # and nothing runs beside
    async with app.app.lifespan()(None):
        yield


def run(measuring: Coroutine[Any, Any, None]) -> None:
    """Run it on the loop that a server has: waking the loop for each message is part of what a rerun costs."""
    _run_server_loop(measuring)


def visitor() -> Visitor:
    """A new session."""
    one: Any = Visitor()
    one.session = Runtime.instance().connect_session(client=one, user_info={})
    return one


def leave(one: Visitor) -> None:
    """Close the session for good."""
    Runtime.instance().close_session(one.session)
    gc.collect()
