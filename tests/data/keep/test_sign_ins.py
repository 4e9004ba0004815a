"""The server's own list of who is signed in: what is not on it, or has ended there, opens nothing."""

from __future__ import annotations

import pytest

from data.keep import sign_ins

LASTS, IDLE = 8 * 3600.0, 1800.0


@pytest.fixture
def held(store):
    sign_ins.begin(store, "a" * 64, "sub-1", 1000.0)
    return sign_ins.find(store, "a" * 64)


def test_key_that_never_signed_in_is_not_found(store, held):
    assert sign_ins.find(store, "b" * 64) is None
    assert held.over(1000.0, LASTS, IDLE) == ""


def test_sign_in_ends_by_time_and_by_idleness(store, held):
    assert held.over(1000.0 + IDLE + 1, LASTS, IDLE) == "idle"
    sign_ins.seen(store, held, 2500.0)
    again = sign_ins.find(store, held.key)
    assert again.over(2500.0 + IDLE, LASTS, IDLE) == ""
    assert again.over(1000.0 + LASTS + 1, LASTS, 10 * LASTS) == "expired"


def test_ended_sign_in_never_opens_again(store, held):
    assert sign_ins.end(store, held.key, 1100.0, "signed out") == "sub-1"
    assert sign_ins.end(store, held.key, 1200.0, "again") == "", "it ended once"
    sign_ins.seen(store, held, 1300.0)
    sign_ins.begin(store, held.key, "sub-1", 1400.0)
    found = sign_ins.find(store, held.key)
    assert found.over(1401.0, LASTS, IDLE) == "ended" and found.ended_why == "signed out" and found.seen_at == 1000.0


def test_being_seen_writes_at_most_twice_a_minute(store, held):
    sign_ins.seen(store, held, 1000.0 + sign_ins.SEEN_EVERY - 1)
    assert sign_ins.find(store, held.key).seen_at == 1000.0
    sign_ins.seen(store, held, 1000.0 + sign_ins.SEEN_EVERY)
    assert sign_ins.find(store, held.key).seen_at == 1000.0 + sign_ins.SEEN_EVERY


def test_list_forgets_what_no_cookie_can_open_any_more(store, held):
    later = 1000.0 + sign_ins.FORGOTTEN_AFTER + 1
    sign_ins.begin(store, "b" * 64, "sub-2", later)
    assert sign_ins.find(store, held.key) is None and sign_ins.find(store, "b" * 64).subject == "sub-2"
