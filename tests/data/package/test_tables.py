"""What leaves as data is what the pages show, no more; and every row is of what somebody may see."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data.figures import deciles, ledger, mobility, totals, upkeep
from data.figures.tables.catalogue import catalogue
from data.figures.tables.question import NotWithinScope, TableQuestion, seen
from data.figures.tables.read import read
from data.read import asked
from data.read.accuracy import errors
from data.read.accuracy.spotcheck import Subject
from data.store.scope import Scope
from terms import InputError

NATION, SIDOARJO = Scope.national(), "35.15"


@pytest.fixture(scope="module")
def quarter(weight_one):
    return asked.quarters(weight_one)[-1]


@pytest.fixture
def told(weight_one, quarter):
    """`told("desil", "kabupaten")` gives a table; only of Jawa Timur where it is of kabupaten."""

    def of(name, level, scope=NATION, **more):
        return read(weight_one, scope, TableQuestion(name, quarter, level, **more))

    return of


def numbers(column):
    return column.astype("Float64").to_numpy(dtype=float, na_value=np.nan)


def test_decile_counts_are_those_of_the_page_hidden_ones_too(weight_one, quarter, told):
    mine = told("desil", "kabupaten", area=SIDOARJO).set_index("decile")
    page = deciles.by_decile(weight_one, Scope.kabupaten(SIDOARJO), quarter, "kabupaten").set_index("decile")
    for unit in ("families", "persons"):
        np.testing.assert_array_equal(numbers(mine[unit]), numbers(page[unit].reindex(mine.index)))
    small = told("desil", "kabupaten", area="35")
    assert small["families"].isna().any() and not small["families"].between(1, 9).any()
    assert [told != "" for told in small["withheld"]] == list(small["families"].isna())


@pytest.mark.parametrize(("area", "scope"), [("35", Scope.provinces("35")), (SIDOARJO, Scope.kabupaten(SIDOARJO))])
def test_totals_and_recipients_are_those_of_the_page(weight_one, quarter, told, area, scope):
    level = "kabupaten" if "." in area else "province"
    page = totals.history(weight_one, scope, quarter).iloc[-1]
    mine = told("register", level, area=area).iloc[0]
    for name, shown in (("families", "families"), ("persons", "persons"), ("rupiah", "money")):
        assert pd.isna(mine[name]) == pd.isna(page[shown]) and (pd.isna(mine[name]) or mine[name] == page[shown])
    for row in told("recipients", level, area=area).itertuples():
        shown = page[f"recipients_{row.programme}"]
        assert pd.isna(row.recipients) == pd.isna(shown) and (pd.isna(shown) or row.recipients == shown)


def test_rupiah_hides_with_any_count_of_recipients(told):
    recipients, register = told("recipients", "kabupaten", area="35"), told("register", "kabupaten", area="35")
    lost = set(recipients.loc[recipients["recipients"].isna(), "code"])
    assert lost and lost == set(register.loc[register["rupiah"].isna(), "code"])


def test_ledger_balances_and_its_reasons_are_those_of_the_page(weight_one, quarter, told):
    mine = told("ledger", "kabupaten", area="35", programme="PKH").set_index("code")
    whole = told("ledger", "province")
    opened = whole["opening"] + whole["entered"] + whole["moved_in"]
    assert len(whole) and (opened - whole["exited"] - whole["moved_out"] == whole["closing"]).all()
    scope = Scope.kabupaten(SIDOARJO)
    page = ledger.area(weight_one, scope, "PKH", "families", "kabupaten", (quarter,))
    for flow, count in page.flows.items():
        assert pd.isna(mine.loc[SIDOARJO, flow]) == pd.isna(count)
        assert pd.isna(count) or mine.loc[SIDOARJO, flow] == count
    reasons = told("reasons", "kabupaten", area=SIDOARJO, programme="PKH")
    for flow in ("entered", "exited"):
        mine_by, shown = reasons[reasons["flow"] == flow].set_index("reason")["count"], page.by_reason(flow)
        assert set(mine_by.index) == set(shown.index)
        np.testing.assert_array_equal(numbers(mine_by), numbers(shown.reindex(mine_by.index)))


def test_many_areas_over_a_year_are_each_areas_own_ledger(weight_one):
    quarters = asked.quarters(weight_one)[1:]
    whole = ledger.areas(weight_one, Scope.provinces("35"), "PKH", "families", "kabupaten", quarters).set_index("code")
    for code in (SIDOARJO, "35.78"):
        own = ledger.area(weight_one, Scope.kabupaten(code), "PKH", "families", "kabupaten", quarters)
        for flow, count in own.flows.items():
            assert pd.isna(whole.loc[code, flow]) if pd.isna(count) else whole.loc[code, flow] == count, flow


@pytest.mark.parametrize(("code", "scope"), [("35", Scope.provinces("35")), (SIDOARJO, Scope.kabupaten(SIDOARJO))])
def test_transitions_are_the_matrix_of_the_page_hidden_pairs_too(weight_one, quarter, told, code, scope):
    level = "kabupaten" if "." in code else "province"
    whole = told("transitions", level, area="35")
    mine = whole[whole["code"] == code]
    page = mobility.moves(weight_one, scope, level, quarter.previous(), quarter)
    given = mine.set_index(["decile_before", "decile_after"])["families"]
    for place, count in np.ndenumerate(page.matrices["all"]):
        before, after = (mobility.STATES[one] for one in place)
        if (before, after) in given.index:
            told_count = given[before, after]
            assert pd.isna(told_count) if np.isnan(count) else told_count == count
        else:
            assert count == 0 or before == after == mobility.OUTSIDE


def test_no_small_count_of_moves_is_told_below_the_province(told):
    mine = told("transitions", "kabupaten", area="35")
    assert mine["code"].nunique() > 1 and mine["families"].isna().any()
    assert not mine["families"].between(1, 9).any()


def test_proposals_and_quality_are_the_tables_of_the_page(weight_one, quarter, told):
    scope = Scope.provinces("35")
    pages = {"proposals": upkeep.proposal_areas, "quality": upkeep.register_areas}
    for name, page in pages.items():
        mine, shown = told(name, "kabupaten", scope).set_index("code"), page(weight_one, scope, quarter, "kabupaten")
        shown = shown.set_index("code").reindex(mine.index)
        for column in catalogue()[name].columns:
            if column.type != "string":
                np.testing.assert_array_equal(numbers(mine[column.name]), numbers(shown[column.name]), column.name)


def test_error_of_one_province_has_the_verdict_that_the_list_of_all_has(weight_one, quarter, told):
    subject = Subject(quarter, "PKH", "exclusion")
    page = errors.without_weak_points(errors.errors(weight_one, NATION, subject, "province")).set_index("group")
    for code in ("35", "51"):
        rows = told("errors", "province", area=code, programme="PKH")
        (mine,) = rows[(rows["error"] == "exclusion") & (rows["yardstick"] == "decile")].to_dict("records")
        assert mine["listed"] == str(page.loc[code, "listed"]) and mine["verdict"] == str(page.loc[code, "verdict"])
        for name in ("estimate", "low", "high", "n"):
            assert pd.isna(mine[name]) if pd.isna(page.loc[code, name]) else mine[name] == page.loc[code, name]


@pytest.mark.parametrize(
    ("scope", "level", "area"),
    [
        (Scope.kabupaten(SIDOARJO), "nation", "ID"),
        (Scope.kabupaten(SIDOARJO), "province", "ID"),
        (Scope.kabupaten(SIDOARJO), "province", "35"),
        (Scope.kabupaten(SIDOARJO), "kabupaten", "35.78"),
        (Scope.provinces("35"), "nation", "ID"),
        (Scope.provinces("35"), "kabupaten", "51"),
    ],
)
def test_area_that_a_scope_does_not_hold_whole_is_refused(quarter, scope, level, area):
    with pytest.raises(NotWithinScope, match=r"not wholly within|no province"):
        seen(scope, TableQuestion("desil", quarter, level, area))


def test_provinces_of_a_mixed_scope_leave_single_kabupaten_out(quarter):
    mixed = Scope(("51",), (SIDOARJO,))
    assert seen(mixed, TableQuestion("desil", quarter, "province")) == Scope.provinces("51")
    assert seen(mixed, TableQuestion("desil", quarter, "kabupaten")) == mixed


def test_question_that_makes_no_sense_is_said(quarter):
    good = TableQuestion("ledger", quarter, "kabupaten", "35", "PKH")
    for wrong, said in (
        ({"level": "province", "area": SIDOARJO}, "or narrower"),
        ({"level": "kecamatan"}, "level: must be one of"),
        ({"programme": "BLT"}, "programme: must be one of"),
        ({"table": "cells"}, "table: must be one of"),
        ({"table": "desil"}, "of all programmes together"),
    ):
        with pytest.raises(InputError, match=said):
            replace(good, **wrong)
