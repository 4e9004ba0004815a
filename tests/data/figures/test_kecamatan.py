"""Kecamatan as they may be shown: whose they are, that they add up, and that what the kabupaten hides stays hidden."""

from __future__ import annotations

import pandas as pd
import pytest

from data.figures import guard_kecamatan, guard_register, kecamatan, upkeep
from data.read import register
from data.store.disclosure import is_small, withheld
from data.store.open import Store
from data.store.scope import Scope
from geo import regions
from terms import InputError, Quarter
from tests.data.figures import published_kecamatan
from tests.data.figures.attacker import Attacker

NEWEST = Quarter(2026, 3)
SIDOARJO = "35.15"


@pytest.fixture(scope="module")
def shown(weight_one: Store) -> pd.DataFrame:
    return kecamatan.areas(weight_one, Scope.provinces("35"), SIDOARJO, NEWEST)


def test_who_may_not_see_the_kabupaten_sees_none_of_its_kecamatan(weight_one: Store):
    own = kecamatan.areas(weight_one, Scope.kabupaten(SIDOARJO), SIDOARJO, NEWEST)
    pd.testing.assert_frame_equal(own, kecamatan.areas(weight_one, Scope.national(), SIDOARJO, NEWEST))
    assert set(own["code"].str[:5]) == {SIDOARJO}
    for scope in (Scope.kabupaten("35.78"), Scope.provinces("51")):
        with pytest.raises(InputError, match=r"35\.15 is not wholly within"):
            kecamatan.areas(weight_one, scope, SIDOARJO, NEWEST)
    with pytest.raises(InputError):
        kecamatan.areas(weight_one, Scope.national(), "35", NEWEST)


def test_every_kecamatan_is_there_and_families_of_unknown_ones_too(shown: pd.DataFrame):
    assert shown["code"].tolist() == ["35.15.00", *regions.kecamatan_of(SIDOARJO)]
    unknown = shown.set_index("code").loc["35.15.00"]
    assert unknown["families"] >= 10


def test_small_counts_are_hidden_and_never_alone(weight_one: Store, shown: pd.DataFrame):
    exact = guard_kecamatan.counted(weight_one, SIDOARJO, NEWEST)
    found = 0
    for name, needed in kecamatan.SHOWN.items():
        for code, value in zip(shown["code"], shown[name], strict=True):
            if any(is_small(exact.at[code, one]) for one in needed):
                found += 1
                assert pd.isna(value)
    assert found > 5, "nothing was small, so nothing was tried"
    for name in ("poor", "PKH", "overdue", "unverified"):
        hidden = shown.loc[withheld(shown, name), "code"]
        assert exact.loc[hidden, name].sum() not in range(1, 10)


def test_shown_counts_add_up_to_the_kabupaten_when_nothing_hides(weight_one: Store, shown: pd.DataFrame):
    exact = guard_kecamatan.counted(weight_one, SIDOARJO, NEWEST)
    scope = Scope.kabupaten(SIDOARJO)
    deciles = register.desil(weight_one, scope, NEWEST, "kabupaten").set_index("decile")["families"]
    assert exact["poor"].sum() == deciles.loc[1:4].sum() and exact["families"].sum() == deciles.sum()
    paid = register.recipients(weight_one, scope, NEWEST, "kabupaten").set_index("programme")
    assert exact["PKH"].sum() == paid.at["PKH", "families"] and exact["PBI persons"].sum() == paid.at["PBI", "persons"]
    kept = upkeep.register_areas(weight_one, scope, NEWEST, "kabupaten")
    assert exact["verified"].sum() == kept["verified_families"].iloc[0]
    known = shown["families"].notna()
    assert known.any() and shown.loc[known, "families"].sum() == exact.loc[shown.loc[known, "code"], "families"].sum()


def test_what_the_kabupaten_hides_none_of_its_kecamatan_tells(weight_one: Store):
    """Small kabupaten hide counts of their own; each of them has a kecamatan or more."""
    hidden = guard_register.hidden(weight_one, "35", NEWEST)
    tried = 0
    for code in {name[0] for name in hidden}:
        shown = kecamatan.areas(weight_one, Scope.kabupaten(code), code, NEWEST)
        for name, count in (
            (("decile", "1-4"), "poor"),
            (("verified", False), "unverified"),
            ((guard_register.ALL,), "families"),
        ):
            if (code, *name) in hidden:
                tried += 1
                assert shown[count].isna().all()
    assert tried


def test_persons_and_families_of_pbi_hide_together(weight_one: Store):
    for code in (SIDOARJO, "35.78"):
        hidden = guard_kecamatan.hidden(weight_one, code, NEWEST)
        by = {name: {one for one, count in hidden if count == name} for name in ("PBI", "PBI persons")}
        assert by["PBI"] == by["PBI persons"]


@pytest.mark.parametrize("kabupaten", [SIDOARJO, "35.78"])
def test_small_counts_do_not_follow_even_for_who_knows_every_count_of_the_kabupaten(weight_one: Store, kabupaten: str):
    attacker = Attacker()
    part = attacker.part("kecamatan")
    exact = published_kecamatan.told(part, weight_one, kabupaten, NEWEST)
    for name in guard_kecamatan.COUNTS:
        own = [one for one in exact if one[2] == name]
        part.knows(own, sum(exact[one] for one in own))
    small = [("kecamatan", name) for name, count in exact.items() if is_small(count)]
    assert len(small) > 10
    assert not attacker.finds_out(small)
