"""Work of many seconds, which everybody's server has two cores for: one piece at a time, in the order of asking."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st

#: Whoever finds so many waiting is told to come again, so that nobody waits for minutes without knowing it.
MOST_WAITING = 8
#: How long a piece takes is the mean of the last so many; before the first, this guess.
REMEMBERED, GUESSED_SECONDS = 8, 15.0
_LOOKS_EVERY_SECONDS = 0.3
#: Hears how many are before oneself, the running one included, and how many seconds they will take.
Waits = Callable[[int, float], None]


class Full(Exception):
    """So many wait already; ``seconds`` is how long these will take."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"long work: {MOST_WAITING} wait already, for about {seconds:.0f} s")
        self.seconds = seconds


def in_silence(_ahead: int, _seconds: float) -> None:
    """Of whoever need not be told how long it takes."""


@dataclass(eq=False)
class Queue:
    """Who runs (the first) and who waits, oldest first."""

    changed: threading.Condition = field(default_factory=threading.Condition)
    standing: deque[object] = field(default_factory=deque)
    took: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    @contextmanager
    def turn(self, waits: Waits) -> Iterator[None]:
        """One's turn; Full at once where too many wait. ``waits`` may raise to leave the line, as a closed browser's
        does."""
        mine = self._joined()
        try:
            while ahead := self.standing.index(mine):
                waits(ahead, self.seconds(ahead))
                with self.changed:
                    self.changed.wait(_LOOKS_EVERY_SECONDS)
            begun = time.monotonic()
            yield
            self.took.append(time.monotonic() - begun)
        finally:
            with self.changed:
                self.standing.remove(mine)
                self.changed.notify_all()

    def seconds(self, pieces: int) -> float:
        """How long so many pieces will take, by those that came to their end."""
        known = list(self.took) or [GUESSED_SECONDS]
        return pieces * sum(known) / len(known)

    def _joined(self) -> object:
        with self.changed:
            if len(self.standing) > MOST_WAITING:
                raise Full(self.seconds(len(self.standing)))
            mine = object()
            self.standing.append(mine)
        return mine


@st.cache_resource(show_spinner=False)
def queue() -> Queue:
    """The one queue of this process."""
    return Queue()
