"""The fingerprint of an answer: the same for the same answer on any machine, another for any other answer."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.keep import fingerprint
from data.store.scope import Scope
from simulator.engine.outcome import Outcome
from simulator.engine.part import PartSums
from simulator.engine.simulate import simulate
from simulator.policy.files import named
from terms import PBI, PKH, SEMBAKO, InputError
from tests.data.keep.conftest import SCENARIO
from tests.pages.shared.conftest import cells

NATION = Scope.national()


@pytest.fixture(scope="module")
def register():
    return cells()


@pytest.fixture(scope="module")
def outcomes(register):
    return [simulate(register, named(name)) for name in ("lima_tahun_sempit", "keadaan_sekarang")]


def changed(outcome, code, column, by):
    """The outcome with one kabupaten's and decile's figure moved."""
    sums = outcome.parts[code].columns[column]
    margins = sums.margins.astype(float)
    margins[1, 2] += by
    part = outcome.parts[code]
    moved = replace(part, columns={**part.columns, column: PartSums(margins, sums.groups)})
    return replace(outcome, parts={**outcome.parts, code: moved})


def shaken(outcome: Outcome, size: float) -> Outcome:
    """The outcome as another machine might sum it: every figure off in its last bits."""
    draw = np.random.default_rng(1)

    def shake(sums):
        return PartSums(sums.margins * (1 + draw.uniform(-size, size, sums.margins.shape)), sums.groups)

    parts = {
        code: replace(part, columns={name: shake(sums) for name, sums in part.columns.items()})
        for code, part in outcome.parts.items()
    }
    return replace(outcome, parts=parts, aid={name: shake(sums) for name, sums in outcome.aid.items()})


def test_same_answer_has_the_same_fingerprint_in_another_process_order(register, outcomes):
    again = [simulate(replace(register), named(name)) for name in ("lima_tahun_sempit", "keadaan_sekarang")]
    assert fingerprint.summed_up(*outcomes, NATION) == fingerprint.summed_up(*again, NATION)


def test_last_bits_of_sums_do_not_change_the_fingerprint(outcomes):
    first, second = (shaken(outcome, 1e-13) for outcome in outcomes)
    assert fingerprint.summed_up(first, second, NATION) == fingerprint.summed_up(*outcomes, NATION)


@pytest.mark.parametrize("code", [PKH, SEMBAKO, PBI])
@pytest.mark.parametrize(
    ("column", "by"),
    [("kept", 1), ("dropped_decile", -1), ("admitted", 1), ("persons_after", 1), ("rupiah_per_quarter", 1_000)],
)
def test_one_family_or_a_thousand_rupiah_elsewhere_is_another_answer(outcomes, code, column, by):
    policy, baseline = outcomes
    same = fingerprint.summed_up(policy, baseline, NATION).sha256
    assert fingerprint.summed_up(changed(policy, code, column, by), baseline, NATION).sha256 != same
    assert fingerprint.summed_up(policy, changed(baseline, code, column, by), NATION).sha256 != same


@given(st.integers(-(10**12), 10**12), st.integers(0, 6), st.sampled_from([0.1, 1_000.0]))
def test_short_decimal_figures_lie_away_from_the_edges(whole, decimals, step):
    value = whole / 10**decimals
    near = np.array([value, np.nextafter(value, np.inf), np.nextafter(value, -np.inf), value * (1 + 4e-16)])
    assert len(set(fingerprint._column(near, step))) == 1


def test_undefined_figures_are_written_as_such():
    assert fingerprint._column(np.array([np.nan, 0.0, -0.0]), 0.1) == ["-", "0", "0"]


def test_scope_takes_only_its_own_areas(register, outcomes):
    java, kabupaten = Scope.provinces("35"), Scope.kabupaten("35.15")
    results = {scope: fingerprint.summed_up(*outcomes, scope) for scope in (NATION, java, kabupaten)}
    assert len({result.sha256 for result in results.values()}) == 3
    elsewhere = [changed(outcome, PKH, "kept", 0) for outcome in outcomes]
    sums = outcomes[0].parts[PKH].columns["kept"]
    margins = sums.margins.astype(float)
    margins[0] += 50
    part = outcomes[0].parts[PKH]
    other = replace(part, columns={**part.columns, "kept": PartSums(margins, sums.groups)})
    elsewhere[0] = replace(outcomes[0], parts={**outcomes[0].parts, PKH: other})
    assert fingerprint.summed_up(*elsewhere, java) == results[java], "West Java is not in it"
    assert fingerprint.summed_up(*elsewhere, NATION) != results[NATION]
    with pytest.raises(InputError, match="holds no kabupaten of this scope"):
        fingerprint.summed_up(*outcomes, Scope.provinces("11"))


def test_headline_holds_the_figures_of_both_sides(outcomes):
    figures = json.loads(fingerprint.summed_up(*outcomes, NATION).figures)
    table = outcomes[0].table("nation").set_index("programme")
    assert figures["scenario"][PKH]["recipients_after"] == round(table.loc[PKH, "recipients_after"])
    assert figures["baseline"][PKH]["recipients_after"] == round(table.loc[PKH, "recipients_before"])
    assert set(figures["scenario"]) == {PKH, SEMBAKO, PBI}


def test_scenario_and_baseline_are_names_or_texts(register):
    by_text = fingerprint.answer(register, SCENARIO, "aturan_berlaku", NATION)
    assert by_text == fingerprint.answer(register, SCENARIO + "\n# sama saja\n", "aturan_berlaku", NATION)
    assert by_text != fingerprint.answer(register, SCENARIO, "keadaan_sekarang", NATION)
    with pytest.raises(InputError, match="not valid TOML"):
        fingerprint.answer(register, "aturan_lama", "aturan_berlaku", NATION)
