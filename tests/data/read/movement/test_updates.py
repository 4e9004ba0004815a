"""Readers of proposals and of the quality of the register, against plain counts."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

import pytest

from data.read import asked, updates
from data.store.open import Store
from data.store.scope import Scope
from terms import InputError, Quarter
from tests.data.build.registers import Snapshot

NATION = Scope.national()
SCOPES = (NATION, Scope.provinces("35"), Scope.kabupaten("35.15"), Scope.provinces("99"))


def told(snapshots: list[Snapshot], scope: Scope) -> list[dict]:
    """Every proposal as told last; the register of the tests tells all of them each quarter."""
    return [row for row in snapshots[-1].updates if scope.allows(row["kecamatan_code"][:5])]


def filed_in(row: dict) -> str:
    return f"{row['filed_on'].year}Q{(row['filed_on'].month + 2) // 3}"


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_flows_count_every_proposal_once_as_told_last(store: Store, snapshots: list[Snapshot], scope: Scope):
    keys = ("kind", "channel", "stage", "outcome")
    expected = Counter((filed_in(row), *(row[key] for key in keys)) for row in told(snapshots, scope))
    found: Counter = Counter()
    for row in updates.flows(store, scope, asked.quarters(store)).itertuples():
        found[row.quarter, row.kind, row.channel, row.stage, row.outcome] += row.proposals
    assert found == expected


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_areas_split_filed_into_accepted_rejected_and_pending(store: Store, scope: Scope):
    quarters = asked.quarters(store)
    table = updates.areas(store, scope, "kabupaten", quarters)
    assert (table["accepted"] + table["rejected"] + table["pending"] == table["filed"]).all()
    assert (table["overdue"] <= table["pending"]).all()
    flows = updates.flows(store, scope, quarters)
    assert table["filed"].sum() == flows["proposals"].sum()
    assert table["overdue"].sum() == flows.loc[flows["overdue"], "proposals"].sum()


@pytest.mark.parametrize(("by", "length"), [("nation", 0), ("province", 2), ("kabupaten", 5)])
def test_waits_are_the_days_that_half_and_nine_in_ten_took_at_most(
    store: Store, snapshots: list[Snapshot], by: str, length: int
):
    days = defaultdict(list)
    for row in told(snapshots, NATION):
        if row["decided_on"]:
            code = row["kecamatan_code"][:5][:length] or "ID"
            days[code].append((row["decided_on"] - row["filed_on"]).days)
    expected = {
        code: (len(found), *(sorted(found)[math.ceil(share * len(found)) - 1] for share in (0.5, 0.9)))
        for code, found in days.items()
    }
    rows = updates.waits(store, NATION, by, asked.quarters(store))
    assert {code: tuple(rest) for code, *rest in rows.itertuples(index=False, name=None)} == expected


def test_waits_by_channel_cover_every_decision_of_the_quarters_asked(store: Store):
    last = asked.quarters(store)[-3:]
    by_channel, nation = (updates.waits(store, NATION, by, last) for by in ("channel", "nation"))
    assert by_channel["decided"].sum() == nation["decided"].sum() > 0
    with pytest.raises(InputError, match="by: must be one of nation, province, kabupaten, channel, kind, got 'desa'"):
        updates.waits(store, NATION, "desa", last)


def test_effects_hold_accepted_ones_alone(store: Store, snapshots: list[Snapshot]):
    rows = updates.effects(store, NATION, asked.quarters(store))
    accepted = [row for row in told(snapshots, NATION) if row["outcome"] == "accepted"]
    assert rows["proposals"].sum() == len(accepted) > 0
    unknown = sum(row["decile_before"] is None for row in accepted)
    assert rows.loc[rows["decile_before"].isna(), "proposals"].sum() == unknown


def test_span_ends_with_the_last_day_told_of(store: Store, snapshots: list[Snapshot]):
    rows = told(snapshots, NATION)
    span = updates.span(store)
    assert span.first_day == min(row["filed_on"] for row in rows)
    assert span.last_day == max(row["decided_on"] or row["filed_on"] for row in rows)
    assert span.proposals == len(rows)


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_register_quality_counts_what_is_known_of_every_family(store: Store, snapshots: list[Snapshot], scope: Scope):
    snapshot = snapshots[-1]
    expected: Counter = Counter()
    for row in snapshot.families:
        area = row["kecamatan_code"][:5]
        if scope.allows(area):
            last = row["last_verified"]
            recent = bool(last) and snapshot.quarter.ordinal - Quarter.parse(last).ordinal < 4
            known = (row["from_dtks"], row["from_regsosek"], row["from_p3ke"], row["civil_match"], row["decile"] > 0)
            expected[area, recent, *known] += row["weight"]
    rows = updates.register_quality(store, scope, snapshot.quarter, "kabupaten").drop(columns="persons")
    assert {tuple(key): families for *key, families in rows.itertuples(index=False, name=None)} == expected
