"""Turns: what was not asked before is worked out for two at a time, so that whoever asks what is at hand is not slowed.

Python lets one thread at a time compute. Thirty that compute at once would each take thirty times as long, and so would
everybody whose rerun changes nothing. A turn is taken before anything else is waited for, so that nobody who has one
waits for somebody who has none.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field

import streamlit as st

AT_ONCE, MOST_KNOWN = 2, 20_000
_LOOKS_EVERY_SECONDS = 0.2
_mine = threading.local()


@dataclass(eq=False)
class ComputingTurns:
    """Who may compute, and what was asked of late."""

    free: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(AT_ONCE))
    known: OrderedDict[Hashable, None] = field(default_factory=OrderedDict)

    @contextmanager
    def of(self, question: Hashable) -> Iterator[None]:
        """A turn for a question that was not asked of late; none is needed for another, nor inside one."""
        if getattr(_mine, "asks", False):
            yield
            return
        is_known = question in self.known
        with nullcontext() if is_known else self._turn():
            _mine.asks = True
            try:
                yield
            finally:
                _mine.asks = False
        if not is_known:
            self._remember(question)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        while not self.free.acquire(timeout=_LOOKS_EVERY_SECONDS):
            st.session_state.get("turn")  # ends this run where its person has moved on or closed the browser
        try:
            yield
        finally:
            self.free.release()

    def _remember(self, question: Hashable) -> None:
        self.known[question] = None
        with suppress(KeyError):  # another thread may have been quicker
            while len(self.known) > MOST_KNOWN:
                self.known.popitem(last=False)


_OF_THIS_PROCESS = ComputingTurns()


def turns() -> ComputingTurns:
    """Those of this process."""
    return _OF_THIS_PROCESS
