"""What a projection is fitted to is what the store's own ledgers say, of the scope alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.figures.projection import SHOWN, Years
from data.read import asked, movement
from data.read import register as readers
from data.read.projection import observed
from data.store.open import open_store
from data.store.scope import Scope
from simulator.engine.simulate import simulate
from simulator.policy.files import CURRENT_STATE, named
from simulator.projection.bands import bands
from simulator.projection.options import ProjectionOptions
from simulator.projection.ready import ready
from simulator.projection.run import project, run
from targeting.flow.observed import fitted
from terms import InputError, Quarter

NATION = Scope.national()


@pytest.fixture(scope="module")
def store(small_store):
    return open_store(small_store)


@pytest.fixture(scope="module")
def cells(store):
    return readers.cells(store, NATION, asked.quarters(store)[-1])


@pytest.fixture(scope="module")
def seen(store, cells):
    return observed(store, NATION, cells)


def test_flows_per_kabupaten_add_up_to_the_ledgers_of_the_nation(store, cells, seen):
    register = movement.register_flows(store, NATION, "nation", (cells.quarter,)).set_index("flow")["families"]
    assert seen.opening.sum() == register["opening"]
    assert seen.born.sum() == register["born"]
    assert seen.deciles[..., -1].sum() == register["left"]
    assert seen.moved_in.sum() == seen.moved_out.sum() == register["moved_in"]
    ledger = movement.ledger(store, NATION, "PKH", "nation", (cells.quarter,))
    assert seen.programmes["PKH"].exited.sum() == ledger.loc[ledger["flow"] == "exited", "families"].sum()
    assert seen.programmes["PKH"].entered.sum() == ledger.loc[ledger["flow"] == "entered", "families"].sum()


def test_a_province_sees_its_own_kabupaten_and_no_others(store, cells, seen):
    scope = Scope.provinces("35")
    own = readers.cells(store, scope, cells.quarter)
    found = observed(store, scope, own)
    assert {code[:2] for code in found.codes} == {"35"}
    place = [seen.codes.index(code) for code in found.codes]
    assert np.array_equal(found.deciles, seen.deciles[:, place])
    assert np.array_equal(found.programmes["PBI"].exited, seen.programmes["PBI"].exited[:, place])


def test_a_store_that_saw_one_quarter_is_refused_in_a_sentence(store, cells):
    with pytest.raises(InputError, match="must hold two quarters in a row up to 2025Q4, to see how families move, got"):
        observed(store, NATION, cells, until=Quarter(2025, 4))


def test_rates_are_shares_and_exits_are_as_many_as_the_ledger_saw(cells, seen):
    rates = fitted(seen).rates
    assert (rates.transition >= 0).all()
    assert (rates.transition.sum(axis=2) <= 1 + 1e-12).all()
    assert rates.arrive.sum() == pytest.approx(1)
    found = project(cells, named(CURRENT_STATE), rates, ProjectionOptions(4)).tracks
    for code, track in found.items():
        past = seen.programmes[code]
        share = past.exited.sum() / past.opening.sum()
        assert track.columns["exited"][1].sum() / track.columns["opening"][1].sum() == pytest.approx(share, rel=0.15)
        assert sum(one[1].sum() for one in track.reasons.values()) == pytest.approx(track.columns["exited"][1].sum())


def test_the_first_quarter_of_a_store_is_what_simulate_says(cells, seen):
    policy = named("lima_tahun_luas")
    found = (
        project(cells, policy, fitted(seen).rates, ProjectionOptions(4)).table("nation").groupby("programme").first()
    )
    static = simulate(cells, policy).table("nation").set_index("programme")
    for code in ("PKH", "SEMBAKO", "PBI"):
        assert found.recipients[code] == pytest.approx(static.recipients_after[code])
        assert found.rupiah[code] == pytest.approx(static.rupiah_per_quarter[code])


@pytest.fixture(scope="module")
def compared(cells, seen):
    policies = named("lima_tahun_luas"), named("aturan_berlaku")
    made = [ready(cells, one, ProjectionOptions(4), policies) for one in policies]
    fit = fitted(seen)
    return made, fit, bands(made, fit, "nation", 30)


def test_bands_hold_the_middle_and_the_same_seed_gives_the_same_bands(compared):
    made, fit, drawn = compared
    table = drawn.table(1).merge(run(made[1], fit.rates).table("nation"), on=["quarter", "group", "programme"])
    later = table[(table.quarter > str(made[1].quarter)) & (table.programme != "PBI")]
    assert ((later.recipients_low < later.recipients) & (later.recipients < later.recipients_high)).all()
    assert drawn.table(0).equals(bands(made, fit, "nation", 30).table(0))


def test_compared_policies_share_draws_so_that_their_difference_is_narrower(compared):
    _, _, drawn = compared
    one, other, change = drawn.table(0), drawn.table(1), drawn.difference(0, 1)
    last = (change.programme == "SEMBAKO") & (change.quarter == change.quarter.max())
    width = {name: float((of.recipients_high - of.recipients_low)[last].iloc[0]) for name, of in (
        ("one", one), ("other", other), ("change", change))}  # fmt: skip
    assert width["change"] < 0.5 * min(width["one"], width["other"])


def test_bands_stop_when_they_are_told_to_and_few_draws_are_refused(compared):
    made, fit, _ = compared

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bands(made, fit, "nation", 500, told=stop)
    with pytest.raises(InputError, match="draws: must be from 20 to 1000, got 3"):
        bands(made, fit, "nation", 3)


@settings(max_examples=5, deadline=None)
@given(st.sampled_from(("35", "11", "94")))
def test_below_the_province_no_small_count_is_shown_and_no_other_area(cells, seen, province):
    result = project(cells, named("lima_tahun_luas"), fitted(seen).rates, ProjectionOptions(4))
    shown = Years(result, Scope.provinces(province))
    table = shown.table("kabupaten")
    assert set(table["group"].str[:2]) == {province}
    assert len(shown.table("nation")) == 0
    for name in SHOWN:
        counted = table[name].dropna().astype(float)
        assert ((counted == 0) | (counted >= 10)).all(), name
    hidden = table["recipients"].isna()
    assert table.loc[hidden, "rupiah"].isna().all()
    assert len(Years(result, Scope.provinces(province)).table("province"))
    assert set(shown.when("PKH")["kabupaten"].str[:2]) == {province}
