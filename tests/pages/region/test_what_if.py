"""The what-if of one area: its answer is the simulator's for whoever sees this area alone, and the link carries it."""

from __future__ import annotations

from urllib.parse import parse_qs

import numpy as np
import pytest

from data.figures.region.what_if import error_shares, of_area
from data.store.scope import Scope
from pages.cached import national_cells, simulation, what_if
from pages.cached.what_if import AreaQuestion
from pages.region import levers
from pages.region.levers import AreaTry
from pages.shared.voice import Voice
from simulator.engine.simulate import simulate
from simulator.policy import link
from simulator.policy.files import ENACTED, named
from terms import PBI, PKH, SEMBAKO, InputError, Quarter
from tests.pages.conftest import address
from tests.pages.movement.conftest import texts

SIDOARJO, NEWEST = "35.15", Quarter(2026, 1)
VOICE = Voice("id")


@pytest.fixture
def store(small_store, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    return small_store


def asked(tried: AreaTry, area: str = SIDOARJO, places: float | None = None) -> AreaQuestion:
    policy = levers.scenario(area, NEWEST, tried)
    return AreaQuestion(area, NEWEST, policy, (named(ENACTED), "Aturan berlaku"), tried.programme, places)


def rows_of(app) -> dict[str, list[str]]:
    """The table of the what-if: cells by the name of the row."""
    head = f"| {VOICE.say('pantauan.what_if_col_figure')} | {VOICE.say('pantauan.what_if_col_rules')}"
    text = next(one.value for one in app.markdown if one.value.startswith(head))
    return {cells[0]: cells[1:] for cells in (line.strip("| ").split(" | ") for line in text.splitlines()[2:])}


def simulator_link(app) -> dict[str, str]:
    found = next(one.proto for one in app.get("page_link") if one.label == VOICE.say("pantauan.what_if_open"))
    return {name: values[0] for name, values in parse_qs(found.query_string).items()}


def test_answer_on_the_page_is_that_of_the_simulator_for_whoever_sees_this_area_alone(visit):
    page = visit("pantauan", wilayah=SIDOARJO, program=SEMBAKO, batas="5", masuk="lain", kuota="400000", lama="5")
    told, carried = rows_of(page), simulator_link(page)
    assert carried["program"] == SEMBAKO
    rule = link.decode(carried["skenario"]).rules(NEWEST)[SEMBAKO]
    assert dict(rule.max_decile_by_kabupaten) == {SIDOARJO: 5}
    assert {code: places for code, places in rule.quota_by_kabupaten if places} == {SIDOARJO: 400000}
    assert rule.max_quarters == 20 and rule.admission == "quota"
    app = visit("ringkasan")
    app.session_state["looks-as"] = "region"
    app.switch_page("simulasi.py")
    for name, value in carried.items():
        app.query_params[name] = value
    app.run()
    figures = app.dataframe[0].value.set_index(VOICE.say("simulasi.figure"))[VOICE.say(f"umum.{SEMBAKO}")]
    metrics = {one.label: one.value for one in app.metric}
    recipients = f"{VOICE.say('simulasi.recipients_family', programme='Sembako')}"
    tried = told[VOICE.say("pantauan.what_if_row_recipients")]
    assert VOICE.angka(int(tried[1].replace(".", ""))) == metrics[recipients]
    assert told[VOICE.say("pantauan.what_if_row_coverage")][1] == figures[VOICE.say("simulasi.row_coverage")]
    before, after, _ = told[VOICE.say("pantauan.what_if_row_rupiah")]
    size = after.split("\u00a0")[-1]
    assert figures[VOICE.say("simulasi.row_year")] in (
        f"{before} → {after}",
        f"{before.removesuffix(size).strip()} → {after}",
    )


def test_nothing_tried_is_said_to_change_nothing_and_the_link_has_no_scenario(visit):
    page = visit("pantauan", wilayah=SIDOARJO)
    assert VOICE.say("pantauan.what_if_same", area="Kabupaten Sidoarjo") in texts(page)
    assert "skenario" not in simulator_link(page)
    assert not {"batas", "lama", "masuk", "kuota"} & set(address(page))


def test_wider_limit_that_lets_nobody_in_says_so(visit):
    page = visit("pantauan", wilayah=SIDOARJO, batas="6")
    assert VOICE.say("pantauan.what_if_nobody") in texts(page)


@pytest.mark.parametrize("wrong", [{"batas": "11"}, {"lama": "3.5"}, {"masuk": "lain", "kuota": "-3"}])
def test_value_of_a_lever_that_is_none_is_refused_in_a_sentence(visit, wrong):
    page = visit("pantauan", wilayah=SIDOARJO, **wrong)
    assert len(page.error) == 1 and list(wrong.values())[-1] in page.error[0].value


@pytest.mark.parametrize(("area", "programme"), [(SIDOARJO, PBI), ("35", PKH)])
def test_area_answers_as_its_own_cells_do(store, area, programme):
    """Counted again from the cells of the area alone: places are filled there, and the errors are theirs."""
    shares = tuple((code, 9_000) for code in ("35.15", "35.16")) if area == "35" else ((SIDOARJO, 400_000),)
    tried = AreaTry(programme, 6, None, shares)
    total = float(sum(dict(shares).values()))
    found = what_if.answer(Scope.national(), asked(tried, area, total))
    cells = of_area(national_cells.cells(NEWEST, guarded=True), area)
    own = simulate(cells, levers.scenario(area, NEWEST, tried)).table("nation").set_index("programme").loc[programme]
    assert found.recipients.after == pytest.approx(own["recipients_after"])
    assert found.rupiah_a_year.after == pytest.approx(own["rupiah_per_quarter"] * 4)
    assert found.coverage.after == pytest.approx(own["coverage_share"])
    taken = own["persons_after"] if programme == PBI else own["recipients_after"]
    assert found.places_left.after == pytest.approx(total - taken)
    assert found.inclusion.before.low <= found.inclusion.before.value <= found.inclusion.before.high


def test_errors_of_an_area_as_it_is_paid_are_counted_by_hand(store):
    cells = of_area(national_cells.cells(NEWEST), SIDOARJO)
    known = simulation.entitlements(NEWEST).table[PBI]
    policy = named("keadaan_sekarang")
    found = error_shares(cells, simulate(national_cells.cells(NEWEST), policy), policy, PBI, known)
    on = cells.on_pbi.astype(int)
    chance = known.of(("35",)).probability[0][cells.decile, cells.family_type, on]
    entitled, received = cells.families * chance, cells.families * on
    assert found["inclusion"][0] == pytest.approx(1 - (entitled * on).sum() / received.sum())
    assert found["exclusion"][0] == pytest.approx((entitled * (1 - on)).sum() / entitled.sum())


def test_nobody_enters_elsewhere(store):
    policy = levers.scenario(SIDOARJO, NEWEST, AreaTry(SEMBAKO, 5, None, ((SIDOARJO, 400_000),)))
    rows = simulate(national_cells.cells(NEWEST), policy).table("kabupaten")
    entered = rows[(rows["programme"] == SEMBAKO) & (rows["admitted"] > 0)]
    assert entered["group"].tolist() == [SIDOARJO]
    assert len(link.encode(policy)) < link.LONGEST


def test_errors_are_not_told_where_the_nation_s_places_bind_too(store):
    cells = national_cells.cells(NEWEST)
    policy = levers.scenario(SIDOARJO, NEWEST, AreaTry(SEMBAKO, 9, None, ((SIDOARJO, 9_000_000),)))
    nation = float(simulate(cells, named(ENACTED)).table("nation").set_index("programme")["recipients_after"][SEMBAKO])
    narrow = policy.changed(SEMBAKO, "quota", {"national": 9_000_000, SIDOARJO: 9_000_000}, "uji")
    assert nation > 9_000_000
    known = simulation.entitlements(NEWEST).table[SEMBAKO]
    assert error_shares(of_area(cells, SIDOARJO), simulate(cells, policy), policy, SEMBAKO, known)
    assert not error_shares(of_area(cells, SIDOARJO), simulate(cells, narrow), narrow, SEMBAKO, known)


def test_area_outside_the_scope_has_no_answer(store):
    with pytest.raises(InputError, match=r"35\.15"):
        what_if.answer(Scope.kabupaten("35.16"), asked(AreaTry(PKH, 3)))


def test_places_of_a_province_are_shared_out_as_they_were_delivered():
    assert levers.shared({"35.15": 300, "35.16": 100}, 40) == {"35.15": 30, "35.16": 10}
    assert levers.shared({"35.15": 0, "35.16": 0}, 40) == {"35.15": 20, "35.16": 20}
    assert np.isclose(sum(levers.shared({"35.15": 1, "35.16": 2, "35.17": 4}, 100).values()), 100)
