"""What is hidden is decided ahead, so that whoever looks first does not wait for it."""

from __future__ import annotations

import pytest

from data.figures import (
    deciding,
    guard_ledger,
    guard_moves,
    guard_register,
    guard_tenure,
    guard_updates,
    ledger,
    mobility,
    tenure,
    upkeep,
)
from data.figures.sums import HiddenSums
from data.read import asked, register
from data.store.open import Store, open_store
from data.store.scope import Scope
from terms import REGISTER_PROGRAMMES
from tests.data.build.registers import Register
from tests.data.build.stores import built_of

GUARDS = (
    *(guard_ledger.hidden, guard_register.hidden, guard_tenure.hidden, guard_updates.hidden),
    *(guard_moves.hidden, guard_moves.aid_hidden),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    return open_store(built_of(Register(seed=8, families=60).live(2), tmp_path_factory.mktemp("deciding")))


def look(store: Store) -> None:
    """Everything of every kabupaten that hides small counts by a decision that is kept."""
    quarters = asked.quarters(store)
    for quarter in quarters:
        upkeep.register_areas(store, Scope.national(), quarter, "kabupaten")
        upkeep.proposal_areas(store, Scope.national(), quarter, "kabupaten")
    for one in REGISTER_PROGRAMMES:
        ledger.areas(store, Scope.national(), one.code, "families", "kabupaten", quarters)
    for code in register.desil(store, Scope.national(), quarters[-1], "kabupaten")["code"].unique():
        scope = Scope.kabupaten(code)
        for programme in ("PKH", "SEMBAKO"):
            tenure.years_on_aid(store, scope, programme, quarters[-1], "kabupaten")
        mobility.moves(store, scope, "kabupaten", *quarters)
        mobility.on_any_aid(store, scope, "kabupaten", quarters[1:])


def test_after_it_nothing_is_left_to_decide(store, monkeypatch):
    heard: list[tuple[int, int]] = []
    count = deciding.decide(store, lambda done, total: heard.append((done, total)))
    assert heard[-1] == (count, count) and len(heard) == count > len(GUARDS)
    for guard in GUARDS:
        guard.cache_clear()

    def late(*_: object) -> None:
        raise AssertionError("decided only when it was asked for")

    monkeypatch.setattr(HiddenSums, "hide", late)
    look(store)
