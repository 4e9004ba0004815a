"""``tepat movement`` prints the figures of the readers, with the columns that were promised."""

from __future__ import annotations

import io
import json
from itertools import pairwise

import pandas as pd
import pytest
from typer.testing import CliRunner

from cli import app
from data.read import asked, movement
from data.store.open import Store
from data.store.scope import Scope
from terms import LEVELS, InputError

FLOWS = ["quarter", "group", "opening", "entered", "moved_in", "exited", "moved_out", "closing"]


def run(store: Store, *arguments: str) -> str:
    result = CliRunner().invoke(app, ["movement", "--store", str(store.path), *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("by", LEVELS)
@pytest.mark.parametrize(("programme", "unit"), [("pkh", "families"), ("PBI", "families"), ("PBI", "persons")])
def test_csv_holds_the_ledger_and_a_column_for_each_reason(store: Store, by: str, programme: str, unit: str):
    text = run(store, "--by", by, "--programme", programme, "--unit", unit, "--format", "csv")
    shown = pd.read_csv(io.StringIO(text), dtype={"group": str})
    assert list(shown.columns) == [*FLOWS, *movement.FLOW_REASONS]
    rows = movement.ledger(store, Scope.national(), programme.upper(), by, asked.quarters(store))
    expected = movement.wide(rows, unit)
    assert shown["group"].tolist() == expected["group"].tolist()
    for name in shown.columns[2:]:
        assert shown[name].astype("Int64").equals(expected[name]), name


def test_json_has_null_where_the_first_quarter_knows_nothing(store: Store):
    rows = json.loads(run(store, "--format", "json"))
    assert rows[0]["opening"] is None and rows[0]["closing"] > 0
    assert all(before["closing"] == after["opening"] for before, after in pairwise(rows))


def test_terminal_shows_the_nation_with_a_column_for_each_quarter(store: Store):
    text = run(store)
    assert all(str(quarter) in text for quarter in asked.quarters(store))
    assert "first_time" in text and "online_gambling" not in text


def test_persons_of_a_family_programme_are_refused(store: Store):
    with pytest.raises(InputError, match="unit: PKH is given to families and counted in families, got persons"):
        run(store, "--unit", "persons")
