"""Long work is done one piece at a time, in the order of asking, in a line that has an end and says how long it is."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import pytest

from data.store.scope import Scope
from pages.cached.long_work import GUESSED_SECONDS, MOST_WAITING, Full, Queue, in_silence
from pages.projection import words
from pages.shared.session import Viewer
from settings import ROOT

VIEWER = Viewer(Scope.national(), "id")


class Standing:
    """Somebody whose piece of work lasts until it is let go."""

    def __init__(self, line: Queue, done: list[str], name: str) -> None:
        self.heard: list[tuple[int, float]] = []
        self.go = threading.Event()
        self.thread = threading.Thread(target=self._stand, args=(line, done, name), daemon=True)
        self.thread.start()
        _until(lambda: len(line.standing) == int(name) + 1)

    def _stand(self, line: Queue, done: list[str], name: str) -> None:
        with line.turn(lambda *told: self.heard.append(told)):
            assert self.go.wait(30)
            done.append(name)

    def end(self) -> None:
        self.go.set()
        self.thread.join(30)
        assert not self.thread.is_alive()


def _until(holds) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_pieces_are_done_one_at_a_time_in_the_order_of_asking_and_each_hears_how_many_are_before_it():
    line, done = Queue(), []
    people = [Standing(line, done, str(number)) for number in range(3)]
    _until(lambda: people[2].heard)
    assert people[2].heard[0] == (2, 2 * GUESSED_SECONDS)
    people[2].go.set()  # whose turn it is not may not begin
    people[1].go.set()
    time.sleep(0.05)
    assert done == []
    people[0].end()
    people[1].end()
    people[2].end()
    assert done == ["0", "1", "2"] and not line.standing and len(line.took) == 3
    assert line.seconds(4) == pytest.approx(4 * sum(line.took) / 3)


def test_line_has_an_end_and_says_how_long_it_is():
    line = Queue()
    line.took.append(12.0)
    line.standing.extend(object() for _ in range(MOST_WAITING))
    line.standing.append(object())
    with pytest.raises(Full) as full, line.turn(in_silence):
        raise AssertionError("nobody's turn")
    assert full.value.seconds == 12 * (MOST_WAITING + 1) and len(line.standing) == MOST_WAITING + 1


def test_whoever_leaves_the_line_or_fails_makes_room():
    line, done = Queue(), []
    first = Standing(line, done, "0")

    def leaves(ahead: int, seconds: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError), line.turn(leaves):
        raise AssertionError("nobody's turn")
    assert len(line.standing) == 1
    first.end()
    with pytest.raises(ZeroDivisionError), line.turn(in_silence):
        raise ZeroDivisionError
    assert not line.standing and len(line.took) == 1  # what failed says nothing of how long it takes


@pytest.mark.parametrize(
    ("seconds", "time"), [(0.2, "5 detik"), (41, "45 detik"), (90, "90 detik"), (91, "2 menit"), (181, "4 menit")]
)
def test_wait_is_told_in_round_figures_and_never_shorter_than_it_is(seconds, time):
    assert f"3 perhitungan di depan, sekitar {time}." in words.queue(VIEWER, 3, seconds)
    assert f"sekitar {time} lagi" in words.queue_full(VIEWER, seconds)


def test_closed_browser_stops_its_work(small_store):
    """In a process of its own, for a session is closed by Streamlit's own runtime."""
    command = [sys.executable, "-m", "tests.pages.projection.closing"]
    environment = os.environ | {"TEPAT_STORE": str(small_store), "TEPAT_WARM": "first"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180)
    assert "standing 1 0 0" in done.stdout, done.stdout + done.stderr
