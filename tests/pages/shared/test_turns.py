"""What was not asked before is worked out for two at a time, and whoever asks what is at hand waits for nobody."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.cached.turns import AT_ONCE, MOST_KNOWN, ComputingTurns
from settings import ROOT

LONG_SECONDS = 20


@pytest.fixture
def turns() -> ComputingTurns:
    return ComputingTurns()


def test_two_compute_at_once_and_the_others_wait_for_them(turns):
    inside, most, lock, both = [0], [0], threading.Lock(), threading.Barrier(AT_ONCE)

    def compute(question: int) -> None:
        with turns.of(question):
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            both.wait(LONG_SECONDS)  # never passed unless two are inside
            with lock:
                inside[0] -= 1

    with ThreadPoolExecutor(6) as people:
        list(people.map(compute, range(6), timeout=LONG_SECONDS))
    assert most == [AT_ONCE]


def test_what_was_asked_of_late_waits_for_nobody(turns):
    with turns.of("known"):
        pass
    let_go, busy = threading.Event(), threading.Barrier(AT_ONCE + 1)

    def compute(question: int) -> None:
        with turns.of(question):
            busy.wait(LONG_SECONDS)
            assert let_go.wait(LONG_SECONDS)

    def ask() -> str:
        with turns.of("known"), turns.of("what that asks itself"):
            return "told"

    with ThreadPoolExecutor(AT_ONCE + 1) as people:
        heavy = [people.submit(compute, question) for question in range(AT_ONCE)]
        busy.wait(LONG_SECONDS)
        told = people.submit(ask)
        assert told.result(LONG_SECONDS) == "told"
        let_go.set()
        for one in heavy:
            one.result(LONG_SECONDS)


def test_question_that_fails_gives_its_turn_back_and_is_not_known(turns):
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError), turns.of("fails"):
            raise ZeroDivisionError
    assert "fails" not in turns.known


def test_oldest_questions_are_forgotten(turns):
    for question in range(MOST_KNOWN + 5):
        with turns.of(question):
            pass
    assert len(turns.known) == MOST_KNOWN and 0 not in turns.known and MOST_KNOWN + 4 in turns.known


def test_who_closes_his_browser_waits_no_longer_and_one_free_turn_is_enough(small_store):
    command = [sys.executable, "-m", "tests.pages.shared.waiting_for_turn"]
    environment = os.environ | {"TEPAT_STORE": str(small_store), "TEPAT_WARM": "first"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180)
    assert "1 False 0 True" in done.stdout, done.stdout + done.stderr
