"""What is said of an area: its changes, ranks, likeness and things to do, each against a count by hand."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
import pytest

from data.figures.perturbed import perturbed
from data.figures.region import alike, concerns, standings
from data.figures.region.assemble import assemble
from data.figures.region.basis import RegionBasis
from data.figures.region.first_page import freed_a_year
from data.figures.region.values import CapCourse, RegionConcern, Waiting
from data.read import asked, register
from data.store.open import open_store
from data.store.scope import Scope
from geo import regions
from targeting.verdict.plan import Question, deciding, sample_size
from terms import InputError, Quarter

NEWEST = Quarter(2026, 1)


@pytest.fixture(scope="module")
def basis(small_store) -> RegionBasis:
    store = open_store(small_store)

    @lru_cache
    def held(quarter, guarded):
        exact = register.cells(store, Scope.national(), quarter)
        return perturbed(exact, b"a key of this test") if guarded else exact

    return RegionBasis(store, NEWEST, held, "a key of this test")


def table(values: dict[str, tuple[float, float]]) -> pd.DataFrame:
    rows = [(code, value, families) for code, (value, families) in values.items()]
    return pd.DataFrame(rows, columns=["code", "value", "families"]).set_index("code").astype("Float64")


def test_rank_counts_the_areas_above_and_one_more():
    now = table({"35.15": (0.3, 300), "35.16": (0.5, 500), "35.17": (0.3, 300), "35.18": (np.nan, np.nan)})
    figure = standings._figure("poor", "35.15", "kabupaten", now, None, None)
    assert (figure.rank, figure.of) == (2, 3)
    assert standings._figure("poor", "35.18", "kabupaten", now, None, None).is_withheld


@pytest.mark.parametrize(("then", "told"), [(291.0, None), (290.0, 0.01), (300.0, 0.01), (310.0, 0.01)])
def test_change_of_one_to_nine_families_is_not_told_below_the_province(then, told):
    now, before = table({"35.15": (0.31, 300)}), table({"35.15": (0.30, then)})
    found = standings._figure("poor", "35.15", "kabupaten", now, before, None).since_quarter
    assert found == (None if told is None else pytest.approx(told))
    assert standings._figure("poor", "35", "province", table({"35": (0.31, 300)}), table({"35": (0.30, 291)}), None)


def test_things_to_do_are_each_of_another_kind_and_the_largest_first():
    some = [RegionConcern("uncovered", code, size, {}) for code, size in (("PKH", 50.0), ("PBI", 90.0))]
    more = [RegionConcern(f"kind{number}", "", 10.0 + number, {}) for number in range(6)]
    found = concerns.most_pressing(iter(some), iter(more), iter([RegionConcern("few", "", 9.0, {})]))
    assert [one.families for one in found] == [90.0, 15.0, 14.0, 13.0, 12.0]
    assert found[0].programme == "PBI"


def test_filings_that_wait_long_come_before_those_that_only_wait():
    kinds = {"proposal": 1.0}
    assert [one.code for one in concerns.of_waiting(Waiting(40.0, 12.0, kinds, 3.0, 9.0))] == ["overdue"]
    assert [one.code for one in concerns.of_waiting(Waiting(40.0, 0.0, kinds, 3.0, 9.0))] == ["pending"]
    assert list(concerns.of_waiting(Waiting(None, None, kinds, None, None))) == []


def test_cap_with_a_withheld_quarter_has_no_sum():
    assert CapCourse("PKH", 5.0, ("2026Q2", "2026Q3"), (20.0, 30.0), (1.0, 2.0, 3.0)).total == 50.0
    assert CapCourse("PKH", 5.0, ("2026Q2", "2026Q3"), (20.0, None), (1.0, 2.0, 3.0)).total is None


def test_rupiah_freed_a_year_are_of_those_over_the_cap_and_of_the_next_four_quarters():
    quarters, reach = tuple(f"2026Q{n}" for n in range(2, 8)), (1.0,) * 6
    assert freed_a_year(CapCourse("PKH", 5.0, quarters, reach, (100.0, 1.0, 2.0, 3.0, 4.0, 50.0, 60.0))) == 4 * 110.0
    assert freed_a_year(CapCourse("PKH", 5.0, quarters, reach, (100.0, 1.0, None, 3.0, 4.0, 50.0, 60.0))) is None


def test_nearest_areas_are_five_others_by_the_mean_of_four_parts(basis):
    found = alike.nearest(basis.store, Scope.national(), NEWEST, "35.15")
    codes = [code for code, _, _ in found]
    assert len(set(codes)) == 5 and "35.15" not in codes
    assert [distance for _, distance, _ in found] == sorted(distance for _, distance, _ in found)
    assert all(is_neighbour == (code in regions.neighbours("35.15")) for code, _, is_neighbour in found)
    rows = register.desil(basis.store, Scope.national(), NEWEST, "kabupaten")
    counts = rows[rows["decile"] > 0].pivot_table(index="code", columns="decile", values="families", fill_value=0)
    shares, sizes = counts.div(counts.sum(axis=1), axis=0).round(2), np.log(counts.sum(axis=1)).round(1)
    villages = pd.read_csv(regions.REFERENCE / "villages.csv", dtype={"kabupaten_code": str}).set_index(
        "kabupaten_code"
    )
    plain = villages["kelurahan"] / villages.sum(axis=1)
    urban = plain.mask(plain.index.str[3].isin(list("789")), 1.0)
    parts = np.array(
        [
            (
                np.sqrt(((shares.loc[code] - shares.loc["35.15"]) ** 2).mean()),
                abs(sizes[code] - sizes["35.15"]),
                abs(urban[code] - urban["35.15"]),
                float(code not in regions.neighbours("35.15")),
            )
            for code in shares.index.drop("35.15")
        ]
    )
    by_hand = (parts / parts.mean(axis=0)).mean(axis=1)
    assert sorted(by_hand)[:5] == pytest.approx([distance for _, distance, _ in found])


def test_whoever_sees_one_kabupaten_is_told_of_no_other(basis):
    told = assemble(basis, Scope.kabupaten("35.15"), "35.15")
    assert told.alike == () and {one.of for one in told.standings if one.now is not None} == {1}
    assert set(told.around) == {"35.15"} and set(told.deciles) == {"35.15", "35", "ID"}
    with pytest.raises(InputError, match=r"35\.16"):
        assemble(basis, Scope.kabupaten("35.15"), "35.16")


def test_figures_of_an_area_do_not_depend_on_who_asks(basis):
    alone = assemble(basis, Scope.kabupaten("35.15"), "35.15")
    whole = assemble(basis, Scope.national(), "35.15")
    assert [one.now for one in alone.standings] == [one.now for one in whole.standings]
    assert (alone.ledgers, alone.caps, alone.errors) == (whole.ledgers, whole.caps, whole.errors)


def test_without_a_key_what_rests_on_perturbed_cells_is_withheld(basis):
    bare = RegionBasis(basis.store, NEWEST, basis.held, "")
    told = assemble(bare, Scope.national(), "35.15")
    covered = [one for one in told.standings if one.code.startswith("coverage")]
    assert assemble(basis, Scope.national(), "35.15").groups and assemble(bare, Scope.national(), "35").groups
    assert told.groups == told.caps == () and all(one.now is None and one.is_withheld for one in covered)


def test_changes_are_against_the_quarter_before_and_a_year_ago(basis):
    assert asked.quarters(basis.store) == (Quarter(2025, 4), NEWEST)
    told = assemble(basis, Scope.national(), "35")
    by_code = {one.code: one for one in told.standings}
    held = {
        quarter: register.recipients(basis.store, Scope.provinces("35"), quarter, "province").set_index("programme")
        for quarter in (Quarter(2025, 4), NEWEST)
    }
    exact = {quarter: rows.loc["PKH", "families"] for quarter, rows in held.items()}
    assert by_code["recipients_PKH"].now == exact[NEWEST]
    assert by_code["recipients_PKH"].since_quarter == exact[NEWEST] - exact[Quarter(2025, 4)]
    assert by_code["recipients_PKH"].since_year is None


def test_visits_that_decide_are_counted_on_either_side_of_the_target():
    question, mirrored = Question(0.05, 0.8, 0.025), Question(0.95, 0.8, 0.025)
    assert deciding(0.01, question, 1.5) == sample_size(0.01, question, 1.5)
    assert deciding(0.2, question, 1.5) == sample_size(0.8, mirrored, 1.5)
    with pytest.raises(InputError):
        deciding(0.05 + 1e-9, question)
