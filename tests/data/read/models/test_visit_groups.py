"""Groups to check below the province are counted as free tables are, so that exact figures beside them tell none."""

from __future__ import annotations

from functools import cache, partial

import pandas as pd
import pytest

from data.figures import next_visits
from data.figures.next_visits import KIND
from data.figures.perturbed import perturbed
from data.read import register
from data.read.accuracy import models
from data.store.disclosure import SMALLEST_SHOWN
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter

NATION, PROGRAMMES = Scope.national(), ("PKH", "SEMBAKO", "PBI")
GROUP = ["kabupaten_code", *KIND]


@cache
def guarded(built: Store, quarter: Quarter):
    """The register as viewers without the right to exact cells get it below the province."""
    return perturbed(register.cells(built, NATION, quarter), b"a key of these tests")


def subtracted(built: Store, programme: str, listed: pd.DataFrame) -> pd.DataFrame:
    """Small groups that are alone unlisted in a sum that is told exactly: the families of a decile of a kabupaten, or
    those of a kind in a province where others have it too. Columns `families` (true) and `guess`, what the listed ones
    leave of the sum."""
    exact = models.checking_groups(built, NATION, programme)
    rows = exact.merge(listed[[*GROUP, "families"]], on=GROUP, how="left", suffixes=("", "_listed"))
    rows = rows.assign(province=rows["kabupaten_code"].str[:2], is_left=rows["families_listed"].isna())
    found = []
    for told in (["kabupaten_code", "decile"], ["province", *KIND]):
        sums = rows.groupby(told)
        guess = sums["families"].transform("sum") - sums["families_listed"].transform("sum")
        alone = rows["is_left"] & (sums["is_left"].transform("sum") == 1) & (sums["is_left"].transform("size") > 1)
        found.append(rows.assign(guess=guess)[alone & (rows["families"] < SMALLEST_SHOWN)])
    return pd.concat(found)[["families", "guess"]]


def test_exact_sums_less_the_groups_that_are_listed_do_not_tell_the_small_ones(built: Store):
    count, right = {}, {}
    for name, cells_of in {"exact": partial(register.cells, built, NATION), "shown": partial(guarded, built)}.items():
        known = [next_visits.known(built, programme, cells_of) for programme in PROGRAMMES]
        found = pd.concat([subtracted(built, one.programme, one.listed(NATION)) for one in known])
        count[name], right[name] = len(found), int((found["families"] == found["guess"]).sum())
    assert count["exact"] > 30 and right["exact"] == count["exact"], "else there is nothing to be guarded"
    assert right["shown"] <= count["shown"] * 2 / 3, (count, right)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_groups_and_standing_of_a_kabupaten_are_of_the_register_that_is_given(built: Store, programme: str):
    exact = next_visits.known(built, programme, partial(register.cells, built, NATION))
    shown = next_visits.known(built, programme, partial(guarded, built))
    one, province = Scope.kabupaten("35.15"), Scope.provinces("35")
    assert not shown.listed(one).equals(exact.listed(one))
    assert shown.standing(one).recipients != exact.standing(one).recipients
    for told in (exact, shown):
        assert (told.listed(NATION)["families"] >= SMALLEST_SHOWN).all()
        assert (told.by_kind(one)["families"] >= SMALLEST_SHOWN).all()
        assert ((told.table["wrong"] >= 0) & (told.table["wrong"] <= told.table["families"])).all()
    assert shown.standing(province) == exact.standing(province), "provinces stay exact"
    pd.testing.assert_frame_equal(shown.by_kind(province), exact.by_kind(province))
    changed = shown.table.merge(exact.table, on=GROUP, how="outer", suffixes=("", "_exact"))
    assert changed["families_exact"].notna().all(), "a group without families stays without"


def test_chance_of_a_small_group_is_that_of_its_kind(built: Store):
    exact = models.checking_groups(built, NATION, "PKH")
    shown = next_visits.known(built, "PKH", partial(register.cells, built, NATION)).table
    both = shown.merge(exact, on=GROUP, suffixes=("", "_exact"))
    is_small = both["families"] < SMALLEST_SHOWN
    own = both["wrong_exact"] / both["families_exact"]
    assert (both["wrong"] / both["families"])[~is_small].to_numpy() == pytest.approx(own[~is_small].to_numpy())
    assert ((both["wrong"] / both["families"] - own).abs() > 1e-6)[is_small].mean() > 0.5
