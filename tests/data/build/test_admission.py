"""What a build does with input that breaks the contract: it stops, or sets rows aside and says so."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.read import register
from data.store.open import Store, open_store
from terms import InputError
from tests.data.build.conftest import Build
from tests.data.build.registers import Register, Snapshot


@pytest.fixture
def snapshots() -> list[Snapshot]:
    return Register(seed=21, families=60).live(2)


def results(store: Store, quarter: object) -> dict[str, tuple[str, int]]:
    query = f"select name, severity, failures from check_result where quarter = '{quarter}'"
    found = store.cursor().execute(query).fetchall()
    assert len(found) == len({name for name, _, _ in found})
    return {name: (severity, failures) for name, severity, failures in found}


def test_broken_rows_stop_the_build_and_are_named(tmp_path: Path, build_store: Build, snapshots: list[Snapshot]):
    snapshots[0].write(tmp_path / "inbox")
    old = build_store()
    snapshots[1].families[3]["decile"] = 11
    snapshots[1].families[4]["persons"] = 0
    snapshots[1].write(tmp_path / "inbox")
    with pytest.raises(InputError, match=r"2025Q4 is not built, it has errors: .*decile.*See all with tepat check"):
        build_store()
    assert open_store(tmp_path / "store").build_id == old.build_id


def test_broken_rows_set_aside_are_kept_with_reasons_and_counted(
    tmp_path: Path, build_store: Build, snapshots: list[Snapshot]
):
    broken = next(
        family
        for family in snapshots[0].families
        if family["family_id"] in {row["family_id"] for row in snapshots[0].payments if row["kecamatan_code"]}
    )
    weight = sum(family["weight"] for family in snapshots[0].families) - broken["weight"]
    broken["decile"] = 11
    snapshots[0].write(tmp_path / "inbox")
    report = build_store(quarantine=0.2)
    store = open_store(tmp_path / "store")
    account = (
        store.cursor().execute("select table_name, rows_in, rows_built, rows_set_aside from row_account").fetchall()
    )
    for table, rows_in, rows_built, rows_set_aside in account:
        assert rows_in == rows_built + rows_set_aside == len(getattr(snapshots[0], table, ()))
    assert {row[0]: row[3] for row in account}["families"] == 1
    assert register.status(store)["families"].tolist() == [weight]
    (rejects,) = (tmp_path / "work").rglob("set_aside.csv")
    with rejects.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert any(row["table_name"] == "families" and "decile" in row["reasons"] for row in rows)
    assert any(str(rejects) in note for note in report.notes)


def test_more_broken_rows_than_the_share_stop_the_build(tmp_path: Path, build_store: Build, snapshots: list[Snapshot]):
    for family in snapshots[0].families[:20]:
        family["decile"] = 11
    snapshots[0].write(tmp_path / "inbox")
    with pytest.raises(InputError, match="quarantine: at most 1 % of a table may be set aside"):
        build_store(quarantine=0.01)
    assert not (tmp_path / "store" / "current").exists()


def test_file_that_cannot_be_read_stops_the_build_even_in_quarantine(
    tmp_path: Path, build_store: Build, snapshots: list[Snapshot]
):
    folder = snapshots[0].write(tmp_path / "inbox")
    (folder / "payments.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(InputError, match=r"payments\.parquet"):
        build_store(quarantine=0.5)


def test_weight_that_changes_between_quarters_stops_the_build(
    tmp_path: Path, build_store: Build, snapshots: list[Snapshot]
):
    before = {family["family_id"] for family in snapshots[0].families}
    stayer = next(family for family in snapshots[1].families if family["family_id"] in before)
    stayer["weight"] += 1
    for snapshot in snapshots:
        snapshot.write(tmp_path / "inbox")
    with pytest.raises(InputError, match="families_keep_their_weight_for_life"):
        build_store()


def test_every_claim_is_recorded_once_a_quarter_with_its_failures(
    tmp_path: Path, build_store: Build, snapshots: list[Snapshot]
):
    before = {(row["family_id"], row["programme"]) for row in snapshots[0].payments}
    jumping = next(row for row in snapshots[1].payments if (row["family_id"], row["programme"]) in before)
    jumping["first_quarter"] = "2001Q1"
    for snapshot in snapshots:
        snapshot.write(tmp_path / "inbox")
    build_store()
    first, second = (results(open_store(tmp_path / "store"), snapshot.quarter) for snapshot in snapshots)
    assert second["payments_spells_go_on_between_quarters"] == ("warning", 1)
    assert second["families_keep_their_weight_for_life"] == ("error", 0)
    assert "payments_spells_go_on_between_quarters" not in first
    assert first["the_ledger_balances"] == second["the_ledger_balances"] == ("error", 0)
    snapshots[0].payments.pop(0)
    snapshots[0].write(tmp_path / "inbox")
    build_store()
    again = results(open_store(tmp_path / "store"), snapshots[1].quarter)
    assert set(again) == set(second)


def test_hashed_identifiers_are_followed_over_quarters(tmp_path: Path, build_store: Build, snapshots: list[Snapshot]):
    for snapshot in snapshots:
        snapshot.write(tmp_path / "inbox")
    build_store()
    build_store(store=tmp_path / "hashed", key=b"a key of sixteen bytes")
    query = "select quarter, programme, flow, reason, sum(families) from movement group by all order by all"
    plain, hashed = (open_store(tmp_path / name).cursor().execute(query).fetchall() for name in ("store", "hashed"))
    assert plain == hashed


def test_payments_of_a_declared_programme_are_accounted_and_make_no_recipients(
    tmp_path: Path, build_store: Build, snapshots: list[Snapshot]
):
    declared = [dict(row, programme="SEKOLAH_RAKYAT") for row in snapshots[0].payments if row["programme"] == "PKH"]
    assert declared
    snapshots[0].payments.extend(declared)
    snapshots[0].write(tmp_path / "inbox")
    build_store()
    store = open_store(tmp_path / "store")
    account = store.cursor().execute("select rows_in, rows_built from row_account where table_name = 'payments'")
    assert account.fetchall() == [(len(snapshots[0].payments), len(snapshots[0].payments))]
    programmes = store.cursor().execute("select distinct programme from movement").fetchall()
    assert {name for (name,) in programmes} <= {"PKH", "SEMBAKO", "PBI"}
