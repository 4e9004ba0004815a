"""Somebody asks for every scenario, of a register in which each family counts for itself, and wants the exact counts.

The promise: who knows the whole perturbed register and the method, but not the key, and holds all counts equally likely
beforehand, gives no count under ten more than PROMISED. All answers below the province are made of that register, so
that no number of them tells more than it does.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.figures.cell_keys import cell_keys
from data.figures.changes import MOST_CHANGED, changes, probabilities
from data.figures.outcome import About, Report
from data.figures.perturbed import names_kabupaten, perturbed
from simulator.cells import Cells
from simulator.engine.outcome import Outcome
from simulator.engine.simulate import simulate
from simulator.policy.files import Policy, named
from terms import PBI, PKH, SEMBAKO, Quarter
from tests.data.figures.chain import posterior
from tests.data.figures.weight_one import KABUPATEN, weight_one

SECRET = b"a secret of the site, thirty-two bytes or more"
PROMISED = 2 / 3
SMALL = 10
ABOUT = About("20260401T010203-abcdef", date(2026, 4, 1), "0.1.0+abc", date(2026, 3, 31), "Pusdatin", True)
#: Keys of the first two cells.
KNOWN = [2658093956957336125, 4254325453533659256]
ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture(scope="module")
def exact() -> Cells:
    return weight_one()


@pytest.fixture(scope="module")
def told(exact) -> Cells:
    return perturbed(exact, SECRET)


def policy(name: str, **values: object) -> Policy:
    """PKH stops at the crossing and at the cap, nobody enters, and the values given hold."""
    made = Policy(name, baseline=named("aturan_berlaku"), key=name)
    stopped = {"admission": "none", "crossing_mode": "stop", "cap_mode": "stop"}
    for field, value in {**stopped, **values}.items():
        made = made.changed(PKH, field, value, "uji")
    return made


def kept(cells: Cells, **values: object) -> np.ndarray:
    """PKH recipients that stay, by kabupaten."""
    table = simulate(cells, policy("uji", **values)).table("kabupaten")
    return table.loc[table["programme"] == PKH, "kept"].to_numpy(dtype=float)


def exactly(cells: Cells, quarters: int, **values: object) -> np.ndarray:
    """Families with just so many quarters on PKH, from two scenarios."""
    return kept(cells, max_quarters=quarters, **values) - kept(cells, max_quarters=quarters - 1, **values)


def test_two_scenarios_tell_exact_counts_of_the_exact_register_only(exact, told):
    """The attack of the issue: it finds every count without perturbation, and few with it."""
    true, seen, counted = [], [], []
    for quarters in range(2, 24):
        on = exact.quarters_on[PKH] == quarters
        fit = on & (exact.decile >= 1) & (exact.family_type & 1 > 0)
        counted.append(np.bincount(exact.kabupaten[fit], exact.families[fit], len(KABUPATEN)))
        true.append(exactly(exact, quarters, max_decile=10))
        seen.append(exactly(told, quarters, max_decile=10))
    assert np.array_equal(np.array(true), np.array(counted)), "the attack works where nothing is perturbed"
    small = (np.array(true) > 0) & (np.array(true) < SMALL)
    assert small.sum() > 30
    assert (np.array(seen) == np.array(true))[small].mean() < PROMISED


def test_no_other_question_about_the_same_families_gives_another_answer(exact, told):
    """Averaging: the same families against many backgrounds. A change drawn for each answer would average out here."""
    for quarters in (3, 7, 12):
        answers: dict[tuple[int, bytes], set[float]] = {}
        for decile, exempt in itertools.product(range(1, 11), ((), ("elderly",), ("no_working_age",))):
            asked = {"max_decile": decile, "cap_exempt": exempt}
            shown = exactly(told, quarters, **asked)
            passed = (exact.decile >= 1) & (exact.decile <= decile) & (exact.quarters_on[PKH] == quarters)
            passed &= exact.family_type & 1 > 0
            passed &= ~((exact.family_type & 2 > 0) & ("elderly" in exempt))
            passed &= ~((exact.family_type & 16 == 0) & ("no_working_age" in exempt))
            for place in range(len(KABUPATEN)):
                families = passed & (exact.kabupaten == place)
                answers.setdefault((place, families.tobytes()), set()).add(shown[place])
        assert max(len(found) for found in answers.values()) == 1
        assert len(answers) < 30 * len(KABUPATEN), "some families were asked for in several ways"


def test_no_count_under_ten_is_more_certain_than_promised(exact, told):
    order = np.lexsort(
        (
            exact.family_type,
            exact.quarters_on[SEMBAKO],
            exact.quarters_on[PKH],
            exact.decile,
            exact.family_type & 1 > 0,
            exact.on_pbi,
            exact.quarters_on[SEMBAKO] > 0,
            exact.quarters_on[PKH] > 0,
            exact.kabupaten,
        )
    )
    equally = np.ones(int(exact.families.max()) + MOST_CHANGED)
    for place in (2, 3):
        chain = order[exact.kabupaten[order] == place]
        found = posterior(told.families[chain], equally)
        small = exact.families[chain] < SMALL
        assert small.sum() > 200
        assert found[small].max() <= PROMISED


def test_no_single_change_tells_a_count_even_to_whoever_knows_the_level():
    likely = probabilities()
    for sign, shown in itertools.product(range(3), range(SMALL - MOST_CHANGED + 1)):
        counts = np.arange(1, SMALL + MOST_CHANGED)
        fits = [
            likely[sign, min(n, MOST_CHANGED), shown - n + MOST_CHANGED] if abs(shown - n) <= MOST_CHANGED else 0.0
            for n in counts
        ]
        assert max(fits) / sum(fits) <= 0.5


def test_changes_are_small_and_level_out(exact):
    found = changes(exact, cell_keys(exact, SECRET))
    assert set(np.unique(found)) == set(range(-MOST_CHANGED, MOST_CHANGED + 1))
    assert (np.abs(found) <= exact.families).all()
    every = [changes(exact, cell_keys(exact, bytes([n]) * 32)) for n in range(40)]
    sums = np.array([np.bincount(exact.kabupaten, one, len(KABUPATEN)) for one in every])
    assert np.abs(sums.mean(axis=0)).max() < 4 * sums.std() / np.sqrt(40), "mean zero"
    assert sums.std() < 5 and np.abs(sums).max() < 25, "thousands of cells change a kabupaten by a few families"


def test_zero_stays_zero_and_every_other_column_follows(exact, told):
    assert (told.families >= 0).all()
    gone = told.families == 0
    assert gone.any() and (told.persons[gone] == 0).all() and (told.rupiah[PBI][gone] == 0).all()
    nobody = kept(told, max_decile=0)
    assert (nobody == 0).all()
    table = simulate(told, policy("uji", max_quarters=8)).table("kabupaten")
    parts = table[["kept", "dropped_decile", "dropped_component", "dropped_cap", "dropped_budget"]].sum(axis=1)
    assert np.allclose(parts, table["recipients_before"])
    whole = simulate(exact, policy("uji", max_quarters=8)).table("kabupaten")
    for name in ("persons_after", "rupiah_per_quarter"):
        change = (table[name] / whole[name])[whole["recipients_before"] > 100]
        assert change.between(0.8, 1.25).all()


def test_money_of_few_families_does_not_tell_how_many_they_are(exact, told):
    """The mean of two families' rupiah would have their number as a denominator: like families' mean is given."""
    few = (exact.families < 4) & (exact.quarters_on[PKH] > 0) & (told.families > 0)
    own = exact.rupiah[PKH][few] / exact.families[few]
    assert (np.abs(told.rupiah[PKH][few] / told.families[few] - own) > 1).mean() > 0.5


def test_few_families_alike_in_a_kabupaten_have_the_mean_of_their_province(exact, told):
    """Cells of one to nine like families in their kabupaten: three times as much money there changes their mean as it
    changes the province's, which is by far less."""
    kind = pd.DataFrame(
        {"area": exact.kabupaten, "type": exact.family_type, "pbi": exact.on_pbi, "families": exact.families}
        | {name: exact.quarters_on[name] > 0 for name in (PKH, SEMBAKO)}
    )
    alike = kind.groupby(["area", "type", "pbi", PKH, SEMBAKO])["families"].transform("sum").to_numpy()
    few = (alike < SMALL) & (exact.rupiah[PKH] > 0) & (told.families > 0)
    more = replace(exact, rupiah=exact.rupiah | {PKH: np.where(few, 3 * exact.rupiah[PKH], exact.rupiah[PKH])})
    grown = perturbed(more, SECRET).rupiah[PKH][few] / told.rupiah[PKH][few]
    assert few.sum() > 10 and (grown < 2.9).all()


