"""How much may be asked: letters of an address, bytes of a body, questions a minute, and how many at the same time."""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import anyio
from anyio import to_thread
from starlette.requests import Request

from simulator.policy.limits import MOST_BYTES
from web.api.problems import Problem

Answer = TypeVar("Answer")
#: Of so many people the questions are counted; whoever asked longest ago is forgotten first.
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class AskingLimits:
    """Of one person: a minute's questions, and how many are answered or wait at the same time; of all together: how
    many are answered at the same time, and how many may wait for that. A body has at most so many bytes and comes
    within so many seconds, a query has so many letters."""

    a_minute: int = 240
    a_person: int = 8
    at_once: int = 2
    waiting: int = 16
    body: int = MOST_BYTES
    seconds: float = 30
    query: int = 2_000


class Turns:
    """Keeps to the limits: a bucket of questions a person that fills again, and few threads for the work."""

    def __init__(self, limits: AskingLimits, now: Callable[[], float] = time.monotonic) -> None:
        self.limits, self._now = limits, now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock, self._asking = threading.Lock(), Counter[str]()
        self._threads: anyio.CapacityLimiter | None = None

    def count(self, who: str, price: int = 1) -> None:
        """One more question of a person; a Problem (429) that says when to come again, if there were too many."""
        full, each = float(self.limits.a_minute), self.limits.a_minute / 60
        with self._lock:
            left, at = self._buckets.pop(who, (full, self._now()))
            left = min(full, left + (self._now() - at) * each)
            enough = left >= price
            self._buckets[who] = (left - price if enough else left, self._now())
            if len(self._buckets) > MOST_COUNTED:
                self._buckets.popitem(last=False)
        if not enough:
            wait = max(1, round((price - left) / each))
            raise Problem(
                429,
                f"rate: at most {self.limits.a_minute} questions a minute (a scenario counts for several), got more;"
                f" ask again in {wait} s",
                {"Retry-After": str(wait)},
            )

    async def run(self, who: str, work: Callable[[], Answer]) -> Answer:
        """The work in a thread of its own, so that nobody's screen waits for it; a Problem (429) when too many of the
        same person's are at work or wait already, so that nobody fills the line alone, (503) when too many of all."""
        if self._asking[who] >= self.limits.a_person:
            raise Problem(429, f"at most {self.limits.a_person} questions at the same time", {"Retry-After": "1"})
        if self._asking.total() >= self.limits.at_once + self.limits.waiting:
            raise Problem(503, "the application is busy with other questions; ask again soon", {"Retry-After": "2"})
        if self._threads is None:
            self._threads = anyio.CapacityLimiter(self.limits.at_once)
        self._asking[who] += 1
        try:
            return await to_thread.run_sync(work, limiter=self._threads)
        finally:
            self._asking[who] -= 1
            self._asking += Counter()  # drops those who ask nothing now


def check_query(request: Request, limits: AskingLimits) -> None:
    """A Problem (414) for an address that is too long."""
    if (size := len(request.scope.get("query_string", b""))) > limits.query:
        raise Problem(414, f"query: at most {limits.query} letters, got {size}")


async def body_of(request: Request, limits: AskingLimits) -> bytes:
    """The body, no more of it read than may be; a Problem (413) when it is larger, (408) when it does not come."""
    content = bytearray()
    try:
        with anyio.fail_after(limits.seconds):
            async for part in request.stream():
                content += part
                if len(content) > limits.body:
                    raise Problem(413, f"body: at most {limits.body} bytes, got more", {"Connection": "close"})
    except TimeoutError:
        raise Problem(408, f"body: must come within {limits.seconds:g} s", {"Connection": "close"}) from None
    return bytes(content)
