"""The terminal carries a policy on, tells who reaches the cap when, and refuses in a sentence."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from cli import app
from data.store.scope import Scope
from pages.cached import cap_calendar
from pages.cached.projection import Compared, ProjectionQuestion
from simulator.policy.files import named
from simulator.projection.groups import GROUP_COLUMNS
from simulator.projection.options import ProjectionOptions
from terms import NATION, InputError, Quarter

runner = CliRunner()


def said(store, *words: str) -> str:
    result = runner.invoke(app, [*words, "--store", str(store)], env={"COLUMNS": "200"}, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_project_prints_a_row_for_each_quarter_area_and_programme(small_store):
    words = ("project", "lima_tahun_luas", "--quarters", "4", "--by", "province", "--format", "csv")
    table = pd.read_csv(io.StringIO(said(small_store, *words)), dtype={"group": str})
    assert len(table) == 5 * 38 * 3
    balance = table.opening + table.moved_in - table.moved_out - table.exited + table.entered
    balance -= table[["dropped_decile", "dropped_component", "dropped_cap", "dropped_budget"]].sum(axis=1)
    assert balance.to_numpy() == pytest.approx(table.recipients.to_numpy(), abs=0.01)
    nation = json.loads(said(small_store, "project", "lima_tahun_luas", "--quarters", "4", "--format", "json"))
    by_quarter = table[table.programme == "PKH"].groupby("quarter").recipients.sum()
    own = {row["quarter"]: row["recipients"] for row in nation if row["programme"] == "PKH"}
    assert by_quarter.to_dict() == pytest.approx(own)


def test_calendar_parts_add_up_to_those_who_reach_the_cap(small_store):
    text = said(small_store, "calendar", "lima_tahun_luas", "--quarters", "4", "--by", "kabupaten", "--format", "csv")
    table = pd.read_csv(io.StringIO(text))
    parts = table.exempt + table.kept_assessed + table.dropped_cap
    assert parts.to_numpy() == pytest.approx(table.reached_cap.to_numpy(), abs=1e-6)
    assert (table.to_empowerment + table.to_rehabilitation).sum() == pytest.approx(table.dropped_cap.sum())
    assert table.reached_cap.sum() > 0


def test_bands_and_the_difference_stand_beside_the_figures(small_store):
    words = ("project", "lima_tahun_luas", "--quarters", "4", "--against", "aturan_berlaku", "--draws", "20")
    table = pd.read_csv(io.StringIO(said(small_store, *words, "--format", "csv")))
    later = table[(table.quarter != table.quarter.min()) & (table.programme != "PBI")]
    assert (later.recipients_low < later.recipients_high).all()
    assert (later.change_recipients_high < 0).all()
    assert (later.recipients < later.recipients_reference).all()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--quarters", "0"), "quarters: must be a whole number from 4 to 40, got 0"),
        (("--quarters", "400"), "quarters: must be a whole number from 4 to 40, got 400"),
        (("--draws", "3"), "draws: must be from 20 to 1000, got 3"),
        (("--cap-from", "2027"), "quarter: must look like 2026Q1, got '2027'"),
        (("--backtest",), "backtest: the store must hold at least three quarters, got 2"),
    ],
)
def test_what_cannot_be_projected_is_told_in_a_sentence(small_store, words, sentence):
    result = runner.invoke(app, ["project", "aturan_berlaku", *words, "--store", str(small_store)])
    assert isinstance(result.exception, InputError)
    assert str(result.exception) == sentence


def test_a_policy_without_a_cap_has_an_empty_calendar(small_store):
    assert said(small_store, "calendar", "aturan_berlaku", "--quarters", "4", "--format", "json").strip() == "[]"


def test_calendar_by_decile_and_by_family_type_is_that_of_the_page(small_store, monkeypatch):
    """Each is the nation's calendar divided, and summed over the quarters what the page shows.

    Told apart by more traits, families move on a little otherwise: hence not to the last digit of the whole.
    """
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    asked = ("calendar", "lima_tahun_luas", "--quarters", "4", "--format", "csv")
    whole = pd.read_csv(io.StringIO(said(small_store, *asked))).groupby("programme").sum(numeric_only=True)
    question = ProjectionQuestion(Quarter(2026, 1), named("lima_tahun_luas"), ProjectionOptions(4))
    compared = Compared((question,), NATION)
    pages = {"decile": cap_calendar.by_decile, "family_type": cap_calendar.by_type}
    for by, page in pages.items():
        table = pd.read_csv(io.StringIO(said(small_store, *asked, "--by", by)))
        told = table.groupby("programme").sum(numeric_only=True)
        assert whole["rupiah_freed"]["PKH"] > 0
        for name in {*GROUP_COLUMNS} - {"going_on"}:
            assert told[name].to_dict() == pytest.approx(whole[name].to_dict(), rel=1e-4), (by, name)
        assert told["going_on"].to_dict() == pytest.approx(
            (whole["exempt"] + whole["kept_assessed"]).to_dict(), rel=1e-4
        )
        ours = table[table["programme"] == "PKH"].groupby("group").sum(numeric_only=True)
        theirs = {one.group: one for one in page(Scope.national(), compared, "PKH")}
        assert set(ours.index) == set(theirs) and len(theirs) > 3
        for group, row in ours.iterrows():
            shown = theirs[group]
            assert (shown.reached, shown.ended) == pytest.approx((row["reached_cap"], row["dropped_cap"]))
            assert (shown.going_on, shown.to_empowerment) == pytest.approx((row["going_on"], row["to_empowerment"]))
            assert shown.freed == pytest.approx(row["rupiah_freed"])