def test_same_families_change_alike_whatever_their_order_quarter_and_process(exact, told):
    shuffled = np.random.default_rng(3).permutation(len(exact))
    again = perturbed(_taken(exact, shuffled), SECRET)
    assert np.array_equal(again.families, told.families[shuffled])
    later = perturbed(replace(exact, quarter=Quarter(2026, 2)), SECRET)
    assert np.array_equal(later.families, told.families)
    assert not np.array_equal(perturbed(exact, b"another secret " * 3).families, told.families)
    code = (
        "from tests.data.figures.test_scenario_attacker import SECRET; from tests.data.figures.weight_one import *;"
        "from data.figures.perturbed import perturbed; print(perturbed(weight_one(), SECRET).families.tolist())"
    )
    asked = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == str(told.families.tolist())


def test_keys_are_those_of_earlier_versions(exact):
    """A library that hashed otherwise would change every family anew, and two answers could be averaged."""
    assert [int(key) for key in cell_keys(exact, SECRET)[:2]] == KNOWN


def _taken(cells: Cells, rows: np.ndarray) -> Cells:
    columns = ("kabupaten", "decile", "family_type", "on_pbi", "families", "persons", "pbi_persons")
    grouped = ("quarters_on", "components", "pupils", "rupiah")
    return replace(
        cells,
        **{name: getattr(cells, name)[rows] for name in columns},
        **{name: {key: one[rows] for key, one in getattr(cells, name).items()} for name in grouped},
    )


