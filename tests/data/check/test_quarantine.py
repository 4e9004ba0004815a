"""Broken rows are set aside with their reasons: rows in are rows kept and set aside, and the rest breaks no claim."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from data.check.delivery import Checked, check_delivery, deliveries_of
from data.check.quarantine import SetAside, set_aside
from data.inbox.workbench import Limits, workbench
from terms import InputError
from tests.data.deliveries import write_inbox


@pytest.fixture
def inbox(tmp_path) -> Path:
    return write_inbox(tmp_path / "inbox", ("2026Q1",), families=300)


@contextmanager
def staged(inbox: Path) -> Iterator[Checked]:
    with workbench(Limits()) as connection:
        yield check_delivery(connection, deliveries_of(inbox, (), None)[0], lambda _: None)


def change(inbox: Path, table: str, alter) -> pd.DataFrame:
    path = inbox / "2026Q1" / f"{table}.parquet"
    frame = alter(pd.read_parquet(path))
    frame.to_parquet(path, index=False)
    return frame


def of(table: str, balances: tuple[SetAside, ...]) -> SetAside:
    return next(entry for entry in balances if entry.table == table)


def test_broken_rows_go_and_the_rest_breaks_no_error(inbox, tmp_path):
    def alter(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[0, "decile"] = 55
        frame.loc[1, "kecamatan_code"] = "99.99.99"
        return pd.concat([frame, frame.iloc[[2]]])

    frame = change(inbox, "families", alter)
    with staged(inbox) as checked:
        balances = set_aside(checked.examined, tmp_path / "rejects.csv", 0.1)
        kept = {row[0] for row in checked.examined.connection.execute("select family_id from families").fetchall()}
        assert [
            finding for finding in checked.examined.findings() if finding.severity == "error" and finding.count
        ] == []
    gone = set(frame["family_id"].iloc[[0, 1, 2]])
    assert kept == set(frame["family_id"]) - gone
    assert of("families", balances) == SetAside("families", 301, 297, 4)


def test_rejects_file_holds_each_row_with_all_its_reasons(inbox, tmp_path):
    def alter(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[0, ["decile", "weight"]] = [55, 0]
        return frame

    frame = change(inbox, "families", alter)
    with staged(inbox) as checked:
        set_aside(checked.examined, tmp_path / "rejects.csv", 0.1)
    lines = list(csv.DictReader((tmp_path / "rejects.csv").read_text().splitlines()))
    mine = [line for line in lines if line["table_name"] == "families"]
    assert [line["reasons"] for line in mine] == ["families_decile_is_0_to_10, families_weight_is_at_least_1"]
    assert json.loads(mine[0]["content"])["family_id"] == frame["family_id"][0]


def test_payment_of_a_family_set_aside_goes_too_when_its_place_is_unknown(inbox, tmp_path):
    paid = pd.read_parquet(inbox / "2026Q1" / "payments.parquet")["family_id"].tolist()[0]
    change(inbox, "families", lambda frame: frame.assign(decile=frame["decile"].where(frame["family_id"] != paid, 55)))
    with staged(inbox) as checked:
        balances = set_aside(checked.examined, tmp_path / "rejects.parquet", 0.1)
        left = checked.examined.connection.execute("select count(*) from payments where family_id = $id", {"id": paid})
        assert left.fetchall() == [(0,)]
    assert of("payments", balances).rows_set_aside >= 1
    rejects = pd.read_parquet(tmp_path / "rejects.parquet")
    assert set(rejects["table_name"]) == {"families", "payments"}


def test_lines_that_are_no_rows_are_in_the_balance(inbox, tmp_path):
    path = inbox / "2026Q1" / "quotas.csv"
    (inbox / "2026Q1" / "quotas.parquet").unlink()
    path.write_text("kabupaten_code,programme,quota\n35.15,PKH,1\n32.01,PKH,2,3\n")
    with staged(inbox) as checked:
        assert checked.errors_of_files == ()
        balances = set_aside(checked.examined, tmp_path / "rejects.csv", 0.5)
    assert of("quotas", balances) == SetAside("quotas", 2, 1, 1)


def test_more_than_the_share_is_refused_and_nothing_is_written(inbox, tmp_path):
    change(inbox, "families", lambda frame: frame.assign(decile=frame["decile"].where(frame.index > 2, 55)))
    with staged(inbox) as checked, pytest.raises(InputError, match=r"at most 0.5 % of a table .* 3 of 300 rows"):
        set_aside(checked.examined, tmp_path / "rejects.csv", 0.005)
    assert not (tmp_path / "rejects.csv").exists()


def test_fault_of_a_whole_file_cannot_be_set_aside(inbox):
    change(inbox, "families", lambda frame: frame.assign(nik="x"))
    with staged(inbox) as checked:
        assert [finding.claim for finding in checked.errors_of_files] == ["no_column_is_personal_by_name"]
