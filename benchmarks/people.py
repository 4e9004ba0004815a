"""People at their browsers: each a real WebSocket that looks at pages, areas, quarters and scenarios, and pauses."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from benchmarks.screen import Screen
from tests.menu import PAGES

#: Parts of pages that a person may open by their address.
VIEWS: dict[str, tuple[dict[str, str], ...]] = {
    "pergerakan": tuple({"lihat": view} for view in ("neraca", "peta", "desil", "lama")),
    "ketepatan": tuple({"lihat": view} for view in ("putusan", "wilayah", "sebab", "cek", "kunjungan", "rencana")),
    "pemutakhiran": tuple({"lihat": view} for view in ("usulan", "register")),
    "simulasi": tuple({"bagian": part} for part in ("rinci", "titik", "banding", "simpan")),
}
#: How often another page is opened; else something on this one is moved, or nothing (a click that changes nothing).
OPENS, MOVES = 0.3, 0.6
LONGEST_SECONDS = 120


@dataclass(frozen=True)
class Rerun:
    """One run as the person met it: seconds until its last message, processor seconds of the server meanwhile."""

    page: str
    kind: str
    seconds: float
    processor: float
    failed: bool


@dataclass
class Person:
    """One tab; `processor` tells the server's processor seconds so far."""

    address: str
    chance: random.Random
    processor: Callable[[], float]

    async def browse(self, until: float, pause: float) -> list[Rerun]:
        """Look around until a moment of the monotonic clock, with a pause after each answer."""
        found: list[Rerun] = []
        screen = Screen()
        await asyncio.sleep(self.chance.random() * pause)
        async with connect(self.address, subprotocols=["streamlit"], max_size=None, compression=None) as socket:
            while time.monotonic() < until:
                kind, message = self._next(screen)
                faults, before, begun = screen.faults, self.processor(), time.monotonic()
                await socket.send(message.SerializeToString())
                ended = await _answered(socket, screen)
                spent = time.monotonic() - begun
                failed = not ended or screen.faults > faults
                found.append(Rerun(screen.page, kind, spent, self.processor() - before, failed))
                await asyncio.sleep(pause)
        return found

    def _next(self, screen: Screen):  # noqa: ANN202
        turn = self.chance.random()
        widgets = screen.widgets()
        if not widgets or turn < OPENS:
            page = self.chance.choice(PAGES)
            return "open", screen.opening(page, **self.chance.choice(VIEWS.get(page, ({},))))
        if turn < OPENS + MOVES:
            return "move", screen.moving(self.chance.choice(widgets)[1].id, self.chance)
        return "same", screen.asking()


async def _answered(socket, screen: Screen) -> bool:  # noqa: ANN001
    """Whether the run came to its end in time; all its messages are taken in."""
    wanted = screen.finished + 1
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            while screen.finished < wanted:
                message = ForwardMsg()
                message.ParseFromString(await socket.recv())
                screen.take(message)
    except TimeoutError:
        return False
    return True
