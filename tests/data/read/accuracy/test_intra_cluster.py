"""How alike errors are inside sampled units, and what is taken where the sample cannot tell."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.read.accuracy.errors import errors
from data.read.accuracy.intra_cluster import CAUTIOUS, DEFAULT, FEWEST_UNITS, NATIONAL, intra_cluster
from data.read.accuracy.spotcheck import Subject
from data.store.open import Store
from data.store.scope import Scope
from targeting.survey.design import first_stage
from targeting.survey.effective import intra_psu_correlation
from targeting.survey.sums import Sums, lay_out
from targeting.verdict.assess import assess
from tests.data.read.accuracy.conftest import NEWEST

RANDOM = np.random.default_rng(9)


def sample(areas: int, units: int, families: int = 12, alike: float = 0.0) -> pd.DataFrame:
    """Families of `units` PSUs in each area; the share in error differs between PSUs by `alike`."""
    psu = np.repeat(np.arange(areas * units), families)
    shares = RANDOM.beta(0.1 * (1 / alike - 1), 0.9 * (1 / alike - 1), areas * units) if alike else np.full(areas, 0.1)
    chance = shares[psu] if alike else 0.1
    return pd.DataFrame({"psu": psu, "area": psu // units, "wrong": RANDOM.random(len(psu)) < chance})


def sums(rows: pd.DataFrame) -> Sums:
    stage = first_stage(rows["psu"], rows["area"])
    counted = np.ones(len(rows))
    return lay_out(stage, rows["psu"], counted, None, rows["area"]).sums(rows["wrong"].to_numpy(float), counted)


def test_pool_of_fifty_units_gives_its_own_correlation():
    pooled = sums(sample(areas=25, units=4, alike=0.2))
    found = intra_cluster(pooled)
    assert (found.source, found.units) == (NATIONAL, 100)
    assert found.value == intra_psu_correlation(pooled).value


def test_pool_below_fifty_units_takes_the_careful_default():
    found = intra_cluster(sums(sample(areas=4, units=12)))
    assert (found.value, found.source, found.units) == (CAUTIOUS, DEFAULT, 48)
    assert found.units < FEWEST_UNITS


def test_small_pool_that_shows_more_likeness_keeps_it():
    rows = sample(areas=4, units=10)
    whole = rows.assign(wrong=rows["psu"] % 2 == 0)
    assert intra_cluster(sums(whole)).value == pytest.approx(1.0)


def test_one_unit_in_each_area_is_not_taken_as_no_likeness():
    rows = sample(areas=80, units=1, alike=0.3)
    found = intra_cluster(sums(rows))
    assert (found.value, found.source, found.units) == (CAUTIOUS, DEFAULT, 0)
    stage = first_stage(rows["psu"], np.zeros(len(rows)))
    assert assess(sums(rows), stage, 0.05, correlation=found.value)["n_effective"].iloc[0] < len(rows)


def test_table_says_which_correlation_an_interval_rests_on(store: Store):
    subject = Subject(NEWEST, "SEMBAKO", "exclusion")
    direct = errors(store, Scope.national(), subject, "nation").iloc[0]
    assert direct["correlation_from"] == ""
    assert np.isnan(direct["correlation"])
    areas = errors(store, Scope.national(), subject, "kabupaten")
    borrowed = areas[areas["method"].str.startswith("pooled")]
    assert len(borrowed) > 0
    assert set(borrowed["correlation_from"]) == {NATIONAL}
    assert borrowed["correlation"].nunique() == 1


def test_sample_without_an_error_shows_no_likeness_and_takes_the_default():
    rows = sample(areas=30, units=4).assign(wrong=False)
    assert (intra_cluster(sums(rows)).value, intra_cluster(sums(rows)).source) == (CAUTIOUS, DEFAULT)
