"""The parts of the generator, each against a plain way to do the same."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.demo import parameters as p
from data.demo.adjust import nudge
from data.demo.choose import Candidates, choose
from data.demo.families import systematic
from data.demo.plan import REFERENCE, make_plan
from data.demo.tenure import tenure_curve
from data.demo.welfare import BINS, RANGE, decile_limits
from geo import regions

KEYS = st.lists(st.tuples(st.floats(-5, 5, width=32), st.integers(1, 9)), max_size=40)


@given(st.lists(KEYS, min_size=1, max_size=3), st.integers(0, 200))
def test_choosing_over_blocks_equals_sorting_the_nation(blocks, places):
    candidates = [
        Candidates(
            np.arange(len(block)),
            np.array([key for key, _ in block], np.float32),
            np.array([mass for _, mass in block], np.int64),
        )
        for block in blocks
    ]
    chosen = choose(candidates, places)
    everyone = [
        (key, number, row, mass) for number, block in enumerate(blocks) for row, (key, mass) in enumerate(block)
    ]
    expected, filled = [], 0
    for _, number, row, mass in sorted(everyone, key=lambda one: one[0]):
        filled += mass
        if filled > places:
            break
        expected.append((number, row))
    found = [(number, int(row)) for number, rows in enumerate(chosen) for row in rows]
    assert found == sorted(expected)


@given(st.lists(st.integers(-15, 15), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
def test_nudging_moves_each_group_by_exactly_what_is_asked(change, seed):
    counts = np.full(20 * len(change), 3)
    start = np.arange(0, len(counts) + 1, 20)

    def apply(rows, sign):
        possible = counts[rows] + sign >= 0
        counts[rows[possible]] += sign
        return possible

    nudge(np.random.default_rng(seed), start, np.array(change), apply)
    assert (np.add.reduceat(counts, start[:-1]) - 60).tolist() == change


def test_decile_limits_cut_persons_into_ten_equal_groups():
    values = np.random.default_rng(3).normal(size=200_000)
    mass = np.bincount(((values + RANGE / 2) * BINS / RANGE).astype(int), minlength=BINS)
    shares = np.diff(np.searchsorted(np.sort(values), decile_limits([mass // 2, mass - mass // 2]))) / len(values)
    assert shares == pytest.approx(np.full(8, 0.1), abs=0.001)


def test_systematic_draws_count_exactly_below_any_limit():
    draws = systematic(np.random.default_rng(1), 1000)
    for limit in (0.1, 0.25, 0.5, 0.999):
        assert abs((draws < limit).sum() - 1000 * limit) <= 1


def test_tenure_curve_leaves_the_published_numbers_past_five_and_eighteen_years():
    stayed = 20_500_000 * p.STAYED_TO_2025Q4
    curve = tenure_curve()
    assert curve[16] * stayed == pytest.approx(p.PAST_FIVE_YEARS)
    assert curve[68] * stayed == pytest.approx(p.PAST_EIGHTEEN_YEARS)
    assert np.all(np.diff(curve) < 0)


@pytest.mark.parametrize("scale", [0.001, 0.01, 0.3, 1.0])
def test_plan_adds_up_to_the_nation_at_any_scale(scale):
    plan = make_plan(scale, 500)
    for quarter, (persons, families, _) in p.NATION.items():
        assert plan.persons(quarter).sum() == pytest.approx(persons)
        assert plan.families(quarter).sum() == pytest.approx(families)
    assert plan.weight.max() == round(1 / scale)
    assert (plan.families(p.FIRST_QUARTER) / plan.weight).min() >= 500


def test_weight_is_one_for_every_family_at_full_scale():
    assert set(make_plan(1.0, 500).weight) == {1}


def test_names_kinds_provinces_and_poverty_of_kabupaten_stand_in_one_table_each():
    here = pd.read_csv(REFERENCE / "kabupaten.csv", nrows=0).columns
    assert set(here) == {"kabupaten_code", "persons_dukcapil_2024"}
    assert "name" not in pd.read_csv(REFERENCE / "province.csv", nrows=0).columns


def test_plan_knows_the_kind_and_the_poverty_of_every_kabupaten():
    kabupaten = make_plan(0.01, 0).kabupaten
    assert kabupaten["kabupaten_code"].to_list() == regions.kabupaten()["kabupaten_code"].to_list()
    assert not kabupaten[["kind", "poverty_share", "persons_per_family_2024"]].isna().any().any()
    of = kabupaten.set_index("kabupaten_code")
    assert of.loc["53.02", "kind"] == "kabupaten" and of.loc["51.71", "kind"] == "kota"
    assert of.loc["11.01", "poverty_share"] == pytest.approx(0.0989)
