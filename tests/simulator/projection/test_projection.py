"""The projection equals the static answer at the start, keeps every family, and is monotone in the cap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.simulate import simulate
from simulator.policy.files import CURRENT_STATE, named
from simulator.projection.options import ProjectionOptions
from simulator.projection.run import project
from targeting.flow.rates import STATES, ProgrammeRates, Rates
from terms import InputError, Quarter
from tests.simulator.policies import DECLARED, policy_of, rules
from tests.simulator.registers import QUARTER, Family, cells_of, registers

SAME = {
    "recipients_after": "recipients",
    "dropped_decile": "dropped_decile",
    "dropped_component": "dropped_component",
    "dropped_cap": "dropped_cap",
    "dropped_budget": "dropped_budget",
    "admitted": "entered",
    "waiting": "waiting",
    "eligible": "eligible",
    "persons_after": "persons",
    "rupiah_per_quarter": "rupiah",
}


def rates_of(codes: tuple[str, ...], seed: int, closed: bool = False) -> Rates:
    """Any rates: everybody may move anywhere, vanish, come, leave."""
    random = np.random.default_rng(seed)
    count = len(codes)
    transition = random.dirichlet(np.ones(STATES + (not closed)), (count, STATES))[:, :, :STATES]
    own = ProgrammeRates(
        ("deceased", "graduated", "decile_above"),
        random.random((3, 25)) * 0.1,
        random.random((count, 3)) * 2,
        np.array([0.7, 0.3, 0.0]),
        np.array([False, False, True]),
        0.9,
        random.random(count),
        random.random(STATES),
    )
    arrive = random.dirichlet(np.ones(count))
    new = np.zeros((count, STATES)) if closed else random.random((count, STATES)) * 0.01
    return Rates(
        codes, transition, random.random(count) * 0.2, arrive, new, dict.fromkeys(("PKH", "SEMBAKO", "PBI"), own)
    )


@settings(max_examples=60, deadline=None)
@given(registers(), rules(whole=False), st.integers(0, 9))
def test_the_first_quarter_is_what_the_static_answer_says(register, given_rules, seed):
    policy, cells = policy_of(given_rules, DECLARED), cells_of(register)
    found = project(cells, policy, rates_of(cells.kabupaten_codes, seed), ProjectionOptions(4))
    outcome = simulate(cells, policy).table("kabupaten").set_index("programme")
    for code, track in found.tracks.items():
        static = outcome.loc[[code]].set_index("group").reindex(cells.kabupaten_codes)
        for theirs, ours in SAME.items():
            assert track.columns[ours][0] == pytest.approx(
                static[theirs].to_numpy(float), rel=1e-9, abs=1e-6, nan_ok=True
            ), (code, ours)


@settings(max_examples=40, deadline=None)
@given(registers(), rules(whole=False), st.integers(0, 99), st.sampled_from((None, 1, 3)))
def test_a_population_that_nobody_leaves_keeps_every_family(register, given_rules, seed, reentry):
    cells = cells_of(register)
    rates = rates_of(cells.kabupaten_codes, seed, closed=True)
    found = project(cells, policy_of(given_rules), rates, ProjectionOptions(12, reentry_quarters=reentry))
    for track in found.tracks.values():
        population = track.columns["population"].sum(axis=1)
        assert population == pytest.approx(np.full(13, float(cells.families.sum())), rel=1e-9)
        assert (track.columns["recipients"] >= -1e-9).all()


@settings(max_examples=40, deadline=None)
@given(registers(), rules(whole=False), st.integers(0, 99))
def test_every_programme_sees_the_same_register_to_the_family(register, given_rules, seed):
    cells = cells_of(register)
    found = project(cells, policy_of(given_rules), rates_of(cells.kabupaten_codes, seed), ProjectionOptions(8))
    first, *others = [track.columns["population"] for track in found.tracks.values()]
    for other in others:
        assert other == pytest.approx(first, rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(registers(), st.integers(0, 99), st.sampled_from(("none", "quota", "all")))
def test_a_cap_nobody_can_reach_is_as_no_cap_at_all(register, seed, admission):
    policy, cells = named("aturan_berlaku"), cells_of([replace(one, pkh=min(one.pkh, 20)) for one in register])
    policy = policy.changed("PKH", "admission", admission, "a test")
    capped = policy.changed("PKH", "max_quarters", 72, "a test").changed("PKH", "cap_exempt", ["elderly"], "a test")
    rates = rates_of(cells.kabupaten_codes, seed)
    first, second = (
        project(cells, one, rates, ProjectionOptions(12), beside=(policy, capped)).tracks["PKH"].columns
        for one in (policy, capped)
    )
    assert capped.changed("PKH", "max_quarters", "none", "a test").rules(QUARTER)["PKH"].max_quarters is None
    for name in ("recipients", "rupiah", "entered", "exited", "waiting"):
        assert first[name] == pytest.approx(second[name], rel=1e-9, abs=1e-9), name


@settings(max_examples=40, deadline=None)
@given(
    registers(),
    st.integers(0, 99),
    st.sampled_from((0.0, 1.0)),
    st.sampled_from((0.0, 1.0)),
    st.permutations((1, 4, 8, 20, 24, 28, 72)),
)
def test_a_longer_cap_never_leaves_fewer_on_aid(register, seed, keep, checked, caps):
    """Where a check above the limit keeps a share of families, that one was checked is known of a place and not of each
    clock in it, so that those who stay there for longer share in who is checked anew: told in ``settle.Settling``."""
    shorter, longer = sorted(caps[:2])
    cells = cells_of(register)
    rates = rates_of(cells.kabupaten_codes, seed)
    base = named("lima_tahun_sempit").changed("SEMBAKO", "cap_keep_share", keep, "a test")
    base = base.changed("SEMBAKO", "cap_mode", "stop" if keep == 0 else "assess", "a test")
    base = base.changed("SEMBAKO", "crossing_keep_share", checked, "a test")
    one, other = (
        project(cells, base.changed("SEMBAKO", "max_quarters", cap, "a test"), rates, ProjectionOptions(16)).tracks[
            "SEMBAKO"
        ]
        for cap in (shorter, longer)
    )
    if keep == 0:
        assert (one.columns["recipients"] <= other.columns["recipients"] + 1e-9).all()
    assert one.columns["dropped_cap"][0].sum() >= other.columns["dropped_cap"][0].sum() - 1e-9


def test_two_deciles_and_one_type_are_a_chain_worked_out_by_hand():
    """100 families in desil 1 and 50 in desil 2, all 19 quarters on Sembako; a tenth goes up and a fifth comes down;
    1 % leaves aid each quarter; the cap is 20, without exemption; the limit is desil 1, with a check that keeps half.
    """
    cells = cells_of([Family(decile=1, sembako=19, weight=100), Family(decile=2, sembako=19, weight=50)])
    transition = np.eye(STATES)
    transition[1, 1:3] = 0.9, 0.1
    transition[2, 1:3] = 0.2, 0.8
    one = Rates.closed(cells.kabupaten_codes, transition)
    own = ProgrammeRates(
        ("deceased",), np.full((1, 25), 0.01), np.ones((1, 1)), np.zeros(1), np.zeros(1, bool), 0.0, np.zeros(1),
        np.ones(STATES),
    )  # fmt: skip
    policy = policy_of(
        {
            "SEMBAKO": {
                "max_decile": 1,
                "amounts": 600_000,
                "max_quarters": 20,
                "crossing_mode": "suspend",
                "crossing_keep_share": 0.5,
            }
        }
    )
    found = (
        project(cells, policy, replace(one, programmes={"SEMBAKO": own}), ProjectionOptions(4))
        .tracks["SEMBAKO"]
        .columns
    )
    # Quarter 0: desil 1 keeps 100; of the 50 above the limit the check keeps 25.
    assert found["recipients"][0].sum() == pytest.approx(125)
    # Quarter 1: desil 1 has 100·0.9 + 25·0.2 = 95, desil 2 has 100·0.1 + 25·0.8 = 30, of whom 20 were checked before
    # and 10 are new; 1 % leaves; of the new ones half stay: 0.99·(95 + 20 + 5).
    assert found["exited"][1].sum() == pytest.approx(1.25)
    assert found["dropped_decile"][1].sum() == pytest.approx(0.99 * 5)
    assert found["recipients"][1].sum() == pytest.approx(0.99 * 120)
    assert found["rupiah"][1].sum() == pytest.approx(0.99 * 120 * 600_000)
    # Quarter 2: all are in their 21st quarter and stop.
    assert found["recipients"][2].sum() == 0
    assert found["reached_cap"][2].sum() == pytest.approx(found["dropped_cap"][2].sum())
    below = 0.99 * 95 * 0.9 + 0.99 * 25 * 0.2
    above = 0.99 * 25 * 0.8 + 0.99 * 95 * 0.1 / 2
    assert found["dropped_cap"][2].sum() == pytest.approx(0.99 * (below + above))


def test_a_family_kept_after_assessment_is_not_assessed_again():
    cells = cells_of([Family(decile=1, sembako=21, weight=100)])
    rates = Rates.closed(cells.kabupaten_codes)
    policy = policy_of(
        {
            "SEMBAKO": {
                "max_decile": 4, "amounts": 1, "max_quarters": 20, "cap_mode": "assess", "cap_keep_share": 0.5,
            }
        }
    )  # fmt: skip
    found = project(cells, policy, rates, ProjectionOptions(8)).tracks["SEMBAKO"].columns
    assert found["recipients"].sum(axis=1) == pytest.approx(np.full(9, 50.0))
    assert found["reached_cap"].sum() == pytest.approx(100)


def capped(**more: object):
    return policy_of({"SEMBAKO": {"max_decile": 4, "amounts": 1, "max_quarters": 20} | more})


def test_places_freed_by_the_cap_may_be_filled_again_only_after_the_quarters_asked_for():
    cells = cells_of([Family(decile=1, sembako=21, weight=100)])
    rates = Rates.closed(cells.kabupaten_codes)
    policy = capped(admission="all")
    found = (
        project(cells, policy, rates, ProjectionOptions(8, reentry_quarters=3)).tracks["SEMBAKO"].columns["recipients"]
    )
    assert found.sum(axis=1) == pytest.approx([0, 0, 0, 100, 100, 100, 100, 100, 100])
    never = project(cells, policy, rates, ProjectionOptions(8)).tracks["SEMBAKO"].columns["recipients"]
    assert never.sum() == 0


def test_a_cap_by_cohorts_settles_an_equal_part_each_quarter():
    cells = cells_of([Family(decile=1, sembako=40, weight=120)])
    rates = Rates.closed(cells.kabupaten_codes)
    found = project(cells, capped(), rates, ProjectionOptions(8, "by_cohort", cohorts=4)).tracks["SEMBAKO"].columns
    assert found["dropped_cap"].sum(axis=1) == pytest.approx([30, 30, 30, 30, 0, 0, 0, 0, 0])


def test_a_cap_for_new_entrants_leaves_those_on_aid_alone():
    cells = cells_of([Family(decile=1, sembako=40, weight=120), Family(decile=2, weight=7)])
    rates = Rates.closed(cells.kabupaten_codes)
    policy = capped(max_quarters=4, admission="all")
    found = project(cells, policy, rates, ProjectionOptions(8, "new_only")).tracks["SEMBAKO"].columns
    assert found["recipients"].sum(axis=1) == pytest.approx([127, 127, 127, 127, 120, 120, 120, 120, 120])


def test_a_cap_from_a_later_quarter_waits_until_then():
    cells = cells_of([Family(decile=1, sembako=40, weight=120)])
    rates = Rates.closed(cells.kabupaten_codes)
    found = project(cells, capped(), rates, ProjectionOptions(4, cap_from=Quarter(2026, 3))).tracks["SEMBAKO"].columns
    assert found["dropped_cap"].sum(axis=1) == pytest.approx([0, 0, 120, 0, 0])
    assert found["reached_cap"].sum(axis=1) == pytest.approx([0, 0, 120, 0, 0])


def test_exempt_families_reach_the_cap_once_and_stay():
    aged = (("elderly", 1),)
    cells = cells_of([Family(decile=1, sembako=19, weight=100, raw=aged), Family(decile=1, sembako=30, raw=aged)])
    rates = Rates.closed(cells.kabupaten_codes)
    found = project(cells, capped(cap_exempt=["elderly"]), rates, ProjectionOptions(6)).tracks["SEMBAKO"].columns
    assert found["exempt"].sum(axis=1) == pytest.approx([1, 0, 100, 0, 0, 0, 0])
    assert found["recipients"].sum(axis=1) == pytest.approx(np.full(7, 101.0))


def test_a_year_of_the_clock_passes_a_quarter_of_its_families_each_quarter():
    cells = cells_of([Family(decile=1, sembako=28, weight=256)])
    rates = Rates.closed(cells.kabupaten_codes)
    found = project(cells, capped(max_quarters=28), rates, ProjectionOptions(4)).tracks["SEMBAKO"].columns
    assert found["dropped_cap"].sum(axis=1) == pytest.approx([0, 64, 48, 36, 27])


def test_amounts_rise_after_each_four_quarters_by_the_share_asked_for():
    cells = cells_of([Family(decile=1, sembako=2, weight=10, paid={"SEMBAKO": 600_000})])
    rates = Rates.closed(cells.kabupaten_codes)
    policy = capped(max_quarters="none", amounts=600_000)
    found = project(cells, policy, rates, ProjectionOptions(8, indexation=0.1)).tracks["SEMBAKO"].columns["rupiah"]
    assert found.sum(axis=1) == pytest.approx([6e6] * 4 + [6.6e6] * 4 + [7.26e6])


def test_a_programme_as_paid_refills_the_places_that_exits_leave():
    cells = cells_of([Family(decile=1, pkh=3, weight=900), Family(decile=2, weight=900)])
    rates = rates_of(cells.kabupaten_codes, 3)
    rates = replace(rates, programmes={"PKH": replace(rates.of("PKH"), refill=1.0)})
    found = project(cells, named(CURRENT_STATE), rates, ProjectionOptions(6)).tracks["PKH"].columns["recipients"]
    assert found.sum(axis=1) == pytest.approx(np.full(7, 900.0))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"quarters": 0}, "quarters: must be a whole number from 4 to 40, got 0"),
        ({"quarters": 400}, "quarters: must be a whole number from 4 to 40, got 400"),
        ({"reentry_quarters": 0}, "reentry_quarters: must be a whole number from 1 to 40, got 0"),
        ({"phase": "slowly"}, "phase: must be at_once, by_cohort or new_only, got 'slowly'"),
        ({"indexation": 7.0}, "indexation: must be a share a year from -0.5 to 0.5, got 7.0"),
    ],
)
def test_what_cannot_be_projected_is_refused_in_a_sentence(asked, said):
    with pytest.raises(InputError, match=said.replace("(", r"\(")):
        ProjectionOptions(**asked)


def test_a_cap_that_is_no_number_of_quarters_is_refused():
    with pytest.raises(InputError, match=r"must be 1 to 24, a multiple of 4 to 72, or none, got 3\.5"):
        capped(max_quarters=3.5)
