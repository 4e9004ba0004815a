"""No difference of one to nine families of a kabupaten is told: net changes, changes since the quarter before."""

from __future__ import annotations

import pandas as pd
import pytest

from data.figures import counts, deciles, ledger, outcome_tables
from data.figures.gaps import states
from data.figures.outcome import Reference, Report
from simulator.engine.simulate import simulate
from simulator.policy.files import ENACTED, available, named
from terms import WITHHELD
from tests.pages.shared.conftest import ABOUT, cells

COLUMNS = ["quarter", "code", "flow", "reason", "given", "families", "persons"]


def rows(opening: int, entered: int, exited: int) -> pd.DataFrame:
    flows = {"opening": opening, "entered": entered, "exited": exited, "closing": opening + entered - exited}
    reasons = {"entered": "first_time", "exited": "deceased"}
    made = [("2026Q1", "35.15", flow, reasons.get(flow, ""), True, n, 3 * n) for flow, n in flows.items()]
    return pd.DataFrame(made, columns=COLUMNS)


@pytest.mark.parametrize(
    ("now", "then", "told"), [(120, 115, False), (115, 124, False), (130, 120, True), (9, 9, True)]
)
def test_difference_under_ten_is_told_only_of_provinces(now, then, told):
    assert pd.isna(counts.difference(now, then, "kabupaten")) is not told
    assert counts.difference(now, then, "province") == now - then
    assert pd.isna(counts.difference(now, pd.NA, "province"))


def test_net_change_of_a_kabupaten_is_told_from_ten_families_on():
    few, many = (ledger.of_area(rows(200, 60, out), "families", "kabupaten") for out in (55, 80))
    assert pd.isna(few.net) and few.is_about_the_same
    assert many.net == -20 and not many.is_about_the_same
    assert ledger.of_area(rows(200, 60, 55), "families", "province").net == 5
    none = ledger.of_area(rows(200, 60, 60), "families", "kabupaten")
    assert none.net == 0 and not none.is_about_the_same


def test_net_change_on_the_map_is_withheld_where_it_is_a_few_families():
    few, many = (ledger.of_areas(rows(200, 60, out), "families", "kabupaten").iloc[0] for out in (55, 80))
    assert pd.isna(few["net"]) and few["withheld"] == "net" and few["entry"] == pytest.approx(0.3)
    assert many["net"] == pytest.approx(-0.1)
    assert ledger.of_areas(rows(200, 60, 55), "families", "province").iloc[0]["net"] == pytest.approx(0.025)


def test_few_who_stayed_are_not_what_opening_and_exits_leave():
    shown = ledger.of_area(rows(30, 0, 25), "families", "kabupaten")
    assert pd.isna(shown.flows["opening"]) or pd.isna(shown.flows["exited"])
    assert ledger.of_area(rows(60, 0, 25), "families", "kabupaten").flows["exited"] == 25


def area(families: int, value: float) -> pd.DataFrame:
    return pd.DataFrame({"code": ["35.15"], "value": [value], "families": [families], "withheld": [""]})


@pytest.mark.parametrize("form", ["number", "share"])
def test_change_of_a_decile_is_withheld_where_it_is_a_few_families(form):
    changed = deciles.change(area(124, 124.0), area(120, 120.0), "kabupaten", form)
    assert states(changed, "value").tolist() == [WITHHELD]
    assert deciles.change(area(124, 124.0), area(120, 120.0), "province", form)["value"].tolist() == [4]
    assert deciles.change(area(130, 130.0), area(120, 120.0), "kabupaten", form)["value"].tolist() == [10]


def test_change_of_a_few_persons_is_withheld_though_no_family_came():
    changed = deciles.change(area(120, 403.0), area(120, 400.0), "kabupaten", "number")
    assert states(changed, "value").tolist() == [WITHHELD]


def reports() -> list[Report]:
    """Every policy of the application over small registers, read against the rules in force."""
    found = []
    for register in (cells(2, size) for size in (90, 200, 400)):
        held = simulate(register, named(ENACTED))
        against = Reference(held, named(ENACTED), "Aturan berlaku", lambda held=held: held)
        for rules in map(named, available()):
            given = simulate(register, rules)
            found.append(Report(given, rules, ABOUT, None, against, lambda given=given: given))
    return found


def few(differences: pd.Series) -> pd.Series:
    return differences.astype("Float64").abs().between(1, 9).fillna(False)


def test_few_who_leave_or_who_differ_from_the_reference_are_not_told_by_two_counts_of_a_kabupaten():
    left, changed = 0, 0
    for report in reports():
        whole, told = report.outcome.table("kabupaten"), outcome_tables.with_derived(report.table("kabupaten"))
        left += few(whole["recipients_before"] - whole["kept"]).sum()
        assert not few(told["newly_out"]).any()
        assert not few(told["recipients_before"] - told["kept"]).any()
        differ = few(told["recipients_after"] - told["recipients_reference"])
        changed += differ.sum()
        assert told.loc[differ, "change_share"].isna().all()
    assert left > 10 and changed > 0
