"""The built tables equal plain counts over families, on random registers."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from data.contract.cells import CELL
from data.contract.store_tables import BUILT
from data.store.open import Store, open_store
from tests.data.build import recount
from tests.data.build.registers import Register, Snapshot
from tests.data.build.stores import built_of

DIMENSIONS = ("kabupaten_code", "decile", "family_type", "quarters_on_pkh", "quarters_on_sembako", "on_pbi")
SEEDS = range(8)


def rows(store: Store, query: str) -> list[tuple]:
    return store.cursor().execute(query).fetchall()


@pytest.fixture(scope="module", params=SEEDS)
def random_register(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """Snapshots of a random register and the store built from them; every third with text identifiers."""
    folder: Path = tmp_path_factory.mktemp(f"random{request.param}")
    snapshots = Register(request.param, families=10 + 7 * request.param).live(4)
    store = open_store(built_of(snapshots, folder, text_identifiers=request.param % 3 == 0))
    yield snapshots, store
    store.close()


def test_cells_equal_counting_families_one_by_one(random_register: tuple[list[Snapshot], Store]):
    snapshots, store = random_register
    measures = [column.name for column in CELL.columns if column.name not in (*DIMENSIONS, "quarter")]
    columns = ", ".join((*DIMENSIONS, *measures))
    for snapshot in snapshots:
        expected = recount.cells(snapshot)
        found = rows(store, f"select {columns} from cell where quarter = '{snapshot.quarter}'")
        assert len(found) == len(expected)
        for row in found:
            counted = expected[row[: len(DIMENSIONS)]]
            assert row[len(DIMENSIONS) :] == tuple(counted[name] for name in measures)


def test_movement_equals_following_families_one_by_one(random_register: tuple[list[Snapshot], Store]):
    snapshots, store = random_register
    found: Counter = Counter()
    for *key, families, persons in rows(store, "select * from movement"):
        found[*key, "families"] += families
        found[*key, "persons"] += persons or 0
    assert Counter({key: count for key, count in found.items() if count}) == recount.movement(snapshots)


def test_ledger_balances_in_every_kabupaten_programme_and_quarter(random_register: tuple[list[Snapshot], Store]):
    snapshots, store = random_register
    balance: Counter = Counter()
    sign = {"opening": 1, "entered": 1, "moved_in": 1, "exited": -1, "moved_out": -1, "closing": -1}
    for quarter, area, programme, flow, _, _, families, persons in rows(store, "select * from movement"):
        if quarter != str(snapshots[0].quarter):
            balance[quarter, area, programme, "families"] += sign[flow] * families
            balance[quarter, area, programme, "persons"] += sign[flow] * (persons or 0)
    assert balance
    assert not any(balance.values())


def test_register_flows_equal_following_families_one_by_one(random_register: tuple[list[Snapshot], Store]):
    snapshots, store = random_register
    found: Counter = Counter()
    for *key, families, persons in rows(store, "select * from register_flow"):
        found[*key, "families"] += families
        found[*key, "persons"] += persons
    assert Counter({key: count for key, count in found.items() if count}) == recount.register_flows(snapshots)


def test_spells_equal_following_families_one_by_one(random_register: tuple[list[Snapshot], Store]):
    snapshots, store = random_register
    found = rows(
        store,
        "select quarter, programme, family_type, entry, stop, cause, sum(families)::bigint from spell group by all",
    )
    assert {tuple(key): families for *key, families in found} == recount.spells(snapshots)


def test_totals_paid_equal_the_payments_given(random_register: tuple[list[Snapshot], Store]):
    snapshots, store = random_register
    for snapshot in snapshots:
        weights = {family["family_id"]: family["weight"] for family in snapshot.families}
        given = sum(row["rupiah"] * weights.get(row["family_id"], row["weight"]) for row in snapshot.payments)
        in_cells = rows(
            store,
            "select coalesce(sum(rupiah_pkh + rupiah_sembako + rupiah_pbi), 0)::bigint from cell"
            f" where quarter = '{snapshot.quarter}'",
        )[0][0]
        outside = rows(
            store, f"select coalesce(sum(rupiah), 0)::bigint from unmatched where quarter = '{snapshot.quarter}'"
        )[0][0]
        assert in_cells + outside == given


def test_decile_flow_equals_following_families_one_by_one(random_register: tuple[list[Snapshot], Store]):
    snapshots, store = random_register
    columns = "quarter, quarter_before, kabupaten_code, decile_before, decile_after, verified"
    found: Counter = Counter()
    for *key, families, persons in rows(store, f"select {columns}, families, persons from decile_flow"):
        found[*key, "families"] += families
        found[*key, "persons"] += persons
    assert found == recount.decile_flows(snapshots)


def test_updates_told_twice_count_once_as_told_last(random_register: tuple[list[Snapshot], Store]):
    snapshots, store = random_register
    told = snapshots[-1].updates
    last_day = max((row["decided_on"] or row["filed_on"] for row in told), default=None)
    expected = Counter(
        (row["outcome"], row["filed_on"].month, not row["decided_on"] and row["filed_on"] < months_before(last_day))
        for row in told
    )
    found: Counter = Counter()
    for quarter, outcome, overdue, proposals in rows(
        store, "select quarter, outcome, overdue, proposals from update_flow"
    ):
        found[outcome, int(quarter[-1]) * 3 - 2, overdue] += proposals
    assert found == expected
    assert rows(store, "select last_day, proposals from update_span") == [(last_day, len(told))]


def months_before(day: date, months: int = 3) -> date:
    """The same day of an earlier month; tests file and decide on days 1 to 28 only."""
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, day.day)


def test_days_and_effect_of_decisions_equal_counting_them_one_by_one(random_register: tuple[list[Snapshot], Store]):
    snapshots, store = random_register
    decided = [row for row in snapshots[-1].updates if row["decided_on"]]
    days = Counter(
        (row["kind"], row["channel"], row["kecamatan_code"][:5], (row["decided_on"] - row["filed_on"]).days)
        for row in decided
    )
    found = rows(
        store, "select kind, channel, kabupaten_code, days, sum(proposals)::bigint from update_days group by all"
    )
    assert {tuple(key): proposals for *key, proposals in found} == days
    effect = Counter((row["kind"], row["decile_before"], row["decile_after"]) for row in decided)
    found = rows(
        store, "select kind, decile_before, decile_after, sum(proposals)::bigint from update_effect group by all"
    )
    assert {tuple(key): proposals for *key, proposals in found} == effect


def test_spot_check_sums_equal_adding_up_visits(random_register: tuple[list[Snapshot], Store]):
    snapshots, store = random_register
    for snapshot in snapshots:
        paid = {(row["family_id"], row["programme"]) for row in snapshot.payments}
        expected: dict[tuple[str, str], list[float]] = {}
        for visit in snapshot.spotcheck:
            if visit["outcome"] != "interviewed":
                continue
            for programme, limit in recount.LIMITS.items():
                entitled = visit["verified_decile"] <= limit
                if programme == "PKH":
                    entitled = entitled and any(visit[name] for name in recount.COMPONENTS)
                on = (visit["family_id"], programme) in paid
                for error, counted, wrong in (("inclusion", on, not entitled), ("exclusion", entitled, not on)):
                    if counted:
                        sums = expected.setdefault((programme, error), [0, 0, 0.0, 0.0, 0.0])
                        weight = visit["weight"]
                        for place, value in enumerate((1, wrong, weight, weight * wrong, weight**2)):
                            sums[place] += value
        found = rows(
            store,
            "select programme, error, sum(n), sum(positives), sum(weight), sum(weight_positives), sum(weight_squares)"
            " from spotcheck_sum where domain = 'all' and yardstick = 'decile' and unit = 'families'"
            f" and quarter = '{snapshot.quarter}' group by all",
        )
        assert {(programme, error): sums for programme, error, *sums in found} == expected


def test_every_wrong_family_has_one_cause_and_one_decile(random_register: tuple[list[Snapshot], Store]):
    _, store = random_register
    wrong = rows(
        store,
        "select quarter, programme, error, sum(positives) from spotcheck_sum"
        " where domain = 'all' and yardstick = 'decile' and unit = 'families' and positives > 0"
        " group by all order by all",
    )
    for kind in ("cause", "decile"):
        told = rows(
            store,
            f"select quarter, programme, error, sum(positives) from spotcheck_wrong where kind = '{kind}'"
            " group by all order by all",
        )
        assert told == wrong


def test_every_sampled_unit_counts_even_without_an_interview(random_register: tuple[list[Snapshot], Store]):
    snapshots, store = random_register
    for snapshot in snapshots:
        units = {visit["psu"] for visit in snapshot.spotcheck}
        found = rows(
            store,
            "select count(*), sum(visits), sum(interviewed), sum(interviewed_weight) from spotcheck_psu"
            f" where quarter = '{snapshot.quarter}'",
        )
        interviewed = [visit["weight"] for visit in snapshot.spotcheck if visit["outcome"] == "interviewed"]
        if snapshot.spotcheck:
            assert found == [(len(units), len(snapshot.spotcheck), len(interviewed), sum(interviewed))]


def test_every_built_column_is_declared_with_type_and_meaning(built: Store):
    found = rows(
        built,
        "select table_name, column_name, data_type from duckdb_columns()"
        " where not internal order by table_name, column_index",
    )
    declared = [
        (table.name, column.name, column.type)
        for table in sorted(BUILT, key=lambda table: table.name)
        for column in table.columns
    ]
    assert found == declared
    assert all(column.meaning and column.source and column.allowed for table in BUILT for column in table.columns)


def test_cells_lie_in_the_order_of_quarter_and_kabupaten(built: Store):
    found = rows(built, "select quarter, kabupaten_code, decile, family_type from cell order by rowid")
    assert found == sorted(found)
