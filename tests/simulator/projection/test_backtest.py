"""A backtest says when its bands are not as good as their word, and what a decree alone has to do with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.cells import Cells
from simulator.policy.files import named
from simulator.projection.backtest import backtest
from simulator.projection.options import ProjectionOptions
from simulator.projection.ready import ready
from simulator.projection.run import run
from terms import InputError
from tests.simulator.projection.observed_flows import fit_of
from tests.simulator.registers import Family, cells_of

CODES = ("11.01", "35.15", "35.78")


def before() -> Cells:
    return cells_of(
        [
            Family(code, decile, pkh=pkh, sembako=pkh, pbi_members=min(pkh, 1), weight=3000)
            for code in CODES
            for decile in (1, 2, 3, 6)
            for pkh in (0, 3, 12)
        ]
    )


def later(cells: Cells, times: int) -> Cells:
    return replace(cells, quarter=cells.quarter.next(), families=cells.families * times)


def test_a_quarter_like_the_others_is_held_and_a_decree_over_all_is_told_from_the_rest():
    cells = before()
    fit = fit_of(cells.kabupaten_codes)
    usual = backtest(cells, fit, later(cells, 1), draws=60).set_index("programme")
    decree = backtest(cells, fit, later(cells, 2), draws=60).set_index("programme")
    assert (usual["kabupaten"] == len(CODES)).all()
    assert not decree["held"].any() and not decree["honest"].any()
    assert (decree["covered"] == 0).all() and (decree["below"] == 0).all() and (decree["above"] == 1).all()
    # Every kabupaten doubled alike: given the nation, each is where the band has it, as in the usual quarter.
    assert (decree["covered_given_nation"] == usual["covered_given_nation"]).all()
    assert usual["covered_given_nation"].max() == 1


def test_only_the_quarter_that_came_is_projected_and_each_draw_is_told():
    cells, heard = before(), []
    made = ready(cells, named("lima_tahun_sempit"), ProjectionOptions(4))
    rates = fit_of(cells.kabupaten_codes).rates
    whole, first = run(made, rates), run(made.until(1), rates)
    for code, track in whole.tracks.items():
        assert first.tracks[code].columns["recipients"] == pytest.approx(track.columns["recipients"][:2])
    backtest(cells, fit_of(cells.kabupaten_codes), later(cells, 1), draws=20, told=heard.append)
    assert heard == [*range(1, 21)]


def test_quarters_that_do_not_follow_each_other_are_refused():
    cells = before()
    with pytest.raises(
        InputError, match="backtest: needs two quarters in a row with the same kabupaten, got 2026Q1, 2026"
    ):
        backtest(cells, fit_of(cells.kabupaten_codes), cells)
