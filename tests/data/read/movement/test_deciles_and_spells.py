"""Deciles over several quarters, time on aid and flows of the register, against plain counts over families."""

from __future__ import annotations

from collections import Counter

import pytest

from data.read import asked, movement
from data.store.open import Store
from data.store.scope import Scope
from terms import InputError, Quarter
from tests.data.build import recount
from tests.data.build.registers import Snapshot

NATION = Scope.national()


def paid_places(snapshot: Snapshot) -> dict[int, str]:
    """Where families outside the register are paid; that is where they are."""
    return {row["family_id"]: row["kecamatan_code"] for row in snapshot.payments if row["kecamatan_code"]}


@pytest.mark.parametrize("ago", [1, 2, 3, 4])
@pytest.mark.parametrize("scope", [NATION, Scope.provinces("35"), Scope.kabupaten("51.71")], ids=str)
def test_decile_flows_equal_following_families_over_up_to_a_year(
    store: Store, snapshots: list[Snapshot], scope: Scope, ago: int
):
    now, before = snapshots[-1], snapshots[-1 - ago]
    then, after = ({row["family_id"]: row for row in one.families} for one in (before, now))
    places: dict[int, str] = {}
    for seen in snapshots[-1 - ago :]:  # who left stands where the register or a payment last saw the family
        places |= paid_places(seen) | {row["family_id"]: row["kecamatan_code"] for row in seen.families}
    aided = [{row["family_id"] for row in one.payments if row["programme"] != "PBI"} for one in (before, now)]
    expected: Counter = Counter()
    for key in then.keys() | after.keys():
        row = after.get(key, then.get(key))
        if scope.allows(places[key][:5]):
            deciles = tuple(side[key]["decile"] if key in side else -1 for side in (then, after))
            verified = (after.get(key, {}).get("last_verified") or "") > str(before.quarter)
            expected[*deciles, key in aided[0], key in aided[1], verified] += row["weight"]
    rows = movement.decile_flows(store, scope, before.quarter, now.quarter)
    counts = rows.drop(columns="persons").itertuples(index=False, name=None)
    found: Counter = Counter()
    for *key, families in counts:
        found[tuple(key)] += families
    assert found == expected


def test_families_are_followed_for_a_year_and_no_longer(store: Store):
    quarters = asked.quarters(store)
    assert movement.spans(store, quarters[-1]) == quarters[-5:-1]
    assert movement.spans(store, quarters[0]) == ()
    with pytest.raises(InputError, match=f"families are followed to {quarters[-1]} from .*, got {quarters[0]}"):
        movement.decile_flows(store, NATION, quarters[0], quarters[-1])


@pytest.mark.parametrize("programme", recount.PROGRAMMES)
def test_spells_known_at_a_quarter_are_all_exits_so_far_and_those_still_running(
    store: Store, snapshots: list[Snapshot], programme: str
):
    for number, snapshot in enumerate(snapshots):
        expected: Counter = Counter()
        for (quarter, code, *key), families in recount.spells(snapshots[: number + 1]).items():
            if code == programme and (quarter == str(snapshot.quarter) or key[-1]):
                expected[tuple(key)] += families
        rows = movement.spells(store, NATION, programme, snapshot.quarter)
        assert {tuple(key): families for *key, families in rows.itertuples(index=False, name=None)} == expected


def test_spells_are_given_by_province_and_never_for_a_kabupaten(store: Store):
    last = asked.quarters(store)[-1]
    parts = [movement.spells(store, Scope.provinces(code), "PKH", last) for code in ("11", "35", "51")]
    whole = movement.spells(store, NATION, "PKH", last)
    assert sum(part["families"].sum() for part in parts) == whole["families"].sum() > 0
    assert movement.spells(store, Scope.kabupaten("35.15"), "PKH", last).empty


def test_years_on_aid_count_the_year_that_a_family_is_in(store: Store, snapshots: list[Snapshot]):
    snapshot = snapshots[-1]
    register = {row["family_id"]: row for row in snapshot.families}
    expected: Counter = Counter()
    for row in snapshot.payments:
        family = register.get(row["family_id"])
        if family and row["programme"] != "PBI" and family["kecamatan_code"].startswith("35"):
            quarters = snapshot.quarter.ordinal - Quarter.parse(row["first_quarter"]).ordinal + 1
            expected[row["programme"], min(19, -(-quarters // 4))] += family["weight"]
    rows = movement.years_on_aid(store, Scope.provinces("35"), snapshot.quarter)
    assert {tuple(key): families for *key, families in rows.itertuples(index=False, name=None)} == expected


def test_register_flows_add_up_to_what_follows_families(store: Store, snapshots: list[Snapshot]):
    expected: Counter = Counter()
    for (quarter, area, flow, unit), count in recount.register_flows(snapshots).items():
        expected[quarter, area[:2], flow, unit] += count
    rows = movement.register_flows(store, NATION, "province", asked.quarters(store))
    found: Counter = Counter()
    for row in rows.itertuples():
        found[row.quarter, row.code, row.flow, "families"] += row.families
        found[row.quarter, row.code, row.flow, "persons"] += row.persons
    assert Counter({key: count for key, count in found.items() if count}) == expected
