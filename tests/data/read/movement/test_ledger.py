"""The ledger balances at every level and in every scope, and equals following families one by one."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.contract.movement import ENTRY_REASONS
from data.read import asked, movement
from data.store.open import Store, open_store
from data.store.scope import Scope
from terms import LEVELS, InputError, Quarter
from tests.data.build import recount
from tests.data.build.registers import Register, Snapshot
from tests.data.build.stores import built_of

SCOPES = (
    Scope.national(),
    Scope.provinces("35"),
    Scope.provinces("11", "35"),
    Scope.kabupaten("35.15"),
    Scope.kabupaten("35.15", "51.71"),
    Scope.provinces("99"),
)
UNITS = {"PKH": ("families",), "SEMBAKO": ("families",), "PBI": ("families", "persons")}


def tables(store: Store, scope: Scope, level: str) -> list[pd.DataFrame]:
    """The wide ledger of every programme and unit."""
    rows = {code: movement.ledger(store, scope, code, level, asked.quarters(store)) for code in UNITS}
    return [movement.wide(rows[code], unit) for code, units in UNITS.items() for unit in units]


def assert_balanced(table: pd.DataFrame) -> None:
    followed = table[table["opening"].notna()]
    came = followed["opening"] + followed["entered"] + followed["moved_in"]
    assert (came - followed["exited"] - followed["moved_out"] == followed["closing"]).all()
    entries = list(ENTRY_REASONS)
    exits = [reason for reason in movement.FLOW_REASONS if reason not in entries]
    assert (followed[entries].sum(axis=1) == followed["entered"]).all()
    assert (followed[exits].sum(axis=1) == followed["exited"]).all()


def assert_follows_on(table: pd.DataFrame, quarters: tuple[Quarter, ...]) -> None:
    """Each opening is the closing of the quarter before, zero where there was none."""
    closing = table.set_index(["group", "quarter"])["closing"]
    for row in table[table["quarter"] != str(quarters[0])].itertuples():
        before = str(Quarter.parse(row.quarter).previous())
        assert row.opening == closing.get((row.group, before), 0)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6), families=st.integers(12, 60), length=st.integers(2, 5))
def test_ledgers_balance_for_every_area_programme_and_quarter(seed: int, families: int, length: int):
    with tempfile.TemporaryDirectory() as name:
        store = open_store(built_of(Register(seed, families=families).live(length), Path(name)))
        for level in LEVELS:
            for table in tables(store, Scope.national(), level):
                assert_balanced(table)
                assert_follows_on(table, asked.quarters(store))
        store.close()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_ledgers_balance_in_every_scope_and_hold_nothing_else(store: Store, scope: Scope, level: str):
    for table in tables(store, scope, level):
        assert_balanced(table)
        assert_follows_on(table, asked.quarters(store))
        codes = [code for code in table["group"] if "." in code]
        assert all(scope.allows(code) for code in codes)


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_all_levels_of_a_scope_close_with_the_same_recipients(store: Store, scope: Scope):
    closings = [
        [table.groupby("quarter")["closing"].sum().to_dict() for table in tables(store, scope, level)]
        for level in LEVELS
    ]
    assert closings[0] == closings[1] == closings[2]


@pytest.mark.parametrize("level", LEVELS)
def test_ledger_equals_following_families_between_areas_of_the_level(
    store: Store, snapshots: list[Snapshot], level: str
):
    """A move inside an area of the level is no move: never for kabupaten, within the province, all of the nation."""
    length = {"nation": 0, "province": 2, "kabupaten": 5}[level]
    expected: Counter = Counter()
    for (quarter, area, programme, flow, reason, given_reason, unit), count in recount.movement(snapshots).items():
        inside = {"nation": True, "province": reason == "within_province", "kabupaten": False}[level]
        if flow in ("moved_in", "moved_out"):
            if inside:
                continue
            reason = ""
        expected[quarter, area[:length] or "ID", programme, flow, reason, given_reason, unit] += count
    found: Counter = Counter()
    for programme in UNITS:
        rows = movement.ledger(store, Scope.national(), programme, level, asked.quarters(store))
        for row in rows.itertuples():
            key = (row.quarter, row.code, programme, row.flow, row.reason, row.given)
            found[*key, "families"] += row.families
            found[*key, "persons"] += 0 if pd.isna(row.persons) else row.persons
    assert Counter({key: count for key, count in found.items() if count}) == expected


def test_first_quarter_has_a_closing_and_nothing_else(store: Store):
    first = asked.quarters(store)[0]
    table = movement.wide(movement.ledger(store, Scope.national(), "PKH", "nation", (first,)), "families")
    assert table["closing"].item() > 0
    assert table.drop(columns=["quarter", "group", "closing"]).isna().all(axis=None)


def test_readers_refuse_what_they_do_not_know(store: Store):
    quarters = asked.quarters(store)
    with pytest.raises(InputError, match="programme: must be one of PKH, SEMBAKO, PBI, got 'BLT'"):
        movement.ledger(store, Scope.national(), "BLT", "nation", quarters)
    with pytest.raises(InputError, match="level: must be one of nation, province, kabupaten, got 'desa'"):
        movement.ledger(store, Scope.national(), "PKH", "desa", quarters)
    with pytest.raises(InputError, match="got 2031Q1"):
        movement.ledger(store, Scope.national(), "PKH", "nation", (Quarter(2031, 1),))
    with pytest.raises(InputError, match="unit: must be one of families, persons, got 'jiwa'"):
        movement.wide(movement.ledger(store, Scope.national(), "PKH", "nation", quarters), "jiwa")
