"""The report of a check: all faults at once, followed over quarters, printed in three forms; nothing is changed."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from commands import check as command
from data.check.claims import all_claims
from data.check.delivery import check_delivery, deliveries_of
from data.check.findings import ERROR, CheckReport
from data.check.run import run_checks
from data.contract import input_tables
from data.inbox.how_many import rows_in
from data.inbox.workbench import Limits, workbench
from terms import InputError, Quarter
from tests.data.deliveries import write_inbox

QUARTERS = ("2025Q3", "2025Q4", "2026Q1")
terminal = typer.Typer()
command.register(terminal)
terminal.command("status")(lambda: None)


@pytest.fixture(scope="module")
def given(tmp_path_factory) -> Path:
    return write_inbox(tmp_path_factory.mktemp("check") / "inbox", QUARTERS, families=150)


@pytest.fixture
def inbox(given, tmp_path) -> Path:
    return Path(shutil.copytree(given, tmp_path / "inbox"))


def checked(inbox: Path, *quarters: str) -> CheckReport:
    wanted = tuple(Quarter.parse(name) for name in quarters)
    return run_checks(deliveries_of(inbox, wanted, None), Limits(), lambda _: None)


def change(inbox: Path, quarter: str, table: str, **columns: object) -> None:
    path = inbox / quarter / f"{table}.parquet"
    pd.read_parquet(path).assign(**columns).to_parquet(path, index=False)


def claims(report: CheckReport) -> set[tuple[str, str]]:
    return {(finding.quarter, finding.claim) for finding in report.errors}


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(terminal, ["check", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout


def test_valid_inbox_of_three_quarters_has_no_error(given):
    report = checked(given)
    assert report.errors == ()
    assert {finding.quarter for finding in report.findings} == set(QUARTERS)


def test_every_claim_is_judged_when_the_last_quarter_is_there(given):
    judged = {finding.claim for finding in checked(given, "2026Q1").findings}
    assert {claim.name for claim in all_claims()} <= judged


def test_all_faults_of_all_tables_are_reported_at_once(inbox):
    change(inbox, "2026Q1", "families", decile=11, persons=0, nik="x")
    change(inbox, "2026Q1", "payments", rupiah=-1)
    (inbox / "2026Q1" / "manifest.toml").unlink()
    (inbox / "2026Q1" / "spotcheck.parquet").write_bytes(b"PAR1")
    assert claims(checked(inbox, "2026Q1")) >= {
        ("2026Q1", "families_decile_is_0_to_10"),
        ("2026Q1", "families_persons_are_1_to_30"),
        ("2026Q1", "no_column_is_personal_by_name"),
        ("2026Q1", "payments_rupiah_is_not_negative"),
        ("2026Q1", "manifest_is_whole"),
        ("2026Q1", "files_can_be_read"),
    }


def test_missing_column_is_one_fault_and_not_one_for_every_row(inbox):
    path = inbox / "2026Q1" / "families.parquet"
    pd.read_parquet(path).drop(columns="decile").to_parquet(path, index=False)
    assert claims(checked(inbox, "2026Q1")) == {("2026Q1", "required_columns_are_given")}


def test_missing_quarter_between_two_is_named(inbox):
    shutil.rmtree(inbox / "2025Q4")
    found = [finding.message for finding in checked(inbox).errors]
    assert found == ["between 2025Q3 and 2026Q1 a quarter is missing"]


def test_identifiers_that_change_their_type_are_named(inbox):
    for table in ("families", "payments", "exits", "updates", "spotcheck", "empowerment"):
        path = inbox / "2026Q1" / f"{table}.parquet"
        frame = pd.read_parquet(path)
        frame.assign(family_id="F-" + frame["family_id"].astype("string")).to_parquet(path, index=False)
    found = [finding.message for finding in checked(inbox).errors]
    assert found == [
        "family_id must be of one kind in all quarters, got text (families has one like A-999999) after whole numbers"
    ]


@pytest.mark.parametrize("shards", [1, 2])
def test_fault_in_the_last_spot_check_does_not_keep_registers_from_being_compared(inbox, shards):
    last = inbox / "2025Q4" / "spotcheck.parquet"
    pd.read_parquet(last).drop(columns="weight").to_parquet(last, index=False)
    wanted = deliveries_of(inbox, (Quarter(2026, 1),), None)
    judged = {finding.claim for finding in run_checks(wanted, Limits(), lambda _: None, shards=shards).findings}
    assert {"families_keep_their_weight_for_life", "payments_spells_go_on_between_quarters"} <= judged


def test_check_takes_as_many_shards_as_rows_and_memory_ask_for(given, monkeypatch):
    whole, steps = checked(given, "2026Q1"), []
    monkeypatch.setattr("data.inbox.how_many.BYTES_A_ROW", 1e9 / rows_in(given / "2026Q1"))
    report = run_checks(deliveries_of(given, (Quarter(2026, 1),), None), Limits("500MB", 1), steps.append)
    assert "2026Q1 shards judged, 8 of 8" in steps
    assert report.findings == whole.findings


def test_numeric_identifiers_in_csv_follow_those_in_parquet(inbox):
    for table in ("families", "payments", "exits", "updates", "spotcheck", "empowerment"):
        path = inbox / "2026Q1" / f"{table}.parquet"
        pd.read_parquet(path).to_csv(path.with_suffix(".csv"), index=False, float_format="%.17g")
        path.unlink()
    assert checked(inbox).errors == ()


def test_count_and_first_rows_tell_where_a_claim_breaks(inbox):
    frame = pd.read_parquet(inbox / "2026Q1" / "families.parquet")
    decile = frame["decile"].where(frame.index >= 8, 77)
    change(inbox, "2026Q1", "families", decile=decile.astype("int8"))
    broken = [finding for finding in checked(inbox, "2026Q1").errors if finding.claim == "families_decile_is_0_to_10"]
    assert [finding.count for finding in broken] == [8]
    shown = [json.loads(row) for row in broken[0].rows]
    assert len(shown) == 5 and {row["family_id"] for row in shown} <= set(frame["family_id"][:8])


def test_unknown_quarter_and_missing_inbox_are_refused(given, tmp_path):
    with pytest.raises(InputError, match="2027Q1 is not in"):
        checked(given, "2027Q1")
    with pytest.raises(InputError, match="must be a folder"):
        checked(tmp_path / "nothing")
    with pytest.raises(InputError, match="must hold a folder for each quarter"):
        checked(tmp_path)


def test_memory_that_is_no_amount_is_refused(given):
    with pytest.raises(InputError, match="memory: must look like 4GB, got 'lots'"):
        run_checks(deliveries_of(given, (), None), Limits("lots"), lambda _: None)


def test_check_changes_no_file_of_the_inbox(inbox):
    def digest() -> dict[str, str]:
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in inbox.rglob("*") if path.is_file()}

    change(inbox, "2026Q1", "families", decile=99)
    before = digest()
    checked(inbox)
    assert digest() == before


def test_terminal_exits_1_on_error_and_0_on_warnings(inbox, monkeypatch):
    monkeypatch.setattr(command.console, "width", 200)  # a narrow terminal folds the names of claims
    assert run("--inbox", inbox, "--quarter", "2026Q1")[0] == 0
    change(inbox, "2026Q1", "families", decile=11)
    code, text = run("--inbox", inbox, "--quarter", "2026Q1")
    assert code == 1 and "families_decile_is_0_to_10" in text and "1 errors" in text


def test_json_and_csv_hold_the_same_faults(inbox):
    change(inbox, "2026Q1", "families", decile=11)
    listed = json.loads(run("--inbox", inbox, "--quarter", "2026Q1", "--format", "json")[1])
    lines = list(csv.DictReader(run("--inbox", inbox, "--quarter", "2026Q1", "--format", "csv")[1].splitlines()))
    assert [entry["claim"] for entry in listed] == [line["claim"] for line in lines]
    first = listed[0]
    assert (first["severity"], first["claim"], first["rows"]) == (ERROR, "families_decile_is_0_to_10", 150)
    assert first["first_rows"][0]["decile"] == 11


def test_rejects_file_holds_every_offending_row_with_its_reason(inbox, tmp_path):
    change(inbox, "2026Q1", "families", verified_by="[/red]=1+1")
    file = tmp_path / "rejects.csv"
    assert run("--inbox", inbox, "--quarter", "2026Q1", "--rejects", file)[0] == 1
    lines = [
        line
        for line in csv.DictReader(file.read_text().splitlines())
        if line["claim"] == "families_verified_by_is_a_channel"
    ]
    assert len(lines) == 150
    assert {line["reason"] for line in lines} == {"a family whose verified_by is not a channel, ground_check or empty"}
    assert json.loads(lines[0]["row"])["verified_by"] == "[/red]=1+1"
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line.values())


def test_every_error_returns_the_key_of_its_table(given, tmp_path):
    with workbench(Limits()) as connection:
        check_delivery(connection, deliveries_of(given, (Quarter(2026, 1),), None)[0], lambda _: None)
        for claim in all_claims():
            if claim.severity == ERROR:
                key = set(input_tables.table(claim.table).key)
                assert key <= set(connection.sql(claim.query).columns), claim.name
