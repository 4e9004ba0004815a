"""A region's scenario tells nothing of areas beyond it: neither by a limit that all share, nor by national results."""

from __future__ import annotations

import pytest

from data.keep.figures_key import KEY_VARIABLE
from data.store.scope import Scope
from pages.cached import cap_calendar, keeping, projection, simulation, what_if
from pages.cached.projection import Compared, ProjectionQuestion
from pages.cached.what_if import AreaQuestion
from simulator.policy.files import ENACTED, Policy, available, named
from simulator.projection.options import ProjectionOptions
from terms import SEMBAKO, InputError, Quarter

QUARTER = Quarter(2026, 1)
KABUPATEN, PROVINCE = Scope.kabupaten("35.15"), Scope.provinces("35")
BY_PROVINCE, BY_KABUPATEN = "max_decile_by_province", "max_decile_by_kabupaten"


@pytest.fixture(autouse=True)
def store(small_store, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    monkeypatch.setenv(KEY_VARIABLE, "the key of the site in this test")


def policy(**values: object) -> Policy:
    """Whoever is above the limit of Sembako leaves at once; otherwise the rules in force, with these values."""
    made = Policy("Coba", baseline=named(ENACTED), key="coba")
    for field, value in {"crossing_mode": "stop", **values}.items():
        made = made.changed(SEMBAKO, field, value, "uji")
    return made


def total(policy: Policy, scope: Scope, column: str = "rupiah_per_quarter") -> float:
    rows = simulation.report(scope, QUARTER, policy).table("nation").set_index("programme")
    return float(rows.loc[SEMBAKO, column])


def test_shared_limit_would_tell_a_region_exactly_what_another_is_paid():
    """The attack, by whoever sees the nation: own part after = own × limit ÷ all, so all = own × limit ÷ part."""
    ours = {"max_decile": 0, BY_PROVINCE: {"35": 1}}
    own = total(policy(**ours), Scope.national())
    both = policy(**(ours | {BY_PROVINCE: {"35": 1, "51": 1}, "budget_limit": round(own)}))
    rows = simulation.report(Scope.national(), QUARTER, both).table("province").set_index(["group", "programme"])
    part = float(rows.loc[("35", SEMBAKO), "rupiah_per_quarter"])
    bali = total(policy(max_decile=0, **{BY_PROVINCE: {"51": 1}}), Scope.national())
    assert bali > 0 and own * own / part - own == pytest.approx(bali, rel=1e-6)
    for scope in (PROVINCE, KABUPATEN):
        with pytest.raises(InputError, match=r"beyond what you may see|limit for the whole nation"):
            simulation.report(scope, QUARTER, both)


REFUSED = {
    "a limit of rupiah": {"budget_limit": 1_000_000_000},
    "places of the nation": {"quota": 18_299_999},
    "another province": {BY_PROVINCE: {"51": 1}},
    "another kabupaten": {BY_KABUPATEN: {"51.71": 1}},
    "places of another kabupaten": {"quota": {"51.71": 1}},
    "places of all others but one": {"quota": dict.fromkeys(("35.15", "51.71"), 0)},
}


@pytest.mark.parametrize("case", REFUSED)
def test_region_gets_no_answer_of_any_kind_to_a_scenario_that_tells_of_others(case):
    told = policy(**REFUSED[case])
    asked = ProjectionQuestion(QUARTER, told, ProjectionOptions(4))
    compared = Compared((asked,), "35.15")
    ways = {
        "answer": lambda scope: simulation.report(scope, QUARTER, told),
        "beside": lambda scope: simulation.report(scope, QUARTER, named(ENACTED), beside=(told,)),
        "reference": lambda scope: simulation.report(scope, QUARTER, named(ENACTED), (told, "acuan")),
        "frontier": lambda scope: simulation.frontier(scope, QUARTER, told, SEMBAKO),
        "errors": lambda scope: simulation.error_shares(scope, QUARTER, told, SEMBAKO),
        "own errors": lambda scope: simulation.own_error_shares(
            scope, QUARTER, told.changed(SEMBAKO, "max_decile", 3, "uji"), SEMBAKO
        ),
        "what if": lambda scope: what_if.answer(
            scope, AreaQuestion("35.15", QUARTER, told, (named(ENACTED), "acuan"), SEMBAKO, None)
        ),
        "years to come": lambda scope: projection.courses(scope, compared, SEMBAKO),
        "all kabupaten": lambda scope: projection.by_quarter(scope, compared, SEMBAKO),
        "calendar": lambda scope: cap_calendar.by_area(scope, compared, "kabupaten", SEMBAKO),
        "deciles": lambda scope: cap_calendar.by_decile(scope, compared, SEMBAKO),
        "types": lambda scope: cap_calendar.by_type(scope, compared, SEMBAKO),
        "record": lambda scope: keeping.record("orang", scope, QUARTER, told, named(ENACTED)),
    }
    answered = []
    for way, ask in ways.items():
        try:
            ask(KABUPATEN)
        except InputError as fault:
            assert fault.reasons[0].code in ("areas_beyond", "limit_of_nation"), way
        else:
            answered.append(way)
    assert answered == []
    simulation.report(Scope.national(), QUARTER, told)


@pytest.mark.parametrize("scope", [KABUPATEN, PROVINCE, Scope((), ("35.15", "51.71"))])
def test_region_asks_what_its_own_areas_and_all_others_alike_would_get(scope):
    for name in available():
        simulation.report(scope, QUARTER, named(name))
    simulation.report(scope, QUARTER, policy(max_decile=3, **{BY_KABUPATEN: {"35.15": 8}}))
    simulation.report(scope, QUARTER, policy(quota={"35.15": 1_000}, admission="quota"))


def test_own_province_is_beyond_whoever_sees_one_kabupaten_of_it():
    simulation.report(PROVINCE, QUARTER, policy(**{BY_PROVINCE: {"35": 8}}))
    with pytest.raises(InputError, match="such as 35"):
        simulation.report(KABUPATEN, QUARTER, policy(**{BY_PROVINCE: {"35": 8}}))


def test_whoever_sees_the_nation_looks_at_one_area_under_any_scenario():
    asked = AreaQuestion("35.15", QUARTER, policy(budget_limit=10**12), (named(ENACTED), "acuan"), SEMBAKO, None)
    assert what_if.answer(Scope.national(), asked).programme == SEMBAKO


def test_part_of_a_province_never_stands_under_its_name():
    mixed = Scope(("51",), ("35.15",))
    found = {
        scope: {*simulation.report(scope, QUARTER, named(ENACTED)).table("province")["group"]}
        for scope in (mixed, KABUPATEN)
    }
    assert found == {mixed: {"51"}, KABUPATEN: set()}


def test_amounts_that_are_too_large_do_not_tell_how_many_families_there_are():
    with pytest.raises(InputError) as fault:
        simulation.report(KABUPATEN, QUARTER, policy(amounts=10**9))
    assert {name for name, _ in fault.value.reasons[0].values} == {"where", "limit"}
