"""A scenario is its owner's: others read it only where it was shared, and nobody else changes, shares or deletes it."""

from __future__ import annotations

import pytest

from data.keep import scenarios, sharing
from terms import InputError
from tests.data.keep.conftest import SCENARIO


@pytest.fixture
def plan(store):
    return scenarios.save(store, "sari", "Rencana", SCENARIO)


def names(found):
    return [one.name for one in found]


def test_nobody_else_reads_what_was_not_shared(store, plan):
    assert sharing.readable(store, "budi") == ()
    with pytest.raises(InputError, match="budi has no scenario with the number"):
        scenarios.get(store, "budi", plan.id)


def test_shared_scenario_is_read_by_whom_it_was_shared_with(store, plan):
    sharing.share(store, "sari", plan.id, "budi")
    assert names(sharing.readable(store, "budi")) == ["Rencana"] and sharing.readable(store, "tini") == ()
    sharing.share(store, "sari", plan.id)
    assert names(sharing.readable(store, "tini")) == ["Rencana"]
    assert sharing.readable(store, "sari") == (), "one's own is none of another's"
    sharing.unshare(store, "sari", plan.id)
    assert sharing.readable(store, "budi") == () and sharing.readers(store, "sari", plan.id) == ()


@pytest.mark.parametrize(
    "do",
    [
        lambda store, number: scenarios.change(store, "budi", number, SCENARIO),
        lambda store, number: scenarios.rename(store, "budi", number, "Lain"),
        lambda store, number: scenarios.delete(store, "budi", number),
        lambda store, number: sharing.share(store, "budi", number, "tini"),
        lambda store, number: sharing.unshare(store, "budi", number),
        lambda store, number: sharing.readers(store, "budi", number),
    ],
)
def test_reader_changes_shares_and_deletes_nothing(store, plan, do):
    sharing.share(store, "sari", plan.id, "budi")
    with pytest.raises(InputError, match="budi has no scenario with the number"):
        do(store, plan.id)
    assert scenarios.get(store, "sari", plan.id) == plan
    assert sharing.readers(store, "sari", plan.id) == ("budi",)


def test_administrator_sees_all_and_changes_none(store, plan):
    assert names(sharing.readable(store, "admin", sees_all=True)) == ["Rencana"]
    with pytest.raises(InputError, match="admin has no scenario"):
        scenarios.delete(store, "admin", plan.id)


def test_deleted_scenario_leaves_no_reader_to_a_later_one(store, plan):
    sharing.share(store, "sari", plan.id)
    scenarios.delete(store, "sari", plan.id)
    again = scenarios.save(store, "sari", "Baru", SCENARIO)
    assert sharing.readable(store, "budi") == () and sharing.readers(store, "sari", again.id) == ()
