"""What is hidden is decided ahead, so that whoever looks first does not wait for it."""

from __future__ import annotations

from functools import partial

import pandas as pd
import pytest

from commands.basis import basis_of
from data.figures import (
    deciding,
    guard_ledger,
    guard_moves,
    guard_register,
    guard_tenure,
    guard_updates,
    kept_tables,
    ledger,
    mobility,
    tenure,
    upkeep,
)
from data.figures.region import standings
from data.figures.region.basis import RegionBasis
from data.figures.sums import HiddenSums
from data.keep.figures_key import KEY_VARIABLE
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
    count = deciding.decide(store, partial(basis_of, store, store.path), lambda *told: heard.append(told))
    assert heard[-1] == (count, count) and len(heard) == count > len(GUARDS)
    for guard in GUARDS:
        guard.cache_clear()

    def late(*_: object) -> None:
        raise AssertionError("decided only when it was asked for")

    monkeypatch.setattr(HiddenSums, "hide", late)
    look(store)


def test_tables_that_were_made_ahead_are_those_that_would_be_made(store, monkeypatch):
    newest, before = asked.quarters(store)[-1], asked.quarters(store)[-2]
    deciding.decide(store, partial(basis_of, store, store.path))
    areas = register.desil(store, Scope.national(), newest, "kabupaten")["code"]
    scopes = [Scope.provinces(code) for code in sorted({code[:2] for code in areas})]

    def tables() -> dict[tuple[str, ...], pd.DataFrame]:
        basis, found = basis_of(store, store.path, newest), {}
        for level, each in [("nation", Scope.national()), *(("kabupaten", scope) for scope in scopes)]:
            found["calendar", level] = basis.calendar(level)
            for quarter in (newest, before):
                for name, table in standings.at(basis, each, level, quarter).items():
                    found[name, level, str(each), str(quarter)] = table
        return found

    with monkeypatch.context() as ahead:
        ahead.setattr(standings, "_at", None)
        ahead.setattr(RegionBasis, "_years", None)
        kept = tables()
    monkeypatch.setattr(kept_tables, "found", lambda *_: None)
    for name, table in tables().items():
        pd.testing.assert_frame_equal(kept[name], table, check_index_type=False)


class MadeAnewError(Exception):
    """Something was made although it lies beside the build."""


def test_tables_of_another_key_or_code_answer_nobody(store, monkeypatch):
    """Figures perturbed under one key beside those under another could be averaged; another code may hide more."""

    def made(*_: object) -> None:
        raise MadeAnewError

    def ask(what: str) -> None:
        basis = basis_of(store, store.path, newest)
        basis.calendar("kabupaten") if what == "calendar" else standings.at(basis, province, "kabupaten", newest)

    newest = asked.quarters(store)[-1]
    code = register.desil(store, Scope.national(), newest, "kabupaten")["code"].min()
    province = Scope.provinces(code[:2])
    deciding.decide(store, partial(basis_of, store, store.path))
    monkeypatch.setattr(standings, "_at", made)
    monkeypatch.setattr(RegionBasis, "_years", made)
    for what in ("calendar", "standings"):
        ask(what)
        for change in (
            lambda other: other.setenv(KEY_VARIABLE, "another key of the same site, long enough"),
            lambda other: other.setattr(kept_tables, "_code", lambda: "another code"),
        ):
            with monkeypatch.context() as other, pytest.raises(MadeAnewError):
                change(other)
                ask(what)
