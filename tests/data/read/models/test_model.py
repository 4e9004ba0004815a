"""What a build learns from its newest spot check, against sums over the rows that it was learnt from."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import pytest

from data.build.build import build
from data.build.options import Options
from data.figures import next_visits
from data.read import register
from data.read.accuracy import models
from data.store import finished
from data.store.finished import DATABASE
from data.store.open import Store, open_store
from data.store.scope import Scope
from simulator import error
from simulator.engine import simulate
from simulator.policy import files
from terms import Quarter
from tests.data.build.recount import LIMITS, family_type
from tests.data.build.registers import COMPONENTS, Register, Snapshot
from tests.data.build.stores import silent
from tests.data.read.models.conftest import visited

NATION = Scope.national()
PROGRAMMES = ("PBI", "PKH", "SEMBAKO")


def judged(snapshot: Snapshot, programme: str, limit: int | None = None) -> list[tuple[float, bool, bool, str]]:
    """Weight, entitled (by the enacted limit, or another), recipient and province of each interviewed family that is in
    the register."""
    paid = {row["family_id"] for row in snapshot.payments if row["programme"] == programme}
    known = {family["family_id"] for family in snapshot.families}
    rows = []
    for visit in snapshot.spotcheck:
        if visit["outcome"] == "interviewed" and visit["family_id"] in known:
            component = programme != "PKH" or any(visit[name] for name in COMPONENTS)
            entitled = visit["verified_decile"] <= (limit or LIMITS[programme]) and component
            rows.append((visit["weight"], entitled, visit["family_id"] in paid, visit["kecamatan_code"][:2]))
    return rows


def direct(rows: list[tuple[float, bool, bool, str]]) -> tuple[float, float]:
    recipients = sum(weight for weight, _, on, _ in rows if on)
    entitled = sum(weight for weight, right, _, _ in rows if right)
    wrong = sum(weight for weight, right, on, _ in rows if on and not right)
    left_out = sum(weight for weight, right, on, _ in rows if right and not on)
    return wrong / recipients, left_out / entitled


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_simulator_baseline_has_the_direct_errors_of_registered_families(
    built: Store, snapshots: list[Snapshot], programme: str
):
    newest = snapshots[-1]
    cells = register.cells(built, NATION, newest.quarter)
    found = models.entitled(built, NATION, newest.quarter)
    today = simulate.simulate(cells, files.named(files.CURRENT_STATE))
    enacted = files.named(files.ENACTED).rules(newest.quarter)[programme]
    errors = error.errors(today, programme, found.table[programme], enacted, None)
    wanted = direct(judged(newest, programme))
    assert (errors.inclusion.value, errors.exclusion.value) == pytest.approx(wanted, abs=1e-5)
    assert errors.inclusion.low < wanted[0] < errors.inclusion.high
    assert len(found.table[programme].draws) == 200


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("limit", [2, 6])
def test_errors_by_another_limit_are_the_direct_ones_by_that_limit(
    built: Store, snapshots: list[Snapshot], programme: str, limit: int
):
    newest = snapshots[-1]
    cells = register.cells(built, NATION, newest.quarter)
    rule = replace(files.named(files.ENACTED).rules(newest.quarter)[programme], max_decile=limit)
    known = models.entitled_by(built, NATION, newest.quarter, programme, rule)
    today = simulate.simulate(cells, files.named(files.CURRENT_STATE))
    errors = error.errors(today, programme, known, rule, None)
    wanted = direct(judged(newest, programme, limit))
    assert (errors.inclusion.value, errors.exclusion.value) == pytest.approx(wanted, abs=1e-5)
    assert errors.exclusion.low < wanted[1] < errors.exclusion.high


def test_limits_of_provinces_make_a_table_of_their_own(built: Store, snapshots: list[Snapshot]):
    quarter = snapshots[-1].quarter
    enacted = models.entitled(built, NATION, quarter).table["PKH"]
    rule = files.named(files.ENACTED).rules(quarter)["PKH"]
    ask = lambda **changed: models.entitled_by(built, NATION, quarter, "PKH", replace(rule, **changed))  # noqa: E731
    code = enacted.provinces[0]
    mixed, narrow = ask(max_decile_by_province=((code, 2),)), ask(max_decile=2)
    assert np.array_equal(mixed.probability[0], narrow.probability[0])
    first = enacted.draws[: len(mixed.draws)]
    assert len(first) == 100 and np.array_equal(mixed.draws[:, 1:], first[:, 1:])
    assert np.array_equal(mixed.draws[:, 0], narrow.draws[:, 0]) and not np.array_equal(mixed.draws, first)
    assert ask(max_decile_by_kabupaten=(("35.15", 2),)) is None and ask(needs_component=False) is None
    assert ask(max_decile=0) is None and ask(max_decile=7) is None and ask(max_decile=None) is None


def test_build_without_the_table_of_limits_is_read_and_offers_none(built: Store, snapshots: list[Snapshot], tmp_path):
    quarter, folder = snapshots[-1].quarter, tmp_path / "store"
    shutil.copytree(built.path, folder, symlinks=True)
    with duckdb.connect(folder / "current" / DATABASE) as connection:
        connection.execute("drop table entitled_limit_effect")
        connection.execute("checkpoint")
    record = folder / "current" / finished.RECORD
    told = json.loads(record.read_text(encoding="utf-8")) | {"bytes": (folder / "current" / DATABASE).stat().st_size}
    record.write_text(json.dumps(told), encoding="utf-8")
    older = open_store(folder)
    rule = files.named(files.ENACTED).rules(quarter)["PKH"]
    assert models.entitled_by(older, NATION, quarter, "PKH", replace(rule, max_decile=2)) is None
    assert models.entitled(older, NATION, quarter).table.keys() == set(PROGRAMMES)


def test_entitled_table_names_its_round_its_visits_and_the_entitled_outside(built: Store, snapshots: list[Snapshot]):
    newest = snapshots[-1]
    found = models.entitled(built, NATION, newest.quarter)
    assert found.round == newest.quarter
    assert found.visits == len(judged(newest, "PKH"))
    unlinked = [visit for visit in newest.spotcheck if visit["outcome"] == "interviewed" and visit["family_id"] is None]
    outside = sum(visit["weight"] for visit in unlinked if visit["verified_decile"] <= 4)
    inside = sum(weight for weight, right, _, _ in judged(newest, "SEMBAKO") if right)
    assert found.outside_share["SEMBAKO"] == pytest.approx(outside / (outside + inside))
    later = models.entitled(built, NATION, newest.quarter.next())
    assert (later.round, later.visits) == (found.round, found.visits)


def test_quarter_before_the_round_has_no_table_and_a_sentence_says_why(built: Store, snapshots: list[Snapshot]):
    found = models.entitled(built, NATION, snapshots[0].quarter)
    assert (dict(found.table), found.round) == ({}, None)
    assert found.note == f"the models rest on the spot check of {snapshots[1].quarter}, which is later than 2025Q3"


def test_entitled_table_has_only_provinces_that_the_scope_touches(built: Store):
    quarter = Quarter(2025, 4)
    whole = models.entitled(built, NATION, quarter).table["PKH"]
    part = models.entitled(built, Scope(("11",), ("35.15",)), quarter).table["PKH"]
    assert (whole.provinces, part.provinces) == (("11", "35", "51"), ("11", "35"))
    assert np.array_equal(part.probability, whole.probability[:2])
    assert np.array_equal(part.draws, whole.draws[:, :2])


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_groups_to_check_are_the_families_of_the_register(built: Store, snapshots: list[Snapshot], programme: str):
    newest = snapshots[-1]
    paid = {row["family_id"] for row in newest.payments if row["programme"] == programme}
    wanted: dict[tuple, int] = {}
    for family in newest.families:
        on_programme = family["family_id"] in paid
        key = (family["kecamatan_code"][:5], family["decile"], family_type(family), on_programme)
        wanted[key] = wanted.get(key, 0) + family["weight"]
    known = next_visits.known(built, programme, partial(register.cells, built, NATION))
    groups = known.listed(NATION)
    found = {tuple(row[:4]): row[4] for row in groups.itertuples(index=False)}
    assert found == {key: families for key, families in wanted.items() if families >= 10}
    assert (groups["wrong"] >= 0).all() and (groups["wrong"] <= groups["families"]).all()
    assert groups["found_per_thousand"].is_monotonic_decreasing
    for scope in (NATION, Scope.kabupaten("35.15")):
        own = sum(count for key, count in wanted.items() if key[3] and scope.allows(key[0]))
        assert known.standing(scope).recipients == own


def test_chance_of_being_misplaced_agrees_with_what_was_found(built: Store, snapshots: list[Snapshot]):
    standing = next_visits.known(built, "SEMBAKO", partial(register.cells, built, NATION)).standing(NATION)
    assert (standing.inclusion, standing.exclusion) == pytest.approx(direct(judged(snapshots[-1], "SEMBAKO")), abs=0.05)


def test_groups_to_check_stay_within_the_scope(built: Store):
    known = next_visits.known(built, "PKH", partial(register.cells, built, NATION))
    assert set(known.listed(Scope.kabupaten("35.15"))["kabupaten_code"]) == {"35.15"}
    recipients = known.listed(Scope.provinces("35"), "recipients")
    assert recipients["on_programme"].all()
    assert set(recipients["kabupaten_code"]) == {"35.15", "35.78"}


def test_assisted_errors_have_the_direct_ones_beside(built: Store, snapshots: list[Snapshot]):
    found = models.assisted_errors(built, NATION).set_index(["programme", "error", "code"])
    for programme in PROGRAMMES:
        rows = judged(snapshots[-1], programme)
        for code in ("ID", "35"):
            wanted = direct([row for row in rows if code in ("ID", row[3])])
            for name, value in zip(("inclusion", "exclusion"), wanted, strict=True):
                assert found.loc[(programme, name, code), "direct"] == pytest.approx(value)
    assert (found["low"] <= found["estimate"]).all() and (found["estimate"] <= found["high"]).all()


def test_assisted_errors_of_a_narrower_scope_are_those_of_its_whole_provinces(built: Store):
    assert set(models.assisted_errors(built, Scope.provinces("35"))["code"]) == {"35"}
    assert models.assisted_errors(built, Scope.kabupaten("35.15")).empty


def test_quality_is_told_for_every_programme(built: Store):
    quality = models.checking_quality(built)
    assert tuple(quality["programme"]) == PROGRAMMES
    assert quality["auc"].between(0.5, 1).all()
    assert (quality["brier"] < quality["brier_of_mean"]).all()
    assert quality["interviewed_share"].between(0.85, 0.95).all()


def test_model_built_quarter_by_quarter_equals_the_model_built_at_once(
    built: Store, snapshots: list[Snapshot], tmp_path: Path
):
    for snapshot in snapshots:
        snapshot.write(tmp_path / "inbox")
        build(Options(tmp_path / "inbox", tmp_path / "store", memory="1GB"), silent)
    assert learned(open_store(tmp_path / "store")) == learned(built)


def test_quarter_without_a_spot_check_keeps_the_model_of_the_round_before(snapshots: list[Snapshot], tmp_path: Path):
    first, second = (Snapshot(entry.quarter, entry.families, entry.payments) for entry in snapshots)
    first.spotcheck = snapshots[0].spotcheck
    first.write(tmp_path / "inbox")
    build(Options(tmp_path / "inbox", tmp_path / "store", memory="1GB"), silent)
    before = learned(open_store(tmp_path / "store"))
    shutil.rmtree(tmp_path / "inbox")
    second.write(tmp_path / "inbox")
    build(Options(tmp_path / "inbox", tmp_path / "store", memory="1GB"), silent)
    after = open_store(tmp_path / "store")
    assert learned(after) == before
    assert models.entitled(after, NATION, second.quarter).round == first.quarter


def learned(store: Store) -> dict[str, list[tuple]]:
    tables = (
        "entitled_effect",
        "entitled_limit_effect",
        "entitled_round",
        "checking_group",
        "checking_quality",
        "assisted_error",
    )
    return {name: store.cursor().execute(f"select * from {name} order by all").fetchall() for name in tables}


def test_spot_check_that_is_too_small_is_said_in_numbers(tmp_path: Path):
    (snapshot,) = Register(seed=5, families=60).live(1)
    visited(snapshot, 3).write(tmp_path / "inbox")
    build(Options(tmp_path / "inbox", tmp_path / "store", memory="1GB"), silent)
    store = open_store(tmp_path / "store")
    found = models.entitled(store, NATION, snapshot.quarter)
    assert not found.table
    assert found.note.startswith("the spot check of 2025Q3 is too small: at least 30 visits of each kind are needed")
    assert models.checking_groups(store, NATION, "PKH").empty
    assert models.assisted_errors(store, NATION).empty


def test_store_without_a_spot_check_says_so(tmp_path: Path):
    (snapshot,) = Register(seed=5, families=60).live(1)
    Snapshot(snapshot.quarter, snapshot.families, snapshot.payments).write(tmp_path / "inbox")
    build(Options(tmp_path / "inbox", tmp_path / "store", memory="1GB"), silent)
    found = models.entitled(open_store(tmp_path / "store"), NATION, snapshot.quarter)
    assert found.note == "no quarter of the store has a spot check, so who is entitled is not known"
