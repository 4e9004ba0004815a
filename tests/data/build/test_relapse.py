"""Those who graduated are followed as counting them one by one does, within the scope, for four quarters."""

from __future__ import annotations

from collections import Counter

import pytest

from data.build.build import build
from data.build.options import Options
from data.figures import places as shown
from data.read import places
from data.store.open import Store, open_store
from data.store.scope import Scope
from terms import Quarter
from tests.data.build.conftest import silent
from tests.data.build.registers import Register, Snapshot

AIDED = ("PKH", "SEMBAKO")
POOR = range(1, 5)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Snapshot], Store]:
    """A random register of six quarters and its store."""
    folder = tmp_path_factory.mktemp("followed")
    snapshots = Register(seed=11, families=200).live(6)
    for snapshot in snapshots:
        snapshot.write(folder / "inbox")
    build(Options(folder / "inbox", folder / "store", memory="1GB"), silent)
    return snapshots, open_store(folder / "store")


def paid(snapshot: Snapshot) -> set[tuple[int, str]]:
    return {(row["family_id"], row["programme"]) for row in snapshot.payments}


def deciles(snapshot: Snapshot) -> dict[int, int]:
    return {row["family_id"]: row["decile"] for row in snapshot.families}


def weight_of(snapshots: list[Snapshot], family: int) -> int:
    rows = [row for each in snapshots for row in (*each.families, *each.payments) if row["family_id"] == family]
    return next(row["weight"] for row in rows if row["weight"] is not None)


def one_by_one(snapshots: list[Snapshot], now: int) -> Counter:
    """Families by programme, quarter of graduation, poor then, poor since, back on aid."""
    found: Counter = Counter()
    for then in range(max(1, now - 4), now):
        given = {}
        for row in snapshots[then].exits:
            key = row["family_id"], row["programme"]
            given[key] = min(row["reason"], given.get(key, row["reason"]))
        for (family, programme), reason in given.items():
            left = (family, programme) in paid(snapshots[then - 1]) - paid(snapshots[then])
            if programme not in AIDED or reason != "graduated" or not left:
                continue
            since = snapshots[then + 1 : now + 1]
            on_then = {one for one in AIDED if (family, one) in paid(snapshots[then])}
            back = any((family, one) in paid(each) for each in since for one in set(AIDED) - on_then)
            poor_since = any(deciles(each).get(family) in POOR for each in since)
            poor_then = deciles(snapshots[then]).get(family) in POOR
            key = programme, str(snapshots[then].quarter), poor_then, poor_since, back
            found[key] += weight_of(snapshots, family)
    return found


def test_relapse_equals_following_families_one_by_one(followed: tuple[list[Snapshot], Store]):
    snapshots, store = followed
    for now in range(1, len(snapshots)):
        rows = places.relapse(store, Scope.national(), snapshots[now].quarter, "nation")
        counted = Counter({tuple(row[1:-1]): row[-1] for row in rows.itertuples(index=False)})
        assert counted == one_by_one(snapshots, now)
    assert any(back for *_, back in counted) and any(poor for _, _, _, poor, _ in counted)


def test_relapse_of_the_nation_is_the_sum_of_what_each_scope_sees(followed: tuple[list[Snapshot], Store]):
    snapshots, store = followed
    last = snapshots[-1].quarter
    whole = places.relapse(store, Scope.national(), last, "nation")["families"].sum()
    parts = [places.relapse(store, Scope.provinces(code), last, "kabupaten") for code in ("11", "35", "51")]
    assert sum(part["families"].sum() for part in parts) == whole > 0
    assert all(len(set(part["code"].str[:2])) <= 1 for part in parts)


def test_shown_relapse_counts_who_rose_and_fell_back_or_is_paid_again(followed: tuple[list[Snapshot], Store]):
    snapshots, store = followed
    last = snapshots[-1].quarter
    found = shown.relapses(store, Scope.national(), "PKH", last, "nation")
    counted = one_by_one(snapshots, len(snapshots) - 1)
    assert [one.followed for one in found] == [4, 3, 2, 1]
    for one in found:
        mine = {key[2:]: families for key, families in counted.items() if key[:2] == ("PKH", str(one.graduated))}
        assert one.families == sum(mine.values())
        assert one.back == sum(n for (then, since, paid_again), n in mine.items() if (since and not then) or paid_again)
        assert one.share == one.back / one.families


def test_small_relapse_of_a_kabupaten_is_withheld(followed: tuple[list[Snapshot], Store]):
    snapshots, store = followed
    last: Quarter = snapshots[-1].quarter
    hidden = 0
    for code in ("11.01", "35.15", "35.78", "51.71"):
        for one in shown.relapses(store, Scope.kabupaten(code), "PKH", last, "kabupaten"):
            counts = (one.families, one.back_in_decile, one.back_on_aid, one.back, one.poor_then)
            assert all(count is None or count == 0 or count >= 10 for count in counts)
            hidden += one.back is None and one.share is None
    assert hidden
