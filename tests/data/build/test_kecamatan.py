"""The tables by kecamatan equal plain counts over families, those of unknown kecamatan among them; the cells stay."""

from __future__ import annotations

from collections import Counter

import pytest

from data.contract.cells import CELL
from data.store.open import Store, open_store
from tests.data.build import recount
from tests.data.build.registers import Register, Snapshot
from tests.data.build.stores import built_of
from tests.data.build.test_counts import months_before, rows

#: A file with codes of BPS knows the kabupaten alone: it is read as kecamatan 00.
UNKNOWN = "35.15.00"
PLACES = ("11.01.01", "35.15.01", UNKNOWN, "35.15.02", "51.71.01")


@pytest.fixture(scope="module", params=(10, 11))
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    snapshots = Register(request.param, families=90, places=PLACES).live(3)
    store = open_store(built_of(snapshots, tmp_path_factory.mktemp(f"kecamatan{request.param}")))
    yield snapshots, store
    store.close()


def told(store: Store, table: str, *columns: str) -> Counter:
    """The table's only count by its other columns."""
    return Counter({tuple(key): count for *key, count in rows(store, f"select {', '.join(columns)} from {table}")})


def test_families_by_decile_and_verification_equal_counting_them_one_by_one(lived: tuple[list[Snapshot], Store]):
    snapshots, store = lived
    columns = ("quarter", "kabupaten_code", "kecamatan_code", "decile", "verified_within_year", "families")
    expected = Counter()
    for one in snapshots:
        expected |= {(str(one.quarter), *key): n for key, n in recount.kecamatan_register(one).items()}
    assert told(store, "kecamatan_register", *columns) == expected
    assert {key[2] for key in expected} == set(PLACES)


def test_recipients_by_programme_equal_counting_them_one_by_one(lived: tuple[list[Snapshot], Store]):
    snapshots, store = lived
    columns = ("quarter", "kabupaten_code", "kecamatan_code", "programme")
    for unit in ("families", "persons"):
        expected = Counter()
        for one in snapshots:
            counted = recount.kecamatan_recipients(one)
            expected |= {(str(one.quarter), *key[:3]): n for key, n in counted.items() if key[3] == unit}
        if unit == "persons":
            expected = Counter({key: n for key, n in expected.items() if key[3] == "PBI"})
            found = rows(store, "select persons from kecamatan_recipient where programme <> 'PBI' and persons <> 0")
            assert not found
        found = told(store, "kecamatan_recipient", *columns, f"coalesce({unit}, 0)")
        assert Counter({key: n for key, n in found.items() if n}) == Counter({k: n for k, n in expected.items() if n})


def test_waiting_proposals_equal_counting_them_one_by_one(lived: tuple[list[Snapshot], Store]):
    snapshots, store = lived
    last_day = rows(store, "select last_day from update_span")[0][0]
    columns = ("quarter", "kabupaten_code", "kecamatan_code", "overdue", "proposals")
    expected = recount.kecamatan_waiting(snapshots, months_before(last_day) if last_day else None)
    assert expected
    assert told(store, "kecamatan_waiting", *columns) == expected


def test_families_of_unknown_kecamatan_are_in_the_account_and_stay_in_their_kabupaten(
    lived: tuple[list[Snapshot], Store],
):
    snapshots, store = lived
    newest = snapshots[-1]
    unknown = sum(row["weight"] for row in newest.families if row["kecamatan_code"] == UNKNOWN)
    asked = f"from kecamatan_register where quarter = '{newest.quarter}'"
    assert rows(store, f"select sum(families)::bigint {asked} and kecamatan_code = '{UNKNOWN}'") == [(unknown,)]
    everybody = sum(row["weight"] for row in newest.families)
    assert rows(store, f"select sum(families)::bigint {asked}") == [(everybody,)]


def test_cells_do_not_know_of_kecamatan():
    assert "kecamatan_code" not in {column.name for column in CELL.columns}
