"""Lines of years to come: both errors begin where the static answer is, draws are shared, and a draw may stop."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.simulate import simulate
from simulator.entitlement import Entitled
from simulator.error import errors
from simulator.policy.files import ENACTED, named
from simulator.projection.key import digest
from simulator.projection.lines import MEASURES, lines
from simulator.projection.options import ProjectionOptions
from simulator.projection.ready import ready
from simulator.projection.run import project, run
from targeting.flow.rates import STATES, Rates
from terms import InputError
from tests.simulator.projection.observed_flows import fit_of
from tests.simulator.registers import QUARTER, Family, cells_of, registers

FOUR = ProjectionOptions(4)
AGED = (("elderly", 1),)


def chances(provinces: tuple[str, ...], draws: int = 0) -> Entitled:
    random = np.random.default_rng(8)
    shape = (len(provinces), 11, 32, 2)
    return Entitled(provinces, random.random(shape), random.random((draws, *shape)))


def register() -> list[Family]:
    return [
        Family(code, decile, raw=raw, pkh=pkh, sembako=sembako, pbi_members=pkh % 2, weight=90 + 7 * decile)
        for code in ("11.01", "35.15")
        for decile in (1, 2, 4, 6)
        for raw in ((), AGED)
        for pkh, sembako in ((0, 0), (3, 0), (30, 21), (0, 8))
    ]


@settings(max_examples=30, deadline=None)
@given(registers(), st.sampled_from((ENACTED, "keadaan_sekarang", "batas_desil_3")))
def test_errors_of_the_first_quarter_are_those_of_the_static_answer(families, name):
    cells, policy = cells_of(families), named(name)
    known = chances(tuple(sorted({code[:2] for code in cells.kabupaten_codes})))
    made = ready(cells, policy, FOUR, entitled=dict.fromkeys(("PKH", "SEMBAKO", "PBI"), known))
    found, outcome = lines([made], fit_of(cells.kabupaten_codes), draws=0), simulate(cells, policy)
    enacted, rules = named(ENACTED).rules(QUARTER), policy.rules(QUARTER)
    for code in ("PKH", "SEMBAKO", "PBI"):
        static = errors(outcome, code, known, enacted[code], rules.get(code))
        for measure, wanted in (("inclusion_error", static.inclusion), ("exclusion_error", static.exclusion)):
            first = found.line(0, code, measure).mid[0]
            assert first == pytest.approx(wanted.value, rel=1e-9, abs=1e-9, nan_ok=True), (code, measure)


def test_no_policy_moves_who_is_entitled():
    cells = cells_of(register())
    known = dict.fromkeys(("PKH", "SEMBAKO", "PBI"), chances(("11", "35")))
    policies = named("lima_tahun_luas"), named("aturan_berlaku"), named("keadaan_sekarang")
    rates, options = fit_of(cells.kabupaten_codes).rates, ProjectionOptions(12, reentry_quarters=2)
    first, *others = (run(ready(cells, one, options, policies, known), rates) for one in policies)
    for code, track in first.tracks.items():
        assert track.columns["entitled"][0].sum() > 0
        for other in others:
            theirs = other.tracks[code].columns
            assert theirs["entitled"] == pytest.approx(track.columns["entitled"], rel=1e-9)
            assert (theirs["entitled_reached"] <= theirs["entitled"] + 1e-9).all()


def test_aid_that_the_cap_ends_is_aid_that_the_entitled_lose():
    """100 families on Sembako, 40 % of them entitled, and as many off it, 20 % entitled; the cap ends all aid."""
    cells = cells_of([Family(decile=1, sembako=21, weight=100), Family(decile=1, weight=100)])
    probability = np.zeros((1, 11, 32, 2))
    probability[..., 0], probability[..., 1] = 0.2, 0.4
    known = {"SEMBAKO": Entitled(("35",), probability, probability[None][:0])}
    policy = named("lima_tahun_luas").changed("SEMBAKO", "cap_mode", "stop", "a test")
    policy = policy.changed("SEMBAKO", "admission", "all", "a test")
    options = ProjectionOptions(4, reentry_quarters=2)
    track = project(cells, policy, Rates.closed(cells.kabupaten_codes), options, (), known).tracks["SEMBAKO"].columns
    # At first those off it take every place; two quarters later those whose aid ended come back, as they were.
    assert track["recipients"].sum(axis=1) == pytest.approx([100, 100, 200, 200, 200])
    assert track["entitled_reached"].sum(axis=1) == pytest.approx([20, 20, 60, 60, 60])
    assert track["entitled"].sum(axis=1) == pytest.approx(np.full(5, 60.0))


def test_bands_of_a_policy_against_itself_have_no_width_and_every_measure_has_a_line():
    cells = cells_of(register())
    known = dict.fromkeys(("PKH", "SEMBAKO", "PBI"), chances(("11", "35"), draws=7))
    policies = named("lima_tahun_luas"), named("aturan_berlaku")
    made = [ready(cells, one, FOUR, policies, known) for one in policies]
    found = lines([made[0], made[0], made[1]], fit_of(cells.kabupaten_codes), "province", draws=20)
    itself = found.difference(0, 1)[["low", "mid", "high"]].to_numpy()
    assert np.abs(itself[~np.isnan(itself)]).max() == 0
    table = found.table(0)
    assert set(table["measure"]) == set(MEASURES) and set(table["group"]) == {"11", "35"}
    assert len(table) == 3 * len(MEASURES) * 2 * 5
    assert (table["high"] >= table["low"] - 1e-9).sum() == table["mid"].notna().sum()
    error = found.line(0, "PKH", "exclusion_error", "35")
    assert (error.low < error.high).all()
    capped, free = (found.line(one, "SEMBAKO", "recipients", "11") for one in (0, 2))
    assert (capped.mid < free.mid).all()


def test_single_precision_is_nothing_beside_a_band():
    cells, policies = cells_of(register()), (named("lima_tahun_luas"),)
    made, rates = ready(cells, policies[0], ProjectionOptions(20), policies), fit_of(("11.01", "35.15")).rates
    double, single = run(made, rates), run(made, rates, kind=np.float32)
    for code, track in double.tracks.items():
        for name in ("recipients", "rupiah", "exited", "entered", "dropped_cap"):
            assert single.tracks[code].columns[name] == pytest.approx(track.columns[name], rel=1e-4, abs=1e-2), name


def test_kinds_that_no_band_tells_apart_are_drawn_together():
    families = [replace(one, working_age=at % 3 > 0) for at, one in enumerate(register())]
    cells, policies = cells_of(families), (named("lima_tahun_sempit"), named(ENACTED))
    made, rates = ready(cells, policies[0], ProjectionOptions(12), policies), fit_of(("11.01", "35.15")).rates
    apart, together = run(made, rates), run(made.for_draws, rates)
    for code, track in apart.tracks.items():
        assert len(together.tracks[code].working_age) < len(track.working_age)
        for name in ("recipients", "rupiah", "exited", "entered", "dropped_cap", "dropped_poorest", "reached_cap"):
            assert together.tracks[code].columns[name] == pytest.approx(track.columns[name], rel=2e-3, abs=1e-6), name


def test_errors_are_not_told_below_the_province_or_without_chances():
    cells = cells_of(register())
    known = {"PKH": chances(("11", "35"))}
    made = ready(cells, named(ENACTED), FOUR, entitled=known)
    fit = fit_of(cells.kabupaten_codes)
    assert np.isnan(lines([made], fit, "kabupaten", draws=0).line(0, "PKH", "inclusion_error", "11.01").mid).all()
    nation = lines([made], fit, draws=0)
    assert np.isnan(nation.line(0, "SEMBAKO", "inclusion_error").mid).all()
    assert not np.isnan(nation.line(0, "PKH", "inclusion_error").mid).any()


def test_drawing_stops_when_nobody_waits_for_it_any_more():
    class Closed(Exception):
        pass

    heard = []

    def told(done: int) -> None:
        heard.append(done)
        if done == 2:
            raise Closed

    cells = cells_of(register())
    made = ready(cells, named(ENACTED), FOUR)
    with pytest.raises(Closed):
        lines([made], fit_of(cells.kabupaten_codes), draws=1000, told=told)
    assert heard == [1, 2]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((0, "PKH", "happiness", "ID"), "measure: must be recipients"),
        ((0, "BLT", "recipients", "ID"), "got recipients of BLT"),
        ((3, "PKH", "recipients", "ID"), "policy: must be the number of one of 1 policies, got 3"),
        ((0, "PKH", "recipients", "35"), "group: must be an area of these lines such as ID, got '35'"),
    ],
)
def test_a_line_that_is_not_there_is_refused_in_a_sentence(asked, said):
    cells = cells_of(register())
    found = lines([ready(cells, named(ENACTED), FOUR)], fit_of(cells.kabupaten_codes), draws=0)
    with pytest.raises(InputError, match=said):
        found.line(*asked)


def test_families_that_never_change_decile_stay_where_the_matrix_alone_would_move_them():
    cells = cells_of([Family(decile=1, sembako=2, weight=1000)])
    moving, still = np.eye(STATES), np.full(STATES, 0.5)
    moving[1, 1:3], moving[2, 1:3] = (0.6, 0.4), (0.4, 0.6)
    matrix = np.diag(still) + np.diag(1 - still) @ moving
    rates = replace(Rates.closed(cells.kabupaten_codes, matrix), stayers=still)
    found = project(cells, named("keadaan_sekarang"), rates, ProjectionOptions(8)).tracks["SEMBAKO"].by_decile
    wanted = 500 + 500 * np.linalg.matrix_power(moving, 8)[1, 1]
    assert found[8, 1] == pytest.approx(wanted)
    assert found[8].sum() == pytest.approx(1000)


def test_the_key_differs_as_soon_as_anything_does():
    base = ("build-1", [named(ENACTED)], FOUR)
    keys = {
        digest(*base),
        digest("build-2", *base[1:]),
        digest("build-1", [named("lima_tahun_luas")], FOUR),
        digest("build-1", [named(ENACTED), named("lima_tahun_luas")], FOUR),
        digest("build-1", [named("lima_tahun_luas"), named(ENACTED)], FOUR),
        digest("build-1", [named(ENACTED).changed("PKH", "max_decile", 3, "a test")], FOUR),
        digest(*base[:2], ProjectionOptions(5)),
        digest(*base, by="province"),
        digest(*base, draws=100),
        digest(*base, seed=2),
    }
    assert len(keys) == 10
    assert digest(*base) == digest("build-1", [named(ENACTED)], ProjectionOptions(4))