def _report(exact: Cells, told: Cells, rules: Policy, **more: object) -> Report:
    return Report(simulate(exact, rules), rules, ABOUT, None, None, lambda: simulate(told, rules), **more)


@pytest.mark.parametrize("level", ["nation", "province", "decile", "family_type"])
def test_nation_and_province_stay_exact(exact, told, level):
    rules = policy("uji", max_quarters=8)
    columns = ["group", "programme", "recipients_before", "kept", "eligible", "rupiah_per_quarter"]
    shown, whole = _report(exact, told, rules).table(level)[columns], simulate(exact, rules).table(level)[columns]
    pd.testing.assert_frame_equal(shown, whole)


def test_kabupaten_show_no_exact_count_but_to_whoever_has_the_right(exact, told):
    rules = policy("uji", max_quarters=8)
    whole = simulate(exact, rules).table("kabupaten")
    shown, right = (_report(exact, told, rules, sees_exact=one).table("kabupaten") for one in (False, True))
    assert right["kept"].tolist() == whole["kept"].tolist() and right["kept"].notna().all()
    counts = shown[["recipients_before", "kept", "dropped_cap", "eligible", "waiting"]]
    assert not ((counts > 0) & (counts < SMALL)).any(axis=None)
    assert (counts.astype(float) != whole[counts.columns].astype(float)).mean(axis=None) > 0.5
    closed = replace(_report(exact, told, rules), below=None).table("kabupaten")
    assert (
        closed[["recipients_before", "kept", "persons_after", "rupiah_per_quarter", "coverage_share"]]
        .isna()
        .all(axis=None)
    )


def test_rules_that_name_a_kabupaten_are_known_so_that_the_nation_does_not_tell_it():
    here = policy("uji", max_decile_by_kabupaten={"11.04": 0})
    places = policy("uji", admission="quota", quota=dict.fromkeys(KABUPATEN, 5))
    assert names_kabupaten(here, Quarter(2026, 1)) and names_kabupaten(places, Quarter(2026, 1))
    assert not names_kabupaten(policy("uji", max_decile_by_province={"11": 3}), Quarter(2026, 1))


def test_the_nation_with_and_without_one_kabupaten_gives_no_more_than_its_own_row(told):
    """What the page computes for such rules: the perturbed register at every level, which adds up."""

    def nation(outcome: Outcome) -> float:
        return float(outcome.table("nation").set_index("programme").loc[PKH, "kept"])

    everywhere = simulate(told, policy("uji"))
    without = simulate(told, policy("uji", max_decile_by_kabupaten={"11.04": 0}))
    own = everywhere.table("kabupaten").set_index(["group", "programme"]).loc[("11.04", PKH), "kept"]
    assert nation(everywhere) - nation(without) == pytest.approx(own)
